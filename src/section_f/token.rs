//! The text as read, cut once into words, numbers and signs, line by line.

use std::ops::Range;

use crate::domain::provision::Span;

use super::cutter;
use super::key::{Key, Word};
use super::list::{List, Lists};

pub(crate) use super::cutter::{Kind, Line, Token};
pub(crate) use super::ids::Ids;

/// The whole text, cut into tokens and lines.
#[derive(Debug, Default)]
pub(crate) struct Sheet {
    pub(crate) tokens: Vec<Token>,
    pub(crate) lines: Vec<Line>,
    folded: String,
}

/// A stretch of tokens; asked for a token outside it, it has none.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Words<'a> {
    /// All the sheet's tokens and small letters.
    all: &'a [Token],
    folded: &'a str,
    pub(crate) from: usize,
    pub(crate) to: usize,
}

impl Sheet {
    /// Cuts a text into tokens; `offset` is the number of its first character.
    pub(crate) fn new(text: &str, offset: usize, ids: &Ids) -> Self {
        let cut = cutter::cut(text, offset, ids);
        Self {
            tokens: cut.tokens,
            lines: cut.lines,
            folded: cut.folded,
        }
    }

    /// The whole of it.
    pub(crate) fn words(&self) -> Words<'_> {
        self.between(0, self.tokens.len())
    }

    /// Takes lines and stretches of tokens out of the words, so that a sentence runs on over them;
    /// the lines stay, empty.
    pub(crate) fn without(mut self, gone: &[bool], struck: &[Range<usize>]) -> Self {
        if !gone.contains(&true) && struck.is_empty() {
            return self;
        }
        let mut tokens = Vec::with_capacity(self.tokens.len());
        let mut all = std::mem::take(&mut self.tokens).into_iter().enumerate();
        let mut struck = struck.iter().peekable();
        let (mut at, mut gap) = (0, None);
        for (place, line) in self.lines.iter_mut().enumerate() {
            let taken = all.by_ref().take(line.to - at);
            at = line.to;
            line.from = tokens.len();
            let whole = gone.get(place).copied().unwrap_or(false);
            for (number, mut token) in taken {
                while struck.next_if(|stretch| stretch.end <= number).is_some() {}
                let out = struck.peek().is_some_and(|stretch| stretch.start <= number);
                // "for ~~10~~20 hours": what is left stands apart as what was struck did.
                if out {
                    gap = gap.or(Some(token.spaced));
                } else if let Some(spaced) = gap.take() {
                    token.spaced |= spaced;
                }
                if !whole && !out {
                    tokens.push(token);
                }
            }
            line.to = tokens.len();
        }
        self.tokens = tokens;
        self
    }

    /// The tokens from one to before another.
    pub(crate) fn between(&self, from: usize, to: usize) -> Words<'_> {
        Words {
            all: &self.tokens,
            folded: &self.folded,
            from,
            to: to.min(self.tokens.len()),
        }
    }

    /// The tokens of a line.
    pub(crate) fn line(&self, line: Line) -> Words<'_> {
        self.between(line.from, line.to)
    }
}

