//! Rows out of the tables and into them, by the columns that this program's own tables have.

use std::collections::HashMap;

use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, ErrorCode, Params, ToSql, params_from_iter};

use crate::domain::day::Moment;
use crate::domain::travel::{Bytes, Cell, Row};
use crate::store::ask;
use crate::store::checksums::{self, CHECKSUM, Summed};
use crate::store::fault::{Result, StoreError};

/// SQLite's own number for a row that names one that is not there.
const NAMES_NOTHING: i32 = 787;

/// Says that a bundle holds what none has.
pub(super) fn unfit<T>(what: impl Into<String>) -> Result<T> {
    Err(StoreError::Unfit(format!(
        "the bundle holds {}",
        what.into()
    )))
}

/// Reads a row, but the columns that have a meaning in one workspace alone.
pub(super) fn row(row: &rusqlite::Row<'_>, without: &[&str]) -> Result<Row> {
    let mut read = Row::new();
    let statement = row.as_ref();
    for (at, name) in statement.column_names().enumerate() {
        if without.contains(&name) || name == CHECKSUM {
            continue;
        }
        let broken = |_| StoreError::Damaged(format!("broken text in {name}"));
        let cell = match row.get_ref(at)? {
            ValueRef::Null => continue,
            ValueRef::Integer(number) => Cell::Integer(number),
            ValueRef::Real(number) => Cell::Real {
                bits: number.to_bits(),
            },
            ValueRef::Text(text) => {
                Cell::Text(std::str::from_utf8(text).map_err(broken)?.to_owned())
            }
            ValueRef::Blob(bytes) => Cell::Blob {
                hex: Bytes(bytes.to_vec()),
            },
        };
        read.insert(name.to_owned(), cell);
    }
    Ok(read)
}

/// Reads the rows of a query.
pub(super) fn all(
    db: &Connection,
    sql: &str,
    params: impl Params,
    without: &[&str],
) -> Result<Vec<Row>> {
    ask::all(db, sql, params, |found| row(found, without))
}

/// The text of a column that a row must have.
pub(super) fn text<'a>(row: &'a Row, column: &str) -> Result<&'a str> {
    match row.get(column).and_then(Cell::text) {
        Some(text) => Ok(text),
        None => unfit(format!("a row without its {column}")),
    }
}

/// How far from now an id's moment may lie, in milliseconds: ten years.
const FARTHEST: i64 = 10 * 366 * 86_400_000;

/// Refuses what is not a UUIDv7 of about our days: what is newer is told by them, and a forged one would stay the newest.
pub(super) fn is_id(id: &str, now: Moment) -> Result<()> {
    let digits: String = id.chars().filter(|c| *c != '-').collect();
    let plain = |c: char| matches!(c, '0'..='9' | 'a'..='f' | '-');
    let moment = digits
        .get(..12)
        .and_then(|head| i64::from_str_radix(head, 16).ok());
    let near = moment.is_some_and(|at| at <= now.plus_millis(FARTHEST).millis());
    if id.len() == 36 && digits.len() == 32 && id.chars().all(plain) && near {
        return Ok(());
    }
    unfit("an id that no workspace gives")
}

/// The number of a column that a row must have.
pub(super) fn integer(row: &Row, column: &str) -> Result<i64> {
    match row.get(column).and_then(Cell::integer) {
        Some(number) => Ok(number),
        None => unfit(format!("a row without its {column}")),
    }
}

/// The tables into which rows are written.
#[derive(Default)]
pub(super) struct Tables(HashMap<&'static str, Table>);

/// A table's columns, the type of each, and the statement that writes all of them.
struct Table {
    columns: Vec<String>,
    kinds: Vec<String>,
    sql: String,
}

/// Whether a value is of a column's type. SQLite would make one of another kind fit, and the row would not be the one whose
/// check sum was taken.
fn is_of(kind: &str, value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Integer(_) => matches!(kind, "INTEGER" | "ANY"),
        Value::Real(_) => matches!(kind, "REAL" | "ANY"),
        Value::Text(_) => matches!(kind, "TEXT" | "ANY"),
        Value::Blob(_) => matches!(kind, "BLOB" | "ANY"),
    }
}

