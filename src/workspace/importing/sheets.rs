//! Tables and returns from the disk: read whole, the XML of a return as it comes.

use std::borrow::Cow;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use crate::domain::columns::ColumnMap;
use crate::domain::day::Day;
use crate::domain::digest::{Digest, Running};
use crate::exchange::caseload::{Opened, ReadCaseload};
use crate::exchange::kind::Kind;
use crate::exchange::returns;

use super::super::files;
use super::super::problem::{Problem, Result};
use super::super::watching::{Step, Watch, tell};
use super::sorting::Sorted;

/// How many bytes of a return go by between two words on the progress.
const STRIDE: u64 = 1 << 20;

/// A caseload table or a return, read.
pub(super) struct Sheet {
    pub(super) file: String,
    pub(super) kind: Kind,
    pub(super) digest: Digest,
    pub(super) read: ReadCaseload,
    /// Where the table stood, and by which map it was read.
    pub(super) table: Option<Tabled>,
}

/// Where a table stood, and by which map it was read.
pub(super) struct Tabled {
    pub(super) sheet: Option<String>,
    pub(super) headers: Vec<String>,
    pub(super) map: Option<String>,
}

/// Finds the map of a table by its headers, which are several where several sheets may be the table.
pub(super) type Mapped<'a> = dyn Fn(&[Vec<String>]) -> Result<Option<(String, ColumnMap)>> + 'a;

/// Reads every table and every return.
pub(super) fn read(
    sorted: &Sorted,
    today: Day,
    mapped: &Mapped<'_>,
    watch: &mut Watch<'_>,
) -> Result<Vec<Sheet>> {
    let mut sheets = Vec::new();
    let of = (sorted.tables.len() + sorted.exports.len()) as u64;
    for (path, done) in sorted.tables.iter().zip(0..) {
        tell(watch, "Reading tables", done, of)?;
        sheets.push(table(path, today, mapped)?);
    }
    for path in &sorted.returns {
        sheets.push(xml(path, today, watch)?);
    }
    for (paths, done) in sorted.exports.values().zip(sorted.tables.len() as u64..) {
        tell(watch, "Reading tables", done, of)?;
        sheets.push(export(paths, today)?);
    }
    Ok(sheets)
}

fn table(path: &Path, today: Day, mapped: &Mapped<'_>) -> Result<Sheet> {
    let bytes = files::read(path)?;
    let file = super::name(path);
    let opened = Opened::of(&file, &bytes)?;
    let map = mapped(&opened.headers())?;
    let taken = opened.read(today, map.as_ref().map(|(_, map)| map))?;
    let table = Tabled {
        sheet: taken.sheet,
        headers: taken.headers,
        map: map.map(|(name, _)| name),
    };
    Ok(Sheet {
        read: taken.caseload,
        file,
        kind: Kind::Caseload,
        digest: Digest::of(&bytes),
        table: Some(table),
    })
}

fn xml(path: &Path, today: Day, watch: &mut Watch<'_>) -> Result<Sheet> {
    let (source, of) = files::open(path)?;
    let file = super::name(path);
    let mut passing = Passing {
        source,
        digest: Running::default(),
        done: 0,
        told: 0,
        of,
        watch,
        stopped: false,
    };
    let read = returns::read_xml(
        &file,
        BufReader::with_capacity(1 << 16, &mut passing),
        today,
    );
    // To the reader of the file the stop is a file that breaks off.
    if passing.stopped {
        return Err(Problem::Stopped);
    }
    let read = read?;
    Ok(Sheet {
        file,
        kind: Kind::Sen2,
        digest: passing.digest.digest(),
        read,
        table: None,
    })
}

fn export(paths: &[PathBuf], today: Day) -> Result<Sheet> {
    let mut read = Vec::new();
    let mut digest = Running::default();
    for path in paths {
        let bytes = files::read(path)?;
        digest.take(Digest::of(&bytes).bytes());
        read.push((super::name(path), Cow::Owned(bytes)));
    }
    let told = returns::read_collect(&read, today)?;
    Ok(Sheet {
        file: told.persons,
        kind: Kind::Blade,
        digest: digest.digest(),
        read: told.caseload,
        table: None,
    })
}

/// Bytes that are digested and told of as they go by.
struct Passing<'a, 'b, R> {
    source: R,
    digest: Running,
    done: u64,
    told: u64,
    of: u64,
    watch: &'a mut Watch<'b>,
    stopped: bool,
}

impl<R: Read> Read for Passing<'_, '_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(buffer)?;
        self.digest.take(buffer.get(..read).unwrap_or_default());
        self.done += read as u64;
        if self.done >= self.told + STRIDE {
            self.told = self.done;
            let step = Step {
                what: "Reading the return",
                done: self.done,
                of: self.of,
            };
            if (self.watch)(step).is_break() {
                self.stopped = true;
                return Err(io::ErrorKind::Other.into());
            }
        }
        Ok(read)
    }
}
