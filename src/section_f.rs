//! Section F: the text of a plan, read into provisions.
//!
//! The text is cut once into words (`token`), its lines are told apart (`outline`), and each
//! block of text becomes provisions (`block`, `item`). What the words mean is in lists that
//! anybody can read: `wording.toml`, `role.toml`, `area.toml`, and for single words `list`.
//! A word is looked up once, when it is cut: its token knows the lists that it is in.

mod annual;
mod area;
mod aside;
mod block;
mod check;
mod clause;
mod clock;
mod cover;
mod cutter;
mod dose;
mod flat;
mod furniture;
mod glyph;
mod highlight;
mod ids;
mod inline;
mod item;
mod key;
mod label;
mod letters;
mod lexicon;
mod list;
mod mark;
mod marker;
mod nature;
mod number;
mod occasion;
mod opener;
mod outline;
mod page;
mod period;
mod phase;
mod phrase;
mod pupil;
mod ratio;
mod role;
mod rules;
mod section;
mod sentence;
mod slip;
mod stale;
mod table;
mod token;
mod told;
mod unit;
mod weekday;
mod wording;
mod wrap;

use std::sync::Arc;

use crate::domain::framework::YearShape;
use crate::domain::mark::Mark;
use crate::domain::provision::{AreaCode, LeftOutWhy, Provision, Reading, Span};

use block::Parts;
use item::Place;
pub(crate) use marker::is_bullet;
use outline::Piece;
pub use page::FURNITURE;
use page::Page;
use rules::Rules;
use token::Sheet;

pub use wording::{BUILT_IN as BUILT_IN_WORDING, Wording, WordingFault};

/// A stretch to read anew: where it stands, its number, its area and its heading.
pub type Cut<'a> = (Span, u32, AreaCode, Option<&'a str>);

/// Reads plans: by a framework's year, and by a list of vague words.
///
/// It is made once and kept; any number of threads may read by one.
#[derive(Clone, Debug)]
pub struct Reader {
    rules: Rules,
}

impl Reader {
    /// A reader with the built-in list of vague words.
    pub fn new(year: YearShape) -> Self {
        let wording = Wording::built_in();
        Self {
            rules: Rules { year, wording },
        }
    }

    /// The same with an authority's own list of vague words.
    #[must_use]
    pub fn with_wording(mut self, wording: Wording) -> Self {
        self.rules.wording = Arc::new(wording);
        self
    }

    /// The same for another framework's year.
    #[must_use]
    pub fn for_year(mut self, year: YearShape) -> Self {
        self.rules.year = year;
        self
    }

    /// The year that hours are counted by.
    pub fn year(&self) -> YearShape {
        self.rules.year
    }

    /// The list of vague words.
    pub fn wording(&self) -> &Wording {
        &self.rules.wording
    }

    /// Reads the Section F of a plan's text, or the whole text where no line begins a Section F.
    ///
    /// The text is the plan as read: a paragraph a line, list numbers and bullets as they stand, a table's
    /// row one line with tabs between its cells and U+2028 between the paragraphs of a cell, a page's
    /// header or footer behind [`FURNITURE`] where what read the file knew it for one.
    /// Every character is in one provision's span or left out with a reason; a left-out piece inside a
    /// provision's span is furniture that a sentence runs over, and is not in its text.
    pub fn read(&self, text: &str) -> Reading {
        let year = self.rules.year;
        let page = Page::new(text);
        let sheet = self.sheet(text, 0);
        let out = aside::stretches(&sheet);
        let struck = aside::tokens(&out);
        let gone = furniture::lines(&page, &sheet, &struck);
        let mut parts = Parts {
            left: left_out(&sheet, &out),
            ..Parts::default()
        };
        let sheet = sheet.without(&gone, &struck);
        let mut therapist = None;
        for piece in outline::pieces(&sheet, &gone, year) {
            match piece {
                Piece::Left(span, why) => parts.left.push((span, why)),
                Piece::Block(block) => {
                    block::read(&page, &block, therapist, &self.rules, &mut parts);
                    therapist = role::therapist(block.words).or(therapist);
                }
            }
        }
        for (n, provision) in (1..).zip(&mut parts.provisions) {
            provision.n = n;
        }
        let left_out = cover::whole(&page, &mut parts.provisions, parts.left);
        let mut reading = Reading {
            provisions: parts.provisions,
            left_out,
            ..Reading::default()
        };
        check::reading(&sheet, &mut reading, year);
        reading
    }

