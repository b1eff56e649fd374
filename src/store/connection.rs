//! The connection: the only place where a workspace's file is opened.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags, Transaction, TransactionBehavior};

use super::fault::{Result, StoreError};
use super::migrate;
use super::mint::Mint;
use super::seal::{KEY_FILE, Key};
use super::settings;
use crate::domain::day::Moment;
use crate::domain::identity::Origin;

/// The name of the database in a workspace's folder.
pub const FILE: &str = "workspace.sqlite";

/// How long a write waits for another process.
const PATIENCE: Duration = Duration::from_secs(5);

/// What holds for every connection. Replacing a row must run the triggers that refuse removal, hence the recursion.
/// The cache holds the hot pages of a county's caseload (32 MB); a country's is read from the system's cache.
const PRAGMAS: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
    PRAGMA recursive_triggers = ON; PRAGMA cache_size = -32768; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF;";

/// A workspace's file, open.
pub struct Store {
    pub(crate) db: Connection,
    pub(crate) mint: Mint,
    pub(crate) origin: Origin,
    pub(crate) folder: PathBuf,
    pub(crate) key: Option<Key>,
}

impl Store {
    /// Opens the workspace in a folder, or makes one there; the folder must exist.
    pub fn open(folder: &Path, mut mint: Mint, now: Moment) -> Result<Self> {
        let path = folder.join(FILE);
        let mut db = connect(&path, OpenFlags::SQLITE_OPEN_CREATE)?;
        migrate::bring_up(&mut db, &path, |change| {
            let key = Key::make(folder, mint.salt())?;
            settings::begin(change, &mint.id(now), &key.public(), now)
        })?;
        Self::over(db, folder, mint)
    }

    /// Opens the workspace that is in a folder; refuses where there is none.
    pub fn open_existing(folder: &Path, mint: Mint, now: Moment) -> Result<Self> {
        if !folder.join(FILE).is_file() {
            return Err(StoreError::Missing(folder.to_owned()));
        }
        Self::open(folder, mint, now)
    }

    fn over(db: Connection, folder: &Path, mint: Mint) -> Result<Self> {
        let origin = settings::origin(&db)?;
        Ok(Self {
            db,
            mint,
            origin,
            folder: folder.to_owned(),
            key: Key::read(folder)?,
        })
    }

    /// The name of this workspace on every record it makes.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// Gives a setting of the workspace.
    pub fn meta(&self, key: &str) -> Result<Option<String>> {
        settings::get(&self.db, key)
    }

    /// Writes a setting of the workspace; those that name it are refused.
    pub fn set_meta(&mut self, key: &str, value: &str) -> Result<()> {
        settings::set(&self.db, key, value)
    }
}

/// Gives the key beside the file, where it is this workspace's own.
pub(crate) fn own_key<'a>(db: &Connection, key: Option<&'a Key>, folder: &Path) -> Result<&'a Key> {
    let path = || folder.join(KEY_FILE);
    let key = key.ok_or_else(|| StoreError::KeyMissing(path()))?;
    if key.public() == settings::public_key(db)? {
        Ok(key)
    } else {
        Err(StoreError::KeyForeign(path()))
    }
}

/// Begins a change that no other process can come between.
pub(crate) fn change(db: &mut Connection) -> Result<Transaction<'_>> {
    Ok(db.transaction_with_behavior(TransactionBehavior::Immediate)?)
}

/// Opens a file for a copy of a workspace.
pub(crate) fn fresh(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    Connection::open_with_flags(path, flags).map_err(|fault| unopened(path, fault))
}

fn connect(path: &Path, more: OpenFlags) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX | more;
    let db = Connection::open_with_flags(path, flags).map_err(|fault| unopened(path, fault))?;
    db.busy_timeout(PATIENCE)?;
    // A refused file must stay as it is: closing would otherwise write the log into it.
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    migrate::form(&db, path)?;
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    db.execute_batch(PRAGMAS)?;
    db.set_prepared_statement_cache_capacity(128);
    Ok(db)
}

fn unopened(path: &Path, fault: rusqlite::Error) -> StoreError {
    match fault.sqlite_error_code() {
        Some(ErrorCode::CannotOpen) => StoreError::CannotOpen(path.to_owned()),
        Some(_) | None => StoreError::from(fault),
    }
}
