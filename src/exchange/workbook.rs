//! Workbooks (.xlsx, .xlsm): the sheets in sight, row by row, as the table of text that each of them is.

mod cell;
mod packed;

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, Reader, SheetType, SheetVisible, Xlsx};

use self::cell::{Shown, shown};
use super::table::{CellFault, Row};

/// The most rows and columns that a sheet holds.
pub(super) const MOST_ROWS: u32 = 1 << 20;
pub(super) const MOST_COLUMNS: u32 = 1 << 14;

/// The most cells that the rows of a sheet may be laid out to, empty ones with them: some seconds' work.
const MOST_CELLS: u64 = 1 << 28;

/// The most bytes of text that one row may have: a Section F is a thousandth of it.
const LONGEST_ROW: usize = 16 << 20;

/// Why bytes are no workbook that can be read; reads on from the file's name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotWorkbook {
    /// It is packed, but holds no workbook.
    #[error(
        "is a packed file without an Excel workbook in it; open it in the program it was made with, and save the table as .xlsx or as CSV UTF-8"
    )]
    NoWorkbook,
    /// It ends too soon, or its parts do not fit together.
    #[error(
        "is no whole workbook: it was cut short or damaged; nothing of it was taken in; open it, save it again as .xlsx and import that"
    )]
    Damaged,
    /// A sheet breaks off or is garbled.
    #[error(
        "breaks off or is garbled in sheet \"{sheet}\" after row {row}; nothing of it was taken in; open it, save it again as .xlsx and import that"
    )]
    Garbled {
        /// The sheet.
        sheet: String,
        /// The last whole row.
        row: u64,
    },
    /// It unpacks to more than any caseload.
    #[error(
        "unpacks to more than any caseload holds ({0}), so it was refused; copy the table alone into a new workbook, and save that as .xlsx"
    )]
    TooLarge(String),
    /// It claims what no spreadsheet has.
    #[error(
        "claims {0}, which no spreadsheet has, so it was refused; open it, save it again as .xlsx and import that"
    )]
    Absurd(String),
    /// A row is longer than any.
    #[error("has a row {0} of more than 16 MB, so it is damaged or no caseload; look at that row")]
    LongRow(u64),
    /// No sheet in sight holds anything.
    #[error("is empty: no sheet in sight holds anything; nothing was read")]
    Empty,
    /// It has no sheet of cells that is in sight.
    #[error(
        "has no sheet of cells in sight; unhide the sheet that has the table, and save it again"
    )]
    NoSheet,
}

/// A workbook being read.
pub(super) struct Workbook(Xlsx<Cursor<Vec<u8>>>);

impl Workbook {
    /// Opens a workbook; what it unpacks to is measured first.
    pub(super) fn open(bytes: Vec<u8>) -> Result<Self, NotWorkbook> {
        packed::measure(&bytes)?;
        let xlsx = Xlsx::new(Cursor::new(bytes)).map_err(|_| NotWorkbook::Damaged)?;
        let workbook = Self(xlsx);
        if workbook.sheets().is_empty() {
            return Err(NotWorkbook::NoSheet);
        }
        Ok(workbook)
    }

    /// The names of the sheets of cells that are in sight.
    pub(super) fn sheets(&self) -> Vec<String> {
        let sheets = self.0.sheets_metadata().iter();
        let seen = sheets.filter(|sheet| {
            sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible
        });
        seen.map(|sheet| sheet.name.clone()).collect()
    }

