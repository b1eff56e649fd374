//! The workspace's file opened for one purpose: only to be read, alone, or new.

use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::ask;
use super::door::{Door, looks_encrypted};
use super::fault::{Result, StoreError};
use super::passphrase::{Cipher, ENCRYPTS};

/// How long a write waits for another process.
pub(crate) const PATIENCE: Duration = Duration::from_secs(5);

/// A file that is open, and the key that it has where it is encrypted. Closing it leaves its log as it is.
pub(crate) struct Opened {
    pub(crate) db: Connection,
    pub(crate) cipher: Option<Cipher>,
}

/// Opens the file behind a door.
///
/// A plain one is opened as it is. Where SQLite makes nothing of it, it may be encrypted: then the passphrase opens it, or is
/// told to be the wrong one.
pub(crate) fn opened(door: &Door, more: OpenFlags, patience: Duration) -> Result<Opened> {
    let path = door.file();
    let open = |cipher: Option<&Cipher>| {
        let db = with_key(&path, more, cipher)?;
        db.busy_timeout(patience)?;
        db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
        Ok::<_, StoreError>(db)
    };
    if let Some(passphrase) = door.passphrase().filter(|_| door.is_new()) {
        let cipher = passphrase.fresh()?;
        let db = open(Some(&cipher))?;
        let cipher = Some(cipher);
        return Ok(Opened { db, cipher });
    }
    let db = open(None)?;
    if is_database(&db) {
        return Ok(Opened { db, cipher: None });
    }
    let Some(cipher) = cipher(door, db)? else {
        // What is wrong with it instead is said by whoever reads it.
        let db = open(None)?;
        return Ok(Opened { db, cipher: None });
    };
    let db = open(Some(&cipher))?;
    if !is_database(&db) {
        return Err(StoreError::WrongPassphrase(path));
    }
    let cipher = Some(cipher);
    Ok(Opened { db, cipher })
}

/// Whether SQLite takes the file for a database, whatever else is wrong with it.
fn is_database(db: &Connection) -> bool {
    let read = db.query_row("PRAGMA schema_version", [], |_| Ok(()));
    !read.is_err_and(|fault| fault.sqlite_error_code() == Some(ErrorCode::NotADatabase))
}

/// The key of a file that SQLite makes nothing of; nothing where it is not encrypted.
fn cipher(door: &Door, db: Connection) -> Result<Option<Cipher>> {
    if let Some(passphrase) = door.passphrase() {
        // By the connection, for another of this process may have the file open (see `looks_encrypted`).
        return Ok(Some(passphrase.cipher(Cipher::salt_of(&db)?)));
    }
    drop(db);
    let path = door.file();
    match (looks_encrypted(&path), ENCRYPTS) {
        (false, _) => Ok(None),
        (true, true) => Err(StoreError::NoPassphrase(path)),
        (true, false) => Err(StoreError::Unbuilt(path)),
    }
}

fn with_key(path: &Path, more: OpenFlags, cipher: Option<&Cipher>) -> Result<Connection> {
    let flags = more | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(path, flags).map_err(|fault| unopened(path, fault))?;
    if let Some(cipher) = cipher {
        cipher.give(&db)?;
    }
    Ok(db)
}

/// Opens the workspace's file once more, only to read it.
pub(crate) fn beside(door: &Door) -> Result<Connection> {
    beside_with_key(door).map(|opened| opened.db)
}

/// The same, with the key that opened it.
pub(crate) fn beside_with_key(door: &Door) -> Result<Opened> {
    match reading(door) {
        Err(StoreError::ReadOnly | StoreError::CannotOpenBeside) => {
            recover(door)?;
            reading(door)
        }
        read => read,
    }
}

fn reading(door: &Door) -> Result<Opened> {
    let opened = opened(door, OpenFlags::SQLITE_OPEN_READ_ONLY, PATIENCE)?;
    legible(&opened.db)?;
    Ok(opened)
}

/// Takes back what a program that was killed left half-done, which whoever only reads may not do.
fn recover(door: &Door) -> Result<()> {
    let opened = opened(door, OpenFlags::SQLITE_OPEN_READ_WRITE, PATIENCE)?;
    legible(&opened.db)
}

/// Opens a new file that is written from its first page to its last, for nobody else.
pub(crate) fn fresh(path: &Path, cipher: Option<&Cipher>) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    with_key(path, flags, cipher)
}

/// Opens a file that nobody else may have open: whoever has is not waited for.
pub(crate) fn alone(door: &Door) -> Result<Opened> {
    let opened = opened(door, OpenFlags::SQLITE_OPEN_READ_WRITE, Duration::ZERO)?;
    let config = DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE;
    opened.db.set_db_config(config, false)?;
    Ok(opened)
}

/// Refuses a file whose tables are named by what is no text: whoever asked for a column's name would not come back.
pub(crate) fn legible(db: &Connection) -> Result<()> {
    ask::each(db, "SELECT name, sql FROM sqlite_schema", [], |row| {
        let (_, _): (String, Option<String>) = (row.get(0)?, row.get(1)?);
        Ok(())
    })
}

/// Says that a file cannot be opened, or what else was wrong.
fn unopened(path: &Path, fault: rusqlite::Error) -> StoreError {
    match fault.sqlite_error_code() {
        Some(ErrorCode::CannotOpen) => StoreError::CannotOpen(path.to_owned()),
        Some(_) | None => StoreError::from(fault),
    }
}

#[cfg(test)]
mod tests {
    #![expect(
        clippy::disallowed_methods,
        reason = "the test leaves a file as a program that was killed does"
    )]

    use super::*;
    use crate::store::FILE;
    use crate::store::fixtures::workspace;

    #[test]
    fn what_was_half_done_is_taken_back_before_it_is_read() {
        let (folder, store) = workspace(1);
        drop(store);
        let killed = tempfile::tempdir().unwrap();
        let db = Connection::open(folder.path().join(FILE)).unwrap();
        db.execute_batch(
            "PRAGMA journal_mode = DELETE; PRAGMA cache_size = 1; PRAGMA cache_spill = 1; BEGIN;
            CREATE TABLE half (a); INSERT INTO half VALUES (randomblob(900000));",
        )
        .unwrap();
        for name in [FILE, "workspace.sqlite-journal"] {
            std::fs::copy(folder.path().join(name), killed.path().join(name)).unwrap();
        }
        drop(db);
        let read = beside(&killed.path().into()).unwrap();
        let half = "SELECT count(*) FROM sqlite_schema WHERE name = 'half'";
        assert_eq!(ask::count(&read, half, []).unwrap(), 0);
    }
}