impl<'a> Words<'a> {
    /// A token of the stretch.
    #[inline]
    pub(crate) fn token(self, at: usize) -> Option<&'a Token> {
        if at < self.from || at >= self.to {
            return None;
        }
        self.all.get(at)
    }

    /// The tokens of the stretch.
    #[inline]
    pub(crate) fn tokens(self) -> &'a [Token] {
        let end = self.to.min(self.all.len());
        self.all.get(self.from..end).unwrap_or_default()
    }

    /// A token in small letters; nothing outside the stretch.
    #[inline]
    pub(crate) fn word(self, at: usize) -> &'a str {
        self.token(at)
            .and_then(|token| self.folded.get(token.folded.clone()))
            .unwrap_or("")
    }

    /// The word so many before another; nothing outside the stretch.
    pub(crate) fn back(self, at: usize, steps: usize) -> &'a str {
        at.checked_sub(steps).map_or("", |at| self.word(at))
    }

    /// Whether a token is a word.
    #[inline]
    pub(crate) fn is(self, at: usize, word: &str) -> bool {
        let key = Key::of(word);
        self.token(at)
            .is_some_and(|token| token.key == key && (key.is_whole() || self.spells(token, word)))
    }

    /// Whether a token is one of these words.
    #[inline]
    pub(crate) fn any(self, at: usize, of: &[Word]) -> bool {
        self.token(at)
            .is_some_and(|token| of.iter().any(|word| self.reads(token, *word)))
    }

    /// Whether a token reads so.
    #[inline]
    fn reads(self, token: &Token, word: Word) -> bool {
        token.key == word.key && (word.key.is_whole() || self.spells(token, word.text))
    }

    /// Whether a token is a word, letter for letter; apart, so that what asks by the key alone stays small.
    #[inline(never)]
    fn spells(self, token: &Token, word: &str) -> bool {
        self.folded.get(token.folded.clone()) == Some(word)
    }

    /// Whether a token is a word of a list.
    #[inline]
    pub(crate) fn among(self, at: usize, list: List) -> bool {
        self.token(at).is_some_and(|token| token.lists.holds(list))
    }

    /// The first token from a place on that is as asked.
    #[inline]
    pub(crate) fn next(self, from: usize, is: impl FnMut(&Token) -> bool) -> Option<usize> {
        let rest = self.within(from, self.to);
        Some(rest.from + rest.tokens().iter().position(is)?)
    }

    /// The first token from a place on that is a word of one of some lists.
    #[inline]
    pub(crate) fn next_among(self, from: usize, lists: Lists) -> Option<usize> {
        self.next(from, |token| token.lists.meets(lists))
    }

    /// The token after a phrase, where the phrase stands at a token; its words are parted by single spaces.
    pub(crate) fn after(self, at: usize, phrase: &str) -> Option<usize> {
        let mut next = at;
        for word in phrase.split(' ') {
            if !self.is(next, word) {
                return None;
            }
            next += 1;
        }
        Some(next)
    }

    /// Whether a token is a sign.
    #[inline]
    pub(crate) fn is_sign(self, at: usize, sign: &str) -> bool {
        self.is(at, sign) && self.kind(at) == Some(Kind::Sign)
    }

    /// What a token is.
    #[inline]
    pub(crate) fn kind(self, at: usize) -> Option<Kind> {
        self.token(at).map(|token| token.kind)
    }

    /// Whether a token is a number.
    pub(crate) fn is_number(self, at: usize) -> bool {
        self.kind(at) == Some(Kind::Number)
    }

    /// A narrower stretch.
    pub(crate) fn within(self, from: usize, to: usize) -> Self {
        Self {
            from: from.max(self.from),
            to: to.min(self.to),
            ..self
        }
    }

    /// The stretch from the start of this one to the end of another.
    pub(crate) fn spread(self, other: Self) -> Self {
        Self {
            to: other.to,
            ..self
        }
    }

    /// The places of its tokens.
    pub(crate) fn places(self) -> Range<usize> {
        self.from..self.to
    }

    /// Whether it holds no token.
    pub(crate) fn is_empty(self) -> bool {
        self.from >= self.to
    }

    /// The tokens that are words or numbers.
    pub(crate) fn said(self) -> impl Iterator<Item = &'a Token> {
        let says = |token: &&Token| matches!(token.kind, Kind::Word | Kind::Number);
        self.tokens().iter().filter(says)
    }

    /// Whether any token is a word or a number.
    pub(crate) fn says(self) -> bool {
        self.said().next().is_some()
    }

    /// How many tokens are words or numbers.
    pub(crate) fn count(self) -> usize {
        self.said().count()
    }

    /// Whether any of its tokens is a number.
    pub(crate) fn has_number(self) -> bool {
        let mut tokens = self.tokens().iter();
        tokens.any(|token| token.kind == Kind::Number)
    }

    /// Whether any of its tokens is one of these words.
    pub(crate) fn has(self, of: &[Word]) -> bool {
        let tokens = self.tokens();
        of.iter()
            .any(|word| tokens.iter().any(|token| self.reads(token, *word)))
    }

    /// Where a word stands first.
    pub(crate) fn find(self, word: Word) -> Option<usize> {
        self.next(self.from, |token| self.reads(token, word))
    }

    /// The lists that any of its tokens is a word of.
    #[inline]
    pub(crate) fn lists(self) -> Lists {
        let tokens = self.tokens().iter();
        tokens.fold(Lists::default(), |lists, token| lists | token.lists)
    }

    /// Whether any of its tokens is a word of a list.
    pub(crate) fn holds(self, list: List) -> bool {
        self.tokens().iter().any(|token| token.lists.holds(list))
    }

    /// The characters from its first token to its last.
    pub(crate) fn span(self) -> Option<Span> {
        let first = self.token(self.from)?;
        let last = self.token(self.to.checked_sub(1)?)?;
        Some(Span {
            start: first.span.start,
            end: last.span.end,
        })
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// The words of a text in small letters, as they are cut.
    #[track_caller]
    pub(crate) fn case(text: &str, expected: &str) {
        let sheet = Sheet::new(text, 0, &Ids::new());
        let words = sheet.words();
        let got: Vec<&str> = words.places().map(|at| words.word(at)).collect();
        assert_eq!(got.join(" "), expected);
    }

    #[test]
    fn words_numbers_and_signs_are_told_apart() {
        case("2 x 30-minute sessions", "2 x 30 minute sessions");
        case("3x20mins, £1,500", "3 x 20 mins , £ 1500");
        case("20–45 minutes", "20 - 45 minutes");
        case("the OT’s half\u{ad}-termly", "the ot 's half termly");
        case("8.40am each day.", "8.40 am each day .");
        case("co\u{200b}ffee K-101", "coffee k 101");
        case(
            "on Wednes-\ndays and half-\ntermly",
            "on wednesdays and half termly",
        );
        case("the end -\nhere", "the end - here");
        case("Therapy ......... 30 min", "therapy \t 30 min");
    }

    #[test]
    fn lines_cover_the_text() {
        let sheet = Sheet::new("one\n\ntwo three\r\n", 5, &Ids::new());
        let spans: Vec<[usize; 2]> = sheet.lines.iter().map(|line| line.span.into()).collect();
        assert_eq!(spans, [[5, 8], [9, 9], [10, 20], [21, 21]]);
        assert_eq!(sheet.tokens.len(), 3);
    }
}
