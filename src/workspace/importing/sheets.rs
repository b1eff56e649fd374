//! Tables and returns from the disk: read whole, the XML of a return as it comes.

use std::borrow::Cow;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use crate::domain::day::Day;
use crate::domain::digest::{Digest, Running};
use crate::exchange::caseload::{self, ReadCaseload};
use crate::exchange::kind::Kind;
use crate::exchange::returns;

use super::super::files;
use super::super::problem::Result;
use super::sorting::Sorted;
use super::{Step, Watch};

/// How many bytes of a return go by between two words on the progress.
const STRIDE: u64 = 1 << 20;

/// A caseload table or a return, read.
pub(super) struct Sheet {
    pub(super) file: String,
    pub(super) kind: Kind,
    pub(super) digest: Digest,
    pub(super) read: ReadCaseload,
}

/// Reads every table and every return.
pub(super) fn read(sorted: &Sorted, today: Day, watch: &mut Watch<'_>) -> Result<Vec<Sheet>> {
    let mut sheets = Vec::new();
    for path in &sorted.tables {
        sheets.push(table(path, today)?);
    }
    for path in &sorted.returns {
        sheets.push(xml(path, today, watch)?);
    }
    for paths in sorted.exports.values() {
        sheets.push(export(paths, today)?);
    }
    Ok(sheets)
}

fn table(path: &Path, today: Day) -> Result<Sheet> {
    let bytes = files::read(path)?;
    let file = super::name(path);
    Ok(Sheet {
        read: caseload::read(&file, &bytes, today)?,
        file,
        kind: Kind::Caseload,
        digest: Digest::of(&bytes),
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
    };
    let read = returns::read_xml(
        &file,
        BufReader::with_capacity(1 << 16, &mut passing),
        today,
    )?;
    Ok(Sheet {
        file,
        kind: Kind::Sen2,
        digest: passing.digest.digest(),
        read,
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
}

impl<R: Read> Read for Passing<'_, '_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(buffer)?;
        self.digest.take(buffer.get(..read).unwrap_or_default());
        self.done += read as u64;
        if self.done >= self.told + STRIDE {
            self.told = self.done;
            (self.watch)(Step {
                what: "Reading the return",
                done: self.done,
                of: self.of,
            });
        }
        Ok(read)
    }
}
