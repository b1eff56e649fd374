//! Changes: each is kept whole or not at all, by itself or as a part of a larger one.

use std::ops::Deref;

use rusqlite::{Connection, ErrorCode, Savepoint, Transaction, TransactionBehavior};

use super::connection::{Store, keep_log};
use super::fault::Result;

/// A change that no other process can come between; dropped without [`Change::commit`], it is taken back, a joined one
/// excepted.
pub(crate) enum Change<'a> {
    /// One by itself.
    Own(Transaction<'a>),
    /// A part of the one that [`Store::begin`] began: on disk when that ends.
    Part(Savepoint<'a>),
    /// The one that [`Store::begin`] began itself, whose end decides of all.
    Joined(&'a mut Connection),
}

impl Change<'_> {
    /// Keeps it.
    pub(crate) fn commit(self) -> Result<()> {
        Ok(match self {
            Self::Own(change) => change.commit(),
            Self::Part(change) => change.commit(),
            Self::Joined(_) => Ok(()),
        }?)
    }

    /// Begins a part of few rows that can be taken back by itself.
    pub(crate) fn savepoint(&mut self) -> Result<Savepoint<'_>> {
        Ok(match self {
            Self::Own(change) => change.savepoint(),
            Self::Part(change) => change.savepoint(),
            Self::Joined(db) => db.savepoint(),
        }?)
    }
}

impl Deref for Change<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        match self {
            Self::Own(change) => change,
            Self::Part(change) => change,
            Self::Joined(db) => db,
        }
    }
}

/// Begins a change.
pub(crate) fn change(db: &mut Connection) -> Result<Change<'_>> {
    Ok(if db.is_autocommit() {
        Change::Own(db.transaction_with_behavior(TransactionBehavior::Immediate)?)
    } else {
        Change::Part(db.savepoint()?)
    })
}

/// Begins a change, or goes on with the one that [`Store::begin`] began: then nothing of it is taken back by itself.
///
/// It is for changes of many rows. While a savepoint is open, SQLite keeps each page that is touched in memory once more,
/// and after each statement that could fail half-way goes through all that it has kept: a few thousand such statements
/// would take minutes.
pub(crate) fn join(db: &mut Connection) -> Result<Change<'_>> {
    if db.is_autocommit() {
        change(db)
    } else {
        Ok(Change::Joined(db))
    }
}

/// The file as it stands, while it is read several times: nothing that another process writes comes between.
pub(crate) struct Still<'a> {
    db: &'a Connection,
    /// Nothing where a change is under way, which sees no other process anyhow.
    _moment: Option<Transaction<'a>>,
}

impl Deref for Still<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        self.db
    }
}

/// Holds the file still to read it.
pub(crate) fn still(db: &Connection) -> Result<Still<'_>> {
    let moment = db.is_autocommit().then(|| db.unchecked_transaction());
    let moment = moment.transpose()?;
    Ok(Still {
        db,
        _moment: moment,
    })
}

/// What becomes of everything since [`Store::begin`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// It is kept.
    Keep,
    /// It is taken back: the workspace's file is as it was.
    TakeBack,
}

impl Store {
    /// Begins a change of several parts: all that is written until [`Store::end`] is kept together or not at all. No
    /// other process writes meanwhile. A store that is dropped before takes it back.
    pub fn begin(&mut self) -> Result<()> {
        Ok(self.db.execute_batch("BEGIN IMMEDIATE")?)
    }

    /// Ends what [`Store::begin`] began.
    pub fn end(&mut self, end: End) -> Result<()> {
        // A full disk makes SQLite take everything back by itself.
        if self.db.is_autocommit() {
            return Ok(());
        }
        Ok(self.db.execute_batch(match end {
            End::Keep => "COMMIT",
            End::TakeBack => "ROLLBACK",
        })?)
    }

    /// Lets what comes into a workspace without pupils be written once, into the file itself, and not into its log first;
    /// says whether it will be. Then [`Store::log_again`] is to follow the change.
    ///
    /// A first caseload of a country is as large as all that is in the file afterwards, and half as much is written. It is
    /// as safe as else: the journal holds what the file was. But nobody can read meanwhile, so that where the file is open
    /// twice it stays with its log.
    pub fn write_once(&mut self) -> Result<bool> {
        if self.has_begun() || self.pupils()? > 0 {
            return Ok(false);
        }
        self.wait_for_others(false)?;
        let mode = self
            .db
            .query_row("PRAGMA journal_mode = DELETE", [], |row| {
                row.get::<_, String>(0)
            });
        self.wait_for_others(true)?;
        match mode {
            Ok(mode) => Ok(mode == "delete"),
            Err(fault) if fault.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => Ok(false),
            Err(fault) => Err(fault.into()),
        }
    }

    /// Goes back to writing into the log first.
    pub fn log_again(&mut self) -> Result<()> {
        keep_log(&self.db)
    }

    /// Whether a change of several parts is under way.
    pub fn has_begun(&self) -> bool {
        !self.db.is_autocommit()
    }
}
