//! Migrations: numbered files that bring a workspace to the form this program knows.

use std::path::Path;

use rusqlite::{Connection, ErrorCode, Transaction, TransactionBehavior};

use super::ask;
use super::fault::{Result, StoreError};

/// The forms a workspace went through, oldest first.
const MIGRATIONS: [&str; 1] = [include_str!("migrations/0001.sql")];

/// Marks the file as a workspace (`CTNM`).
const APPLICATION: i64 = 0x4354_4E4D;

/// The latest form known here.
const KNOWN: usize = MIGRATIONS.len();

/// Says which form a file has, 0 where it is empty; refuses what is not ours or newer. Writes nothing.
pub(crate) fn form(db: &Connection, path: &Path) -> Result<usize> {
    let not_ours = || StoreError::NotWorkspace(path.to_owned());
    let pragma = |name| db.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let application =
        pragma("application_id").map_err(|fault| match fault.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => not_ours(),
            Some(_) | None => StoreError::from(fault),
        })?;
    let found = usize::try_from(pragma("user_version")?).map_err(|_| not_ours())?;
    let things = ask::count(db, "SELECT count(*) FROM sqlite_schema", [])?;
    if application != APPLICATION && (things > 0 || found != 0) {
        return Err(not_ours());
    }
    if found > KNOWN {
        return Err(StoreError::Newer {
            path: path.to_owned(),
            found,
            known: KNOWN,
        });
    }
    Ok(found)
}

/// Brings a workspace to the latest form in one transaction; `begin` writes what a new one starts with.
pub(crate) fn bring_up(
    db: &mut Connection,
    path: &Path,
    begin: impl FnOnce(&Transaction<'_>) -> Result<()>,
) -> Result<()> {
    if form(db, path)? == KNOWN {
        return Ok(());
    }
    let change = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another process may have done it while this one waited.
    let found = form(&change, path)?;
    apply(&change, found)?;
    if found == 0 {
        begin(&change)?;
    }
    Ok(change.commit()?)
}

fn apply(db: &Connection, from: usize) -> Result<()> {
    for migration in MIGRATIONS.iter().skip(from) {
        db.execute_batch(migration)?;
    }
    db.pragma_update(None, "application_id", APPLICATION)?;
    Ok(db.execute_batch(&format!("PRAGMA user_version = {KNOWN}"))?)
}

/// Gives a database in memory with the tables and triggers that every workspace has, and no row.
pub(crate) fn pattern() -> Result<Connection> {
    let db = Connection::open_in_memory()?;
    apply(&db, 0)?;
    Ok(db)
}
