//! The cutter: characters to words, numbers and signs, each with how it is joined to the one before.

mod figure;
mod hyphen;

use std::ops::Range;
use std::str::Chars;

use crate::domain::provision::Span;

use super::glyph::{ends_line, folded, is_unseen};
use super::ids::{Ids, Known};
use super::key::Key;
use super::letters;
use super::list::Lists;
use super::slip;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Letters; `'s` is a word of its own.
    Word,
    /// Digits, with their decimals.
    Number,
    /// Any other character that can be seen.
    Sign,
    /// A tab or a paragraph's end inside a table cell.
    Break,
}

/// A word, a number or a sign, where it stands, and how it is joined to what goes before.
#[derive(Clone, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own, and there are millions of tokens"
)]
pub(crate) struct Token {
    pub(crate) kind: Kind,
    /// Its letters in small letters, packed.
    pub(crate) key: Key,
    /// Its place among the words that phrases are made of; 0 where no phrase has it.
    pub(crate) id: u32,
    /// Characters of the text as read.
    pub(crate) span: Span,
    /// White space, or nothing at all, stands before it.
    pub(crate) spaced: bool,
    /// A hyphen ties it to the token before.
    pub(crate) hyphened: bool,
    /// It begins with a capital letter.
    pub(crate) capital: bool,
    /// It has no small letter.
    pub(crate) caps: bool,
    /// The lists it is a word of.
    pub(crate) lists: Lists,
    /// Its place among the small letters of the sheet.
    pub(crate) folded: Range<usize>,
}

/// One line of the text: its characters without the line's end, and its tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) span: Span,
    pub(crate) from: usize,
    pub(crate) to: usize,
}

/// A text cut up.
#[derive(Debug)]
pub(crate) struct Cut {
    pub(crate) tokens: Vec<Token>,
    pub(crate) lines: Vec<Line>,
    /// The text in small letters, and behind it the words that are read otherwise than they stand.
    pub(crate) folded: String,
}

/// How many bytes of a text stand for a token when room is made for them.
const SHORT_WORD: usize = 4;

/// What part of a text, one in so many, is read otherwise than it stands where room is made for that.
const SMALL_PART: usize = 8;

/// How many stand for a line.
const SHORT_LINE: usize = 64;

/// A text in small letters, with room behind it for words that are read otherwise.
fn small(text: &str) -> String {
    let mut small = String::with_capacity(text.len() + text.len() / SMALL_PART);
    small.push_str(text);
    small.make_ascii_lowercase();
    small
}

/// Cuts a text into tokens; `offset` is the number of its first character.
pub(crate) fn cut(text: &str, offset: usize, ids: &Ids) -> Cut {
    let mut cutter = Cutter {
        cut: Cut {
            tokens: Vec::with_capacity(text.len() / SHORT_WORD),
            lines: Vec::with_capacity(text.len() / SHORT_LINE),
            folded: small(text),
        },
        text,
        ids,
        at: offset,
        line: (offset, 0),
        spaced: true,
        hyphened: false,
        small: false,
        hangs: false,
    };
    cutter.read();
    cutter.cut
}

#[expect(
    clippy::struct_excessive_bools,
    reason = "each is what the last characters were"
)]
struct Cutter<'a> {
    cut: Cut,
    text: &'a str,
    ids: &'a Ids,
    at: usize,
    line: (usize, usize),
    spaced: bool,
    hyphened: bool,
    /// A small letter was taken since the last token.
    small: bool,
    /// The line above ends with a word that a hyphen cut, and this one begins with the rest of it.
    hangs: bool,
}

