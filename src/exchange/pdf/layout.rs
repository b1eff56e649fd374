//! A page's letters and lines to paragraphs and tables, in the order a person reads them.

use super::column::{Rows, Stretch, stretches};
use super::flow::{Paragraph, edge, paragraphs};
use super::grid::{Grid, grids};
use super::ink::{Ink, Letter, Rule};
use super::line::{Line, Segment, lines};
use super::table::{Cell, Row, Table};

/// From which gap on, in sizes, words within a cell are those of a table in it.
const INNER_GAP: f64 = 2.0;

/// How far from its border the words of a cell may be wrapped.
const BESIDE_BORDER: f64 = 9.0;

/// A piece of a page.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Piece {
    /// A paragraph.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
}

/// Where the text of a page ends to the right, drawn tables among it.
pub(super) fn text_edge(page: &Ink) -> f64 {
    let lines = lines(page.letters.iter().copied());
    let segments: Vec<Segment> = lines.iter().filter_map(Line::merged).collect();
    let borders = grids(page);
    let borders = borders
        .iter()
        .filter_map(|grid| grid.borders().last().copied());
    borders
        .map(|border| border - BESIDE_BORDER)
        .fold(edge(&segments), f64::max)
}

/// Lays out a page whose text ends at `end`.
pub(super) fn pieces(page: &Ink, end: f64) -> Vec<Piece> {
    let grids = grids(page);
    let mut inside: Vec<Vec<(usize, Letter)>> = vec![Vec::new(); grids.len()];
    let mut outside: Vec<Letter> = Vec::new();
    for letter in &page.letters {
        let found = grids
            .iter()
            .zip(&mut inside)
            .find_map(|(grid, letters)| Some((grid.cell_of(letter)?, letters)));
        match found {
            Some((cell, letters)) => letters.push((cell, *letter)),
            None => outside.push(*letter),
        }
    }
    let mut pieces = Vec::new();
    let mut rest = lines(outside.into_iter());
    let bare: Vec<Rule> = page.across.clone();
    for (grid, letters) in grids.iter().zip(inside) {
        let after = rest.partition_point(|line| line.base <= grid.top() + line.size * 0.3);
        let below = rest.split_off(after);
        flow(&rest, &bare, end, &mut pieces);
        rest = below;
        ruled(grid, letters, &mut pieces);
    }
    flow(&rest, &bare, end, &mut pieces);
    pieces
}

/// Lays out lines that stand in no drawn table.
fn flow(lines: &[Line], across: &[Rule], end: f64, pieces: &mut Vec<Piece>) {
    for stretch in stretches(lines, across) {
        match stretch {
            Stretch::Lines(lines) => {
                pieces.extend(paragraphs(&lines, end).into_iter().map(Piece::Paragraph));
            }
            Stretch::Columns(columns) => {
                let mut joined: Vec<Paragraph> = Vec::new();
                for column in columns {
                    for paragraph in paragraphs(&column, edge(&column)) {
                        match joined.last_mut() {
                            Some(last) if last.runs_on(&paragraph) => last.take(paragraph),
                            Some(_) | None => joined.push(paragraph),
                        }
                    }
                }
                pieces.extend(joined.into_iter().map(Piece::Paragraph));
            }
            Stretch::Table(rows, borders) => pieces.push(Piece::Table(unruled(rows, borders))),
        }
    }
}

fn unruled(rows: Rows, borders: Vec<f64>) -> Table {
    let row = |cells: Vec<Vec<Segment>>| {
        let cells = cells.into_iter().zip(&borders).map(|(lines, edge)| Cell {
            paragraphs: paragraphs(&lines, *edge),
            spanned: 0,
        });
        Row::Cells(cells.collect())
    };
    let rows = rows.into_iter().map(row).collect();
    Table { rows, borders }
}

/// Lays out a drawn table; what spans all its columns and is more than a line is text of its own.
fn ruled(grid: &Grid, mut letters: Vec<(usize, Letter)>, pieces: &mut Vec<Piece>) {
    letters.sort_by_key(|(cell, _)| *cell);
    let wide = grid.wide();
    let borders: Vec<f64> = grid.borders().iter().skip(1).copied().collect();
    let mut table = Table {
        rows: Vec::new(),
        borders: borders.clone(),
    };
    let mut row: Option<(usize, Vec<Cell>)> = None;
    let mut cells: Vec<_> = letters
        .chunk_by(|one, other| one.0 == other.0)
        .filter_map(|letters| {
            let (cell, _) = letters.first()?;
            Some((grid.spot(*cell), letters))
        })
        .collect();
    cells.sort_by_key(|(spot, _)| (spot.row, spot.column));
    for (spot, letters) in cells {
        let lines = lines(letters.iter().map(|(_, letter)| *letter));
        if spot.span == wide && (lines.len() > 1 || wide == 1) {
            table
                .rows
                .extend(row.take().map(|(_, cells)| Row::Cells(cells)));
            if !table.rows.is_empty() {
                let rows = std::mem::take(&mut table.rows);
                let borders = borders.clone();
                pieces.push(Piece::Table(Table { rows, borders }));
            }
            let segments: Vec<Segment> = lines.iter().filter_map(Line::merged).collect();
            let end = edge(&segments).max(spot.right - BESIDE_BORDER);
            flow(&lines, &[], end, pieces);
            continue;
        }
        let segments: Vec<Segment> = lines.iter().filter_map(in_cell).collect();
        // Words are wrapped a little before the border, or at the farthest of them.
        let edge = edge(&segments).max(spot.right - BESIDE_BORDER);
        let cell = Cell {
            paragraphs: paragraphs(&segments, edge),
            spanned: spot.span.saturating_sub(1),
        };
        if row.as_ref().is_none_or(|(of, _)| *of != spot.row) {
            table
                .rows
                .extend(row.take().map(|(_, cells)| Row::Cells(cells)));
            row = Some((spot.row, vec![Cell::default(); wide]));
        }
        if let Some((_, cells)) = &mut row
            && let Some(place) = cells.get_mut(spot.column)
        {
            *place = cell;
        }
    }
    table.rows.extend(row.map(|(_, cells)| Row::Cells(cells)));
    if !table.rows.is_empty() {
        pieces.push(Piece::Table(table));
    }
}

/// A line of a cell; what stands apart in it are cells of a table within.
fn in_cell(line: &Line) -> Option<Segment> {
    let mut segments = line.segments.iter();
    let mut whole = segments.next()?.clone();
    for next in segments {
        let inner = next.left - whole.right > INNER_GAP * line.size;
        whole.text.push_str(if inner { " | " } else { " " });
        whole.text.push_str(&next.text);
        whole.right = next.right;
    }
    Some(whole)
}
