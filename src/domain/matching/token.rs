//! Words and numbers of a text, and what stands between them.

use crate::domain::fold::fold;

/// A run of letters and figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token<'a> {
    /// The run; a possessive `'s` is no part of it.
    pub(super) text: &'a str,
    /// What stands between it and the run before.
    pub(super) gap: &'a str,
}

impl Token<'_> {
    /// Whether it begins with a capital, as names do.
    pub(super) fn is_capital(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether it stands right behind the run before, with one sign in between: `K-1042`, `03/03/2015`.
    pub(super) fn is_glued(&self) -> bool {
        let mut signs = self.gap.chars();
        matches!((signs.next(), signs.next()), (Some(sign), None) if !sign.is_whitespace())
    }

    /// Whether a line ends before it.
    pub(super) fn begins_line(&self) -> bool {
        self.gap.contains('\n')
    }

    /// Its letters alone, small and without accents.
    pub(super) fn folded(&self) -> String {
        folded(self.text)
    }

    /// Its letters and figures in capitals, as references are compared.
    pub(super) fn upper(&self) -> String {
        self.text.chars().flat_map(char::to_uppercase).collect()
    }
}

/// A word's letters alone, small and without accents: `O’Brien` is `obrien`.
pub(super) fn folded(word: &str) -> String {
    let letters = word.chars().flat_map(fold);
    letters.filter(|letter| letter.is_alphanumeric()).collect()
}

/// Cuts a text into its runs. An apostrophe between letters parts nothing.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let (mut from, mut after) = (None, 0);
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let next = letters.peek().map(|(_, next)| *next);
        if belongs(letter, from.is_some(), next) {
            from.get_or_insert(at);
        } else if let Some(start) = from.take() {
            after = push(&mut found, text, (after, start, at));
        }
    }
    if let Some(start) = from {
        push(&mut found, text, (after, start, text.len()));
    }
    found
}

/// Whether a character is part of a run, which may have begun already.
fn belongs(letter: char, begun: bool, next: Option<char>) -> bool {
    letter.is_alphanumeric()
        || begun && matches!(letter, '\u{300}'..='\u{36F}')
        || begun && matches!(letter, '\'' | '’') && next.is_some_and(char::is_alphabetic)
}

/// Adds a run; gives where the next gap begins.
fn push<'a>(
    found: &mut Vec<Token<'a>>,
    text: &'a str,
    (gap, start, end): (usize, usize, usize),
) -> usize {
    let run = text.get(start..end).unwrap_or_default();
    let bare = run.strip_suffix("'s").or_else(|| run.strip_suffix("’s"));
    let run = bare.unwrap_or(run);
    let gap = text.get(gap..start).unwrap_or_default();
    found.push(Token { text: run, gap });
    start + run.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(text: &str, expected: &[&str]) {
        let found: Vec<&str> = tokens(text).iter().map(|token| token.text).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_text_is_cut_into_words_and_numbers() {
        case("K-1042's plan", &["K", "1042", "plan"]);
        case(
            "O’Brien-Núñez, Zoe\u{308}",
            &["O’Brien", "Núñez", "Zoe\u{308}"],
        );
        case("the boys' room, Amara's", &["the", "boys", "room", "Amara"]);
        case("", &[]);
        case("…3/3/15…", &["3", "3", "15"]);
    }

    #[test]
    fn names_are_folded_to_letters() {
        assert_eq!(folded("O’Brien"), "obrien");
        assert_eq!(folded("Zoe\u{308}"), "zoe");
        assert_eq!(folded("ŁUKASZ"), "lukasz");
    }

    #[test]
    fn what_stands_between_is_kept() {
        let found = tokens("K-1042 and\nK 7");
        let glued: Vec<bool> = found.iter().map(Token::is_glued).collect();
        assert_eq!(glued, [false, true, false, false, false]);
        assert!(found[3].begins_line() && !found[4].begins_line());
    }
}
