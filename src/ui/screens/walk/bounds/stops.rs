//! Words of a stretch, and where a sentence, clause or line ends between them.

use crate::domain::provision::Span;

/// What ends between two words; the stronger is the greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stop {
    /// A word alone.
    Word,
    /// Two words with "and" between: seldom a place to cut.
    And,
    /// A part of a clause: a comma.
    Part,
    /// A clause: a semicolon or colon.
    Clause,
    /// A sentence.
    Sentence,
    /// A line, or a cell of a table.
    Line,
}

/// The words of a stretch, parted at blanks and at these places.
pub(super) fn words(characters: &[char], within: Span, breaks: &[usize]) -> Vec<Span> {
    let mut words: Vec<Span> = Vec::new();
    let mut begun: Option<usize> = None;
    let stretch = (characters.iter().enumerate())
        .take(within.end)
        .skip(within.start);
    for (at, character) in stretch {
        let blank = character.is_whitespace();
        let start = begun.filter(|_| blank || breaks.contains(&at));
        if let Some(start) = start {
            words.push(Span { start, end: at });
            begun = None;
        }
        if !blank {
            begun.get_or_insert(at);
        }
    }
    words.extend(begun.map(|start| Span {
        start,
        end: within.end.min(characters.len()),
    }));
    words
}

/// What ends in each gap: before the first word, between two, behind the last.
pub(super) fn stops(characters: &[char], words: &[Span]) -> Vec<Stop> {
    let mut stops = vec![Stop::Line];
    for pair in words.windows(2) {
        let [before, after] = pair else { continue };
        let between = characters.get(before.end..after.start).unwrap_or_default();
        let text = |word: &Span| characters.get(word.start..word.end).unwrap_or_default();
        stops.push(stop(text(before), between, text(after)));
    }
    stops.push(Stop::Line);
    stops
}

fn stop(before: &[char], between: &[char], after: &[char]) -> Stop {
    if (between.iter()).any(|c| matches!(c, '\n' | '\t' | '\u{2028}' | '\u{b}' | '\u{c}')) {
        return Stop::Line;
    }
    let before = bare(before);
    let last = before.last().copied();
    let begins = after.iter().find(|c| c.is_alphanumeric());
    match last {
        Some('.' | '!' | '?') if !is_short(before) && begins.is_none_or(|c| !c.is_lowercase()) => {
            Stop::Sentence
        }
        Some(';' | ':') => Stop::Clause,
        Some(',') => Stop::Part,
        Some(_) | None => {
            let after: String = after.iter().collect();
            if matches!(after.as_str(), "and" | "plus" | "–" | "-") {
                Stop::And
            } else {
                Stop::Word
            }
        }
    }
}

/// Whether a word is the number or bullet that a line begins with.
pub(super) fn is_number(word: &[char]) -> bool {
    let letters = word.iter().filter(|c| c.is_alphabetic()).count();
    letters == 0 || letters == 1 && word.last().is_some_and(|c| matches!(c, '.' | ')'))
}

/// A word without the brackets and quotation marks that close behind it.
fn bare(word: &[char]) -> &[char] {
    let closes = |c: &char| matches!(c, ')' | ']' | '"' | '\'' | '”' | '’');
    let end = word
        .iter()
        .rposition(|c| !closes(c))
        .map_or(0, |last| last + 1);
    word.get(..end).unwrap_or_default()
}

/// Whether a word with a full stop is a number of a list or short for another: `1.`, `e.g.`, `Dr.`
fn is_short(word: &[char]) -> bool {
    let inner = word.strip_suffix(&['.']).unwrap_or(word);
    let letters = inner.iter().filter(|c| c.is_alphabetic()).count();
    let title = letters == 2 && inner.first().is_some_and(|c| c.is_uppercase());
    letters <= 1 || inner.contains(&'.') || title && inner.last().is_some_and(|c| c.is_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(text: &str, expected: &[Stop]) {
        let characters: Vec<char> = text.chars().collect();
        let within = Span {
            start: 0,
            end: characters.len(),
        };
        let words = words(&characters, within, &[]);
        let stops = stops(&characters, &words);
        assert_eq!(stops.len(), words.len() + 1, "{text}");
        assert_eq!(&stops[1..words.len()], expected, "{text}");
    }

    #[test]
    fn sentences_clauses_and_lines_are_told_apart() {
        use Stop::{And, Clause, Line, Part, Sentence, Word};
        case("1. A TA.", &[Word, Word]);
        case("He reads. She, too; and", &[Word, Sentence, Part, Clause]);
        case("daily.) Then", &[Sentence]);
        case("a TA. Dr. Ash", &[Word, Sentence, Word]);
        case("e.g. Lego", &[Word]);
        case("per week approx. two", &[Word, Word, Word]);
        case("one\ntwo\tthree and four", &[Line, Line, And, Word]);
    }

    #[test]
    fn words_are_parted_at_the_places_named() {
        let characters: Vec<char> = "2.A TA ".chars().collect();
        let within = Span { start: 0, end: 9 };
        let found: Vec<[usize; 2]> = (words(&characters, within, &[2]).into_iter())
            .map(Into::into)
            .collect();
        assert_eq!(found, [[0, 2], [2, 3], [4, 6]]);
    }
}