    /// Reads the rows of a sheet that hold anything, each at least so wide, until `each` has had enough.
    ///
    /// A cell that was merged downwards stands in every row that it reaches into.
    pub(super) fn rows(
        &mut self,
        sheet: &str,
        width: usize,
        each: &mut dyn FnMut(&Row) -> bool,
    ) -> Result<(), NotWorkbook> {
        let mut merged = self.merged(sheet)?;
        let garbled = |row: u64| NotWorkbook::Garbled {
            sheet: sheet.to_owned(),
            row,
        };
        let cells = self.0.worksheet_cells_reader(sheet);
        let mut cells = cells.map_err(|_| garbled(0))?;
        let mut line = Line::default();
        let mut laid = 0;
        loop {
            let last = u64::from(line.number);
            let next = cells.next_cell().map_err(|_| garbled(last))?;
            let place = next.as_ref().map(calamine::Cell::get_position);
            if place.is_none_or(|(row, _)| row + 1 != line.number) {
                laid += line.cells.len() as u64;
                if laid > MOST_CELLS {
                    let size = format!("more than {} million cells", MOST_CELLS >> 20);
                    return Err(NotWorkbook::TooLarge(size));
                }
                if line.number > 0 && !each(&line.row(width, &mut merged)) {
                    return Ok(());
                }
                let Some((row, _)) = place else {
                    return Ok(());
                };
                if row < line.number {
                    return Err(garbled(last));
                }
                line = Line::at(row + 1);
            }
            if let (Some(cell), Some((_, column))) = (next, place) {
                // A place that comes a second time would take what stood there away without a word.
                if line.last.is_some_and(|last| column <= last) {
                    return Err(garbled(last));
                }
                line.last = Some(column);
                line.put(column, shown(&Data::from(cell.get_value().clone())))?;
            }
        }
    }

    /// The cells that were merged downwards, by their first row and column.
    fn merged(&mut self, sheet: &str) -> Result<Merged, NotWorkbook> {
        let merged = self.0.merge_cells_by_sheet_name(sheet);
        let merged = merged.map_err(|_| NotWorkbook::Damaged)?.into_iter();
        let down = merged.filter(|one| one.end.0 > one.start.0);
        Ok(Merged {
            to_come: down.map(|one| (one.start, one.end.0)).collect(),
            open: BTreeMap::new(),
        })
    }
}

/// Cells that were merged downwards.
struct Merged {
    /// Where they begin, and their last row.
    to_come: BTreeMap<(u32, u32), u32>,
    /// Those that reach into the rows at hand: by column, the last row and the text.
    open: BTreeMap<u32, (u32, String)>,
}

/// A row being put together.
#[derive(Default)]
struct Line {
    /// Its number; nought before the first.
    number: u32,
    /// The column of the last cell that was put into it.
    last: Option<u32>,
    cells: Vec<String>,
    faults: Vec<CellFault>,
    length: usize,
}

impl Line {
    fn at(number: u32) -> Self {
        Self {
            number,
            ..Self::default()
        }
    }

    /// Puts what a cell shows into its place.
    fn put(&mut self, column: u32, shown: Shown) -> Result<(), NotWorkbook> {
        if self.number > MOST_ROWS || column >= MOST_COLUMNS {
            let number = self.number;
            let claim = format!(
                "a cell in row {number} and column {}",
                column.saturating_add(1)
            );
            return Err(NotWorkbook::Absurd(claim));
        }
        let at = column as usize;
        let text = match shown {
            Shown::Text(text) => text,
            Shown::Fault(text, why) => {
                self.faults.push(CellFault {
                    at,
                    shown: text,
                    why,
                });
                return Ok(());
            }
        };
        self.length += text.len();
        if self.length > LONGEST_ROW {
            return Err(NotWorkbook::LongRow(self.number.into()));
        }
        if text.is_empty() {
            return Ok(());
        }
        if self.cells.len() <= at {
            self.cells.resize(at + 1, String::new());
        }
        if let Some(cell) = self.cells.get_mut(at) {
            *cell = text;
        }
        Ok(())
    }

    /// Gives the row, with the cells that reach into it from above.
    fn row(&mut self, width: usize, merged: &mut Merged) -> Row {
        let row = self.number - 1;
        let mut cells = std::mem::take(&mut self.cells);
        if cells.len() < width {
            cells.resize(width, String::new());
        }
        merged.open.retain(|_, (last, _)| *last >= row);
        for (column, (_, text)) in &merged.open {
            if let Some(cell) = cells
                .get_mut(*column as usize)
                .filter(|cell| cell.is_empty())
            {
                cell.clone_from(text);
            }
        }
        // Rows that have no cell at all are passed over, with the merged cells that begin there.
        while let Some(((start, column), last)) = merged.to_come.pop_first() {
            if start > row {
                merged.to_come.insert((start, column), last);
                break;
            }
            let text = cells.get(column as usize).filter(|_| start == row);
            if let Some(text) = text.filter(|text| !text.is_empty()) {
                merged.open.insert(column, (last, text.clone()));
            }
        }
        Row::of(
            u64::from(self.number),
            &cells,
            std::mem::take(&mut self.faults),
        )
    }
}

#[cfg(test)]
mod tests;
