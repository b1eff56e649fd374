//! A table that was opened, of a text or of a workbook: its headers are known, its rows are not read yet.

use std::borrow::Cow;

use super::super::encoding;
use super::super::fault::{Cause, Fault};
use super::super::table::{Row, Table};
use super::super::workbook::{NotWorkbook, Workbook};
use super::ReadCaseload;
use super::columns::Columns;
use super::desk::Desk;
use crate::domain::column::Column;
use crate::domain::columns::ColumnMap;
use crate::domain::day::Day;

/// How many bytes of a text stand for a row when room is made for its pupils.
const SHORTEST_ROW: usize = 64;

/// Among how many of a sheet's first rows its headers are looked for: titles and notes stand above.
const LOOKED_AT: usize = 25;

/// A table that was opened.
pub struct Opened<'a> {
    pub(super) file: &'a str,
    source: Source<'a>,
    tops: Vec<Top>,
}

/// What was read of a table, and where it stood.
#[derive(Clone, Debug)]
pub struct Taken {
    /// The sheet, where it is a workbook.
    pub sheet: Option<String>,
    /// The headers.
    pub headers: Vec<String>,
    /// What the rows say.
    pub caseload: ReadCaseload,
}

/// Where the rows come from.
enum Source<'a> {
    Text(Cow<'a, str>),
    Book(Box<Workbook<'a>>),
}

/// Where a table's headers stand.
pub(super) struct Top {
    /// The sheet, where it is a workbook.
    pub(super) sheet: Option<String>,
    /// The headers.
    pub(super) header: Row,
}

impl Top {
    fn headers(&self) -> Vec<String> {
        self.header.cells().map(str::to_owned).collect()
    }
}

impl<'a> Opened<'a> {
    /// Opens a table.
    pub fn of(file: &'a str, bytes: &'a [u8]) -> Result<Self, Fault> {
        opened(file, bytes).map_err(|cause| cause.of(file))
    }

    /// The headers of the table; of a workbook, those of each sheet that may be it.
    pub fn headers(&self) -> Vec<Vec<String>> {
        self.tops.iter().map(Top::headers).collect()
    }

    /// Reads the caseload, its columns as a map says and else by their names; `today` tells a birth
    /// date yet to come.
    pub fn read(mut self, today: Day, map: Option<&ColumnMap>) -> Result<Taken, Fault> {
        let file = self.file;
        self.caseload(today, map).map_err(|cause| cause.of(file))
    }

    fn caseload(&mut self, today: Day, map: Option<&ColumnMap>) -> Result<Taken, Cause> {
        let (top, columns) = self.chosen(map)?;
        let (row, sheet, headers) = (self.tops.get(top)).map_or((1, None, Vec::new()), |top| {
            (top.header.number(), top.sheet.clone(), top.headers())
        });
        let mut desk = Desk::new(self.file, &columns, row, today, self.room());
        self.each(top, &mut |row| {
            desk.take(row);
            true
        })?;
        let ((pupils, turned_away, rejected), warnings) = desk.cleared();
        let caseload = ReadCaseload {
            read: (pupils.len() + rejected.len()) as u64,
            pupils,
            rejected,
            turned_away,
            warnings,
            silent: columns.silent(),
        };
        Ok(Taken {
            sheet,
            headers,
            caseload,
        })
    }

    /// The table whose headers say who each row is about: of a workbook, the first sheet that has it.
    fn chosen(&self, map: Option<&ColumnMap>) -> Result<(usize, Columns), Cause> {
        let mut nameless = None;
        for (at, top) in self.tops.iter().enumerate() {
            match Columns::of(&top.header, map) {
                Ok(columns) => return Ok((at, columns)),
                Err(Cause::NoIdentity(seen)) => {
                    nameless.get_or_insert(Cause::NoIdentity(seen));
                }
                Err(other) => return Err(other),
            }
        }
        let sheets = self.tops.iter().filter_map(|top| top.sheet.as_ref());
        let sheets: Vec<String> = sheets.map(|sheet| format!("\"{sheet}\"")).collect();
        let one = nameless.filter(|_| sheets.len() < 2);
        Err(one.unwrap_or_else(|| Cause::NoSheet(sheets.join(", "))))
    }

    /// The headers that a survey is made of: those that name pupils, else the most telling ones.
    pub(super) fn surveyed(&self, map: Option<&ColumnMap>) -> Option<(usize, &Top)> {
        let named = |(_, top): &(usize, &Top)| {
            let mut told = top
                .header
                .cells()
                .filter_map(|header| Columns::told(header, map));
            told.any(|told| told.column().is_some_and(Column::is_identity))
        };
        let all = || self.tops.iter().enumerate();
        let telling = || all().rev().max_by_key(|(_, top)| telling(&top.header));
        all().find(named).or_else(telling)
    }

    /// The headers of one of the tables.
    pub(super) fn header(&self, top: usize) -> Option<&Row> {
        self.tops.get(top).map(|top| &top.header)
    }

    /// Goes through the rows below the headers that hold anything, until `each` has had enough.
    pub(super) fn each(
        &mut self,
        top: usize,
        each: &mut dyn FnMut(&Row) -> bool,
    ) -> Result<(), Cause> {
        let Some(top) = self.tops.get(top) else {
            return Ok(());
        };
        match &mut self.source {
            Source::Text(text) => {
                let mut table = Table::open(text)?;
                let mut row = Row::default();
                while table.read_row(&mut row)? {
                    if !row.is_empty() && !each(&row) {
                        break;
                    }
                }
            }
            Source::Book(book) => {
                let sheet = top.sheet.as_deref().unwrap_or_default();
                let from = top.header.number();
                book.rows(sheet, top.header.len(), &mut |row| {
                    row.number() <= from || (row.is_empty() && row.faults().is_empty()) || each(row)
                })?;
            }
        }
        Ok(())
    }

    /// For how many pupils room is made: at most one a line, and no row worth reading is shorter.
    fn room(&self) -> usize {
        match &self.source {
            Source::Text(text) => {
                let lines = text.bytes().filter(|byte| *byte == b'\n').count();
                lines.min(text.len() / SHORTEST_ROW)
            }
            Source::Book(_) => 0,
        }
    }
}

fn opened<'a>(file: &'a str, bytes: &'a [u8]) -> Result<Opened<'a>, Cause> {
    if !bytes.starts_with(b"PK\x03\x04") {
        let text = encoding::text(bytes)?;
        let header = Table::open(&text)?.header().clone();
        let tops = vec![Top {
            sheet: None,
            header,
        }];
        let source = Source::Text(text);
        return Ok(Opened { file, source, tops });
    }
    let mut book = Workbook::open(bytes)?;
    let mut tops = Vec::new();
    for sheet in book.sheets() {
        let mut first = Vec::new();
        book.rows(&sheet, 0, &mut |row| {
            first.push(row.clone());
            first.len() < LOOKED_AT
        })?;
        // Of rows that tell as much, the upper one has the headers.
        let header = first.into_iter().rev().max_by_key(telling);
        tops.extend(header.map(|header| Top {
            sheet: Some(sheet),
            header,
        }));
    }
    if tops.is_empty() {
        return Err(NotWorkbook::Empty.into());
    }
    let source = Source::Book(Box::new(book));
    Ok(Opened { file, source, tops })
}

/// How much a row tells as headers: how many columns it names, then how many words it has.
fn telling(row: &Row) -> (usize, usize) {
    let named = row
        .cells()
        .filter(|cell| Column::of(cell).is_some())
        .count();
    let is_word = |cell: &&str| cell.starts_with(char::is_alphabetic) && cell.chars().count() < 80;
    (named, row.cells().filter(is_word).count())
}
