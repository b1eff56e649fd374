//! Section F: the text of a plan, read into provisions.
//!
//! The text is cut once into words ([`token`]), its lines are told apart ([`outline`]), and each
//! block of text becomes provisions ([`block`], [`item`]). What the words mean is in lists that
//! anybody can read: `wording.toml`, `role.toml`, `area.toml`.

mod annual;
mod area;
mod block;
mod check;
mod clock;
mod cover;
mod dose;
mod item;
mod label;
mod lexicon;
mod mark;
mod marker;
mod nature;
mod number;
mod outline;
mod page;
mod period;
mod phrase;
mod ratio;
mod role;
mod section;
mod sentence;
mod table;
mod token;
mod wording;

use crate::domain::framework::YearShape;
use crate::domain::provision::{AreaCode, Provision, Reading, Span};

use item::Place;
use outline::Piece;
use page::Page;
use token::Sheet;

/// Reads the Section F of a plan's text, or the whole text where no line begins a Section F.
///
/// The text is the plan as read: a paragraph a line, list numbers and bullets as they stand, a table's
/// row one line with tabs between its cells and U+2028 between the paragraphs of a cell.
/// Every character is in one provision's span or left out with a reason; a left-out piece inside a
/// provision's span is furniture that a sentence runs over, and is not in its text.
pub fn read(text: &str, year: YearShape) -> Reading {
    let page = Page::new(text);
    let sheet = Sheet::new(text, 0, &lexicon::get().ids);
    let gone: Vec<bool> = sheet
        .lines
        .iter()
        .map(|line| label::is_furniture(sheet.line(*line)))
        .collect();
    let sheet = sheet.without(&gone);
    let mut reading = Reading::default();
    let mut left = Vec::new();
    for piece in outline::pieces(&sheet, &gone, year) {
        match piece {
            Piece::Left(span, why) => left.push((span, why)),
            Piece::Block(block) => {
                let parts = block::read(&page, &block, year);
                left.extend(parts.left);
                reading.provisions.extend(parts.provisions);
            }
        }
    }
    for (n, provision) in (1..).zip(&mut reading.provisions) {
        provision.n = n;
    }
    reading.left_out = cover::whole(&page, &mut reading.provisions, left);
    check::reading(&sheet, &mut reading, year);
    reading
}

/// Reads one stretch of a plan's text anew, as an officer cut it.
///
/// The span is cut to the text's end. Area and heading are the officer's; dose, who, ratio and
/// vague words are read from the stretch.
pub fn piece(
    text: &str,
    span: Span,
    n: u32,
    area: AreaCode,
    heading: Option<&str>,
    year: YearShape,
) -> Provision {
    let page = Page::new(text);
    let end = span.end.min(page.length());
    let span = Span {
        start: span.start.min(end),
        end,
    };
    let sheet = Sheet::new(page.piece(span), span.start, &lexicon::get().ids);
    let words = sheet.words();
    let place = Place {
        heading,
        ..Place::default()
    };
    let marks = mark::marks(words);
    let mut provision =
        item::read(&page, words, &marks, place, year).unwrap_or_else(|| item::bare(&page, span));
    provision.text = page.piece(span).to_owned();
    provision.span = span;
    provision.n = n;
    provision.area = area;
    provision
}