/// What came of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// It is in.
    Yes,
    /// It names a row that is not there.
    NamesNothing,
}

impl Tables {
    /// Writes a row; what it does not say is null. A column that the table does not have is refused.
    pub(super) fn write(
        &mut self,
        db: &Connection,
        table: &'static str,
        row: &Row,
    ) -> Result<Written> {
        if !self.0.contains_key(table) {
            let columns = "SELECT name, type FROM pragma_table_info(?1)";
            let columns: Vec<(String, String)> =
                ask::all(db, columns, [table], |row| Ok((row.get(0)?, row.get(1)?)))?;
            let marks = vec!["?"; columns.len()].join(", ");
            let (columns, kinds): (Vec<_>, Vec<_>) = columns.into_iter().unzip();
            let sql = format!(
                "INSERT INTO {table} ({}) VALUES ({marks})",
                columns.join(", ")
            );
            self.0.insert(
                table,
                Table {
                    columns,
                    kinds,
                    sql,
                },
            );
        }
        let Some(Table {
            columns,
            kinds,
            sql,
        }) = self.0.get(table)
        else {
            return Ok(Written::NamesNothing);
        };
        if row.keys().any(|name| !columns.contains(name)) {
            return unfit(format!("a column that {table} does not have"));
        }
        let mut values: Vec<Value> = columns
            .iter()
            .map(|name| row.get(name).map_or(Value::Null, value))
            .collect();
        let other = columns.iter().zip(kinds).zip(&values);
        if let Some(((name, _), _)) = other
            .into_iter()
            .find(|((_, kind), value)| !is_of(kind, value))
        {
            return unfit(format!("a value of another kind in {table}.{name}"));
        }
        let summed = Summed::of_table(table);
        let checksum = summed.map(|table| sum(table, columns, &mut values));
        let checksum = checksum.transpose()?;
        match ask::act(db, sql, params_from_iter(values)) {
            Ok(_) => {
                if let Some((table, checksum)) = summed.zip(checksum) {
                    let import = row.get("import").map(value);
                    let import = import.as_ref().map(|import| import as &dyn ToSql);
                    checksums::count(db, table, import, checksum)?;
                }
                Ok(Written::Yes)
            }
            Err(StoreError::Database(rusqlite::Error::SqliteFailure(fault, _)))
                if fault.code == ErrorCode::ConstraintViolation =>
            {
                if fault.extended_code == NAMES_NOTHING {
                    return Ok(Written::NamesNothing);
                }
                unfit(format!("a row of {table} that cannot be one"))
            }
            Err(fault) => Err(fault),
        }
    }

    /// Writes a row all of whose names must be here.
    pub(super) fn put(&mut self, db: &Connection, table: &'static str, row: &Row) -> Result<()> {
        match self.write(db, table, row)? {
            Written::Yes => Ok(()),
            Written::NamesNothing => {
                unfit(format!("a row of {table} that names what is not there"))
            }
        }
    }
}

/// Puts the check sum that a row has here among its values, and gives it.
fn sum(table: Summed, columns: &[String], values: &mut [Value]) -> Result<i64> {
    let named = columns.iter().map(String::as_str).zip(&*values);
    let named: Vec<_> = named
        .map(|(name, value)| (name, value as &dyn ToSql))
        .collect();
    let checksum = checksums::of(table, &named)?;
    let mut own = columns
        .iter()
        .zip(values)
        .filter(|(name, _)| *name == CHECKSUM);
    if let Some((_, value)) = own.next() {
        *value = Value::Integer(checksum);
    }
    Ok(checksum)
}

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Integer(number) => Value::Integer(*number),
        Cell::Text(text) => Value::Text(text.clone()),
        Cell::Blob { hex } => Value::Blob(hex.0.clone()),
        Cell::Real { bits } => Value::Real(f64::from_bits(*bits)),
    }
}
