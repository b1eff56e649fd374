//! List markers at the start of a line: bullets, numbers, letters, `Item 1:`.

use super::key::{Word, these};
use super::token::{Kind, Words};

/// Whether a letter is one of the signs that stand in front of a list's items, and of nothing else
/// that is printed apart: what a PDF draws, and Word's own bullets, which are private-use letters.
pub(crate) fn is_bullet(letter: char) -> bool {
    matches!(
        letter,
        '•' | '●'
            | '○'
            | '▪'
            | '■'
            | '□'
            | '◦'
            | '‣'
            | '⁃'
            | '·'
            | '-'
            | '–'
            | '*'
            | '➢'
            | '✓'
            | '✔'
            | '▶'
            | '►'
            | '→'
            | '♦'
            | '◆'
            | '❖'
            | '☐'
            | '☑'
            | '☒'
            | '➔'
            | '⇨'
            | '✗'
            | '\u{e000}'..='\u{f8ff}'
    )
}

/// Whether a token is a bullet: one that is drawn, one that is typed, or what could not be read.
fn is_sign(token: &str) -> bool {
    let mut letters = token.chars();
    let (Some(letter), None) = (letters.next(), letters.next()) else {
        return false;
    };
    is_bullet(letter) || matches!(letter, '>' | '~' | '+' | '¢' | '\u{fffd}')
}

fn is_roman(word: &str) -> bool {
    word.starts_with(['i', 'v', 'x'])
        && matches!(
            word,
            "i" | "ii" | "iii" | "iv" | "v" | "vi" | "vii" | "viii" | "ix" | "x" | "xi" | "xii"
        )
}

fn is_letter(words: Words<'_>, at: usize) -> bool {
    words.kind(at) == Some(Kind::Word) && (words.word(at).len() == 1 || is_roman(words.word(at)))
}

fn tight(words: Words<'_>, at: usize) -> bool {
    words
        .token(at)
        .is_some_and(|token| !token.spaced && !token.hyphened)
}

fn apart(words: Words<'_>, at: usize) -> bool {
    words
        .token(at)
        .is_none_or(|token| token.spaced || token.kind == Kind::Break)
}

/// Words after a dotted number that make it an amount: `1.5 hours`, `8.40 to 9.00`.
const AMOUNTS: &[Word] = these![
    "hour", "hours", "hr", "hrs", "minutes", "mins", "min", "to", "-", "am", "pm", "x", "times",
    "per", "weeks", "days", "sessions", ":", "%", "until",
];

/// The token after the marker that begins at a token; nothing where there is none.
fn one(words: Words<'_>, at: usize) -> Option<usize> {
    let word = words.word(at);
    match words.kind(at)? {
        Kind::Sign if word == "(" || word == "[" => {
            let inner = is_letter(words, at + 1) || words.is_number(at + 1);
            (inner && tight(words, at + 1) && words.any(at + 2, these![")", "]"])).then_some(at + 3)
        }
        Kind::Sign if is_sign(word) => {
            let dash = matches!(word, "-" | "–" | "*" | ">" | "~" | "+" | "·");
            (!dash || apart(words, at + 1)).then_some(at + 1)
        }
        Kind::Number => {
            let closed =
                words.any(at + 1, these![".", ")"]) && tight(words, at + 1) && apart(words, at + 2);
            if closed {
                return Some(at + 2);
            }
            if words.kind(at + 1) == Some(Kind::Break) && word.len() < 5 {
                return Some(at + 2);
            }
            // No list begins at nought: "0.5 FTE teaching assistant".
            let dotted = word.contains('.')
                && !word.starts_with('0')
                && apart(words, at + 1)
                && !words.any(at + 1, AMOUNTS);
            dotted.then_some(at + 1)
        }
        Kind::Word if is_letter(words, at) => {
            if word == "o"
                && words
                    .token(at + 1)
                    .is_some_and(|next| next.capital && next.spaced)
                && !words.token(at)?.capital
            {
                return Some(at + 1);
            }
            let coded = words.is_number(at + 1) && tight(words, at + 1);
            let end = at + 1 + usize::from(coded);
            // "F1.2 A key worker": a dotted number needs no sign behind it.
            if coded
                && words.word(at + 1).contains('.')
                && words.token(at)?.capital
                && apart(words, end)
            {
                return Some(end);
            }
            (words.any(end, these![".", ")", ":"])
                && tight(words, end)
                && apart(words, end + 1)
                && (coded || !words.is(end, ":")))
            .then_some(end + 1)
        }
        Kind::Word => {
            let named = matches!(word, "item" | "provision" | "action" | "objective")
                && words.is_number(at + 1);
            (named && words.any(at + 2, these![":", ".", "-", ")"])).then_some(at + 3)
        }
        Kind::Sign | Kind::Break => None,
    }
}

