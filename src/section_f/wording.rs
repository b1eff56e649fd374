//! Words too vague to count, why, and what to ask.

mod list;

pub use list::{BUILT_IN, Wording, WordingFault};

use crate::domain::provision::Span;

use self::list::{Reason, When};
use super::key::these;
use super::list::List;
use super::mark::{Mark, What};
use super::token::Words;

/// Vague words found: where, and the list's reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found<'w> {
    pub(crate) span: Span,
    pub(crate) why: &'w str,
    pub(crate) question: &'w str,
}

/// What else is known of the provision the words stand in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Known {
    pub(crate) dosed: bool,
    pub(crate) ratio: bool,
}

impl Wording {
    /// Reads every vague phrase of a stretch, in order.
    pub(crate) fn of(&self, words: Words<'_>, marks: &[Mark], known: Known) -> Vec<Found<'_>> {
        let mut found = Vec::new();
        for phrase in self.phrases.all(words) {
            let (from, to) = (phrase.from, phrase.to);
            let mut reasons = phrase
                .value
                .iter()
                .filter_map(|index| self.reasons.get(*index));
            // The first reason that holds; where the words are said not to be vague, none does.
            let reason = reasons.find(|reason| {
                reason.when == When::Never || holds(reason.when, words, from, to, marks, known)
            });
            if let Some(reason) = reason.filter(|reason| reason.when != When::Never) {
                push(&mut found, words.within(from, to), reason);
            }
        }
        for mark in marks.iter().filter(|mark| mark.ranged) {
            if let Some(reason) = self.first(When::Range) {
                push(&mut found, words.within(mark.from, mark.to), reason);
            }
        }
        let mut next = words.from;
        while let Some(at) = words.next_among(next, List::Open.into()) {
            if is_plural(words, at)
                && let Some(reason) = self.first(When::Plural)
            {
                let noun = words.within(at.saturating_sub(1), at + 3);
                push(&mut found, noun, reason);
            }
            next = at + 1;
        }
        found.sort_by_key(|found| found.span);
        found
    }

    fn first(&self, when: When) -> Option<&Reason> {
        self.reasons.iter().find(|reason| reason.when == when)
    }
}

/// Whether the bracket at a token opens "(s)", close behind its noun: "meeting(s)".
fn is_plural(words: Words<'_>, at: usize) -> bool {
    words.is(at + 1, "s")
        && words.is(at + 2, ")")
        && words.token(at).is_some_and(|token| !token.spaced)
}

fn push<'w>(found: &mut Vec<Found<'w>>, words: Words<'_>, reason: &'w Reason) {
    if let Some(span) = words.span() {
        found.push(Found {
            span,
            why: &reason.why,
            question: &reason.question,
        });
    }
}

fn holds(
    when: When,
    words: Words<'_>,
    from: usize,
    to: usize,
    marks: &[Mark],
    known: Known,
) -> bool {
    match when {
        When::Always => true,
        When::Range | When::Plural | When::Never => false,
        When::BeforeDose => marks.iter().any(|mark| {
            let near = (to..=to + 1).contains(&mark.from);
            near && matches!(
                mark.what,
                What::Length(..) | What::Events(..) | What::Times(_) | What::Days(_)
            )
        }),
        When::NoDose => !known.dosed,
        When::NoRatio => !known.ratio,
        When::NotMonth => {
            let month = words.is_number(to)
                || words.any(
                    from.wrapping_sub(1),
                    these![
                        "in", "by", "of", "from", "to", "until", "since", "early", "late", "mid",
                    ],
                )
                // "3 May" is a date, "Z-3 may" is none.
                || from > words.from
                    && words.is_number(from - 1)
                    && words.token(from - 1).is_some_and(|token| !token.hyphened);
            !month
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::mark;
    use super::super::token::Sheet;
    use super::*;

    /// The vague words of a text by a list.
    fn vague(wording: &Wording, text: &str, known: Known) -> Vec<(String, String, String)> {
        let sheet = Sheet::new(text, 0, &wording.ids);
        let words = sheet.words();
        let found = wording.of(words, &mark::marks(words), known).into_iter();
        let chars = |span: Span| text.chars().skip(span.start).take(span.end - span.start);
        found
            .map(|found| {
                let words = chars(found.span).collect();
                (words, found.why.to_owned(), found.question.to_owned())
            })
            .collect()
    }

    #[track_caller]
    fn case(text: &str, known: Known, expected: &[&str]) {
        let found = vague(&Wording::built_in(), text, known);
        let got: Vec<String> = found.into_iter().map(|(words, ..)| words).collect();
        assert_eq!(got, expected, "{text}");
    }

    const PLAIN: Known = Known {
        dosed: false,
        ratio: false,
    };
    const DOSED: Known = Known {
        dosed: true,
        ratio: true,
    };

    #[test]
    fn vague_words_are_found_where_they_are_vague() {
        case(
            "would benefit from access to a mentor",
            PLAIN,
            &["would benefit from", "access to"],
        );
        case("as and when required", PLAIN, &["as and when required"]);
        case("When ready, 30 minutes a week", DOSED, &["When ready"]);
        case("once she is ready he will", DOSED, &["once she is ready"]);
        case("up to 2 hours a week", DOSED, &["up to"]);
        case("up to 3 young people", PLAIN, &[]);
        case("in small groups", PLAIN, &["small groups"]);
        case("in small groups (1:4)", DOSED, &[]);
        case("input from the EP", PLAIN, &["input from"]);
        case("input from the EP", DOSED, &[]);
        case("by 31 May 2027", PLAIN, &[]);
        case("staff may help", PLAIN, &["may"]);
        case("cards, calm boxes, etc.", PLAIN, &["etc."]);
        case("20–45 minutes daily", DOSED, &["20–45 minutes"]);
        case("Transition meeting(s)", PLAIN, &["meeting(s)"]);
        case("How often: weekly", PLAIN, &[]);
        case("The TA will read with the pupil", PLAIN, &[]);
    }

    #[test]
    fn a_reason_and_a_question_come_with_the_words() {
        let found = vague(&Wording::built_in(), "regular", PLAIN);
        let [(_, why, question)] = &found[..] else {
            panic!("{found:?}")
        };
        assert_eq!(why, "no frequency: it does not say how often");
        assert_eq!(question, "How often, and for how long each time?");
    }

    #[test]
    fn words_with_two_cases_have_the_reason_of_the_one_that_holds() {
        let group = |why: &str, when: &str| {
            format!(
                "[[vague]]\nwhy = \"{why}\"\nquestion = \"q?\"\nwhen = \"{when}\"\nphrases = [\"some\"]\n"
            )
        };
        let own = group("an estimate", "before_dose") + &group("no amount", "always");
        let own = Wording::read("own.toml", own.as_bytes()).unwrap();
        let why = |text: &str| vague(&own, text, DOSED)[0].1.clone();
        assert_eq!(why("some 20 minutes a day"), "an estimate");
        assert_eq!(why("some books"), "no amount");
    }

    #[test]
    fn an_authority_s_own_list_takes_the_place_of_the_built_in_one() {
        let own = "[[vague]]\nwhy = \"no care\"\nquestion = \"What care?\"\nphrases = [\"tender loving care\"]\n";
        let own = Wording::read("own.toml", own.as_bytes()).unwrap();
        assert_eq!((own.name().len(), own.phrases()), (8, 1));
        let found = vague(&own, "regular tender loving care for 20-45 minutes", DOSED);
        let words: Vec<&str> = found.iter().map(|(words, ..)| words.as_str()).collect();
        assert_eq!(words, ["tender loving care"]);
    }
}
