//! What separates two texts: word by word, and label by label for descriptors of neighbouring levels.

mod label;

use similar::{Algorithm, ChangeTag, DiffOp, TextDiff, capture_diff_slices};

/// A run of words in a comparison of two texts, spaces included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// In both.
    Same(String),
    /// Only in the first.
    Gone(String),
    /// Only in the second.
    New(String),
}

/// Compares two texts word by word, signs apart from words; the parts joined without [`Change::New`] are the first
/// text, without [`Change::Gone`] the second.
pub fn words(a: &str, b: &str) -> Vec<Change> {
    let mut changes: Vec<Change> = Vec::new();
    for change in TextDiff::from_slices(&tokens(a), &tokens(b)).iter_all_changes() {
        let text = change.value();
        match (change.tag(), changes.last_mut()) {
            (ChangeTag::Equal, Some(Change::Same(run)))
            | (ChangeTag::Delete, Some(Change::Gone(run)))
            | (ChangeTag::Insert, Some(Change::New(run))) => run.push_str(text),
            (ChangeTag::Equal, _) => changes.push(Change::Same(text.to_owned())),
            (ChangeTag::Delete, _) => changes.push(Change::Gone(text.to_owned())),
            (ChangeTag::Insert, _) => changes.push(Change::New(text.to_owned())),
        }
    }
    changes
}

/// The words, blanks and signs of a text: a comma after a word makes no other word of it.
fn tokens(text: &str) -> Vec<&str> {
    let kind = |c: char| match c {
        c if c.is_whitespace() => 0,
        c if c.is_alphanumeric() || matches!(c, '\'' | '’') => 1,
        _ => 2,
    };
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_other = |c: char| kind(c) != kind(first) || kind(first) == 2;
        let ends = rest.char_indices().skip(1).find(|(_, c)| is_other(*c));
        let (token, after) = rest.split_at(ends.map_or(rest.len(), |(at, _)| at));
        tokens.push(token);
        rest = after;
    }
    tokens
}

/// What separates two descriptors under one label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The label of the lines ("Adults"); nothing where the texts have no labels.
    pub label: Option<String>,
    /// What only the lower says; its clauses joined with a semicolon.
    pub lower: String,
    /// What only the higher says.
    pub higher: String,
    /// The same clause by clause, lower and higher; one of the two may be empty.
    pub steps: Vec<(String, String)>,
}

/// Tells what separates a descriptor from the one at the next level; equal labels are left out.
pub fn between(lower: &str, higher: &str) -> Vec<Difference> {
    let mut found = Vec::new();
    for (label, lower, higher) in label::pairs(lower, higher) {
        let steps = steps(&lower, &higher);
        if steps.is_empty() {
            continue;
        }
        let side = |of: fn(&(String, String)) -> &str| {
            let parts: Vec<&str> = steps
                .iter()
                .map(of)
                .filter(|part| !part.is_empty())
                .collect();
            parts.join("; ")
        };
        found.push(Difference {
            label,
            lower: side(|step| &step.0),
            higher: side(|step| &step.1),
            steps,
        });
    }
    found
}

/// The clauses that differ, each beside the one that stands in its place.
fn steps(lower: &str, higher: &str) -> Vec<(String, String)> {
    let (lower, higher) = (clauses(lower), clauses(higher));
    let mut steps = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &lower, &higher) {
        if matches!(op, DiffOp::Equal { .. }) {
            continue;
        }
        let gone = lower.get(op.old_range()).unwrap_or_default();
        let new = higher.get(op.new_range()).unwrap_or_default();
        for place in 0..gone.len().max(new.len()) {
            let one = gone.get(place).copied().unwrap_or_default();
            let other = new.get(place).copied().unwrap_or_default();
            steps.push(without_common_ends(one, other));
        }
    }
    steps
}

/// Cuts a line at semicolons, colons and full stops that a space follows.
fn clauses(text: &str) -> Vec<&str> {
    let cut = |c: char| matches!(c, ';' | ':' | '.');
    let mut clauses = Vec::new();
    let mut rest = text;
    loop {
        let end = rest.char_indices().find(|(at, c)| {
            let after = rest.get(at + c.len_utf8()..).unwrap_or_default();
            cut(*c) && after.starts_with(char::is_whitespace)
        });
        let Some((at, _)) = end else { break };
        let (clause, after) = rest.split_at(at);
        clauses.push(clause);
        rest = after.trim_start_matches(cut).trim_start();
    }
    clauses.push(rest);
    (clauses.into_iter())
        .map(|clause| clause.trim().trim_end_matches(cut))
        .filter(|clause| !clause.is_empty())
        .collect()
}

