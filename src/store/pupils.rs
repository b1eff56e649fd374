//! Pupils: who is known, and the versions of what is known of them.

use rusqlite::types::ToSqlOutput;
use rusqlite::{Connection, params, params_from_iter};

use super::ask;
use super::connection::Store;
use super::convert::columns::Columns;
use super::convert::facts::{facts, selected, values};
use super::fault::{Result, StoreError};
use crate::domain::fact::Fact;
use crate::domain::identity::{PupilId, PupilRef, Upn};
use crate::domain::pupil::Facts;

impl Store {
    /// Counts the pupils of the caseload.
    pub fn pupils(&self) -> Result<u64> {
        Ok(ask::count(
            &self.db,
            "SELECT count(*) FROM pupil WHERE undone IS NULL",
            [],
        )?
        .unsigned_abs())
    }

    /// Finds the pupil of a reference, or else of a UPN.
    pub fn pupil_by(&self, text: &str) -> Result<Option<PupilId>> {
        let text = text.trim();
        if let Some(pupil) = by_reference(&self.db, text)? {
            return Ok(Some(pupil));
        }
        Upn::read(text).map_or(Ok(None), |upn| by_upn(&self.db, &upn))
    }

    /// Gives every pupil's reference and UPN, in the order they came (ids grow with time).
    pub fn references(&self) -> Result<Vec<(PupilId, PupilRef, Option<Upn>)>> {
        let sql = "SELECT id, ref, upn FROM pupil WHERE undone IS NULL ORDER BY id";
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

/// Where it stands what is known of a pupil.
#[derive(Clone, Copy)]
pub(crate) struct Told<'a> {
    /// The import.
    pub(crate) import: &'a str,
    /// The row of its file.
    pub(crate) line: usize,
}

/// The pupil who came last, as ids grow.
pub(crate) fn last(db: &Connection) -> Result<Option<PupilId>> {
    let sql = "SELECT id FROM pupil ORDER BY id DESC LIMIT 1";
    ask::one(db, sql, [], |row| Columns::of(row).name(PupilId::new))
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

/// Whether a pupil is out of the caseload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Away {
    /// They are in it.
    No,
    /// A whole caseload did not name them.
    Left,
    /// The import that brought them was undone.
    Undone,
}

/// What is known of a pupil now, and whether they are out of the caseload.
pub(crate) fn current(db: &Connection, pupil: &PupilId) -> Result<(Facts, Away)> {
    let sql = format!(
        "SELECT p.undone IS NOT NULL, p.departed IS NOT NULL, {} FROM pupil p JOIN pupil_version v ON v.id = p.version WHERE p.id = ?1",
        selected("v")
    );
    let found = ask::one(db, &sql, [pupil.as_str()], |row| {
        let row = &mut Columns::of(row);
        let away = match (row.plain()?, row.plain()?) {
            (true, _) => Away::Undone,
            (false, true) => Away::Left,
            (false, false) => Away::No,
        };
        Ok((facts(row)?, away))
    })?;
    found.ok_or_else(|| StoreError::UnknownPupil(pupil.clone()))
}

/// Writes a pupil that was not known.
pub(crate) fn add(db: &Connection, pupil: &PupilId, facts: &Facts, told: Told<'_>) -> Result<()> {
    let version = next_version(db)?;
    let sql = "INSERT INTO pupil (id, ref, upn, version, named) VALUES (?1, ?2, ?3, ?4, ?5)";
    ask::act(db, sql, pointers(pupil, facts, version, told.import))?;
    add_version(db, version, pupil, facts, told)
}

/// Writes what is known of a pupil now.
pub(crate) fn renew(db: &Connection, pupil: &PupilId, facts: &Facts, told: Told<'_>) -> Result<()> {
    let version = next_version(db)?;
    add_version(db, version, pupil, facts, told)?;
    let sql = "UPDATE pupil SET ref = ?2, upn = ?3, version = ?4, named = ?5, departed = NULL, undone = NULL WHERE id = ?1";
    ask::act(db, sql, pointers(pupil, facts, version, told.import)).map(drop)
}

/// Notes that an import named a pupil, of whom it says nothing new.
pub(crate) fn name(db: &Connection, pupil: &PupilId, import: &str) -> Result<()> {
    let sql = "UPDATE pupil SET named = ?2 WHERE id = ?1";
    ask::act(db, sql, params![pupil.as_str(), import]).map(drop)
}

fn pointers<'a>(
    pupil: &'a PupilId,
    facts: &'a Facts,
    version: i64,
    import: &'a str,
) -> (&'a str, &'a str, Option<&'a str>, i64, &'a str) {
    let upn = facts.upn.as_ref().map(Upn::as_str);
    (
        pupil.as_str(),
        facts.reference.as_str(),
        upn,
        version,
        import,
    )
}

fn next_version(db: &Connection) -> Result<i64> {
    ask::count(db, "SELECT coalesce(max(id), 0) + 1 FROM pupil_version", [])
}

fn add_version(
    db: &Connection,
    version: i64,
    pupil: &PupilId,
    facts: &Facts,
    told: Told<'_>,
) -> Result<()> {
    let sql = format!(
        "INSERT INTO pupil_version (id, pupil, import, line, {}) VALUES (?, ?{})",
        Fact::ALL.map(Fact::name).join(", "),
        ", ?".repeat(Fact::ALL.len() + 2)
    );
    let whose = [
        ToSqlOutput::from(version),
        ToSqlOutput::from(pupil.as_str()),
        ToSqlOutput::from(told.import),
        ToSqlOutput::from(i64::try_from(told.line).unwrap_or(i64::MAX)),
    ];
    let row = whose.into_iter().chain(values(facts)?);
    ask::act(db, &sql, params_from_iter(row)).map(drop)
}
