//! The workspace's file opened for one purpose: only to be read, alone, or new.

use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::connection::{FILE, PATIENCE, legible, unopened};
use super::fault::{Result, StoreError};

/// Opens the workspace's file once more, only to read it.
pub(crate) fn beside(folder: &Path) -> Result<Connection> {
    let path = folder.join(FILE);
    match reading(&path) {
        Err(StoreError::ReadOnly) => {
            recover(&path)?;
            reading(&path)
        }
        read => read,
    }
}

fn reading(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(path, flags).map_err(|fault| unopened(path, fault))?;
    db.busy_timeout(PATIENCE)?;
    legible(&db)?;
    Ok(db)
}

/// Takes back what a program that was killed left half-done, which whoever only reads may not do.
fn recover(path: &Path) -> Result<()> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(path, flags).map_err(|fault| unopened(path, fault))?;
    db.busy_timeout(PATIENCE)?;
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    legible(&db)
}

/// Opens a new file that is written from its first page to its last, for nobody else.
pub(crate) fn fresh(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let flags = flags | OpenFlags::SQLITE_OPEN_CREATE;
    Connection::open_with_flags(path, flags).map_err(|fault| unopened(path, fault))
}

/// Opens a file that nobody else may have open: whoever has is not waited for.
pub(crate) fn alone(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(path, flags).map_err(|fault| unopened(path, fault))?;
    db.busy_timeout(Duration::ZERO)?;
    Ok(db)
}

#[cfg(test)]
mod tests {
    #![expect(
        clippy::disallowed_methods,
        reason = "the test leaves a file as a program that was killed does"
    )]

    use super::*;
    use crate::store::ask;
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
        let read = beside(killed.path()).unwrap();
        let half = "SELECT count(*) FROM sqlite_schema WHERE name = 'half'";
        assert_eq!(ask::count(&read, half, []).unwrap(), 0);
    }
}
