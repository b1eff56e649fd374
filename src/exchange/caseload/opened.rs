//! A table that was opened, of a text or of a workbook: its headers are known, its rows are not read yet.

use std::io::{BufReader, Read, Seek};
use std::panic::resume_unwind;
use std::sync::mpsc::sync_channel;
use std::thread;

use super::super::encoding::NotText;
use super::super::encoding::stream::Utf8;
use super::super::fault::{Cause, Fault};
use super::super::table::{NotTable, Row, Table};
use super::super::workbook::{NotWorkbook, Workbook};
use super::columns::Columns;
use crate::domain::column::Column;
use crate::domain::columns::ColumnMap;

/// How a packed file begins.
const PACKED: &[u8] = b"PK\x03\x04";

/// How many rows are split before they are handed on, where that is done beside what is made of them.
const AHEAD: usize = 256;

/// How many such stretches may wait.
const WAITING: usize = 4;

/// How many bytes are taken from a file at a time.
const BUFFER: usize = 1 << 16;

/// How large a workbook may be before it is unpacked.
const MOST_PACKED: u64 = 1 << 29;

/// Among how many of a sheet's first rows its headers are looked for: titles and notes stand above.
const LOOKED_AT: usize = 25;

/// Bytes of a table, which are gone through more than once.
pub trait Bytes: Read + Seek + Send {}

impl<T: Read + Seek + Send> Bytes for T {}

/// A table that was opened.
pub struct Opened<'a> {
    pub(super) file: String,
    source: Source<'a>,
    tops: Vec<Top>,
}

/// Where the rows come from.
enum Source<'a> {
    Text(Box<dyn Bytes + 'a>),
    Book(Box<Workbook>),
}

/// Where a table's headers stand.
pub(super) struct Top {
    /// The sheet, where it is a workbook.
    pub(super) sheet: Option<String>,
    /// The headers.
    pub(super) header: Row,
}

impl Top {
    pub(super) fn headers(&self) -> Vec<String> {
        self.header.cells().map(str::to_owned).collect()
    }
}

impl<'a> Opened<'a> {
    /// Opens a table.
    pub fn of(file: &str, bytes: impl Bytes + 'a) -> Result<Self, Fault> {
        opened(file, bytes).map_err(|cause| cause.of(file))
    }

    /// The headers of the table; of a workbook, those of each sheet that may be it.
    pub fn headers(&self) -> Vec<Vec<String>> {
        self.tops.iter().map(Top::headers).collect()
    }

    /// The table whose headers say who each row is about: of a workbook, the first sheet that has it.
    pub(super) fn chosen(&self, map: Option<&ColumnMap>) -> Result<(usize, Columns), Cause> {
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

    /// Where the headers of one of the tables stand.
    pub(super) fn top(&self, top: usize) -> Option<&Top> {
        self.tops.get(top)
    }

    /// Goes through the rows as [`Self::each`] does, and splits a text on a thread of its own: for a pass that nothing
    /// else is done beside.
    pub(super) fn each_ahead(
        &mut self,
        top: usize,
        each: &mut dyn FnMut(&Row) -> bool,
    ) -> Result<(), Cause> {
        let Source::Text(bytes) = &mut self.source else {
            return self.each(top, each);
        };
        let (to, stretches) = sync_channel::<Vec<Row>>(WAITING);
        let (back, used) = sync_channel::<Vec<Row>>(WAITING + 2);
        thread::scope(|scope| {
            let splitting = scope.spawn(move || {
                let mut table = table(bytes.as_mut())?;
                loop {
                    // The rows' room is used again and again.
                    let mut rows = used.try_recv().unwrap_or_default();
                    rows.resize_with(AHEAD, Row::default);
                    let split = split(&mut table, &mut rows);
                    let ended = rows.len() < AHEAD;
                    // Nobody takes them any more: whoever looks at them has had enough.
                    if to.send(rows).is_err() || ended {
                        return split;
                    }
                }
            });
            for rows in stretches {
                if !rows.iter().all(&mut *each) {
                    break;
                }
                // Where the splitting has ended, nobody needs them.
                let _ = back.try_send(rows);
            }
            splitting
                .join()
                .unwrap_or_else(|panic| resume_unwind(panic))
        })
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
            Source::Text(bytes) => {
                let mut table = table(bytes.as_mut())?;
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
}

/// Splits as many rows that hold anything as there is room for; fewer are left where the table ends or breaks off.
fn split(table: &mut Table<impl Read>, rows: &mut Vec<Row>) -> Result<(), Cause> {
    let mut filled = 0;
    let mut done = Ok(());
    while let Some(row) = rows.get_mut(filled) {
        match table.read_row(row) {
            Ok(true) => filled += usize::from(!row.is_empty()),
            Ok(false) => break,
            Err(fault) => {
                done = Err(fault.into());
                break;
            }
        }
    }
    rows.truncate(filled);
    done
}

/// The table of a text, from its beginning.
fn table<'a>(bytes: &'a mut (dyn Bytes + '_)) -> Result<Table<impl Read + 'a>, Cause> {
    bytes.rewind().map_err(unread)?;
    let bytes = BufReader::with_capacity(BUFFER, bytes);
    Ok(Table::over(Utf8::of_file(bytes).map_err(unread)?)?)
}

fn opened<'a>(file: &str, mut bytes: impl Bytes + 'a) -> Result<Opened<'a>, Cause> {
    let file = file.to_owned();
    let mut first = Vec::new();
    let read = bytes
        .by_ref()
        .take(PACKED.len() as u64)
        .read_to_end(&mut first);
    read.map_err(unread)?;
    if first != PACKED {
        let mut bytes: Box<dyn Bytes + 'a> = Box::new(bytes);
        let header = first_row(bytes.as_mut())?;
        let tops = vec![Top {
            sheet: None,
            header,
        }];
        let source = Source::Text(bytes);
        return Ok(Opened { file, source, tops });
    }
    // A workbook lies in memory as a whole.
    let read = bytes.take(MOST_PACKED).read_to_end(&mut first);
    if read.map_err(unread)? as u64 == MOST_PACKED {
        let size = format!("a file of more than {} MB", MOST_PACKED >> 20);
        return Err(NotWorkbook::TooLarge(size).into());
    }
    let mut book = Workbook::open(first)?;
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

/// The headers of a text.
fn first_row(bytes: &mut dyn Bytes) -> Result<Row, Cause> {
    let mut table = table(bytes)?;
    let header = table.header().clone();
    let mut row = Row::default();
    let mut blank = header.is_empty();
    while blank {
        if !table.read_row(&mut row)? {
            return Err(NotText::Empty.into());
        }
        blank = row.is_empty();
    }
    Ok(header)
}

/// Says why bytes could not be read on.
fn unread(fault: std::io::Error) -> Cause {
    match fault.downcast::<NotText>() {
        Ok(not_text) => not_text.into(),
        Err(fault) => NotTable::Unsplit(fault.to_string()).into(),
    }
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
