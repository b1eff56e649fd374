//! Marks: where a plan's text says how much, how often and by whom, so that the eye finds it.
//!
//! They are for the eye alone: what counts is what the reader of the text made of each provision.

use crate::domain::provision::Span;

/// What a stretch of the text says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Says {
    /// How much, how often, to how many.
    Dose,
    /// Who delivers it.
    Role,
}

/// A stretch of the text and what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) span: Span,
    pub(super) says: Says,
}

const NUMBERS: [&str; 17] = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve",
    "fifteen", "twenty", "thirty", "forty", "sixty", "half",
];
const ADVERBS: [&str; 12] = [
    "daily",
    "weekly",
    "fortnightly",
    "monthly",
    "termly",
    "half-termly",
    "annually",
    "yearly",
    "hourly",
    "once",
    "twice",
    "1:1",
];
const UNITS: [&str; 28] = [
    "minute",
    "minutes",
    "min",
    "mins",
    "hour",
    "hours",
    "hr",
    "hrs",
    "session",
    "sessions",
    "visit",
    "visits",
    "meeting",
    "meetings",
    "review",
    "reviews",
    "lesson",
    "lessons",
    "day",
    "days",
    "week",
    "weeks",
    "fortnight",
    "month",
    "term",
    "terms",
    "year",
    "pupils",
];
const LINKS: [&str; 15] = [
    "x", "×", "per", "a", "an", "each", "every", "times", "time", "of", "for", "to", "and", "the",
    "school",
];
const ROLES: [&str; 26] = [
    "speech and language therapist",
    "speech and language therapy assistant",
    "higher level teaching assistant",
    "learning support assistant",
    "teaching assistants",
    "teaching assistant",
    "occupational therapist",
    "educational psychologist",
    "clinical psychologist",
    "qualified teacher of the deaf",
    "teacher of the deaf",
    "specialist teacher",
    "class teacher",
    "physiotherapist",
    "psychologist",
    "counsellor",
    "therapist",
    "teacher",
    "mentor",
    "key adult",
    "key worker",
    "nurse",
    "trained adult",
    "trained staff",
    "support worker",
    "all staff",
];
const ABBREVIATIONS: [&str; 10] = [
    "TA", "HLTA", "LSA", "SaLT", "SALT", "SENCO", "SENCo", "ELSA", "OT", "QTVI",
];

/// Finds the marks of a text, in its order.
pub(super) fn marks(text: &str) -> Vec<Mark> {
    let words = words(text);
    let mut found = doses(&words);
    found.extend(roles(&words));
    found.sort_by_key(|mark| mark.span);
    found
}

struct Word {
    span: Span,
    text: String,
    lower: String,
    /// Whether a sentence or line ends after it.
    ends: bool,
}

/// The words of a text without the punctuation around them.
fn words(text: &str) -> Vec<Word> {
    let mut found: Vec<Word> = Vec::new();
    let mut word: Vec<(usize, char)> = Vec::new();
    for (at, character) in text.chars().chain(['\n']).enumerate() {
        if !character.is_whitespace() {
            word.push((at, character));
            continue;
        }
        let inner = |(_, c): &(usize, char)| c.is_alphanumeric() || *c == '×';
        let first = word.iter().position(inner);
        let last = word.iter().rposition(inner);
        if let (Some(first), Some(last)) = (first, last) {
            let kept = word.get(first..=last).unwrap_or_default();
            let start = kept.first().map_or(at, |(start, _)| *start);
            let text: String = kept.iter().map(|(_, c)| *c).collect();
            found.push(Word {
                span: Span {
                    start,
                    end: start + kept.len(),
                },
                lower: text.to_lowercase(),
                text,
                ends: last + 1 < word.len() || character == '\n',
            });
        }
        word.clear();
    }
    found
}

fn is_number(word: &Word) -> bool {
    word.lower.starts_with(|c: char| c.is_ascii_digit()) || NUMBERS.contains(&&*word.lower)
}

