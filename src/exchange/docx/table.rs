//! Tables of a Word document: rows with a cell in every column, whatever was merged.

use super::super::document::{Block, WITHIN_CELL};
use super::part::Element;

/// The most columns a cell may span in Word.
const WIDEST: usize = 63;

/// The most empty cells added in a document, so that a hostile one does not swell.
const MOST_PADDING: usize = 100_000;

/// A table.
#[derive(Default)]
pub(super) struct Table {
    /// How many columns its grid has; none where it has no grid.
    pub(super) columns: usize,
    /// Its rows.
    pub(super) rows: Vec<Row>,
}

/// A row.
#[derive(Default)]
pub(super) struct Row {
    cells: Vec<String>,
    /// One cell spans the whole of it.
    whole: bool,
    /// It was deleted.
    pub(super) deleted: bool,
    before: usize,
    after: usize,
}

/// A cell.
#[derive(Default)]
pub(super) struct Cell {
    /// Its paragraphs.
    pub(super) lines: Vec<String>,
    span: usize,
    /// It goes on with the cell above.
    merged: bool,
}

fn count(element: &Element<'_>) -> usize {
    let count = element
        .number()
        .and_then(|count| usize::try_from(count).ok());
    count.unwrap_or(1).min(WIDEST)
}

fn padding(count: usize, spent: &mut usize) -> impl Iterator<Item = String> {
    let count = count.min(MOST_PADDING.saturating_sub(*spent));
    *spent += count;
    (0..count).map(|_| String::new())
}

impl Cell {
    /// Takes in what an element says of the cell.
    pub(super) fn property(&mut self, element: &Element<'_>) {
        match element.name {
            "gridSpan" => self.span = count(element).max(1),
            "vMerge" => self.merged = element.value("val").as_deref() != Some("restart"),
            _ => {}
        }
    }
}

impl Row {
    /// Takes in what an element says of the row.
    pub(super) fn property(&mut self, element: &Element<'_>) {
        match (element.parent, element.name) {
            ("trPr", "del") => self.deleted = true,
            ("trPr", "gridBefore") => self.before = count(element),
            ("trPr", "gridAfter") => self.after = count(element),
            _ => {}
        }
    }

    /// Takes in a cell; of one that goes on with the cell above, Word shows nothing.
    pub(super) fn push(&mut self, cell: &Cell, spent: &mut usize) {
        if self.cells.is_empty() {
            self.cells.extend(padding(self.before, spent));
        }
        let lines: &[String] = if cell.merged { &[] } else { &cell.lines };
        self.whole = self.cells.is_empty() && self.after == 0;
        self.cells
            .push(lines.join(WITHIN_CELL.encode_utf8(&mut [0; 4])));
        self.cells
            .extend(padding(cell.span.saturating_sub(1), spent));
    }

    /// Ends a row that stops short of the table's edge.
    pub(super) fn pad(&mut self, spent: &mut usize) {
        self.cells.extend(padding(self.after, spent));
    }

    fn is_empty(&self) -> bool {
        self.cells.iter().all(String::is_empty)
    }

    /// The paragraphs of a row that is one cell.
    fn paragraphs(&self) -> impl Iterator<Item = &str> {
        let text = self.cells.first().map_or("", String::as_str);
        text.split(WITHIN_CELL).filter(|line| !line.is_empty())
    }

    /// Whether it is a frame around text rather than a row: one cell with several paragraphs.
    fn is_text(&self) -> bool {
        self.whole && self.paragraphs().nth(1).is_some()
    }
}

impl Table {
    /// Takes in what an element says of the table.
    pub(super) fn property(&mut self, element: &Element<'_>) {
        self.columns += usize::from(element.name == "gridCol");
    }

    /// The table as lines of the cell it stands in.
    pub(super) fn lines(self) -> impl Iterator<Item = String> {
        let rows = self.rows.into_iter().filter(|row| !row.is_empty());
        rows.map(|row| {
            let cells = row.cells.iter().filter(|cell| !cell.is_empty());
            let cells: Vec<&str> = cells.map(String::as_str).collect();
            cells.join(" | ")
        })
    }

    /// The table as blocks: what a row holds that is only a frame around text is text.
    pub(super) fn blocks(self) -> Vec<Block> {
        let narrow = self.rows.iter().all(|row| row.cells.len() < 2);
        let mut blocks = Vec::new();
        let mut rows: Vec<Vec<String>> = Vec::new();
        for row in self.rows {
            if narrow || row.is_text() {
                blocks.extend(table(&mut rows));
                blocks.extend(
                    row.paragraphs()
                        .map(|line| Block::Paragraph(line.to_owned())),
                );
            } else {
                rows.push(row.cells);
            }
        }
        blocks.extend(table(&mut rows));
        blocks
    }
}

/// The rows so far as a table, where anything stands in one.
fn table(rows: &mut Vec<Vec<String>>) -> Option<Block> {
    let rows = std::mem::take(rows);
    let said = rows.iter().flatten().any(|cell| !cell.is_empty());
    said.then_some(Block::Table(rows))
}
