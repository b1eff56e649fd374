//! Tables as comma-separated values: rows with the numbers a spreadsheet shows, in and out.

pub(super) mod guard;
mod rationed;

use std::io::{self, Read, Write};

use csv::{ReaderBuilder, StringRecord, WriterBuilder};

use self::rationed::Rationed;
use super::encoding::NotText;
use crate::domain::printable::printable;

/// The most bytes a row may have: a Section F is a thousandth of it.
const LONGEST_ROW: usize = 16 << 20;

/// The most columns a table may have: what a spreadsheet holds.
const MOST_COLUMNS: usize = 16_384;

/// How many bytes are handed to the splitter at a time.
const BUFFER: usize = 1 << 16;

/// Why a text is not a table.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotTable {
    /// A row has no end.
    #[error(
        "has a row {0} of more than {most} MB, so it is damaged or no table; look at that row and save it again as CSV",
        most = LONGEST_ROW >> 20
    )]
    LongRow(u64),
    /// The header is no header.
    #[error(
        "has {0} columns, more than a spreadsheet holds ({MOST_COLUMNS}); keep the columns of the caseload"
    )]
    ManyColumns(usize),
    /// A quotation mark is never closed.
    #[error(
        "opens a quotation mark in row {0} and never closes it: the file was cut short, or the mark belongs to the text; save it again as CSV"
    )]
    OpenQuote(u64),
    /// It is no text from some line on.
    #[error(transparent)]
    NotText(#[from] NotText),
    /// The rows could not be split.
    #[error("cannot be split into rows and columns: {0}; save it again as CSV")]
    Unsplit(String),
}

/// One row of a table.
#[derive(Clone, Default)]
pub struct Row {
    record: StringRecord,
    number: u64,
    /// Cells that hold no value, by their place, each with what stands there instead and why.
    faults: Vec<CellFault>,
}

/// A cell that holds no value: the error of a formula, a number too long to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CellFault {
    /// Its place, from 0.
    pub(super) at: usize,
    /// What the spreadsheet shows there.
    pub(super) shown: String,
    /// Why it is no value; reads on from what is shown.
    pub(super) why: &'static str,
}

impl Row {
    /// Gives a row of cells that were not split from a text.
    pub(super) fn of(number: u64, cells: &[String], faults: Vec<CellFault>) -> Self {
        Self {
            record: cells.into(),
            number,
            faults,
        }
    }

    /// The cells that hold no value.
    pub(super) fn faults(&self) -> &[CellFault] {
        &self.faults
    }

    /// The texts of its cells, as [`Self::cell`] gives them.
    pub(super) fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|at| self.cell(at))
    }

    /// The number a spreadsheet shows beside it, the header being row 1.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// How many cells it has.
    pub fn len(&self) -> usize {
        self.record.len()
    }

    /// Whether no cell holds anything.
    pub fn is_empty(&self) -> bool {
        self.record.iter().all(|cell| cell.trim().is_empty())
    }

    /// The text of a cell, trimmed, without the guard against formulas; empty beyond the row's end.
    pub fn cell(&self, column: usize) -> &str {
        let text = self.record.get(column).unwrap_or_default();
        guard::bare(text.trim())
    }
}

/// A table being read, row by row.
pub struct Table<R> {
    delimiter: u8,
    reader: csv::Reader<Rationed<R>>,
    header: Row,
    last: u64,
}

impl<'a> Table<&'a [u8]> {
    /// Opens the table of a text.
    pub fn open(text: &'a str) -> Result<Self, NotTable> {
        Self::over(text.as_bytes())
    }
}

impl<R: Read> Table<R> {
    /// Opens a table that is read as it comes: finds what separates its cells, and reads its header.
    pub fn over(mut source: R) -> Result<Self, NotTable> {
        let head = first_line(&mut source).map_err(|fault| unread(&fault))?;
        let (delimiter, skipped) = delimiter(&String::from_utf8_lossy(&head));
        let rationed = Rationed::of(head, skipped, source);
        let reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .buffer_capacity(BUFFER)
            .from_reader(rationed);
        let mut table = Self {
            delimiter,
            reader,
            header: Row::default(),
            last: 0,
        };
        let mut header = Row::default();
        table.read_row(&mut header)?;
        if header.len() > MOST_COLUMNS {
            return Err(NotTable::ManyColumns(header.len()));
        }
        table.header = header;
        Ok(table)
    }