fn is_measure(word: &Word) -> bool {
    let measured = |unit: &&str| word.lower.ends_with(*unit) && is_number(word);
    UNITS.contains(&&*word.lower)
        || ADVERBS.contains(&&*word.lower)
        || UNITS.iter().any(measured)
        || word.lower.contains(':') && is_number(word)
}

/// Runs of numbers, units and what links them, from the first strong word to the last.
fn doses(words: &[Word]) -> Vec<Mark> {
    let mut found = Vec::new();
    let mut rest = words;
    while let Some((first, _)) = rest.split_first() {
        let starts = is_number(first) || ADVERBS.contains(&&*first.lower);
        if !starts {
            rest = rest.get(1..).unwrap_or_default();
            continue;
        }
        let belongs =
            |word: &Word| is_number(word) || is_measure(word) || LINKS.contains(&&*word.lower);
        let mut length = rest.iter().take_while(|word| belongs(word)).count();
        if let Some(end) = rest.iter().take(length).position(|word| word.ends) {
            length = end + 1;
        }
        let run = rest.get(..length.max(1)).unwrap_or_default();
        let last = run.iter().rposition(is_measure);
        if let Some(last) = last.and_then(|last| run.get(last)) {
            let span = Span {
                start: first.span.start,
                end: last.span.end,
            };
            found.push(Mark {
                span,
                says: Says::Dose,
            });
        }
        rest = rest.get(length.max(1)..).unwrap_or_default();
    }
    found
}

fn roles(words: &[Word]) -> Vec<Mark> {
    let mut found: Vec<Mark> = Vec::new();
    for at in 0..words.len() {
        let rest = words.get(at..).unwrap_or_default();
        let covered = |span: Span| found.last().is_some_and(|mark| span.start < mark.span.end);
        let Some((first, _)) = rest.split_first() else {
            break;
        };
        if covered(first.span) {
            continue;
        }
        let length = role_length(rest);
        let last = length.and_then(|length| rest.get(length.checked_sub(1)?));
        if let Some(last) = last {
            let span = Span {
                start: first.span.start,
                end: last.span.end,
            };
            found.push(Mark {
                span,
                says: Says::Role,
            });
        }
    }
    found
}

/// How many words the role has that a stretch begins with.
fn role_length(words: &[Word]) -> Option<usize> {
    let first = words.first()?;
    if ABBREVIATIONS.contains(&&*first.text) {
        return Some(1);
    }
    ROLES.iter().find_map(|role| {
        let mut length = 0;
        for part in role.split(' ') {
            let word = words.get(length)?;
            (word.lower == part).then_some(())?;
            length += 1;
        }
        Some(length)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(text: &str, expected: &[(&str, Says)]) {
        let characters: Vec<char> = text.chars().collect();
        let found: Vec<(String, Says)> = (marks(text).into_iter())
            .map(|mark| {
                let words = &characters[mark.span.start..mark.span.end];
                (words.iter().collect(), mark.says)
            })
            .collect();
        let expected: Vec<_> = (expected.iter())
            .map(|(words, says)| ((*words).to_owned(), *says))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn amounts_and_people_are_found() {
        case(
            "A Teaching Assistant will run a group of no more than four pupils, for 2 x 30 minutes per week.",
            &[
                ("Teaching Assistant", Says::Role),
                ("four pupils", Says::Dose),
                ("2 x 30 minutes per week", Says::Dose),
            ],
        );
        case(
            "1. SaLT, weekly: 1:1 for 45-minute sessions",
            &[
                ("SaLT", Says::Role),
                ("weekly", Says::Dose),
                ("1:1 for 45-minute sessions", Says::Dose),
            ],
        );
    }

    #[test]
    fn a_number_alone_is_no_dose() {
        case("2. Section 4 of the plan, as appropriate", &[]);
        case("", &[]);
    }
}
