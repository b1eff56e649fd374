//! A report as text for a terminal, as a table, as JSON, as a document, as a workbook.

use std::fmt::Write as _;
use std::io::{self, Write};

use serde_json::{Map, Value, json};

use crate::domain::exact::grouped;
use crate::domain::printable::printable;
use crate::exchange::distribution::harmless;
use crate::exchange::document::{Block, Document};
use crate::exchange::sheets::{self, Sheet};
use crate::exchange::table::TableWriter;

use super::{Cell, Grid, Report};

impl Cell {
    /// As a person reads it.
    pub(in crate::exchange) fn shown(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Count(count) => grouped(*count),
            Self::Number(number) => number.smoothed().to_string(),
            Self::Money(money) => money.to_string(),
            Self::Moves(money) => money.signed(),
            Self::Unknown => "–".to_owned(),
        }
    }

    /// As a table has it: amounts in pounds.
    fn written(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Count(count) => count.to_string(),
            Self::Number(number) => number.to_string(),
            Self::Money(money) | Self::Moves(money) => money.in_pounds(),
            Self::Unknown => String::new(),
        }
    }

    /// As JSON has it: amounts in pence.
    pub(in crate::exchange) fn value(&self) -> Value {
        match self {
            Self::Text(text) => json!(text),
            Self::Count(count) => json!(count),
            Self::Number(number) => json!(number),
            Self::Money(money) | Self::Moves(money) => json!(money.pence()),
            Self::Unknown => Value::Null,
        }
    }

    pub(in crate::exchange) fn is_text(&self) -> bool {
        matches!(self, Self::Text(_))
    }

    pub(in crate::exchange) fn in_sheet(&self) -> sheets::Cell {
        match self {
            Self::Text(text) => sheets::Cell::Text(text.clone()),
            Self::Count(count) => sheets::Cell::Exact(count.to_string()),
            Self::Number(number) => sheets::Cell::Exact(number.to_string()),
            Self::Money(money) | Self::Moves(money) => sheets::Cell::Money(*money),
            Self::Unknown => sheets::Cell::Text(String::new()),
        }
    }
}

/// Writes a report for a terminal: figures, then tables with their columns in line, then remarks.
pub fn text(report: &Report) -> String {
    let mut text = format!("{}\n", printable(&report.title));
    let widest = report
        .figures
        .iter()
        .map(|one| one.words.chars().count())
        .max();
    for figure in &report.figures {
        let words = &figure.words;
        let gap = " ".repeat(widest.unwrap_or_default() - words.chars().count());
        let _ = writeln!(text, "  {words}{gap}  {}", printable(&figure.value.shown()));
    }
    for grid in &report.grids {
        let _ = write!(text, "\n{}\n", printable(&grid.title));
        table(&mut text, grid);
    }
    if !report.remarks.is_empty() {
        text.push('\n');
    }
    for remark in &report.remarks {
        let _ = writeln!(text, "{}", printable(remark));
    }
    text
}

fn table(text: &mut String, grid: &Grid) {
    if grid.rows.is_empty() {
        text.push_str("  none\n");
        return;
    }
    let head: Vec<String> = grid
        .columns
        .iter()
        .map(|column| column.words.clone())
        .collect();
    let rows: Vec<Vec<String>> = (grid.rows.iter())
        .map(|row| {
            row.iter()
                .map(|cell| printable(&cell.shown()).into_owned())
                .collect()
        })
        .collect();
    let width = |at: usize| {
        let cells = rows
            .iter()
            .filter_map(|row| row.get(at))
            .chain(head.get(at));
        cells
            .map(|cell| cell.chars().count())
            .max()
            .unwrap_or_default()
    };
    let widths: Vec<usize> = (0..head.len()).map(width).collect();
    // A column of texts begins on the left, one of figures ends on the right.
    let is_text = |at: usize| {
        let mut cells = grid.rows.iter().filter_map(|row| row.get(at));
        cells.any(Cell::is_text)
    };
    let texts: Vec<bool> = (0..head.len()).map(is_text).collect();
    for row in std::iter::once(&head).chain(&rows) {
        let mut line = String::new();
        for ((cell, width), is_text) in row.iter().zip(&widths).zip(&texts) {
            let gap = " ".repeat(width - cell.chars().count().min(*width));
            line.push_str("  ");
            if *is_text {
                line.extend([cell.as_str(), &gap]);
            } else {
                line.extend([&gap, cell.as_str()]);
            }
        }
        let _ = writeln!(text, "{}", line.trim_end());
    }
}

/// Writes the first table of a report as comma-separated values, its figures and remarks in lines before it that begin
/// with `#`; amounts are in pounds.
pub fn csv(report: &Report, mut out: impl Write) -> io::Result<()> {
    writeln!(out, "# {}", harmless(&report.title))?;
    writeln!(out, "# money: pounds")?;
    for figure in &report.figures {
        writeln!(
            out,
            "# {}: {}",
            figure.code,
            harmless(&figure.value.written())
        )?;
    }
    for remark in &report.remarks {
        writeln!(out, "# {}", harmless(remark))?;
    }
    let Some(grid) = report.grids.first() else {
        return Ok(());
    };
    let header: Vec<&str> = grid
        .columns
        .iter()
        .map(|column| column.code.as_str())
        .collect();
    let mut table = TableWriter::new(&mut out, &header)?;
    for row in &grid.rows {
        let cells: Vec<String> = row.iter().map(Cell::written).collect();
        let cells: Vec<_> = cells.iter().map(|cell| printable(cell)).collect();
        table.row(&cells)?;
    }
    table.finish()
}

