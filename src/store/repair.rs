//! Repair: what can be read of a damaged file, row by row, goes into a fresh one of the same form.

mod header;
mod reading;

pub use header::headers;

use std::path::Path;

use rusqlite::ffi::SQLITE_CONSTRAINT_PRIMARYKEY;
use rusqlite::types::Value;
use rusqlite::{Connection, ErrorCode, params_from_iter};

use super::door::{Door, FILE};
use super::fault::{Result, StoreError};
use super::opened::{Opened, alone, fresh};
use super::seal::Key;
use super::telling::Told;
use super::{ask, migrate};

use self::reading::Reading;

/// Tables that hold copies of what others have, and are made anew.
const COPIES: &str = "counted";

/// Tables that every form has.
const OLDEST: [&str; 6] = ["workspace", "chain", "mapping", "payload", "pupil", "plan"];

/// What was saved of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// The table.
    pub table: String,
    /// How many rows were read and kept.
    pub kept: u64,
    /// How many were read, and are none that the table can have.
    pub refused: u64,
    /// Whether it was read from its first row to its last.
    pub whole: bool,
    /// How many rows are missing, where an index of the table still counts them.
    pub lost: Option<u64>,
}

/// A table of a form: its columns, and how its rows are found.
pub(crate) struct Table {
    pub(crate) name: String,
    pub(crate) columns: Vec<String>,
    /// The columns of its key in their order; none where rows are found by their number.
    pub(crate) key: Vec<String>,
}

/// Whether anything of the file behind a door can be read, and the file be told to be a workspace's by it.
pub fn is_readable(door: impl Into<Door>) -> bool {
    damaged(&door.into()).is_ok_and(|Opened { db, .. }| {
        let has = |table: &&str| columns(&db, table).is_ok_and(|found| !found.is_empty());
        OLDEST.iter().any(has)
    })
}

/// Saves what can be read of a damaged file, which may be written to and is best a copy, into the file of a new workspace
/// in a folder, whose key is there already where there is one. That of an encrypted file is encrypted with the same key.
pub fn save(door: impl Into<Door>, folder: &Path, told: &mut Told<'_>) -> Result<Vec<Saved>> {
    let Opened { db: from, cipher } = damaged(&door.into())?;
    let form = form(&from)?;
    let mut to = fresh(&folder.join(FILE), cipher.as_ref())?;
    to.execute_batch("PRAGMA page_size = 16384; PRAGMA foreign_keys = OFF")?;
    let change = to.transaction()?;
    migrate::lay_out(&change, 0, form)?;
    let tables = tables(&change)?;
    let (mut saved, of) = (Vec::new(), tables.len() as u64);
    for (table, done) in tables.iter().zip(0..) {
        told("Saving what can be read", done, of)?;
        saved.push(one(&from, &change, table, told)?);
    }
    name(&change, folder)?;
    change.commit()?;
    Ok(saved)
}

/// Opens a damaged file so that what is left of its tables is known, whatever else is wrong.
fn damaged(door: &Door) -> Result<Opened> {
    let opened = alone(door)?;
    let db = &opened.db;
    db.execute_batch("PRAGMA writable_schema = ON; PRAGMA cell_size_check = ON")?;
    // The first statement meets what is wrong with the list of tables; those after it have what could be read of that.
    let _ = db.prepare("SELECT 1 FROM sqlite_schema");
    Ok(opened)
}

/// The form whose tables are most like those of a file: of those that are, less those that differ.
fn form(db: &Connection) -> Result<usize> {
    let pattern = fresh(Path::new(":memory:"), None)?;
    let mut best = (0, 0);
    for form in 1..=migrate::KNOWN {
        migrate::lay_out(&pattern, form - 1, form)?;
        let mut like = 0;
        for table in tables(&pattern)? {
            let found = columns(db, &table.name).unwrap_or_default();
            like += match found.len() {
                0 => 0,
                _ if found == table.columns => 1,
                _ => -1,
            };
        }
        best = best.max((like, form));
    }
    Ok(best.1)
}

fn columns(db: &Connection, table: &str) -> Result<Vec<String>> {
    let sql = "SELECT name FROM pragma_table_info(?1) ORDER BY cid";
    ask::all(db, sql, [table], |row| Ok(row.get(0)?))
}