/// The kinds of list markers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// A bullet, by its first letter as it stands.
    Bullet,
    /// `1.`
    Number,
    /// `1.2`, `F1.2`.
    Dotted,
    /// `a)`, `(iv)`.
    Letter,
    /// `Item 1:`.
    Named,
}

/// How a line is marked; nothing where it has no marker.
pub(crate) fn style(line: Words<'_>) -> Option<Style> {
    let at = line.from;
    one(line, at)?;
    let dotted = |at: usize| line.is_number(at) && line.word(at).contains('.');
    Some(match line.kind(at)? {
        Kind::Number if dotted(at) => Style::Dotted,
        Kind::Number => Style::Number,
        Kind::Sign if line.any(at, these!["(", "["]) && line.is_number(at + 1) => Style::Number,
        Kind::Sign if line.any(at, these!["(", "["]) => Style::Letter,
        Kind::Sign | Kind::Break => Style::Bullet,
        Kind::Word if dotted(at + 1) => Style::Dotted,
        Kind::Word if line.is_number(at + 1) && line.word(at).len() > 1 => Style::Named,
        Kind::Word if line.is_number(at + 1) => Style::Number,
        Kind::Word if line.is(at, "o") && !line.any(at + 1, these![".", ")"]) => Style::Bullet,
        Kind::Word => Style::Letter,
    })
}

/// The first token after a line's markers; the line's own first where it has none.
pub(crate) fn body(line: Words<'_>) -> usize {
    let mut at = line.from;
    // A number inside a bullet, and no more: "• 1. text".
    for _ in 0..2 {
        match one(line, at) {
            Some(next) => at = next,
            None => break,
        }
        while line.kind(at) == Some(Kind::Break) {
            at += 1;
        }
    }
    at.min(line.to)
}

#[cfg(test)]
mod tests {
    use super::super::token::{Ids, Sheet};
    use super::*;

    #[track_caller]
    fn case(text: &str, rest: &str) {
        let sheet = Sheet::new(text, 0, &Ids::new());
        let words = sheet.words();
        assert_eq!(words.word(body(words)), rest, "{text}");
    }

    #[test]
    fn markers_are_passed_and_amounts_are_not() {
        case("1.1 A TA will", "a");
        case("1. 20 hours per week", "20");
        case("20 hours per week", "20");
        case("1.5 hours per week", "1.5");
        case("0.5 FTE teaching assistant", "0.5");
        case("(iv) A TA", "a");
        case("a) reading", "reading");
        case("• Makaton", "makaton");
        case("- Regular check-ins", "regular");
        case("– Regular check-ins", "regular");
        case("☐ Makaton", "makaton");
        case("✗ Makaton", "makaton");
        case("\u{f0b7} Makaton", "makaton");
        case("Item 3: A TA", "a");
        case("A TA will", "a");
        case("1:1 support", "1");
        case("F2. Reading", "reading");
        case("1.\tReading", "reading");
    }
}