impl<'a> Cutter<'a> {
    fn read(&mut self) {
        let mut rest = self.text.chars();
        loop {
            let here = rest.clone();
            let Some(c) = rest.next() else {
                break;
            };
            if c == ' ' {
                self.spaced = true;
                self.at += 1;
                continue;
            }
            if matches!(c, 'l' | 'I' | 'O') && self.is_figure(c, &rest) {
                self.number(slip::digit(c), &mut rest);
                continue;
            }
            if c.is_ascii_alphabetic() && !matches!(c, 'x' | 'X') {
                rest = self.word(c, here);
                continue;
            }
            if c.is_ascii_punctuation() {
                rest = self.punctuation(c, here, rest);
                continue;
            }
            if c.is_ascii_digit() {
                if !self.figures(&mut rest) {
                    self.number(c, &mut rest);
                }
                continue;
            }
            let next = rest.clone().next().unwrap_or(' ');
            if ends_line(c) && !(c == '\r' && next == '\n') {
                self.hangs = self.cut_off(next);
                self.end_line();
            } else if is_unseen(c) {
                self.at += 1;
            } else if matches!(c, '\t' | '\u{2028}') {
                self.sign(c, Kind::Break, &rest);
                self.spaced = true;
            } else if c.is_whitespace() || c.is_control() {
                self.spaced = true;
                self.at += 1;
            } else {
                rest = self.letter_or_sign(c, here, rest);
            }
        }
        self.end_line();
    }

