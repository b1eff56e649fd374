//! Sentences that run over lines.

use super::super::section::Title;
use super::super::token::{Kind, Line, Words};
use super::super::{label, table, wrap};
use super::Outline;
use crate::domain::provision::{LeftOutWhy, Span};

/// Words after which a sentence cannot end.
const OPEN: &[&str] = &[
    "the", "a", "an", "of", "to", "for", "with", "and", "or", "by", "in", "per", "each", "every",
    "on", "at", "from", "his", "her", "their", "will", "be", "is", "are", "x", "&", ",", "-", "(",
    "/",
];

impl<'a> Outline<'a> {
    /// The end of a sentence that runs over lines: its last token, and the line after it.
    pub(super) fn run_on(&mut self, at: usize, words: Words<'a>) -> (usize, usize) {
        let (mut to, mut last, mut next) = (words.to, at, at + 1);
        let mut apart = false;
        while let Some((line, true, None)) = self.lines.get(next).copied() {
            if line.from == line.to {
                apart |= !self.is_gone(next);
                next += 1;
                continue;
            }
            if !self.continues(next, to, last, apart) {
                break;
            }
            // Furniture that the sentence runs over is still listed.
            for over in last + 1..next {
                if let Some((over_line, ..)) =
                    self.lines.get(over).copied().filter(|_| self.is_gone(over))
                {
                    // With the end of its line, so that the text runs on over one line's end.
                    let Span { start, end } = over_line.span;
                    self.left(
                        Span {
                            start,
                            end: end + 1,
                        },
                        LeftOutWhy::PageFurniture,
                    );
                }
            }
            (to, last, next, apart) = (line.to, next, next + 1, false);
        }
        (to, last + 1)
    }

    /// Whether a line carries on the sentence that ends at `to`; `apart` where a blank line stands between.
    fn continues(&self, next: usize, to: usize, last: usize, apart: bool) -> bool {
        let Some((line, ..)) = self.lines.get(next) else {
            return false;
        };
        let line = self.sheet.line(*line);
        let body = self.body(next, line);
        let all = self.sheet.words();
        let end = all.back(to, 1);
        if matches!(end, "." | ";" | ":" | "!" | "?" | "|") {
            return false;
        }
        if body > line.from || table::is_row(line, body) || label::label(line, body).is_some() {
            return false;
        }
        let first = line.token(line.from);
        let small = first.is_some_and(|token| !token.capital && token.kind == Kind::Word);
        let open = OPEN.contains(&end);
        if small || apart {
            return small || open && first.is_some_and(|token| !token.capital);
        }
        let of = |line: &(Line, bool, Option<Title>)| line.0;
        let lines =
            self.lines.get(last).map(of).zip(
                (self.lines.iter().skip(last + 1).map(of)).find(|below| below.from == line.from),
            );
        let full =
            lines.is_some_and(|(line, next)| wrap::is_full(self.sheet, self.width, &line, &next));
        open || full && !label::is_heading(line)
    }
}
