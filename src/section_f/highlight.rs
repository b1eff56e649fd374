//! Where the words stand that doses and roles were read from, for a screen to mark.

use crate::domain::mark::{Mark, Says};
use crate::domain::provision::Span;

use super::key::{Word, these};
use super::mark::{self, What};
use super::period::Every;
use super::token::Words;
use super::{ratio, role, stale};

/// Words that join two parts of a dose: `2 x 30 minutes`, `an hour of it each week`.
const JOINTS: &[Word] = these!["x", "for", "of", "a", "the", "-", "(", "/"];

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
            let spans = spans(words.within(from, to), holes).into_iter();
            spans.map(move |span| Mark { span, says })
        }
    };
    let doses = doses.iter().copied().flat_map(spanned(Says::Dose));
    let roles = roles.into_iter().flat_map(spanned(Says::Role));
    let mut found: Vec<Mark> = doses.chain(roles).collect();
    found.sort_by_key(|mark| mark.span);
    found
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
        // `30 minutes.` may be cut short like `30 mins.`, or end its sentence: a number begins another one.
        let ended = |end: usize| words.back(end, 1) == "." && words.is_number(from);
        let beside = |end: usize| {
            let near =
                end >= from || from - end <= 2 && (end..from).all(|at| words.any(at, JOINTS));
            near && !ended(end)
        };
        match runs.last_mut().filter(|(_, end)| beside(*end)) {
            Some((_, end)) => *end = to.max(*end),
            None => runs.push((from, to)),
        }
    }
    runs
}

/// The characters of a stretch, parted where a hole stands between two words: page furniture, struck-out words.
fn spans(words: Words<'_>, holes: &[Span]) -> Vec<Span> {
    let parts = |from: usize, to: usize| {
        let next = holes.partition_point(|hole| hole.start < from);
        holes.get(next).is_some_and(|hole| hole.end <= to)
    };
    let mut spans: Vec<Span> = Vec::new();
    for token in words.places().filter_map(|at| words.token(at)) {
        match spans.last_mut() {
            Some(last) if !parts(last.end, token.span.start) => last.end = token.span.end,
            Some(_) | None => spans.push(token.span),
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::framework::YearShape;
    use crate::domain::provision::LeftOutWhy;
    use crate::section_f::Reader;
    use crate::section_f::tests::BITS;

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
                ("group of no more than four pupils", Dose),
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
        case(
            "for 30 minutes. 8.40 to 9.00",
            &[("30 minutes.", Dose), ("8.40 to 9.00", Dose)],
        );
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

    /// The marks of a text in signs: `‹dose›`, `«role»`.
    #[track_caller]
    fn signed(expected: &str) {
        let text: String = (expected.chars())
            .filter(|c| !"‹›«»".contains(*c))
            .collect();
        let mut shown: Vec<String> = text.chars().map(String::from).collect();
        for mark in Reader::new(YearShape::default()).marks(&text) {
            let (before, after) = match mark.says {
                Says::Dose => ('‹', '›'),
                Says::Role => ('«', '»'),
            };
            shown[mark.span.start].insert(0, before);
            shown[mark.span.end - 1].push(after);
        }
        assert_eq!(shown.concat(), expected);
    }

    #[test]
    fn what_is_struck_out_and_a_page_s_furniture_cut_a_mark() {
        signed("A «TA» will support Kim for ~~10 hours~~ ‹20 hours per week›.");
        signed("A «TA» will support Kim for ‹20› ~~minutes~~ ‹hours per week›.");
        signed("A «TA» will help for ‹20›\n␌ Ash County, 2 hours\n‹minutes each day›.");
    }

    #[test]
    fn each_provision_has_marks_of_its_own() {
        signed(
            "A «TA» will run a ‹group of no more than four pupils›, for ‹2 x 30 minutes per week›.",
        );
        signed(
            "«Staff» will give ‹30 minutes a day of 1:1› reading and ‹an hour a week› of number.",
        );
        signed(
            "A «TA» will help for ‹20 minutes each day›. ‹Weekly› a «SaLT» will visit for ‹1 hour›.",
        );
        signed("Support: «TA», ‹2 hours a week›, and «SaLT», ‹1 hour a term›.");
        signed("Help with reading\t«Teaching Assistant»\t‹20 minutes daily›\n");
    }

    #[test]
    fn what_is_not_counted_is_not_marked() {
        signed(
            "Sam previously received 10 hours per week, and will have ‹12 hours per week› with a «TA».",
        );
        signed("Sam will not be withdrawn from class for 1 hour weekly.");
        signed("A «TA» rather than a teacher will lead it for ‹20 minutes daily›.");
    }

    /// Every provision with an amount has a dose marked within it, and no mark leaves the provision it is in or holds what is struck out.
    #[track_caller]
    fn law(text: &str) {
        let reader = Reader::new(YearShape::default());
        let (marks, reading) = (reader.marks(text), reader.read(text));
        for provision in &reading.provisions {
            let span = provision.span;
            let meets = marks
                .iter()
                .filter(|mark| mark.span.start < span.end && span.start < mark.span.end);
            let mut dosed = false;
            for mark in meets {
                assert!(
                    span.start <= mark.span.start && mark.span.end <= span.end,
                    "{text:?}: {mark:?}"
                );
                dosed |= mark.says == Says::Dose;
            }
            assert!(
                dosed || provision.dose.amount.is_none(),
                "{text:?}: {provision:?}"
            );
        }
        for left in reading
            .left_out
            .iter()
            .filter(|left| left.why == LeftOutWhy::StruckOut)
        {
            let crosses =
                |mark: &Mark| mark.span.start < left.span.end && left.span.start < mark.span.end;
            assert!(!marks.iter().any(crosses), "{text:?}: {left:?}");
        }
    }

    proptest! {
        #[test]
        fn a_provision_with_an_amount_has_a_dose_marked(bits in prop::collection::vec(prop::sample::select(BITS), 0..60)) {
            law(&bits.concat());
        }
    }
}
