//! Descriptors made of labelled lines ("Adults: …"), laid side by side.

/// Pairs the lines of two texts by label, in the lower's order, then the higher's own labels.
///
/// Without a label in common the two texts are one pair without a label.
pub(super) fn pairs(lower: &str, higher: &str) -> Vec<(Option<String>, String, String)> {
    let (left, right) = (lines(lower), lines(higher));
    let has = |lines: &[Line], label: &str| lines.iter().any(|line| line.is(label));
    let shared = (left.iter()).any(|line| line.label.is_some_and(|label| has(&right, label)));
    if !shared {
        return vec![(None, flat(lower), flat(higher))];
    }
    let text = |lines: &[Line], label: Option<&str>| {
        let found: Vec<&str> = (lines.iter())
            .filter(|line| line.label == label)
            .map(|line| line.text.as_str())
            .collect();
        found.join(" ")
    };
    let mut pairs: Vec<(Option<String>, String, String)> = Vec::new();
    for line in left.iter().chain(&right) {
        if !pairs
            .iter()
            .any(|(label, ..)| label.as_deref() == line.label)
        {
            let label = line.label.map(str::to_owned);
            pairs.push((label, text(&left, line.label), text(&right, line.label)));
        }
    }
    pairs
}

struct Line<'a> {
    label: Option<&'a str>,
    text: String,
}

impl Line<'_> {
    fn is(&self, label: &str) -> bool {
        self.label == Some(label)
    }
}

/// The lines of a text; a line without a label goes on where the last one stopped.
fn lines(text: &str) -> Vec<Line<'_>> {
    let mut lines: Vec<Line<'_>> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match (label(line), lines.last_mut()) {
            (Some((label, rest)), _) => lines.push(Line {
                label: Some(label),
                text: flat(rest),
            }),
            (None, Some(last)) => {
                last.text.push(' ');
                last.text.push_str(&flat(line));
            }
            (None, None) => lines.push(Line {
                label: None,
                text: flat(line),
            }),
        }
    }
    lines
}

/// Splits off a label: one to four words, the first with a capital, before the first colon.
fn label(line: &str) -> Option<(&str, &str)> {
    let (label, rest) = line.split_once(": ")?;
    let worded = label
        .chars()
        .all(|c| c.is_alphanumeric() || " -/&".contains(c));
    let short = (1..=4).contains(&label.split_whitespace().count());
    (worded && short && label.starts_with(char::is_uppercase)).then_some((label, rest))
}

/// One line, single spaces.
fn flat(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_go_on_and_labels_may_stand_on_one_side_alone() {
        let found = pairs(
            "Day: one\n  and more: of it\nOld: gone",
            "Intro.\nDay: two\nPlace and equipment: new",
        );
        let shown: Vec<String> = (found.iter())
            .map(|(label, a, b)| format!("{}|{a}|{b}", label.as_deref().unwrap_or("-")))
            .collect();
        let expected = [
            "Day|one and more: of it|two",
            "Old|gone|",
            "-||Intro.",
            "Place and equipment||new",
        ];
        assert_eq!(shown, expected);
    }

    #[test]
    fn a_colon_alone_is_no_label() {
        let found = pairs("The pupil does this: that", "The pupil does that: this");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].0, None);
    }
}
