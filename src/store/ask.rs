//! Asks the database: statements that are prepared once, rows turned into values as they come.

use rusqlite::{Connection, Params, Row};

use super::fault::Result;

/// Gives every row of a query.
pub(crate) fn all<T>(
    db: &Connection,
    sql: &str,
    params: impl Params,
    mut read: impl FnMut(&Row<'_>) -> Result<T>,
) -> Result<Vec<T>> {
    let mut found = Vec::new();
    each(db, sql, params, |row| {
        found.push(read(row)?);
        Ok(())
    })?;
    Ok(found)
}

/// Hands every row of a query on.
pub(crate) fn each(
    db: &Connection,
    sql: &str,
    params: impl Params,
    mut take: impl FnMut(&Row<'_>) -> Result<()>,
) -> Result<()> {
    let mut statement = db.prepare_cached(sql)?;
    let mut rows = statement.query(params)?;
    while let Some(row) = rows.next()? {
        take(row)?;
    }
    Ok(())
}

/// Gives the first row of a query, if there is one.
pub(crate) fn one<T>(
    db: &Connection,
    sql: &str,
    params: impl Params,
    read: impl FnOnce(&Row<'_>) -> Result<T>,
) -> Result<Option<T>> {
    let mut statement = db.prepare_cached(sql)?;
    let mut rows = statement.query(params)?;
    rows.next()?.map(read).transpose()
}

/// Gives the count that a query comes to.
pub(crate) fn count(db: &Connection, sql: &str, params: impl Params) -> Result<i64> {
    let counted = one(db, sql, params, |row| Ok(row.get(0)?))?;
    Ok(counted.unwrap_or(0))
}

/// Writes; gives how many rows it touched.
pub(crate) fn act(db: &Connection, sql: &str, params: impl Params) -> Result<usize> {
    Ok(db.prepare_cached(sql)?.execute(params)?)
}
