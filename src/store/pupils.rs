//! Pupils: who is known, and the versions of what is known of them.

use rusqlite::types::ToSqlOutput;
use rusqlite::{Connection, params, params_from_iter};

use super::ask;
use super::connection::Store;
use super::convert::columns::Columns;
use super::convert::facts::{COLUMNS, facts, selected, values};
use super::fault::{Result, StoreError};
use crate::domain::identity::{PupilId, PupilRef, Upn};
use crate::domain::pupil::Facts;

impl Store {
    /// Finds the pupil of a reference, or else of a UPN.
    pub fn pupil_by(&self, text: &str) -> Result<Option<PupilId>> {
        let text = text.trim();
        if let Some(pupil) = by_reference(&self.db, text)? {
            return Ok(Some(pupil));
        }
        Upn::read(text).map_or(Ok(None), |upn| by_upn(&self.db, &upn))
    }

    /// Gives every pupil's reference and UPN, in the order they came.
    pub fn references(&self) -> Result<Vec<(PupilId, PupilRef, Option<Upn>)>> {
        let sql = "SELECT id, ref, upn FROM pupil ORDER BY rowid";
        ask::all(&self.db, sql, [], |row| {
            let row = &mut Columns::of(row);
            Ok((
                row.name(PupilId::new)?,
                row.name(PupilRef::new)?,
                row.maybe_with(Upn::read)?,
            ))
        })
    }
}

/// Finds the pupil of a reference.
pub(crate) fn by_reference(db: &Connection, reference: &str) -> Result<Option<PupilId>> {
    let sql = "SELECT id FROM pupil WHERE ref = ?1";
    ask::one(db, sql, [reference], |row| {
        Columns::of(row).name(PupilId::new)
    })
}

/// Finds the pupil of a UPN.
pub(crate) fn by_upn(db: &Connection, upn: &Upn) -> Result<Option<PupilId>> {
    let sql = "SELECT id FROM pupil WHERE upn = ?1";
    ask::one(db, sql, [upn.as_str()], |row| {
        Columns::of(row).name(PupilId::new)
    })
}

/// Refuses a pupil nobody knows.
pub(crate) fn known(db: &Connection, pupil: &PupilId) -> Result<()> {
    let sql = "SELECT count(*) FROM pupil WHERE id = ?1";
    match ask::count(db, sql, [pupil.as_str()])? {
        0 => Err(StoreError::UnknownPupil(pupil.clone())),
        _ => Ok(()),
    }
}

/// What is known of a pupil now.
pub(crate) fn current(db: &Connection, pupil: &PupilId) -> Result<Facts> {
    let sql = format!(
        "SELECT {} FROM pupil p JOIN pupil_version v ON v.id = p.version WHERE p.id = ?1",
        selected("v")
    );
    let found = ask::one(db, &sql, [pupil.as_str()], |row| {
        facts(&mut Columns::of(row))
    })?;
    found.ok_or_else(|| StoreError::UnknownPupil(pupil.clone()))
}

/// Writes a pupil that was not known.
pub(crate) fn add(db: &Connection, pupil: &PupilId, facts: &Facts, import: &str) -> Result<()> {
    let version = add_version(db, pupil, facts, import)?;
    let sql = "INSERT INTO pupil (id, ref, upn, version) VALUES (?1, ?2, ?3, ?4)";
    let upn = facts.upn.as_ref().map(Upn::as_str);
    ask::act(
        db,
        sql,
        params![pupil.as_str(), facts.reference.as_str(), upn, version],
    )
    .map(drop)
}

/// Writes what is known of a pupil now.
pub(crate) fn renew(db: &Connection, pupil: &PupilId, facts: &Facts, import: &str) -> Result<()> {
    let version = add_version(db, pupil, facts, import)?;
    let sql = "UPDATE pupil SET ref = ?2, upn = ?3, version = ?4 WHERE id = ?1";
    let upn = facts.upn.as_ref().map(Upn::as_str);
    ask::act(
        db,
        sql,
        params![pupil.as_str(), facts.reference.as_str(), upn, version],
    )
    .map(drop)
}

fn add_version(db: &Connection, pupil: &PupilId, facts: &Facts, import: &str) -> Result<i64> {
    let sql = format!(
        "INSERT INTO pupil_version (pupil, import, {}) VALUES (?{})",
        COLUMNS.join(", "),
        ", ?".repeat(COLUMNS.len() + 1)
    );
    let whose = [ToSqlOutput::from(pupil.as_str()), ToSqlOutput::from(import)];
    let row = whose.into_iter().chain(values(facts)?);
    ask::act(db, &sql, params_from_iter(row))?;
    Ok(db.last_insert_rowid())
}