/// Drops the parts between commas that two clauses begin with alike, or end with alike.
///
/// Only whole parts go: "up to 2 lessons" cut to "2 lessons" would say something else.
fn without_common_ends(one: &str, other: &str) -> (String, String) {
    let a: Vec<&str> = one.split(", ").collect();
    let b: Vec<&str> = other.split(", ").collect();
    let short = a.len().min(b.len());
    let start = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let start = start.min(short.saturating_sub(1));
    let ends = (a.iter().rev().zip(b.iter().rev())).take_while(|(a, b)| a == b);
    let end = ends.count().min(short.saturating_sub(start + 1));
    let rest = |parts: &[&str]| {
        let kept = start..parts.len().saturating_sub(end);
        parts.get(kept).unwrap_or_default().join(", ")
    };
    (rest(&a), rest(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(lower: &str, higher: &str) -> (String, String) {
        (lower.into(), higher.into())
    }

    #[test]
    fn words_are_compared_in_runs() {
        let changes = words("some lessons each week", "most lessons each day");
        let expected = [
            Change::Gone("some".into()),
            Change::New("most".into()),
            Change::Same(" lessons each ".into()),
            Change::Gone("week".into()),
            Change::New("day".into()),
        ];
        assert_eq!(changes, expected);
        assert_eq!(words("", ""), []);
        let changes = words("at a time and wait", "at a time, in few words, and wait");
        let expected = [
            Change::Same("at a time".into()),
            Change::New(", in few words,".into()),
            Change::Same(" and wait".into()),
        ];
        assert_eq!(changes, expected);
    }

    #[test]
    fn each_label_says_what_separates_it() {
        let lower = "Day: Up to 2 lessons in 5, and up to once a day outside lessons.\n\
                     Adults: More than 1, up to 3 hours a week, in groups of 4 or fewer.\n\
                     Place: The ordinary classroom.\n";
        let higher = "Day: Up to 3 lessons in 5, and up to twice a day outside lessons.\n\
                      Adults: More than 3, up to 8 hours a week, in groups of 4 or fewer; one to one daily.\n\
                      Place: The ordinary classroom.\n";
        let found = between(lower, higher);
        let labels: Vec<_> = found
            .iter()
            .filter_map(|one| one.label.as_deref())
            .collect();
        assert_eq!(labels, ["Day", "Adults"]);
        assert_eq!(
            found[0].steps,
            [step(
                "Up to 2 lessons in 5, and up to once a day outside lessons",
                "Up to 3 lessons in 5, and up to twice a day outside lessons"
            ),]
        );
        assert_eq!(
            found[1].steps,
            [
                step(
                    "More than 1, up to 3 hours a week",
                    "More than 3, up to 8 hours a week"
                ),
                step("", "one to one daily"),
            ]
        );
        assert_eq!(found[1].lower, "More than 1, up to 3 hours a week");
    }

    #[test]
    fn a_text_without_labels_is_compared_as_a_whole() {
        let found = between("Some lessons are adapted.", "Most lessons are adapted.");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].label, None);
        assert_eq!(
            found[0].steps,
            [step("Some lessons are adapted", "Most lessons are adapted")]
        );
        assert_eq!(between("The same.", "The same."), []);
    }

    #[test]
    fn numbers_with_a_point_are_not_cut() {
        assert_eq!(
            clauses("1.5 hours a week, 2:1. Then"),
            ["1.5 hours a week, 2:1", "Then"]
        );
    }

    proptest::proptest! {
        #[test]
        fn the_words_of_both_texts_are_kept(a in "[ab ,é\n]{0,30}", b in "[ab ,é\n]{0,30}") {
            let (mut first, mut second) = (String::new(), String::new());
            for change in words(&a, &b) {
                match change {
                    Change::Same(text) => {
                        first.push_str(&text);
                        second.push_str(&text);
                    }
                    Change::Gone(text) => first.push_str(&text),
                    Change::New(text) => second.push_str(&text),
                }
            }
            proptest::prop_assert_eq!((first, second), (a, b));
        }
    }
}
