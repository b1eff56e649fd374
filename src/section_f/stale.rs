//! Doses that are told and not given: those of the past, those that are to change, and those denied.

use super::key::{Word, these};
use super::list::List;
use super::mark::{Mark, What};
use super::period::Every;
use super::token::Words;

/// A clause is looked back at no farther than this.
const REACH: usize = 30;

const HAS: &[Word] = these!["has", "have", "receives", "gets", "attends"];

/// What is denied so that the dose stands: `must not fall below 15 hours`, `will not only have …`.
const FLOORS: &[Word] = these![
    "fall", "drop", "exceed", "only", "just", "less", "fewer", "below", "reduced", "under",
];

/// By what a meeting is named only to date what is said: `as agreed at the annual review`.
const DECIDED: &[&str] = &[
    "agreed",
    "decided",
    "discussed",
    "set",
    "recorded",
    "recommended",
    "identified",
    "noted",
    "reported",
    "stated",
    "outlined",
];
const DATES: &[Word] = these!["following", "until", "since", "after", "before"];

/// The marks that tell what is given.
pub(crate) fn standing(words: Words<'_>, mut marks: Vec<Mark>) -> Vec<Mark> {
    let stale = |mark: &Mark| is_stale(words, mark, &marks);
    if !marks.iter().any(stale) {
        return marks;
    }
    let stale: Vec<bool> = marks.iter().map(stale).collect();
    let mut stale = stale.into_iter();
    marks.retain(|_| stale.next() != Some(true));
    marks
}

/// Whether a sentence tells only what was: nothing in it is to be done.
pub(crate) fn is_history(words: Words<'_>) -> bool {
    is_past(words)
        && !words.holds(List::Modals)
        && !words.holds(List::Needs)
        && !words.holds(List::AtPresent)
        && !words.has(these![
            "continue",
            "continues",
            "remains",
            "is",
            "are",
            "has"
        ])
}

fn is_stale(words: Words<'_>, mark: &Mark, marks: &[Mark]) -> bool {
    if is_date(words, mark) || is_raised(words, mark) {
        return true;
    }
    let near = mark.from.saturating_sub(REACH).max(words.from);
    let bound = (near..mark.from).rev().find(|at| is_bound(words, *at));
    let from = bound.map_or(near, |bound| bound + 1);
    let before = words.within(from, mark.from);
    if let Some(modal) = before
        .places()
        .rev()
        .find(|at| before.among(*at, List::Modals))
    {
        let denied = before.within(modal + 1, mark.from);
        return denied.any(modal + 1, these!["not", "never"]) && !denied.has(FLOORS);
    }
    if is_denied(before) {
        return true;
    }
    let far = words.to.min(mark.to + REACH);
    let end = (mark.to..far)
        .find(|at| is_bound(words, *at))
        .unwrap_or(far);
    let clause = words.within(from, end);
    if clause.holds(List::Modals) || clause.holds(List::Needs) {
        return false;
    }
    is_past(clause) || is_to_change(words, clause, marks)
}

/// Whether a clause ends here; the colon of a ratio ends none.
fn is_bound(words: Words<'_>, at: usize) -> bool {
    words.among(at, List::Bounds) && !(words.among(at, List::Colon) && words.is_number(at + 1))
}

/// `He previously received …`, `Last year she had …`, `She used to have …`.
fn is_past(words: Words<'_>) -> bool {
    let lists = words.lists();
    let used = lists.holds(List::Used)
        && words.places().any(|at| {
            words.among(at, List::Used)
                && !words.any(at.wrapping_sub(1), these!["be", "is", "are", "being"])
                && words.is(at + 1, "to")
                && words.any(at + 2, these!["receive", "have", "get", "attend", "access"])
        });
    // "20 minutes daily to practise what was taught last week" is done now.
    used || lists.holds(List::Had)
        && !words.has(these!["to", "what", "that", "which", "who", "where"])
        && (lists.holds(List::Formerly)
            || words.places().any(|at| {
                words.is(at, "last") && words.any(at + 1, these!["year", "term", "month", "week"])
            }))
}

/// `no longer needs …`, `does not require …`.
fn is_denied(before: Words<'_>) -> bool {
    let mut denials = before
        .places()
        .filter(|at| before.among(*at, List::Denials));
    let denied = denials.any(|at| match before.word(at) {
        "no" => before.is(at + 1, "longer"),
        "does" | "do" => {
            before.is(at + 1, "not")
                && before.any(at + 2, these!["need", "require", "receive", "have", "get"])
        }
        _ => false,
    });
    denied && !before.has(FLOORS)
}

