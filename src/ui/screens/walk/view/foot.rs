//! The line over the panes and the line under them.

use ratatui::layout::Rect;

use super::super::asking::Asking;
use super::super::scale;
use super::super::work::{Said, Stage, Work};
use crate::domain::blind::blind;
use crate::domain::framework::Area;
use crate::domain::identity::LevelId;
use crate::domain::provision::Vague;
use crate::domain::worklist::Reason;
use crate::ui::parts::bar::bar;
use crate::ui::parts::paint::{Paint, wide};
use crate::ui::parts::wrap::{Line, Run, line_columns, wrap, wrap_text};
use crate::ui::theme::Meaning;

/// Draws who is being mapped and why, and how far the group has come.
pub(super) fn header(work: &Work, paint: &mut Paint<'_>, area: Rect) {
    let row = &work.case.row;
    let (done, all) = work.case.group;
    let pace = (work.case.pace.as_ref()).map(|pace| format!(" · {pace}"));
    let by = (work.case.group_done_by.as_ref()).map(|by| format!(" · done by {by}"));
    let (pace, by) = (pace.unwrap_or_default(), by.unwrap_or_default());
    let reason = row.reasons.first();
    let why = reason.map_or_else(|| row.priority.words().to_owned(), Reason::words);
    let name = if row.name == row.reference.as_str() {
        ""
    } else {
        &row.name
    };
    // What fits decides: first the name goes, then the pace, then the day.
    let rights = if work.is_of_set() {
        let short = "of the set ".to_owned();
        let words = "of the standardisation set".to_owned();
        [
            format!("{words}: nothing of others is shown "),
            words + " ",
            short,
        ]
    } else if work.is_blind() {
        let short = "read blind ";
        let words = format!("{short}as moderator: nothing of others is shown ");
        [words, format!("{short}as moderator "), short.to_owned()]
    } else {
        [
            format!("{done} of {all}{pace}{by} "),
            format!("{done} of {all}{by} "),
            format!("{done} of {all} "),
        ]
    };
    let lefts = [format!("  {name}"), String::new()];
    let fixed = wide(row.reference.as_str()) + wide(&why) + 5;
    let room = area.width.saturating_sub(fixed);
    let fits = |(right, left): &(&String, &String)| wide(right) + wide(left) <= room;
    let pairs = [(0, 0), (0, 1), (1, 1), (2, 1)];
    let chosen = (pairs.iter())
        .filter_map(|(right, left)| Some((rights.get(*right)?, lefts.get(*left)?)))
        .find(fits);
    let (right, left) = chosen.map_or(("", ""), |(right, left)| (right.as_str(), left.as_str()));
    let column = paint.text(area, 0, 1, row.reference.as_str(), Meaning::Title);
    let column = paint.text(area, 0, column, left, Meaning::Text);
    paint.text(area, 0, column + 2, &why, Meaning::Doubt);
    paint.right(area, 0, right, Meaning::Muted);
}

/// What stands under the panes: what was said, or the areas so far.
pub(super) fn lines(work: &Work, width: u16) -> Vec<Line> {
    let most = usize::from(width).saturating_sub(2);
    if let (Some((vague, at, of)), Asking::Nothing) = (work.vague_at_hand(), &work.asking) {
        return why_vague(vague, at, of, most);
    }
    match &work.said {
        Some(Said::Hint(words)) => wrap_text(words, Meaning::Text, most),
        Some(Said::Refusal(words)) => wrap_text(&format!("✗ {words}"), Meaning::Danger, most),
        Some(Said::Warning(words)) => wrap_text(&format!("! {words}"), Meaning::Doubt, most),
        None => {
            let mut lines = same_words(work, most);
            lines.push(areas(work, most));
            lines
        }
    }
}

/// Why words are vague, and what to ask the plan's writer.
fn why_vague(vague: &Vague, at: usize, of: usize, most: usize) -> Vec<Line> {
    let count = if of > 1 {
        format!("{at} of {of} ")
    } else {
        String::new()
    };
    let words: Vec<&str> = vague.text.split_whitespace().collect();
    let words = blind(&words.join(" ")).into_owned();
    let mut runs = vec![
        Run::muted(count),
        Run::new(format!("~{words}~"), Meaning::Vague),
        Run::text(format!(": {}. ", vague.why)),
    ];
    if !vague.question.is_empty() {
        runs.push(Run::new("Ask: ", Meaning::Title));
        runs.push(Run::text(format!("{} ", vague.question)));
    }
    runs.push(Run::muted("(v the next)"));
    wrap(&runs, most)
}

