//! Tables and returns on the disk: looked at once, then read pupil by pupil.

use std::borrow::Cow;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use crate::domain::columns::ColumnMap;
use crate::domain::day::Day;
use crate::domain::digest::{Digest, Running};
use crate::domain::fact::Fact;
use crate::exchange::caseload::{Aside, Opened, ReadPupil, Rows};
use crate::exchange::kind::Kind;
use crate::exchange::returns::{self, Looked};

use super::super::files::{self, Stamp};
use super::super::problem::Result;
use super::super::watching::{Watch, tell};
use super::sorting::Sorted;

/// How many rows go by between two words on the progress.
const STRIDE: u64 = 1024;

/// How many bytes of a file are taken at a time.
const BUFFER: usize = 1 << 16;

/// A caseload table or a return that was looked at.
pub(super) struct Sheet {
    pub(super) file: String,
    pub(super) kind: Kind,
    pub(super) digest: Digest,
    /// What it says nothing of, of any pupil.
    pub(super) silent: Vec<Fact>,
    /// About how many pupils and rejected rows there are.
    pub(super) count: u64,
    /// Where the table stood, and by which map it was read.
    pub(super) table: Option<Tabled>,
    rows: Source,
}

/// Where a table stood, and by which map it was read.
pub(super) struct Tabled {
    pub(super) sheet: Option<String>,
    pub(super) headers: Vec<String>,
    pub(super) map: Option<String>,
}

/// Where the pupils come from.
enum Source {
    Table(Box<Rows<'static>>, PathBuf, Stamp),
    Xml(Looked, PathBuf, Stamp),
    Export(Vec<ReadPupil>, Aside),
}

/// Finds the map of a table by its headers, which are several where several sheets may be the table.
pub(super) type Mapped<'a> = dyn Fn(&[Vec<String>]) -> Result<Option<(String, ColumnMap)>> + 'a;

/// Looks at every table and every return.
pub(super) fn look(
    sorted: &Sorted,
    today: Day,
    mapped: &Mapped<'_>,
    watch: &mut Watch<'_>,
) -> Result<Vec<Sheet>> {
    let mut sheets = Vec::new();
    for path in &sorted.tables {
        sheets.push(table(path, today, mapped, watch)?);
    }
    for path in &sorted.returns {
        sheets.push(xml(path, today, watch)?);
    }
    for paths in sorted.exports.values() {
        sheets.push(export(paths, today, watch)?);
    }
    Ok(sheets)
}

impl Sheet {
    /// Hands on the pupils one by one; gives what is said beside them.
    pub(super) fn pupils(
        &mut self,
        today: Day,
        take: &mut dyn FnMut(ReadPupil) -> Result<()>,
    ) -> Result<Aside> {
        let (aside, path, stamp) = match &mut self.rows {
            Source::Table(rows, path, stamp) => (rows.pupils(take)?, path, stamp),
            Source::Xml(looked, path, stamp) => {
                let source = BufReader::with_capacity(BUFFER, files::open(path)?.0);
                let aside = returns::pupils(&self.file, source, today, looked, take)?;
                (aside, path, stamp)
            }
            Source::Export(pupils, aside) => {
                pupils.iter().cloned().try_for_each(take)?;
                return Ok(aside.clone());
            }
        };
        // What was looked at is no longer what was read.
        files::unchanged(path, *stamp)?;
        Ok(aside)
    }
}

fn table(path: &Path, today: Day, mapped: &Mapped<'_>, watch: &mut Watch<'_>) -> Result<Sheet> {
    let (source, stamp) = files::open(path)?;
    let (source, at) = Counted::over(source);
    let file = super::name(path);
    let opened = Opened::of(&file, source)?;
    let map = mapped(&opened.headers())?;
    let (rows, digest) = beside_digest(path, || {
        let map = map.as_ref().map(|(_, map)| map);
        let mut told = telling("Reading the table", &at, stamp, watch);
        opened.look(today, map, &mut told)
    })?;
    Ok(Sheet {
        silent: rows.silent(),
        count: rows.count(),
        table: Some(Tabled {
            sheet: rows.sheet().map(str::to_owned),
            headers: rows.headers(),
            map: map.map(|(name, _)| name),
        }),
        file,
        kind: Kind::Caseload,
        digest,
        rows: Source::Table(Box::new(rows), path.to_owned(), stamp),
    })
}

fn xml(path: &Path, today: Day, watch: &mut Watch<'_>) -> Result<Sheet> {
    let (source, stamp) = files::open(path)?;
    let (source, at) = Counted::over(source);
    let file = super::name(path);
    let (looked, digest) = beside_digest(path, || {
        let source = BufReader::with_capacity(BUFFER, source);
        let mut told = telling("Reading the return", &at, stamp, watch);
        returns::look(&file, source, today, &mut told)
    })?;
    Ok(Sheet {
        file,
        kind: Kind::Sen2,
        digest,
        silent: returns::SILENT.to_vec(),
        count: looked.count(),
        table: None,
        rows: Source::Xml(looked, path.to_owned(), stamp),
    })
}

fn export(paths: &[PathBuf], today: Day, watch: &mut Watch<'_>) -> Result<Sheet> {
    let mut read = Vec::new();
    let mut digest = Running::default();
    for (path, done) in paths.iter().zip(0..) {
        tell(watch, "Reading the return", done, paths.len() as u64)?;
        let bytes = files::read(path)?;
        digest.take(Digest::of(&bytes).bytes());
        read.push((super::name(path), Cow::Owned(bytes)));
    }
    let told = returns::read_collect(&read, today)?;
    Ok(Sheet {
        file: told.persons,
        kind: Kind::Blade,
        digest: digest.digest(),
        silent: returns::SILENT.to_vec(),
        count: (told.pupils.len() + told.aside.rejected.len()) as u64,
        table: None,
        rows: Source::Export(told.pupils, told.aside),
    })
}

/// Looks at a file, and makes the digest of its bytes meanwhile.
fn beside_digest<T>(path: &Path, look: impl FnOnce() -> Result<T>) -> Result<(T, Digest)> {
    thread::scope(|scope| {
        let digest = scope.spawn(|| files::digest::<files::FileFault>(path, &mut |_| Ok(())));
        let looked = look()?;
        let digest = digest.join();
        let digest = digest.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        Ok((looked, digest?))
    })
}

/// Tells how many bytes of a file have gone by, now and then.
fn telling<'a>(
    what: &'static str,
    at: &'a AtomicU64,
    of: Stamp,
    watch: &'a mut Watch<'_>,
) -> impl FnMut(u64) -> Result<()> {
    move |rows| {
        if rows % STRIDE == 0 {
            tell(watch, what, at.load(Ordering::Relaxed), of.length)?;
        }
        Ok(())
    }
}

/// Bytes that are counted as they go by.
struct Counted<R> {
    source: R,
    at: Arc<AtomicU64>,
}

impl<R> Counted<R> {
    fn over(source: R) -> (Self, Arc<AtomicU64>) {
        let at = Arc::new(AtomicU64::new(0));
        let counted = Self {
            source,
            at: Arc::clone(&at),
        };
        (counted, at)
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(buffer)?;
        self.at.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

impl<R: Seek> Seek for Counted<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = self.source.seek(to)?;
        self.at.store(at, Ordering::Relaxed);
        Ok(at)
    }
}
