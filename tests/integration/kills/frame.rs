//! What stands on a screen of the walk, as an officer reads it.

/// The reference at the head of the walk's screen.
pub(super) fn reference(text: &str) -> Option<&str> {
    let first = text.split_whitespace().next()?;
    first.starts_with("K-").then_some(first)
}

/// How many provisions are settled, and of how many: `12 of 17 to settle`, `all 17 settled`.
pub(super) fn settled(text: &str) -> Option<(usize, usize)> {
    let head = text.lines().nth(1)?;
    let number = |word: Option<&str>| word?.parse::<usize>().ok();
    if let Some((before, _)) = head.split_once(" to settle") {
        let mut words = before.split_whitespace().rev();
        let of = number(words.next())?;
        return Some((of.checked_sub(number(words.nth(1))?)?, of));
    }
    let (_, after) = head.split_once("all ")?;
    let of = number(after.split_whitespace().next())?;
    Some((of, of))
}

/// Whether all provisions are settled, and the areas are weighed one by one.
pub(super) fn is_weighing(text: &str) -> bool {
    let head = text.lines().nth(1).unwrap_or_default();
    head.contains(" Evidence: ")
}

/// How many areas with evidence wait for their level (`CI 3–4?`); nothing where something else is said in their place.
pub(super) fn unweighed(text: &str) -> Option<usize> {
    let mut lines = text.lines().rev();
    let areas = lines.find(|line| line.contains("CI ") && line.contains("SEMH "))?;
    Some(areas.matches('?').count())
}

/// Whether a plan is open, or the worklist.
pub(super) fn is_open(text: &str) -> bool {
    let marks = ["All settled", "━ Tariff ", " done "];
    settled(text).is_some() || is_weighing(text) || marks.iter().any(|mark| text.contains(mark))
}

/// Whether the provision at hand has a note.
pub(super) fn has_note(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| line.contains('▸'));
    let at = lines.find(|line| line.chars().position(|one| one == '▸') == Some(1));
    at.is_some_and(|line| {
        line.split(['┃', '│'])
            .nth(1)
            .unwrap_or_default()
            .contains('*')
    })
}

/// Whether all that was done at the pupil is called saved.
pub(super) fn is_saved(text: &str) -> bool {
    let is_said = |words| text.contains(words);
    is_said(" saved ") && !is_said("saving…") && !is_said("not saved")
}

pub(super) fn is_asking(text: &str) -> bool {
    text.contains("Enter keeps it, Esc leaves it.")
}
