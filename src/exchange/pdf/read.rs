//! A PDF to the text of a plan: its pages one after the other, what runs on over their ends joined.

use std::borrow::Cow;

use super::encoding::UNKNOWN;
use super::fault::NotPdf;
use super::file::File;
use super::furniture::{Furniture, taken_off};
use super::hyphen::Words;
use super::ink::Ink;
use super::layout::{Piece, pieces, text_edge};
use super::line::middle;
use super::page::pages;
use super::strike;
use super::table::{Row, texts};
use crate::section_f::{FURNITURE, is_bullet};

/// How much of a page pictures cover that is a picture of a page.
const PICTURED: f64 = 0.5;

/// How many letters a page has that is more than its picture.
const FEW_LETTERS: usize = 40;

/// How far across a page its text reaches at least, or a few short lines would be one.
const LEAST_END: f64 = 0.6;

/// One letter in so many may be unknown in a text that can be read.
const UNKNOWN_ONE_IN: usize = 5;

/// A piece of the plan.
enum Part {
    Piece(Piece),
    Furniture(String),
}

/// Reads a PDF to the text of a plan: a paragraph is a line, a list item a line with its number or `•`
/// in front, a row of a table a line with a TAB between cells and U+2028 between the paragraphs
/// of a cell, a page's header or footer a line behind `␌`.
pub fn read(bytes: &[u8]) -> Result<String, NotPdf> {
    let mut file = File::open(bytes)?;
    let mut pages = pages(&mut file)?;
    for page in &pages {
        file.budget.work(page.across.len(), page.down.len())?;
    }
    checked(&pages)?;
    for page in &mut pages {
        strike::mark(page, &mut file.budget)?;
    }
    let askew = askew(&mut pages);
    let pictures: Vec<bool> = pages.iter().map(is_picture).collect();
    let furniture = taken_off(&mut pages);
    let ends = ends(&pages);
    let mut plan = Plan::default();
    for (at, ((page, own), askew)) in pages.iter().zip(furniture).zip(askew).enumerate() {
        let picture = pictures.get(at).copied().unwrap_or(false);
        let end = ends.get(at).copied().unwrap_or(0.0);
        plan.page(pieces(page, end), own, askew, picture.then_some(at + 1));
    }
    Ok(plan.text())
}

fn inked(page: &Ink) -> impl Iterator<Item = char> {
    let letters = page.letters.iter().map(|letter| letter.sign);
    letters.filter(|letter| !letter.is_whitespace())
}

/// Whether a page is a picture of a page.
fn is_picture(page: &Ink) -> bool {
    let (wide, high) = page.size;
    page.pictured > PICTURED * wide * high && inked(page).take(FEW_LETTERS).count() < FEW_LETTERS
}

/// Refuses what has no text, or none that can be read.
fn checked(pages: &[Ink]) -> Result<(), NotPdf> {
    let letters: usize = pages.iter().map(|page| inked(page).count()).sum();
    let askew = pages.iter().any(|page| !page.askew.is_empty());
    if letters == 0 && !askew {
        let pictured = pages.iter().any(|page| page.pictured > 0.0);
        return Err(if pictured {
            NotPdf::Scanned
        } else {
            NotPdf::Empty
        });
    }
    if pages.iter().all(is_picture) {
        return Err(NotPdf::Scanned);
    }
    let unknown = |page: &Ink| inked(page).filter(|letter| *letter == UNKNOWN).count();
    let unknown: usize = pages.iter().map(unknown).sum();
    if unknown * UNKNOWN_ONE_IN > letters {
        return Err(NotPdf::Unreadable);
    }
    Ok(())
}

/// Where the text of each page ends to the right; pages of one width are set alike.
fn ends(pages: &[Ink]) -> Vec<f64> {
    let own: Vec<f64> = pages.iter().map(text_edge).collect();
    let of = |page: &Ink| {
        let alike = pages.iter().zip(&own);
        let alike = alike.filter(|(other, _)| (other.size.0 - page.size.0).abs() < 1.0);
        middle(alike.map(|(_, end)| *end)).unwrap_or(0.0)
    };
    let end = |(page, own): (&Ink, &f64)| of(page).max(*own).max(LEAST_END * page.size.0);
    pages.iter().zip(&own).map(end).collect()
}

