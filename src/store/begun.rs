//! The row of an import, which is written with the first thing that the import brings.

use rusqlite::{Connection, ToSql};

use super::ask;
use super::batch::{File, Imported};
use super::checksums::{self, Summed};
use super::fault::Result;
use super::mint::Mint;
use crate::domain::day::Moment;
use crate::domain::digest::Digest;

/// An import of a file that is under way: whoever brings something new calls [`Head::begin`] before writing it.
///
/// So one that brings nothing writes nothing, and needs no savepoint to take its row back by: while one is open, SQLite
/// keeps every page that is touched a second time, and goes through all of them after each statement that can fail
/// half-way.
pub(super) struct Head<'a> {
    db: &'a Connection,
    file: &'a File,
    now: Moment,
    id: String,
    seq: i64,
    has_begun: bool,
}

impl<'a> Head<'a> {
    /// Fixes the import's id and number, and writes nothing yet.
    pub(super) fn of(
        db: &'a Connection,
        mint: &mut Mint,
        file: &'a File,
        now: Moment,
    ) -> Result<Self> {
        Ok(Self {
            db,
            file,
            now,
            id: mint.id(now),
            seq: next(db)?,
            has_begun: false,
        })
    }

    /// The import's id.
    pub(super) fn id(&self) -> &str {
        &self.id
    }

    /// The import's number.
    pub(super) fn seq(&self) -> i64 {
        self.seq
    }

    /// Whether anything was brought.
    pub(super) fn has_begun(&self) -> bool {
        self.has_begun
    }

    /// Writes that the import is there, unless that is written.
    pub(super) fn begin(&mut self) -> Result<()> {
        if !self.has_begun {
            let named = (self.id.as_str(), self.seq, self.now);
            write(self.db, named, self.file.head())?;
            self.has_begun = true;
        }
        Ok(())
    }

    /// Writes what became of it; gives its id where it brought anything.
    pub(super) fn end(self, account: &Imported) -> Result<Option<String>> {
        if !self.has_begun {
            return Ok(None);
        }
        let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        let row: [(&str, &dyn ToSql); 5] = [
            ("import", &self.id),
            ("added", &count(account.new)),
            ("changed", &count(account.changed)),
            ("unchanged", &count(account.unchanged)),
            ("conflicts", &count(account.conflicts.len())),
        ];
        checksums::put(self.db, Summed::Account, &row)?;
        Ok(Some(self.id))
    }
}

/// Writes that an import begins: its id and when, the file, its digest and its kind.
pub(crate) fn begin(
    db: &Connection,
    (import, now): (&str, Moment),
    file: (&str, Digest, &str),
) -> Result<()> {
    write(db, (import, next(db)?, now), file)
}

/// The number of the import that comes next.
fn next(db: &Connection) -> Result<i64> {
    ask::count(db, "SELECT coalesce(max(seq), 0) + 1 FROM import", [])
}

fn write(
    db: &Connection,
    (import, seq, now): (&str, i64, Moment),
    (file, digest, kind): (&str, Digest, &str),
) -> Result<()> {
    let row: [(&str, &dyn ToSql); 6] = [
        ("id", &import),
        ("at", &now.millis()),
        ("file", &file),
        ("digest", digest.bytes()),
        ("kind", &kind),
        ("seq", &seq),
    ];
    checksums::put(db, Summed::Import, &row)
}

/// Lets the import to come be named after all that are known: where work travels, what is newer goes by these names.
pub(crate) fn follow_last(db: &Connection, mint: &mut Mint) -> Result<()> {
    let last = ask::one(db, "SELECT max(id) FROM import", [], |row| {
        Ok(row.get::<_, Option<String>>(0)?)
    })?;
    if let Some(last) = last.flatten() {
        mint.follow(&last);
    }
    Ok(())
}
