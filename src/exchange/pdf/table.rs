//! Tables of a page, and over its end.

use super::super::document::WITHIN_CELL;
use super::flow::Paragraph;
use super::hyphen::Words;

/// How far the borders of one table may stand apart on two pages.
const NEAR: f64 = 6.0;

/// A cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Cell {
    /// Its paragraphs.
    pub(super) paragraphs: Vec<Paragraph>,
    /// How many columns it spans beyond its own.
    pub(super) spanned: usize,
}

impl Cell {
    pub(super) fn is_empty(&self) -> bool {
        self.paragraphs.is_empty()
    }

    fn text(&self, words: &Words) -> String {
        let mut text = String::new();
        for paragraph in &self.paragraphs {
            if !text.is_empty() {
                text.push(WITHIN_CELL);
            }
            text.push_str(&words.joined(&paragraph.lines).replace('\t', " "));
        }
        text
    }
}

/// A row, or what stands between two rows of a table that runs over a page's end.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Row {
    /// Its cells, one a column.
    Cells(Vec<Cell>),
    /// A header or a footer.
    Furniture(String),
}

/// A table.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Table {
    /// Its rows.
    pub(super) rows: Vec<Row>,
    /// Where its columns end.
    pub(super) borders: Vec<f64>,
}

impl Table {
    /// Whether a table at the top of the next page is the rest of this one.
    pub(super) fn is_continued_by(&self, next: &Self) -> bool {
        self.borders.len() == next.borders.len()
            && self
                .borders
                .iter()
                .zip(&next.borders)
                .all(|(one, other)| (one - other).abs() < NEAR)
    }

    /// Takes in the rest of it from the next page, with what stands between.
    pub(super) fn take(&mut self, mut next: Self, between: Vec<String>) {
        if let (Some(Row::Cells(first)), Some(Row::Cells(own))) =
            (next.rows.first(), self.rows.first())
            && same(own, first)
        {
            let header = first.iter().filter(|cell| !cell.is_empty());
            let header: Vec<String> = header.map(|cell| cell.text(&Words::default())).collect();
            next.rows.remove(0);
            self.rest(next.rows, between, Some(header.join(" ")));
        } else {
            self.rest(next.rows, between, None);
        }
    }

    fn rest(&mut self, rows: Vec<Row>, between: Vec<String>, header: Option<String>) {
        let mut rows = rows.into_iter().peekable();
        let rest = match rows.peek() {
            Some(Row::Cells(first)) => self.is_cut_before(first),
            Some(Row::Furniture(_)) | None => false,
        };
        if rest
            && let (Some(Row::Cells(last)), Some(Row::Cells(first))) =
                (self.rows.last_mut(), rows.next())
        {
            for (cell, rest) in last.iter_mut().zip(first) {
                extend(cell, rest);
            }
        }
        self.rows.extend(between.into_iter().map(Row::Furniture));
        self.rows.extend(header.map(Row::Furniture));
        self.rows.extend(rows);
    }

    /// Whether the page's end cut the last row in two, and this is the rest of it.
    fn is_cut_before(&self, first: &[Cell]) -> bool {
        let cells = |row: &Row| match row {
            Row::Cells(cells) => Some(cells.iter().filter(|cell| !cell.is_empty()).count()),
            Row::Furniture(_) => None,
        };
        let Some(Row::Cells(last)) = self.rows.last() else {
            return false;
        };
        // Where every row says who or how often, one that says neither is the rest of another.
        let filled = first.iter().filter(|cell| !cell.is_empty()).count();
        let alone = filled == 1
            && first
                .first()
                .is_some_and(|cell| !cell.is_empty() && cell.spanned == 0);
        let full = self.rows.len() > 2 && self.rows.iter().filter_map(cells).all(|count| count > 1);
        runs_on(last, first) || alone && full
    }

    /// Leaves out the columns in which nothing stands.
    pub(super) fn tidy(&mut self) {
        let wide = self.borders.len();
        let filled = |column: usize| {
            self.rows.iter().any(|row| match row {
                Row::Cells(cells) => cells.get(column).is_some_and(|cell| !cell.is_empty()),
                Row::Furniture(_) => false,
            })
        };
        let kept: Vec<bool> = (0..wide).map(filled).collect();
        for row in &mut self.rows {
            if let Row::Cells(cells) = row {
                let mut at = 0;
                cells.retain(|_| {
                    at += 1;
                    kept.get(at - 1).copied().unwrap_or(true)
                });
            }
        }
        self.rows.retain(|row| match row {
            Row::Cells(cells) => cells.iter().any(|cell| !cell.is_empty()),
            Row::Furniture(_) => true,
        });
    }
}

/// The texts of a row's cells.
pub(super) fn texts(cells: &[Cell], words: &Words) -> Vec<String> {
    cells.iter().map(|cell| cell.text(words)).collect()
}

fn same(one: &[Cell], other: &[Cell]) -> bool {
    let lines = |cell: &Cell| -> Vec<String> {
        let paragraphs = cell.paragraphs.iter();
        paragraphs.flat_map(|part| part.lines.clone()).collect()
    };
    one.len() == other.len()
        && one
            .iter()
            .zip(other)
            .all(|(one, other)| lines(one) == lines(other))
}

/// Whether the first row of the next page is the rest of the last one of this page.
fn runs_on(last: &[Cell], first: &[Cell]) -> bool {
    let goes_on = |(cell, rest): &(&Cell, &Cell)| {
        let end = cell.paragraphs.last();
        let start = rest.paragraphs.first();
        end.zip(start)
            .is_some_and(|(end, start)| end.runs_on(start))
    };
    let pairs = || last.iter().zip(first);
    let lead = pairs().next();
    let leads = lead.is_some_and(|pair| pair.1.is_empty() || goes_on(&pair));
    leads
        && pairs().any(|pair| goes_on(&pair))
        && pairs().all(|(cell, rest)| rest.is_empty() || !cell.is_empty())
}

fn extend(cell: &mut Cell, rest: Cell) {
    let mut rest = rest.paragraphs.into_iter().peekable();
    if let (Some(last), Some(first)) = (cell.paragraphs.last_mut(), rest.peek())
        && last.runs_on(first)
        && let Some(first) = rest.next()
    {
        last.take(first);
    }
    cell.paragraphs.extend(rest);
}