/// `will increase from 15 hours to 20 hours`: the first is what was given before.
fn is_raised(words: Words<'_>, mark: &Mark) -> bool {
    matches!(mark.what, What::Length(..))
        && words.is(mark.from.wrapping_sub(1), "from")
        && words
            .within(mark.from.saturating_sub(5).max(words.from), mark.from)
            .holds(List::Rises)
        && (mark.to..mark.to + 4).any(|at| words.is(at, "to"))
}

/// `has 15 hours at present but needs 20 hours`: the dose after the "but" is given.
fn is_to_change(words: Words<'_>, clause: Words<'_>, marks: &[Mark]) -> bool {
    let but = (clause.to..words.to.min(clause.to + 3)).find(|at| words.any(*at, these!["but"]));
    let Some(but) = but.filter(|_| clause.holds(List::AtPresent) && clause.has(HAS)) else {
        return false;
    };
    let end = (but..words.to.min(but + REACH))
        .find(|at| words.any(*at, these![".", ";"]))
        .unwrap_or(words.to);
    let after = words.within(but, end);
    (after.holds(List::Modals) || after.holds(List::Needs))
        && marks.iter().any(|mark| {
            mark.from >= after.from && mark.to <= after.to && matches!(mark.what, What::Length(..))
        })
}

/// `as agreed at the annual review`: that review dates the words, and is no dose.
fn is_date(words: Words<'_>, mark: &Mark) -> bool {
    let named = matches!(mark.what, What::Every(Every::Regular(_)))
        && words.is(mark.from, "annual")
        && words.any(mark.to, these!["review", "meeting"]);
    if !named {
        return false;
    }
    let mut before = mark.from;
    while before > words.from
        && words.any(
            before - 1,
            these!["the", "his", "her", "their", "last", "next", "an"],
        )
    {
        before -= 1;
    }
    words.any(before.wrapping_sub(1), DATES)
        || words.any(before.wrapping_sub(1), these!["at", "in", "by"])
            && DECIDED.contains(&words.back(before, 2))
}

#[cfg(test)]
mod tests {
    use super::super::lexicon;
    use super::super::mark;
    use super::super::token::Sheet;
    use super::*;

    /// The first words of the marks that stand.
    #[track_caller]
    fn case(text: &str, expected: &[&str]) {
        let sheet = Sheet::new(text, 0, &lexicon::get().ids);
        let words = sheet.words();
        let marks = standing(words, mark::marks(words));
        let found: Vec<&str> = (marks.iter())
            .filter(|mark| matches!(mark.what, What::Length(..) | What::Every(_)))
            .map(|mark| words.word(mark.from))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn what_was_given_is_no_dose() {
        case("He previously received 10 hours per week.", &[]);
        case(
            "Last year she had 10 hours weekly, and will have 12 hours weekly.",
            &["12", "weekly"],
        );
        case(
            "As previously agreed, he will have 10 hours weekly.",
            &["10", "weekly"],
        );
        case(
            "He will practise words previously taught for 10 minutes daily.",
            &["10", "daily"],
        );
        case(
            "20 minutes daily to practise what was taught last week",
            &["20", "daily"],
        );
    }

    #[test]
    fn what_is_to_change_is_no_dose() {
        case(
            "Sam has 15 hours at present but needs 20 hours weekly.",
            &["20", "weekly"],
        );
        case(
            "Sam currently receives 15 hours, but will have 20 hours weekly.",
            &["20", "weekly"],
        );
        case(
            "Support will increase from 15 hours to 20 hours weekly.",
            &["20", "weekly"],
        );
        case(
            "A TA will help from 15 hours to 20 hours weekly.",
            &["15", "20", "weekly"],
        );
        case("Sam currently receives 15 hours weekly.", &["15", "weekly"]);
    }

    #[test]
    fn what_is_denied_is_no_dose() {
        case(
            "Sam will not be withdrawn from class for 1 hour weekly.",
            &[],
        );
        case("Sam no longer needs 10 hours weekly.", &[]);
        case("Sam does not require 1:1 support for 5 hours weekly.", &[]);
        case("He must never be left alone for 10 minutes.", &[]);
        case(
            "Support must not fall below 15 hours weekly.",
            &["15", "weekly"],
        );
        case(
            "He will not be taught alone but will have 1 hour weekly.",
            &["1", "weekly"],
        );
        case(
            "He will not be withdrawn, and will have 1 hour weekly.",
            &["1", "weekly"],
        );
    }

    #[test]
    fn a_review_that_dates_is_no_dose() {
        case("A TA will help, as agreed at the annual review.", &[]);
        case("Following the last annual review a TA will help.", &[]);
        case(
            "Progress will be reviewed at the annual review.",
            &["annual"],
        );
        case("An annual review by the EP.", &["annual"]);
    }
}
