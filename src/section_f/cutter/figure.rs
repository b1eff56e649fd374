//! Numbers as the cutter takes them, plain figures where they stand and others as they were meant; rows of dots.

use std::str::Chars;

use super::super::glyph::groups;
use super::super::slip;
use super::{Cutter, Kind};

impl<'a> Cutter<'a> {
    /// Takes a number, by its first figure; the rest of it stands ahead.
    pub(super) fn number(&mut self, first: char, rest: &mut Chars<'a>) {
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

    /// Takes a number of plain figures where it stands, all but the first of them ahead; not where it may be read otherwise.
    pub(super) fn figures(&mut self, rest: &mut Chars<'a>) -> bool {
        let ahead = rest.as_str();
        let more = ahead.bytes().take_while(u8::is_ascii_digit).count();
        let Some((_, after)) = ahead.split_at_checked(more) else {
            return false;
        };
        if after.starts_with(['.', ',', 'o', 'O', 'l', 'I']) {
            return false;
        }
        let (start, to) = (self.at, self.place(after));
        self.at += more + 1;
        self.push(Kind::Number, start, to - more - 1..to, false);
        *rest = after.chars();
        true
    }

    /// Whether a letter is the figure that a scanner took for it: `l5 minutes`, `1:l`.
    pub(super) fn is_figure(&self, c: char, rest: &Chars<'_>) -> bool {
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

    /// Dots that lead from one column to the next part cells as a tab does.
    pub(super) fn leader(&mut self, rest: &mut Chars<'_>) {
        let (start, from) = (self.at, self.cut.folded.len());
        self.cut.folded.push('\t');
        let dots = 1 + rest.as_str().bytes().take_while(|c| *c == b'.').count();
        self.at += dots;
        rest.by_ref().take(dots - 1).for_each(drop);
        let folded = from..self.cut.folded.len();
        self.push(Kind::Break, start, folded, false);
        self.spaced = true;
    }
}
