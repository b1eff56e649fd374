//! The pack as a workbook: a sheet a section, and one with the chart; sums are formulas where they are sums.

use std::io;

use crate::exchange::distribution::tariffs;
use crate::exchange::rates;
use crate::exchange::sheets::{self, Cell, Sheet};

use super::Contents;
use super::headline::bars;
use super::page::about;
use super::pieces::{Piece, Section, Table};

/// How wide the first column of a sheet is, and the others, in characters.
const FIRST: u16 = 46;
const OTHERS: u16 = 18;

/// How wide a column of words is.
const WORDS: u16 = 90;

/// Writes the workbook; the same contents give the same bytes.
///
/// # Errors
///
/// The workbook cannot be written.
pub fn xlsx(pack: &Contents) -> io::Result<Vec<u8>> {
    let mut pages = Vec::new();
    for section in pack.sections() {
        let is_first = pages.is_empty();
        pages.push(sheet(&section, is_first.then_some(pack)));
        if is_first {
            pages.push(tariffs(&bars(pack)));
        }
    }
    sheets::write(&pages).map_err(io::Error::other)
}

fn sheet(section: &Section, first: Option<&Contents>) -> Sheet {
    let columns = section.pieces.iter().map(|piece| match piece {
        Piece::Table(table) => table.head.len(),
        Piece::Under(_) | Piece::Words(_) | Piece::Point(_) | Piece::Chart => 1,
    });
    let mut widths = vec![OTHERS; columns.max().unwrap_or(1).max(2)];
    if let Some(width) = widths.first_mut() {
        *width = FIRST;
    }
    let has_table = (section.pieces.iter()).any(|piece| matches!(piece, Piece::Table(_)));
    if !has_table && let Some(width) = widths.first_mut() {
        *width = WORDS;
    }
    // A meaning or a value takes more room than a figure.
    if matches!(section.code, "glossary" | "provenance")
        && let Some(width) = widths.last_mut()
    {
        *width = WORDS;
    }
    let mut sheet = Sheet::new(section.sheet, &widths);
    let title = |words: &str| Cell::Title(words.to_owned());
    if let Some(pack) = first {
        sheet.rows.push(vec![title(&pack.title())]);
        sheet.rows.push(vec![Cell::Text(about(pack))]);
    }
    sheet.rows.push(vec![title(section.title)]);
    for piece in &section.pieces {
        match piece {
            Piece::Under(words) => {
                sheet.rows.push(Vec::new());
                sheet.rows.push(vec![title(words)]);
            }
            Piece::Words(words) | Piece::Point(words) => {
                sheet.rows.push(vec![Cell::Text(words.clone())]);
            }
            Piece::Table(table) => put(&mut sheet, table),
            Piece::Chart => {}
        }
    }
    sheet
}

fn put(sheet: &mut Sheet, table: &Table) {
    let head = table.head.iter().map(|words| Cell::Title(words.clone()));
    sheet.rows.push(head.collect());
    let from = u32::try_from(sheet.rows.len()).unwrap_or(u32::MAX);
    let last = table.rows.len().saturating_sub(1);
    for (row, number) in table.rows.iter().zip(0_usize..) {
        let cells = row.iter().zip(0_usize..).map(|(cell, at)| {
            let plain = cell.in_sheet();
            let is_sum = table.has_sums && number == last && last > 0 && sums(table, at);
            if is_sum {
                let to = from.saturating_add(u32::try_from(last - 1).unwrap_or_default());
                return Cell::Sum {
                    sum: Box::new(plain),
                    rows: (from, to),
                };
            }
            plain
        });
        sheet.rows.push(cells.collect());
    }
    sheet.rows.push(Vec::new());
}

/// Whether the last cell of a column is the sum of those above it, to the penny: then a formula can say so.
fn sums(table: &Table, at: usize) -> bool {
    let figure = |row: &Vec<rates::Cell>| match row.get(at) {
        Some(rates::Cell::Count(count)) => Some(i128::from(*count)),
        Some(rates::Cell::Money(money) | rates::Cell::Moves(money)) => Some(money.pence().into()),
        Some(rates::Cell::Text(_) | rates::Cell::Number(_) | rates::Cell::Unknown) | None => None,
    };
    let Some((last, above)) = table.rows.split_last() else {
        return false;
    };
    let sum: Option<i128> = above.iter().map(figure).sum();
    sum.is_some() && sum == figure(last)
}