/// The tables of a form, those first whose rows the others' are found by.
fn tables(db: &Connection) -> Result<Vec<Table>> {
    let sql = "SELECT t.name, t.wr FROM pragma_table_list t JOIN sqlite_schema s ON s.name = t.name
        WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
        ORDER BY t.name <> 'workspace', t.name <> 'chain', s.rowid";
    let names = ask::all(db, sql, [], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, bool>(1)?))
    })?;
    let mut tables = Vec::new();
    for (name, is_keyed) in names {
        if name.starts_with(COPIES) {
            continue;
        }
        let sql = "SELECT name FROM pragma_table_info(?1) WHERE pk > 0 ORDER BY pk";
        let key = ask::all(db, sql, [&name], |row| Ok(row.get::<_, String>(0)?))?;
        tables.push(Table {
            columns: columns(db, &name)?,
            key: if is_keyed { key } else { Vec::new() },
            name,
        });
    }
    Ok(tables)
}

/// Saves one table.
fn one(from: &Connection, to: &Connection, table: &Table, told: &mut Told<'_>) -> Result<Saved> {
    let mut saved = Saved {
        table: table.name.clone(),
        kept: 0,
        refused: 0,
        whole: false,
        lost: None,
    };
    let places: Vec<String> = (1..=table.columns.len()).map(|n| format!("?{n}")).collect();
    let sql = format!(
        "INSERT INTO {} ({}) VALUES ({})",
        table.name,
        table.columns.join(", "),
        places.join(", ")
    );
    let mut insert = to.prepare(&sql)?;
    let mut take = |row: Option<Vec<Value>>| -> Result<()> {
        match row.map(|row| insert.execute(params_from_iter(row))) {
            Some(Ok(_)) => saved.kept += 1,
            // By its key a row is met more than once.
            Some(Err(fault)) if is_known(&fault) && !table.key.is_empty() => {}
            Some(Err(fault)) if !is_unfit(&fault) => return Err(fault.into()),
            None | Some(Err(_)) => saved.refused += 1,
        }
        if (saved.kept + saved.refused).is_multiple_of(4096) {
            told("Saving what can be read", saved.kept, 0)?;
        }
        Ok(())
    };
    let whole = Reading::of(from, table).all(to, &mut take)?;
    saved.whole = whole;
    if !whole {
        let sql = format!("SELECT count(*) FROM {}", table.name);
        let counted = ask::count(from, &sql, []).ok();
        let counted = counted.map(|counted| counted.unsigned_abs().saturating_sub(saved.kept));
        saved.lost = counted.filter(|lost| *lost > 0);
    }
    Ok(saved)
}

/// Whether a row of that key was kept before.
fn is_known(fault: &rusqlite::Error) -> bool {
    let code = fault.sqlite_error().map(|fault| fault.extended_code);
    code == Some(SQLITE_CONSTRAINT_PRIMARYKEY)
}

/// Whether a row is none that the table can have: what was read of it is not what was written.
fn is_unfit(fault: &rusqlite::Error) -> bool {
    let code = fault.sqlite_error_code();
    matches!(
        code,
        Some(ErrorCode::ConstraintViolation | ErrorCode::TypeMismatch)
    )
}

/// Names the new workspace as the damaged one was, where that could not be read: by its key and by the one chain that no
/// colleague's is.
fn name(to: &Connection, folder: &Path) -> Result<()> {
    let sql = "INSERT OR IGNORE INTO workspace (key, value) VALUES (?1, ?2)";
    let kept = Key::kept(to, folder).ok().flatten();
    if let Some(key) = kept.or_else(|| Key::read(folder).ok().flatten()) {
        ask::act(to, sql, ["public_key", &key.public().to_string()])?;
    }
    let origins = "SELECT DISTINCT origin FROM chain";
    let foreign = "SELECT count(*) FROM colleague WHERE origin = ?1";
    let mut own: Vec<String> = ask::all(to, origins, [], |row| Ok(row.get(0)?))?;
    own.retain(|origin| ask::count(to, foreign, [origin]).unwrap_or(0) == 0);
    if let [origin] = own.as_slice() {
        ask::act(to, sql, ["origin", origin])?;
    }
    let named = "SELECT count(*) FROM workspace WHERE key IN ('origin', 'public_key')";
    if ask::count(to, named, [])? < 2 {
        let what = "neither the workspace's name nor its key could be read".to_owned();
        return Err(StoreError::Damaged(what));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
