//! Where the words stand that doses and roles were read from, for a screen to mark.

use crate::domain::mark::{Mark, Says};
use crate::domain::provision::Span;

use super::mark::{self, What};
use super::period::Every;
use super::token::Words;
use super::{ratio, role, stale};

/// Words that join two parts of a dose: `2 x 30 minutes`, `an hour of it each week`.
const JOINTS: &[&str] = &["x", "for", "of", "a", "the", "-", "(", "/", ",", "and"];

/// Finds the marks of a stretch in their order; what stands in `holes` is of no mark.
pub(super) fn marks(words: Words<'_>, holes: &[Span]) -> Vec<Mark> {
    let mut doses: Vec<(usize, usize)> = (stale::standing(words, mark::marks(words)).iter())
        .filter(|mark| is_dose(mark.what))
        .map(|mark| (mark.from, mark.to))
        .chain(ratio::places(words))
        .collect();
    doses.sort_unstable();
    let doses = joined(words, &doses);
    let apart =
        |(from, to): &(usize, usize)| doses.iter().all(|(start, end)| end <= from || to <= start);
    let roles: Vec<(usize, usize)> = role::places(words).into_iter().filter(apart).collect();
    let spanned = |says| {
        move |(from, to): (usize, usize)| {
            let span = words.within(from, to).span();
            span.map(|span| Mark { span, says })
        }
    };
    let doses = doses.iter().copied().filter_map(spanned(Says::Dose));
    let roles = roles.into_iter().filter_map(spanned(Says::Role));
    let mut found: Vec<Mark> = doses.chain(roles).collect();
    found.sort_by_key(|mark| mark.span);
    found
        .into_iter()
        .flat_map(|mark| without(mark, holes))
        .collect()
}

/// Whether a mark is part of the dose itself, not a bound or what it is made up of.
fn is_dose(what: What) -> bool {
    match what {
        What::Length(..)
        | What::Times(_)
        | What::Events(..)
        | What::Weeks(_)
        | What::Terms(..)
        | What::Days(_)
        | What::Weekdays(_)
        | What::Clock(_)
        | What::Every(Every::Regular(_)) => true,
        What::Every(Every::Loose(_) | Every::Irregular) | What::Parts | What::Cap | What::Again => {
            false
        }
    }
}

/// Runs what stands beside one another, or with a joint or two between, together.
fn joined(words: Words<'_>, parts: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (from, to) in parts.iter().copied() {
        let beside = |end: usize| {
            end >= from || from - end <= 2 && (end..from).all(|at| words.any(at, JOINTS))
        };
        match runs.last_mut().filter(|(_, end)| beside(*end)) {
            Some((_, end)) => *end = to.max(*end),
            None => runs.push((from, to)),
        }
    }
    runs
}

/// A mark without what stands in holes: page furniture, struck-out words.
fn without(mark: Mark, holes: &[Span]) -> Vec<Mark> {
    let mut left = Vec::new();
    let mut start = mark.span.start;
    let inside = holes
        .iter()
        .filter(|hole| hole.start < mark.span.end && mark.span.start < hole.end);
    for hole in inside {
        if start < hole.start {
            left.push((start, hole.start));
        }
        start = start.max(hole.end);
    }
    if start < mark.span.end {
        left.push((start, mark.span.end));
    }
    let part = |(start, end)| Mark {
        span: Span { start, end },
        ..mark
    };
    left.into_iter().map(part).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::framework::YearShape;
    use crate::section_f::Reader;

    fn read(text: &str) -> Vec<(String, Says)> {
        let characters: Vec<char> = text.chars().collect();
        let marks = Reader::new(YearShape::default()).marks(text);
        let words = |mark: Mark| {
            let words = &characters[mark.span.start..mark.span.end];
            (words.iter().collect(), mark.says)
        };
        marks.into_iter().map(words).collect()
    }

    #[track_caller]
    fn case(text: &str, expected: &[(&str, Says)]) {
        let expected: Vec<_> = (expected.iter())
            .map(|(words, says)| ((*words).to_owned(), *says))
            .collect();
        assert_eq!(read(text), expected, "{text}");
    }

    #[test]
    fn doses_and_roles_are_marked_as_they_were_read() {
        use Says::{Dose, Role};
        case(
            "A Teaching Assistant will run a group of no more than four pupils, for 2 x 30 minutes per week.",
            &[
                ("Teaching Assistant", Role),
                ("group of no more than four", Dose),
                ("2 x 30 minutes per week", Dose),
            ],
        );
        case(
            "The SaLT will add a further hour each term.",
            &[("SaLT", Role), ("a further hour each term", Dose)],
        );
        case(
            "He previously received 10 hours a week. A TA will give 5 hours a week.",
            &[("TA", Role), ("5 hours a week", Dose)],
        );
        case("by 8.40am, as appropriate", &[]);
    }

    proptest! {
        #[test]
        fn marks_lie_in_the_text_in_order_and_apart(text in "(A TA|SaLT|\\PC|2 x 30|minutes|per week|~~|\n|1:1| ){0,40}") {
            let length = text.chars().count();
            let marks = Reader::new(YearShape::default()).marks(&text);
            let mut end = 0;
            for mark in marks {
                prop_assert!(mark.span.start >= end && mark.span.start < mark.span.end);
                end = mark.span.end;
            }
            prop_assert!(end <= length);
        }
    }
}
