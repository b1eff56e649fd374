//! Migrations: numbered files that bring a workspace to the form this program knows.

use std::path::Path;

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::ask;
use super::fault::{Result, StoreError};

/// The forms a workspace went through, oldest first.
const MIGRATIONS: [&str; 1] = [include_str!("migrations/0001.sql")];

/// Marks the file as a workspace (`CTNM`).
const APPLICATION: i64 = 0x4354_4E4D;

/// The latest form known here.
const KNOWN: i64 = MIGRATIONS.len() as i64;

/// Says which form a file has, 0 where it is empty; refuses what is not ours or newer. Writes nothing.
pub(crate) fn form(db: &Connection, path: &Path) -> Result<i64> {
    let not_ours = |_| StoreError::NotWorkspace(path.to_owned());
    let pragma = |name| db.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let application = match pragma("application_id") {
        Ok(application) => application,
        Err(fault) => {
            return Err(match StoreError::from(fault) {
                StoreError::Damaged(text) => not_ours(text),
                other => other,
            });
        }
    };
    let found = pragma("user_version")?;
    let things = ask::count(db, "SELECT count(*) FROM sqlite_schema", [])?;
    if application != APPLICATION && (things > 0 || found != 0) {
        return Err(not_ours(String::new()));
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

fn apply(db: &Connection, from: i64) -> Result<()> {
    let done = usize::try_from(from).unwrap_or(0);
    for migration in MIGRATIONS.iter().skip(done) {
        db.execute_batch(migration)?;
    }
    db.pragma_update(None, "application_id", APPLICATION)?;
    Ok(db.pragma_update(None, "user_version", KNOWN)?)
}

/// Gives a database in memory with the tables and triggers that every workspace has, and no row.
pub(crate) fn pattern() -> Result<Connection> {
    let db = Connection::open_in_memory()?;
    apply(&db, 0)?;
    Ok(db)
}