/// The words that stand askew on each page; those on most pages are watermarks.
fn askew(pages: &mut [Ink]) -> Vec<String> {
    let join = |page: &mut Ink| std::mem::take(&mut page.askew).concat().trim().to_owned();
    pages.iter_mut().map(join).collect()
}

/// A plan being put together.
#[derive(Default)]
struct Plan {
    parts: Vec<Part>,
    /// The footer of the page before.
    foot: Vec<String>,
}

impl Plan {
    fn page(&mut self, pieces: Vec<Piece>, own: Furniture, askew: String, picture: Option<usize>) {
        let mut between = std::mem::take(&mut self.foot);
        between.extend(own.head);
        between.extend((!askew.is_empty()).then_some(askew));
        between.extend(
            picture.map(|number| {
                format!("Page {number} is a picture without text, so it was not read")
            }),
        );
        let mut pieces = pieces.into_iter().peekable();
        let last = self.parts.iter_mut().rev().find_map(|part| match part {
            Part::Piece(piece) => Some(piece),
            Part::Furniture(_) => None,
        });
        match (last, pieces.peek()) {
            (Some(Piece::Paragraph(last)), Some(Piece::Paragraph(next))) if last.runs_on(next) => {
                if let Some(Piece::Paragraph(next)) = pieces.next() {
                    last.take(next);
                }
            }
            (Some(Piece::Table(last)), Some(Piece::Table(next))) if last.is_continued_by(next) => {
                if let Some(Piece::Table(next)) = pieces.next() {
                    last.take(next, std::mem::take(&mut between));
                }
            }
            _ => {}
        }
        self.parts.extend(between.into_iter().map(Part::Furniture));
        self.parts.extend(pieces.map(Part::Piece));
        self.foot = own.foot;
    }

    fn text(mut self) -> String {
        let foot = std::mem::take(&mut self.foot);
        self.parts.extend(foot.into_iter().map(Part::Furniture));
        let words = Words::of(self.lines());
        let mut text = String::new();
        for part in self.parts {
            match part {
                Part::Furniture(words) => push_furniture(&mut text, &words),
                Part::Piece(Piece::Paragraph(paragraph)) => {
                    push(&mut text, &item(&words.joined(&paragraph.lines)));
                }
                Part::Piece(Piece::Table(mut table)) => {
                    table.tidy();
                    for row in table.rows {
                        match row {
                            Row::Cells(cells) => push(&mut text, &texts(&cells, &words).join("\t")),
                            Row::Furniture(words) => push_furniture(&mut text, &words),
                        }
                    }
                }
            }
        }
        text
    }

    /// The lines of the whole plan, as printed.
    fn lines(&self) -> impl Iterator<Item = &String> + Clone {
        let paragraphs = self.parts.iter().flat_map(|part| match part {
            Part::Piece(Piece::Paragraph(paragraph)) => vec![paragraph],
            Part::Piece(Piece::Table(table)) => {
                let rows = table.rows.iter().filter_map(|row| match row {
                    Row::Cells(cells) => Some(cells),
                    Row::Furniture(_) => None,
                });
                let cells = rows.flatten();
                cells.flat_map(|cell| &cell.paragraphs).collect()
            }
            Part::Furniture(_) => Vec::new(),
        });
        paragraphs.flat_map(|paragraph| &paragraph.lines)
    }
}

fn push(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

fn push_furniture(text: &mut String, words: &str) {
    text.push(FURNITURE);
    text.push(' ');
    push(text, words);
}

/// A paragraph as a line; whatever sign its producer drew for a bullet is one.
fn item(words: &str) -> Cow<'_, str> {
    let mut letters = words.chars();
    let first = letters.next();
    let rest = letters.as_str();
    let bulleted = first.is_some_and(is_bullet);
    let ticked = matches!(first, Some('☐' | '☑' | '☒' | '✓' | '✔' | '✗'));
    if bulleted && !ticked && rest.starts_with(' ') {
        return Cow::Owned(format!("•{rest}"));
    }
    Cow::Borrowed(words)
}