/// Draws what stands under the panes.
pub(super) fn draw(lines: &[Line], paint: &mut Paint<'_>, area: Rect) {
    let inside = Rect {
        x: area.x + 1,
        width: area.width.saturating_sub(1),
        ..area
    };
    paint.lines(inside, lines, 0);
}

/// Draws what can be done once the mapping is recorded.
pub(super) fn recorded(work: &Work, paint: &mut Paint<'_>, area: Rect) {
    let words = if work.is_of_set() {
        "Recorded. Enter goes back to the set; where you differ is shown once all of it is read."
    } else {
        "Recorded. Enter takes the next pupil."
    };
    paint.text(area, 0, 1, words, Meaning::Good);
}

fn areas(work: &Work, most: usize) -> Line {
    let mut line: Line = Vec::new();
    for area in work.framework.leaves() {
        let here = Some(&area.id) == work.area.as_ref() && work.stage == Stage::Areas;
        let name = scale::short(&area.id);
        let name = if here { format!("▸{name}") } else { name };
        line.push(Run::new(
            name,
            if here {
                Meaning::Current
            } else {
                Meaning::Text
            },
        ));
        line.push(level(work, area));
        line.push(Run::text("  "));
    }
    let (promise, short) = match work.stage {
        Stage::Provisions | Stage::Areas if !work.working.items.is_empty() => {
            let all = work.working.items.len();
            let whole = format!("the tariff shows when all {all} are settled");
            (whole, "tariff at the end")
        }
        Stage::Provisions | Stage::Areas | Stage::Complete | Stage::Revealed | Stage::Recording => {
            (String::new(), "")
        }
    };
    let room = most.saturating_sub(line_columns(&line));
    let fits = |words: &&str| usize::from(wide(words)) <= room;
    let promise = [promise.as_str(), short]
        .into_iter()
        .find(fits)
        .unwrap_or_default();
    let gap = room.saturating_sub(usize::from(wide(promise)));
    line.push(Run::text(" ".repeat(gap)));
    line.push(Run::muted(promise));
    line
}

/// The level an area stands at: settled with a bar, judged so far with a question mark, or a dot.
fn level(work: &Work, area: &Area) -> Run {
    if let Some(settled) = work.working.settled(&area.id) {
        let rank = area.levels.iter().position(|one| *one == settled.level);
        let part = rank.map_or(0, |rank| rank as u64 + 1);
        let bar = bar(part, area.levels.len() as u64, 4);
        return Run::new(format!(" {} {bar}", settled.level), Meaning::Level);
    }
    let mut judged: Vec<&LevelId> = (work.working.evidence(&area.id))
        .filter_map(|(_, level)| level)
        .collect();
    judged.sort_by_key(|level| area.levels.iter().position(|one| one == *level));
    judged.dedup();
    match (judged.first(), judged.last()) {
        (Some(lowest), Some(highest)) if lowest != highest => {
            Run::muted(format!(" {lowest}–{highest}?"))
        }
        (Some(only), _) => Run::muted(format!(" {only}?")),
        (None, _) if work.working.evidence(&area.id).next().is_some() => Run::muted(" ?"),
        (None, _) => Run::muted(" ·"),
    }
}

/// What others made of the same words as those just judged, where any judged them otherwise.
fn same_words(work: &Work, most: usize) -> Vec<Line> {
    let said = || {
        let id = work.judged_last.filter(|_| !work.is_blind())?;
        let item = work.working.items.iter().find(|item| item.id == id)?;
        let counts = work.before.get(&id)?;
        let differs = (counts.iter())
            .any(|(area, level, _)| !item.evidence.contains(&(area.clone(), level.clone())));
        let named = |(area, level, count): &(_, Option<LevelId>, u32)| {
            format!("{count}: {}", scale::mark(area, level.as_ref()))
        };
        let mut all = counts.iter();
        let first = all.next().filter(|_| differs)?;
        let readers = if first.2 == 1 { "reader" } else { "readers" };
        let first = format!(
            "{} {readers}: {}",
            first.2,
            scale::mark(&first.0, first.1.as_ref())
        );
        let rest: Vec<String> = std::iter::once(first).chain(all.map(named)).collect();
        Some(format!(
            "! same words as {}: {}",
            item.provision.n,
            rest.join("; ")
        ))
    };
    said().map_or_else(Vec::new, |words| wrap_text(&words, Meaning::Doubt, most))
}
