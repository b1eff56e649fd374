//! What a section is made of: words, points, tables and the chart.

use crate::domain::distribution::disclosure::Shown;
use crate::domain::exact::{Money, grouped};
use crate::domain::publishing::Between;
use crate::exchange::document::{Block, Document};
use crate::exchange::rates::{Cell, Grid};

/// A section of the pack: a chapter of the page, a sheet of the workbook.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Section {
    /// Its key in files.
    pub(super) code: &'static str,
    /// Its title.
    pub(super) title: &'static str,
    /// The name of its sheet.
    pub(super) sheet: &'static str,
    /// Why it is left out, where it is.
    pub(super) left_out: Option<String>,
    /// What it is made of.
    pub(super) pieces: Vec<Piece>,
}

/// A piece of a section.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Piece {
    /// A heading within the section.
    Under(String),
    /// A paragraph.
    Words(String),
    /// An item of a list.
    Point(String),
    /// A table.
    Table(Table),
    /// The chart of the tariffs.
    Chart,
}

/// A table.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Table {
    /// The heads of its columns.
    pub(super) head: Vec<String>,
    /// Its rows, each as wide as the head.
    pub(super) rows: Vec<Vec<Cell>>,
    /// Whether the last row has the sums of those above it.
    pub(super) has_sums: bool,
}

impl Section {
    /// Begins a section.
    pub(super) fn new(code: &'static str, title: &'static str, sheet: &'static str) -> Self {
        Self {
            code,
            title,
            sheet,
            left_out: None,
            pieces: Vec::new(),
        }
    }

    /// Says why the section is left out.
    pub(super) fn left_out(mut self, why: impl Into<String>) -> Self {
        let why = why.into();
        self.words(why.clone());
        self.left_out = Some(why);
        self
    }

    /// Adds a heading.
    pub(super) fn under(&mut self, words: impl Into<String>) {
        self.pieces.push(Piece::Under(words.into()));
    }

    /// Adds a paragraph.
    pub(super) fn words(&mut self, words: impl Into<String>) {
        self.pieces.push(Piece::Words(words.into()));
    }

    /// Adds an item of a list.
    pub(super) fn point(&mut self, words: impl Into<String>) {
        self.pieces.push(Piece::Point(words.into()));
    }

    /// Adds a table.
    pub(super) fn table<H: Into<String>>(
        &mut self,
        head: impl IntoIterator<Item = H>,
        rows: Vec<Vec<Cell>>,
    ) {
        self.pieces.push(Piece::Table(Table {
            head: head.into_iter().map(Into::into).collect(),
            rows,
            has_sums: false,
        }));
    }

    /// Adds a table whose last row has sums.
    pub(super) fn summed<H: Into<String>>(
        &mut self,
        head: impl IntoIterator<Item = H>,
        rows: Vec<Vec<Cell>>,
    ) {
        self.table(head, rows);
        if let Some(Piece::Table(table)) = self.pieces.last_mut() {
            table.has_sums = true;
        }
    }

    /// Adds a table of a report of rates.
    pub(super) fn grid(&mut self, grid: Grid) {
        let head = grid.columns.into_iter().map(|column| column.words);
        self.table(head, grid.rows);
    }

    /// Adds a document that was written for itself, without its title.
    pub(super) fn document(&mut self, document: &Document) {
        for block in &document.blocks {
            match block {
                Block::Heading(1, _) => {}
                Block::Heading(_, words) => self.under(words.as_str()),
                Block::Paragraph(words) => self.words(words.as_str()),
                Block::Bullet(words) | Block::Numbered(_, words) => self.point(words.as_str()),
                Block::Table(rows) => self.written(rows),
            }
        }
    }

    /// Adds a table that is written already; its first row is the head.
    pub(super) fn written(&mut self, rows: &[Vec<String>]) {
        let Some((head, rows)) = rows.split_first() else {
            return;
        };
        let row = |row: &Vec<String>| row.iter().map(|cell| typed(cell)).collect();
        self.table(head.iter().cloned(), rows.iter().map(row).collect());
    }

    /// Every text of the section, for who looks for words in it.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        let own = [self.title];
        let pieces = self.pieces.iter().flat_map(|piece| -> Vec<&str> {
            match piece {
                Piece::Under(words) | Piece::Words(words) | Piece::Point(words) => vec![words],
                Piece::Table(table) => {
                    let head = table.head.iter().map(String::as_str);
                    let cells = table.rows.iter().flatten().filter_map(|cell| match cell {
                        Cell::Text(text) => Some(text.as_str()),
                        Cell::Count(_)
                        | Cell::Number(_)
                        | Cell::Money(_)
                        | Cell::Moves(_)
                        | Cell::Unknown => None,
                    });
                    head.chain(cells).collect()
                }
                Piece::Chart => Vec::new(),
            }
        });
        own.into_iter().chain(pieces)
    }
}

/// A cell of a table that was written already: a count, an amount, or a text.
fn typed(words: &str) -> Cell {
    if let Ok(count) = words.parse::<u64>() {
        return Cell::Count(count);
    }
    let bare = words.replace('−', "-").replace('+', "");
    let is_amount = bare.trim_start_matches('-').starts_with('£');
    let is_move = words.starts_with('+') || words.starts_with('−');
    match bare.parse::<Money>() {
        Ok(money) if is_amount && is_move => Cell::Moves(money),
        Ok(money) if is_amount => Cell::Money(money),
        Ok(_) | Err(_) => Cell::text(words),
    }
}

/// A count as it is shown.
pub(super) fn count(shown: Shown) -> Cell {
    shown
        .number()
        .map_or_else(|| Cell::Text(shown.to_string()), Cell::Count)
}

/// A count in a sentence.
pub(super) fn said(shown: Shown) -> String {
    shown.number().map_or_else(|| shown.to_string(), grouped)
}

/// The mark of what is not shown.
pub(super) fn hidden() -> Cell {
    Cell::Text(Shown::Suppressed.to_string())
}

/// A sum as far as it is known.
pub(super) fn between(sum: Option<Between>) -> Cell {
    match sum {
        None => hidden(),
        Some(sum) => match sum.exact() {
            Some(money) => Cell::Money(money),
            None => Cell::Text(format!("{} to {}", sum.low, sum.high)),
        },
    }
}

/// A sum in a sentence.
pub(super) fn told(sum: Option<Between>) -> String {
    between(sum).shown()
}

/// What is left of an amount once a sum is paid.
pub(super) fn left(there: Money, sum: Option<Between>) -> Cell {
    match sum {
        None => hidden(),
        Some(sum) => match sum.exact() {
            Some(money) => Cell::Moves(there - money),
            // Without a plus: a text that begins so is kept from running in a spreadsheet, and the mark for that is seen.
            None => Cell::Text(format!("{} to {}", there - sum.high, there - sum.low)),
        },
    }
}

/// Words with a capital letter.
pub(super) fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