/// Writes a report as JSON: a key a figure, a list of objects a table, the remarks; amounts are in pence.
pub fn json(report: &Report) -> Value {
    let mut told = Map::new();
    told.insert("title".to_owned(), json!(report.title));
    told.insert("money".to_owned(), json!("pence"));
    for figure in &report.figures {
        told.insert(figure.code.clone(), figure.value.value());
    }
    for grid in &report.grids {
        let row = |row: &Vec<Cell>| {
            let cells = grid.columns.iter().zip(row);
            let cells = cells.map(|(column, cell)| (column.code.clone(), cell.value()));
            Value::Object(cells.collect())
        };
        told.insert(grid.code.to_owned(), grid.rows.iter().map(row).collect());
    }
    told.insert("remarks".to_owned(), json!(report.remarks));
    Value::Object(told)
}

/// Writes a report as a document, for a page or Markdown.
pub fn document(report: &Report) -> Document {
    let mut blocks = vec![Block::Heading(1, report.title.clone())];
    let figure = |one: &super::Figure| vec![one.words.clone(), one.value.shown()];
    if !report.figures.is_empty() {
        let head = vec!["Figure".to_owned(), "Value".to_owned()];
        let rows = std::iter::once(head).chain(report.figures.iter().map(figure));
        blocks.push(Block::Table(rows.collect()));
    }
    for grid in &report.grids {
        blocks.push(Block::Heading(2, grid.title.clone()));
        if grid.rows.is_empty() {
            blocks.push(Block::Paragraph("None.".to_owned()));
            continue;
        }
        let head = grid
            .columns
            .iter()
            .map(|column| column.words.clone())
            .collect();
        let rows = grid
            .rows
            .iter()
            .map(|row| row.iter().map(Cell::shown).collect());
        blocks.push(Block::Table(std::iter::once(head).chain(rows).collect()));
    }
    blocks.extend(report.remarks.iter().cloned().map(Block::Paragraph));
    Document { blocks }
}

/// How wide the columns of a sheet are, in characters, and the first of them.
const WIDE: u16 = 18;
const FIRST: u16 = 44;

/// The longest name that a sheet of a workbook may have.
const NAME: usize = 31;

/// Writes reports as a workbook, a sheet each; the same reports give the same bytes.
///
/// # Errors
///
/// The workbook cannot be written.
pub fn xlsx(reports: &[Report]) -> io::Result<Vec<u8>> {
    let mut names: Vec<String> = Vec::new();
    let mut sheets = Vec::new();
    for report in reports {
        let name = free(&report.title, &names);
        names.push(name.clone());
        sheets.push(sheet(report, name));
    }
    sheets::write(&sheets).map_err(io::Error::other)
}

/// A name for a sheet that no other has: a spreadsheet takes neither `[]:*?/\` nor two names that differ in case alone.
fn free(title: &str, taken: &[String]) -> String {
    let bare: String = (title.chars())
        .map(|c| {
            if c.is_control() || "[]:*?/\\'".contains(c) {
                ' '
            } else {
                c
            }
        })
        .collect();
    let cut = |text: &str, most: usize| {
        text.chars()
            .take(most)
            .collect::<String>()
            .trim()
            .to_owned()
    };
    let is_taken = |name: &str| {
        taken
            .iter()
            .any(|one| one.to_lowercase() == name.to_lowercase())
    };
    let first = cut(&bare, NAME);
    if !first.is_empty() && !is_taken(&first) {
        return first;
    }
    let numbered = |number: usize| {
        let end = format!(" ({number})");
        [cut(&bare, NAME - end.chars().count()), end].concat()
    };
    // One of so many numbers is free, for no more are taken.
    (2..=taken.len() + 2)
        .map(numbered)
        .find(|name| !is_taken(name))
        .unwrap_or(first)
}

fn sheet(report: &Report, name: String) -> Sheet {
    let columns = report.grids.iter().map(|grid| grid.columns.len()).max();
    let mut widths = vec![WIDE; columns.unwrap_or_default().max(2)];
    // It has the titles and the remarks too.
    if let Some(first) = widths.first_mut() {
        *first = FIRST;
    }
    let mut sheet = Sheet::new(name, &widths);
    let title = |text: &str| sheets::Cell::Title(text.to_owned());
    sheet.rows.push(vec![title(&report.title)]);
    for one in &report.figures {
        sheet.rows.push(vec![
            sheets::Cell::Text(one.words.clone()),
            one.value.in_sheet(),
        ]);
    }
    for grid in &report.grids {
        sheet.rows.push(Vec::new());
        sheet.rows.push(vec![title(&grid.title)]);
        sheet.rows.push(
            grid.columns
                .iter()
                .map(|column| title(&column.words))
                .collect(),
        );
        sheet.rows.extend(
            grid.rows
                .iter()
                .map(|row| row.iter().map(Cell::in_sheet).collect()),
        );
    }
    sheet.rows.push(Vec::new());
    for remark in &report.remarks {
        sheet.rows.push(vec![sheets::Cell::Text(remark.clone())]);
    }
    sheet
}