    /// The header.
    pub fn header(&self) -> &Row {
        &self.header
    }

    /// Reads the next row; false where there is none. Rows of blanks are rows here.
    pub fn read_row(&mut self, row: &mut Row) -> Result<bool, NotTable> {
        let (from, line) = (self.reader.position().byte(), self.reader.position().line());
        self.reader.get_mut().row(from);
        let found = self.reader.read_record(&mut row.record);
        if !found.map_err(|fault| self.unsplit(&fault))? {
            return Ok(false);
        }
        let after = self.reader.position();
        row.number = self.last + 1 + blank_lines(line, after.line(), &row.record);
        self.last = row.number;
        let last = self.reader.get_ref().last(from, after.byte());
        if last.is_some_and(|raw| ends_in_quotes(raw, self.delimiter)) {
            return Err(NotTable::OpenQuote(row.number));
        }
        Ok(true)
    }

    fn unsplit(&self, fault: &csv::Error) -> NotTable {
        let csv::ErrorKind::Io(fault) = fault.kind() else {
            return NotTable::Unsplit(fault.to_string());
        };
        if fault.kind() == io::ErrorKind::FileTooLarge {
            return NotTable::LongRow(self.last + 1);
        }
        unread(fault)
    }
}

/// Says what is wrong with a text that could not be read on.
fn unread(fault: &io::Error) -> NotTable {
    let inner = fault.get_ref().and_then(|inner| inner.downcast_ref());
    inner.map_or_else(
        || NotTable::Unsplit(fault.to_string()),
        |not_text: &NotText| NotTable::NotText(not_text.clone()),
    )
}

/// Takes the first line of a text, and whatever came with it: two lines where the first says what separates the cells.
fn first_line(source: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    let mut piece = vec![0; BUFFER];
    while head.len() < LONGEST_ROW && !head.trim_ascii_start().contains(&b'\n') {
        let read = source.read(&mut piece)?;
        if read == 0 {
            break;
        }
        head.extend(piece.get(..read).unwrap_or_default());
    }
    Ok(head)
}

/// Counts the blank lines before a record, which a spreadsheet numbers and the splitter skips.
fn blank_lines(before: u64, after: u64, record: &StringRecord) -> u64 {
    if after <= before + 1 {
        return 0;
    }
    let within = |cell: &str| cell.bytes().filter(|byte| *byte == b'\n').count() as u64;
    let embedded: u64 = record.iter().map(within).sum();
    (after - before).saturating_sub(1 + embedded)
}

/// Whether a record ends inside quotation marks.
fn ends_in_quotes(raw: &[u8], delimiter: u8) -> bool {
    let (mut quoted, mut at_start) = (false, true);
    let mut bytes = raw.iter().peekable();
    while let Some(byte) = bytes.next() {
        if quoted {
            if *byte == b'"' && bytes.next_if(|next| **next == b'"').is_none() {
                quoted = false;
            }
        } else if *byte == b'"' && at_start {
            quoted = true;
            at_start = false;
        } else {
            at_start = *byte == delimiter || matches!(byte, b'\n' | b'\r');
        }
    }
    quoted
}

/// Finds what separates the cells of a text: what its first line has most of, outside quotation
/// marks, or what a spreadsheet's `sep=` line says; and how many bytes such a line has.
fn delimiter(text: &str) -> (u8, usize) {
    let first = text.trim_start().lines().next().unwrap_or_default();
    if let [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', said] = first.trim_end().as_bytes() {
        return (*said, text.find('\n').map_or(text.len(), |at| at + 1));
    }
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for byte in first.bytes() {
        quoted ^= byte == b'"';
        for (delimiter, count) in &mut counts {
            *count += usize::from(!quoted && byte == *delimiter);
        }
    }
    let most = counts.into_iter().rev().max_by_key(|(_, count)| *count);
    (most.map_or(b',', |(delimiter, _)| delimiter), 0)
}

/// A table being written: no cell of it runs in a spreadsheet, and none is obeyed by a terminal.
pub struct TableWriter<W: Write> {
    writer: csv::Writer<W>,
}

impl<W: Write> TableWriter<W> {
    /// Begins a table with its header.
    pub fn new(out: W, header: &[&str]) -> io::Result<Self> {
        let mut table = Self::resume(out);
        table.row(header)?;
        Ok(table)
    }

    /// Goes on with a table whose header is written.
    pub fn resume(out: W) -> Self {
        let writer = WriterBuilder::new().flexible(true).from_writer(out);
        Self { writer }
    }

