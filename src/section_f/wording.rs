//! Words too vague to count, and why.

use crate::domain::provision::Span;

use super::lexicon::{self, When};
use super::mark::{Mark, What};
use super::token::Words;

/// Vague words found: where, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) span: Span,
    pub(crate) why: String,
}

/// What else is known of the provision the words stand in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Known {
    pub(crate) dosed: bool,
    pub(crate) ratio: bool,
}

/// Reads every vague phrase of a stretch, in order.
pub(crate) fn read(words: Words<'_>, marks: &[Mark], known: Known) -> Vec<Found> {
    let mut found = Vec::new();
    for phrase in lexicon::get().vague.all(words) {
        let (when, why) = phrase.value;
        if holds(*when, words, phrase.from, phrase.to, marks, known) {
            push(&mut found, words.within(phrase.from, phrase.to), why);
        }
    }
    for mark in marks.iter().filter(|mark| mark.ranged) {
        push(
            &mut found,
            words.within(mark.from, mark.to),
            "a range: only the lower figure can be counted",
        );
    }
    // "meeting(s)": it does not say how many.
    for at in words.places() {
        if words.is_sign(at, "(")
            && words.word(at + 1) == "s"
            && words.word(at + 2) == ")"
            && words.token(at).is_some_and(|token| !token.spaced)
        {
            push(
                &mut found,
                words.within(at.saturating_sub(1), at + 3),
                "it does not say how many",
            );
        }
    }
    found.sort_by_key(|found| found.span);
    found
}

fn push(found: &mut Vec<Found>, words: Words<'_>, why: &str) {
    if let Some(span) = words.span() {
        found.push(Found {
            span,
            why: why.to_owned(),
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
        When::Never => false,
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
                    &[
                        "in", "by", "of", "from", "to", "until", "since", "early", "late", "mid",
                    ],
                )
                || from > words.from && words.is_number(from - 1);
            !month
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::mark;
    use super::super::token::Sheet;
    use super::*;

    #[track_caller]
    fn case(text: &str, known: Known, expected: &[&str]) {
        let sheet = Sheet::new(text, 0, &lexicon::get().ids);
        let words = sheet.words();
        let found = read(words, &mark::marks(words), known);
        let got: Vec<String> = found
            .iter()
            .map(|found| {
                text.chars()
                    .skip(found.span.start)
                    .take(found.span.end - found.span.start)
                    .collect()
            })
            .collect();
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
    fn every_reason_is_a_reason() {
        let sheet = Sheet::new("regular", 0, &lexicon::get().ids);
        let words = sheet.words();
        let found = read(words, &[], PLAIN);
        assert_eq!(
            found.first().unwrap().why,
            "no frequency: it does not say how often"
        );
    }
}