    /// Takes a sign of the keyboard, or what begins with it.
    fn punctuation(&mut self, c: char, here: Chars<'a>, mut rest: Chars<'a>) -> Chars<'a> {
        let next = rest.clone().next().unwrap_or(' ');
        match c {
            '\'' | '`' if next.is_alphabetic() && self.before().is_some() => {
                return self.word(c, here);
            }
            '.' if rest.as_str().starts_with("...") => self.leader(&mut rest),
            '-' if ties(self.before(), next) => self.tie(),
            _ => self.sign(c, Kind::Sign, &rest),
        }
        rest
    }

    /// Takes what is neither of the keyboard's signs nor white space nor a plain letter or figure.
    fn letter_or_sign(&mut self, c: char, here: Chars<'a>, rest: Chars<'a>) -> Chars<'a> {
        let next = rest.clone().next().unwrap_or(' ');
        let (sign, before) = (folded(c), self.before());
        if sign == 'x' && before == Some(Kind::Number) || c == '×' {
            self.sign(c, Kind::Word, &rest);
        } else if c.is_alphabetic() || sign == '\'' && next.is_alphabetic() && before.is_some() {
            return self.word(c, here);
        } else if sign == '-' && ties(before, next) {
            self.tie();
        } else {
            self.sign(c, Kind::Sign, &rest);
        }
        rest
    }

    /// Passes a hyphen that makes one word of two.
    fn tie(&mut self) {
        self.hyphened = true;
        self.at += 1;
    }

    /// The word or number that ends right here.
    fn before(&self) -> Option<Kind> {
        let last = self.cut.tokens.last()?;
        let joined = !self.spaced && !self.hyphened && last.span.end == self.at;
        (joined && matches!(last.kind, Kind::Word | Kind::Number)).then_some(last.kind)
    }

    fn end_line(&mut self) {
        let (start, from) = self.line;
        let to = self.cut.tokens.len();
        let span = Span {
            start,
            end: self.at,
        };
        self.cut.lines.push(Line { span, from, to });
        self.at += 1;
        self.line = (self.at, to);
        self.spaced = true;
        self.hyphened = false;
    }

    /// Takes a word, and gives what stands behind it.
    fn word(&mut self, first: char, here: Chars<'a>) -> Chars<'a> {
        let rest = match self.plain(here.as_str()) {
            Some(after) => after.chars(),
            None => self.mended(first, here),
        };
        if self.hangs {
            self.join();
        }
        rest
    }

    /// Takes a word of plain letters, as most are, where it stands; nothing where it is read otherwise.
    fn plain(&mut self, here: &'a str) -> Option<&'a str> {
        let from = self.place(here);
        let small = self.cut.folded.as_bytes().get(from..self.text.len())?;
        let (length, short) = letters::first(small);
        let next = small.get(length).copied().unwrap_or(b' ');
        if length == 0 || !next.is_ascii() || next.is_ascii_digit() {
            return None;
        }
        let (written, after) = here.split_at_checked(length)?;
        let folded = from..from + length;
        let word = self.cut.folded.get(folded.clone())?;
        let key = short.unwrap_or_else(|| Key::of(word));
        let known = self.ids.of(key, word);
        if slip::may_be_in(word, known) {
            return None;
        }
        let capital = written.starts_with(|first: char| first.is_ascii_uppercase());
        self.small = !capital || written.bytes().any(|letter| letter.is_ascii_lowercase());
        let start = self.at;
        self.at += length;
        self.push_known(Kind::Word, start, folded, capital, (key, known));
        Some(after)
    }

    /// Where a rest of the text begins, in it and in its small letters.
    fn place(&self, rest: &str) -> usize {
        self.text.len() - rest.len()
    }

    /// Takes a word that is read otherwise than it stands.
    fn mended(&mut self, first: char, mut rest: Chars<'a>) -> Chars<'a> {
        let start = self.at;
        let from = self.cut.folded.len();
        if !first.is_ascii_alphabetic() {
            self.take(first);
            rest.next();
        }
        loop {
            self.letters(&mut rest);
            match rest.clone().next() {
                Some(c) if is_unseen(c) => self.at += 1,
                Some(c) if c.is_alphabetic() => self.take(c),
                Some(c) if self.is_letter(c, &rest) => self.take(slip::letter(c)),
                Some(_) | None => break,
            }
            rest.next();
        }
        slip::mend(&mut self.cut.folded, from, self.ids);
        let folded = from..self.cut.folded.len();
        self.push(Kind::Word, start, folded, first.is_uppercase());
        rest
    }

    /// Whether a digit inside a word was a letter before the page was scanned: `week1y`.
    fn is_letter(&self, digit: char, rest: &Chars<'_>) -> bool {
        let small = |c: Option<char>| c.is_some_and(|c| c.is_ascii_lowercase());
        let long = self.cut.folded.chars().next_back();
        matches!(digit, '0' | '1') && small(long) && small(rest.clone().nth(1))
    }

    /// Takes plain letters, all that follow, at once.
    fn letters(&mut self, rest: &mut Chars<'_>) {
        let text = rest.as_str();
        let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
        if let Some((letters, after)) = text.split_at_checked(letters) {
            letters.chars().for_each(|letter| self.take(letter));
            *rest = after.chars();
        }
    }

    /// Takes a sign; `rest` stands behind it.
    fn sign(&mut self, c: char, kind: Kind, rest: &Chars<'_>) {
        let start = self.at;
        let folded = if c.is_ascii() && c != '`' {
            self.at += 1;
            let to = self.place(rest.as_str());
            to - 1..to
        } else {
            let from = self.cut.folded.len();
            self.take(c);
            from..self.cut.folded.len()
        };
        self.push(kind, start, folded, false);
    }

    fn take(&mut self, c: char) {
        self.small |= c.is_lowercase();
        self.cut.folded.push(folded(c));
        self.at += 1;
    }

    fn push(&mut self, kind: Kind, start: usize, folded: Range<usize>, capital: bool) {
        let word = self.cut.folded.get(folded.clone()).unwrap_or("");
        let key = Key::of(word);
        let known = match kind {
            Kind::Word | Kind::Sign => self.ids.of(key, word),
            // No phrase runs over a break.
            Kind::Break => Known {
                id: 0,
                ..self.ids.of(key, word)
            },
            Kind::Number => Known::default(),
        };
        self.push_known(kind, start, folded, capital, (key, known));
    }

    #[inline]
    fn push_known(
        &mut self,
        kind: Kind,
        start: usize,
        folded: Range<usize>,
        capital: bool,
        (key, Known { id, lists }): (Key, Known),
    ) {
        self.cut.tokens.push(Token {
            kind,
            key,
            id,
            lists,
            span: Span {
                start,
                end: self.at,
            },
            spaced: self.spaced,
            hyphened: self.hyphened,
            capital,
            caps: capital && !self.small,
            folded,
        });
        self.small = false;
        self.spaced = false;
        self.hyphened = false;
    }
}

/// Whether a hyphen between two characters makes them one word; between digits it is a range.
fn ties(before: Option<Kind>, after: char) -> bool {
    let range = before == Some(Kind::Number) && after.is_ascii_digit();
    before.is_some() && after.is_alphanumeric() && !range
}