    /// Writes a row.
    pub fn row<T: AsRef<str>>(&mut self, cells: &[T]) -> io::Result<()> {
        for cell in cells {
            let text = printable(cell.as_ref());
            let text = guard::guarded(&text);
            self.writer.write_field(text.as_bytes())?;
        }
        self.writer.write_record(None::<&[u8]>)?;
        Ok(())
    }

    /// Ends the table.
    pub fn finish(mut self) -> io::Result<()> {
        self.writer.flush()
    }

    /// Ends the table; gives what it was written to.
    pub fn into_inner(self) -> io::Result<W> {
        self.writer
            .into_inner()
            .map_err(csv::IntoInnerError::into_error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Result<Vec<(u64, Vec<String>)>, NotTable> {
        let mut table = Table::open(text)?;
        let (mut row, mut all) = (Row::default(), Vec::new());
        while table.read_row(&mut row)? {
            let cells = (0..row.len()).map(|at| row.cell(at).to_owned());
            all.push((row.number(), cells.collect()));
        }
        Ok(all)
    }

    #[track_caller]
    fn case(text: &str, expected: &[(u64, &[&str])]) {
        let owned =
            |(row, cells): &(u64, &[&str])| (*row, cells.iter().map(ToString::to_string).collect());
        assert_eq!(
            rows(text).unwrap(),
            expected.iter().map(owned).collect::<Vec<_>>()
        );
    }

    #[test]
    fn rows_have_the_numbers_of_a_spreadsheet() {
        case("a,b\n1,2\n3,4\n", &[(2, &["1", "2"]), (3, &["3", "4"])]);
        case(
            "a,b\r\n\"1\r\nx\",2\r\n3,4",
            &[(2, &["1\r\nx", "2"]), (3, &["3", "4"])],
        );
        case(
            "a,b\n\n1,2\n,\n\n\n\"x\n\ny\",4\n",
            &[(3, &["1", "2"]), (4, &["", ""]), (7, &["x\n\ny", "4"])],
        );
        case("a,b\n1\n1,2,3\n", &[(2, &["1"]), (3, &["1", "2", "3"])]);
    }

    #[test]
    fn separators_are_found() {
        case("a;b,c;d\n1;2,0;3\n", &[(2, &["1", "2,0", "3"])]);
        case("a\tb\n1\t2,5\n", &[(2, &["1", "2,5"])]);
        case("\"a;b;c\",d\n1,2\n", &[(2, &["1", "2"])]);
        case("sep=;\na;b\n1;2\n", &[(2, &["1", "2"])]);
        case("a\n1\n", &[(2, &["1"])]);
    }

    #[test]
    fn damaged_tables_are_refused() {
        assert_eq!(rows("a,b\n1,\"2\n3,4\n"), Err(NotTable::OpenQuote(2)));
        assert_eq!(rows("a,b\n1,2\n3,\"cut"), Err(NotTable::OpenQuote(3)));
        assert!(rows("a,b\n1,5\" pipe").is_ok());
        assert!(rows("a,b\n1,\"say \"\"so\"\"\"").is_ok());
        assert_eq!(
            rows(&"a,".repeat(1_000_000)),
            Err(NotTable::ManyColumns(1_000_001))
        );
        let endless = format!("a,b\n1,2\n{}", "x".repeat(LONGEST_ROW + 2 * BUFFER));
        assert_eq!(rows(&endless), Err(NotTable::LongRow(3)));
    }

    #[test]
    fn what_is_written_is_read_and_does_not_run() {
        let mut out = Vec::new();
        let mut table = TableWriter::new(&mut out, &["ref", "text"]).unwrap();
        table.row(&["K-1", "=HYPERLINK(\"x\")"]).unwrap();
        table.row(&["", "- one\n- \"two\", three"]).unwrap();
        table.row(&["-12.50", "Siân"]).unwrap();
        table.finish().unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(
            text,
            "ref,text\nK-1,\"'=HYPERLINK(\"\"x\"\")\"\n,\"'- one\n- \"\"two\"\", three\"\n-12.50,Siân\n"
        );
        case(
            &text,
            &[
                (2, &["K-1", "=HYPERLINK(\"x\")"]),
                (3, &["", "- one\n- \"two\", three"]),
                (4, &["-12.50", "Siân"]),
            ],
        );
    }
}