    /// Finds where the text says how much, how often, to how many and by whom, in the order of the text.
    ///
    /// The words are those that [`Self::read`] reads doses and roles from; what is left out has no marks.
    pub fn marks(&self, text: &str) -> Vec<Mark> {
        let page = Page::new(text);
        let sheet = self.sheet(text, 0);
        let out = aside::stretches(&sheet);
        let struck = aside::tokens(&out);
        let gone = furniture::lines(&page, &sheet, &struck);
        let mut holes = holes(&sheet, &gone);
        holes.extend(left_out(&sheet, &out).into_iter().map(|(span, _)| span));
        holes.sort();
        let sheet = sheet.without(&gone, &struck);
        let mut marks = Vec::new();
        for piece in outline::pieces(&sheet, &gone, self.rules.year) {
            if let Piece::Block(block) = piece {
                marks.extend(highlight::marks(block.words, &holes));
            }
        }
        marks
    }

    /// Reads one stretch of a plan's text anew, as an officer cut it.
    ///
    /// The span is cut to the text's end. Area and heading are the officer's; dose, who, ratio and
    /// vague words are read from the stretch.
    pub fn piece(
        &self,
        text: &str,
        span: Span,
        n: u32,
        area: AreaCode,
        heading: Option<&str>,
    ) -> Provision {
        self.piece_of(&Page::new(text), (span, n, area, heading))
    }

    /// Reads many stretches of one text anew, as [`Self::piece`] reads one; the text is laid out once.
    pub fn pieces<'a>(
        &self,
        text: &str,
        cuts: impl IntoIterator<Item = Cut<'a>>,
    ) -> Vec<Provision> {
        let page = Page::new(text);
        let cuts = cuts.into_iter();
        cuts.map(|cut| self.piece_of(&page, cut)).collect()
    }

    fn piece_of(&self, page: &Page<'_>, (span, n, area, heading): Cut<'_>) -> Provision {
        let end = span.end.min(page.length());
        let span = Span {
            start: span.start.min(end),
            end,
        };
        let sheet = self.sheet(page.piece(span), span.start);
        let out = aside::stretches(&sheet);
        let struck = aside::tokens(&out);
        let gone = furniture::lines(page, &sheet, &struck);
        let mut holes = holes(&sheet, &gone);
        let out = left_out(&sheet, &out);
        let sheet = sheet.without(&gone, &struck);
        let words = sheet.words();
        let kept = words.span().unwrap_or(Span { start: end, end });
        let inside = |span: &Span| span.start > kept.start && span.end < kept.end;
        holes.extend(out.into_iter().map(|(span, _)| span).filter(inside));
        holes.sort();
        let place = Place {
            area: Some(area),
            heading,
            ..Place::default()
        };
        let marks = stale::standing(words, mark::marks(words));
        let read = item::read(page, words, &marks, place, &self.rules);
        let mut provision = read.unwrap_or_else(|| item::bare(page, span));
        provision.text = cover::text_without(page, span, &holes);
        provision.span = span;
        provision.n = n;
        provision.area = area;
        provision
    }

    /// Cuts a text into words, numbered as this reader's lists are.
    fn sheet(&self, text: &str, offset: usize) -> Sheet {
        Sheet::new(text, offset, &self.rules.wording.ids)
    }
}

/// The asides as they are left out.
fn left_out(sheet: &Sheet, out: &[aside::Out]) -> Vec<(Span, LeftOutWhy)> {
    let listed = |out: &aside::Out| {
        let span = sheet.between(out.tokens.start, out.tokens.end).span();
        span.zip(out.why)
    };
    out.iter().filter_map(listed).collect()
}

/// The furniture that a stretch runs over: it has words before and after.
fn holes(sheet: &Sheet, gone: &[bool]) -> Vec<Span> {
    let kept = |(line, gone): &(&token::Line, &bool)| !**gone && line.from < line.to;
    let lines = sheet.lines.iter().zip(gone);
    let first = lines.clone().find(kept).map(|(line, _)| line.span.end);
    let last = lines
        .clone()
        .rev()
        .find(kept)
        .map(|(line, _)| line.span.start);
    let (Some(first), Some(last)) = (first, last) else {
        return Vec::new();
    };
    let inside =
        lines.filter(|(line, gone)| **gone && line.span.start > first && line.span.end < last);
    inside
        .map(|(line, _)| Span {
            start: line.span.start,
            end: line.span.end + 1,
        })
        .collect()
}

#[cfg(test)]
mod tests;
