//! What of a plan's text is marked for the eye: the words that its doses and roles were read from.

use std::ops::Range;

use crate::domain::mark::{Mark, MarkKind};
use crate::domain::provision::{LeftOutWhy, Span};

use super::mark::{self, What};
use super::outline::{self, Piece};
use super::page::Page;
use super::token::{Sheet, Words};
use super::{Laid, Reader, block, ratio, role, stale};

/// Words between two parts of one dose: `2 sessions of 30 minutes`, `1:1 for 45 minutes`.
const LINKS: &[&str] = &["of", "for", "x", "per"];

impl Reader {
    /// The marks of a plan's text, in its order: what [`Self::read`] takes for a dose and for a role.
    ///
    /// Marks of one kind do not overlap, and none runs over words that are struck out or a page's
    /// furniture. What is in no provision is marked as it would be read, so that it can be taken in.
    pub fn marks(&self, text: &str) -> Vec<Mark> {
        let page = Page::new(text);
        let Laid {
            sheet,
            gone,
            left: out,
        } = self.lay(&page, text);
        let mut holes: Vec<Span> = out.iter().map(|(span, _)| *span).collect();
        let lines = sheet.lines.iter().zip(&gone);
        holes.extend(lines.filter(|(_, gone)| **gone).map(|(line, _)| line.span));
        holes.sort();
        let mut shown = Shown {
            sheet: &sheet,
            holes: &holes,
            marks: Vec::new(),
        };
        for piece in outline::pieces(&sheet, &gone, self.year()) {
            match piece {
                Piece::Left(span, why) => shown.left(span, why),
                Piece::Block(block) => {
                    let parts = block::read(&page, &block, None, &self.rules);
                    for words in parts.tokens {
                        let words = sheet.between(words.start, words.end);
                        shown.stretch(words, super::sentence::marks_in(&parts.marks, words));
                    }
                    for (span, why) in parts.left {
                        shown.left(span, why);
                    }
                }
            }
        }
        shown.marks.sort();
        shown.marks
    }
}

struct Shown<'a> {
    sheet: &'a Sheet,
    holes: &'a [Span],
    marks: Vec<Mark>,
}

impl Shown<'_> {
    /// Marks words that are in no provision, but for those that are struck out.
    fn left(&mut self, span: Span, why: LeftOutWhy) {
        if why == LeftOutWhy::StruckOut {
            return;
        }
        let place = |at: usize| {
            self.sheet
                .tokens
                .partition_point(|token| token.span.start < at)
        };
        let words = self.sheet.between(place(span.start), place(span.end));
        let marks = stale::standing(words, mark::marks(words));
        self.stretch(words, &marks);
    }

    /// Marks a stretch that was read as one.
    fn stretch(&mut self, words: Words<'_>, marks: &[mark::Mark]) {
        let counts = |mark: &&mark::Mark| !matches!(mark.what, What::Parts | What::Cap);
        let mut doses: Vec<Range<usize>> = (marks.iter().filter(counts))
            .map(|mark| mark.from..mark.to.min(words.to))
            .collect();
        doses.extend(ratio::find(words).map(|(_, tokens)| tokens));
        doses.sort_by_key(|tokens| tokens.start);
        for tokens in joined(words, doses) {
            self.push(words, tokens, MarkKind::Dose);
        }
        for tokens in role::named(words) {
            self.push(words, tokens, MarkKind::Role);
        }
    }

    /// Marks tokens; where a hole lies between two of them the mark is cut.
    fn push(&mut self, words: Words<'_>, tokens: Range<usize>, kind: MarkKind) {
        let mut open: Option<Span> = None;
        for token in tokens.filter_map(|at| words.token(at)) {
            let span = token.span;
            match open.as_mut() {
                Some(held) if !self.is_cut(held.end, span.start) => held.end = span.end,
                Some(_) | None => {
                    let held = open.replace(span);
                    self.marks.extend(held.map(|span| Mark { span, kind }));
                }
            }
        }
        self.marks.extend(open.map(|span| Mark { span, kind }));
    }

    /// Whether a hole lies between two places.
    fn is_cut(&self, from: usize, to: usize) -> bool {
        let after = self.holes.partition_point(|hole| hole.start < from);
        self.holes.get(after).is_some_and(|hole| hole.end <= to)
    }
}

/// Stretches of tokens in order, those that touch or are linked by a word made one.
fn joined(words: Words<'_>, stretches: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for next in stretches {
        match found.last_mut() {
            Some(last)
                if next.start <= last.end
                    || next.start == last.end + 1 && words.any(last.end, LINKS) =>
            {
                last.end = last.end.max(next.end);
            }
            Some(_) | None => found.push(next),
        }
    }
    found
}

#[cfg(test)]
mod tests;
