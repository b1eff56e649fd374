//! The cutter: characters to words, numbers and signs, each with how it is joined to the one before.

mod hyphen;

use std::ops::Range;
use std::str::Chars;

use crate::domain::provision::Span;

use super::glyph::{ends_line, folded, groups, is_unseen};
use super::ids::{Ids, Known};
use super::key::Key;
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

/// How many stand for a line.
const SHORT_LINE: usize = 64;

/// Cuts a text into tokens; `offset` is the number of its first character.
pub(crate) fn cut(text: &str, offset: usize, ids: &Ids) -> Cut {
    let mut cutter = Cutter {
        cut: Cut {
            tokens: Vec::with_capacity(text.len() / SHORT_WORD),
            lines: Vec::with_capacity(text.len() / SHORT_LINE),
            folded: text.to_ascii_lowercase(),
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
            let next = rest.clone().next().unwrap_or(' ');
            let (sign, before) = (folded(c), self.before());
            if ends_line(c) && !(c == '\r' && next == '\n') {
                self.hangs = self.cut_off(next);
                self.end_line();
            } else if is_unseen(c) {
                self.at += 1;
            } else if matches!(c, '\t' | '\u{2028}') {
                self.sign(c, Kind::Break);
                self.spaced = true;
            } else if c.is_whitespace() || c.is_control() {
                self.spaced = true;
                self.at += 1;
            } else if sign == 'x' && before == Some(Kind::Number) || c == '×' {
                self.sign(c, Kind::Word);
            } else if c.is_alphabetic() || sign == '\'' && next.is_alphabetic() && before.is_some()
            {
                rest = self.word(c, here);
            } else if c == '.' && rest.as_str().starts_with("...") {
                self.leader(&mut rest);
            } else if c.is_ascii_digit() {
                self.number(c, &mut rest);
            } else if sign == '-' && ties(before, next) {
                self.hyphened = true;
                self.at += 1;
            } else {
                self.sign(c, Kind::Sign);
            }
        }
        self.end_line();
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
    fn word(&mut self, first: char, rest: Chars<'a>) -> Chars<'a> {
        let rest = match self.plain(rest.as_str()) {
            Some(after) => after.chars(),
            None => self.mended(first, rest),
        };
        if self.hangs {
            self.join();
        }
        rest
    }

    /// Takes a word of plain letters, as most are, where it stands; nothing where it is read otherwise.
    fn plain(&mut self, here: &'a str) -> Option<&'a str> {
        let (mut length, mut last) = (0, b' ');
        for letter in here.bytes().take_while(u8::is_ascii_alphabetic) {
            let small = letter.to_ascii_lowercase();
            // "rninutes", "lnteraction": what a scanner may have misread.
            if small == b'n' && (last == b'r' || last == b'l' && length == 1) {
                return None;
            }
            self.small |= letter == small;
            last = small;
            length += 1;
        }
        let (word, after) = here.split_at_checked(length)?;
        let next = after.bytes().next().unwrap_or(b' ');
        if word.is_empty() || !next.is_ascii() || next.is_ascii_digit() {
            return None;
        }
        let (start, from) = (self.at, self.text.len() - here.len());
        self.at += length;
        let capital = word.starts_with(|first: char| first.is_ascii_uppercase());
        self.push(Kind::Word, start, from..from + length, capital);
        Some(after)
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

    /// Whether a letter is the figure that a scanner took for it: `l5 minutes`, `1:l`.
    fn is_figure(&self, c: char, rest: &Chars<'_>) -> bool {
        slip::begins_number(c, rest) && self.before().is_none()
            || slip::ends_ratio(c, rest) && self.after_colon()
    }

    /// Whether a number and a colon stand right before: `1:`.
    fn after_colon(&self) -> bool {
        let mut last = self.cut.tokens.iter().rev();
        let colon = last.next().is_some_and(|token| {
            let sign = self.cut.folded.get(token.folded.clone()) == Some(":");
            sign && !self.spaced && !token.spaced
        });
        colon && last.next().is_some_and(|token| token.kind == Kind::Number)
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

    fn number(&mut self, first: char, rest: &mut Chars<'_>) {
        let start = self.at;
        let from = self.cut.folded.len();
        self.take(first);
        loop {
            let mut ahead = rest.clone();
            let (c, after) = (ahead.next().unwrap_or(' '), ahead.next().unwrap_or(' '));
            if c.is_ascii_digit() || c == '.' && after.is_ascii_digit() {
                self.take(c);
            } else if slip::goes_on(c, after) {
                self.take(slip::digit(c));
            } else if c == ',' && groups(ahead, after) {
                self.at += 1;
            } else {
                break;
            }
            rest.next();
        }
        let folded = from..self.cut.folded.len();
        self.push(Kind::Number, start, folded, false);
    }

    fn sign(&mut self, c: char, kind: Kind) {
        let (start, from) = (self.at, self.cut.folded.len());
        self.take(c);
        let folded = from..self.cut.folded.len();
        self.push(kind, start, folded, false);
    }

    /// Dots that lead from one column to the next part cells as a tab does.
    fn leader(&mut self, rest: &mut Chars<'_>) {
        let (start, from) = (self.at, self.cut.folded.len());
        self.cut.folded.push('\t');
        let dots = 1 + rest.as_str().bytes().take_while(|c| *c == b'.').count();
        self.at += dots;
        rest.by_ref().take(dots - 1).for_each(drop);
        let folded = from..self.cut.folded.len();
        self.push(Kind::Break, start, folded, false);
        self.spaced = true;
    }

    fn take(&mut self, c: char) {
        self.small |= c.is_lowercase();
        self.cut.folded.push(folded(c));
        self.at += 1;
    }

    fn push(&mut self, kind: Kind, start: usize, folded: Range<usize>, capital: bool) {
        let word = self.cut.folded.get(folded.clone()).unwrap_or("");
        let key = Key::of(word);
        let Known { id, lists } = match kind {
            Kind::Word | Kind::Sign => self.ids.of(key, word),
            // No phrase runs over a break.
            Kind::Break => Known {
                id: 0,
                ..self.ids.of(key, word)
            },
            Kind::Number => Known::default(),
        };
        let caps = capital && !self.small;
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
            caps,
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
