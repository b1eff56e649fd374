//! Recorded mappings, read back whole.

use std::collections::HashSet;

use rusqlite::{Connection, params};

use super::ask;
use super::connection::Store;
use super::convert::children;
use super::convert::columns::Columns;
use super::convert::heads::{WITHDRAWAL, withdrawal as read_withdrawal};
use super::convert::mapping::{MAPPING, mapping as read_mapping};
use super::convert::payload::{MappingWords, words};
use super::fault::Result;
use crate::domain::day::Moment;
use crate::domain::draft::Draft;
use crate::domain::identity::{FrameworkKey, PupilId, RecordId};
use crate::domain::mapping::{Mapping, Withdrawal};

impl Store {
    /// The pupils who have a mapping that stands under a framework version, schools' own readings aside.
    pub fn mapped_under(&self, framework: &FrameworkKey) -> Result<HashSet<PupilId>> {
        let sql = "SELECT DISTINCT m.pupil FROM mapping m
            WHERE m.framework = ?1 AND m.framework_version = ?2 AND m.role <> 'school' AND m.purpose IS NULL
                AND NOT EXISTS (SELECT 1 FROM withdrawal w WHERE w.mapping = m.id)";
        let asked = (&framework.id, &framework.version);
        let pupils = ask::all(&self.db, sql, asked, |row| {
            Columns::of(row).name(PupilId::new)
        })?;
        Ok(pupils.into_iter().collect())
    }

    /// The mappings that stand under a framework version, by pupil, each pupil's oldest first.
    pub fn mappings_under(&self, framework: &FrameworkKey) -> Result<Vec<Vec<RecordId>>> {
        let sql = "SELECT m.pupil, m.id FROM mapping m
            WHERE m.framework = ?1 AND m.framework_version = ?2 AND m.purpose IS NULL
                AND NOT EXISTS (SELECT 1 FROM withdrawal w WHERE w.mapping = m.id)
            ORDER BY m.pupil, m.recorded, m.id";
        let asked = (&framework.id, &framework.version);
        let rows = ask::all(&self.db, sql, asked, |row| {
            let row = &mut Columns::of(row);
            Ok((row.name(PupilId::new)?, row.name(RecordId::new)?))
        })?;
        let runs = rows.chunk_by(|(one, _), (other, _)| one == other);
        let ids = runs.map(|run| run.iter().map(|(_, id)| id.clone()).collect());
        Ok(ids.collect())
    }

    /// The mapping that this workspace has recorded of a draft since a moment.
    pub fn recorded_of(&self, draft: &Draft, since: Moment) -> Result<Option<Mapping>> {
        // Whatever is recorded at once with others is put off by some milliseconds, and its beginning with it.
        let sql = "SELECT id FROM mapping WHERE pupil = ?1 AND framework = ?2 AND framework_version = ?3 AND reader = ?4
            AND role = ?5 AND origin = ?6 AND opened >= ?7 AND recorded >= ?8 ORDER BY recorded DESC, id DESC LIMIT 1";
        let asked = params![
            draft.pupil.as_str(),
            draft.framework.id,
            draft.framework.version,
            draft.reader.name,
            draft.reader.role.code(),
            self.origin.as_str(),
            draft.opened.millis(),
            since.millis()
        ];
        let found = ask::one(&self.db, sql, asked, |row| {
            Columns::of(row).name(RecordId::new)
        })?;
        found.map_or(Ok(None), |id| self.mapping(&id))
    }

    /// Gives a recorded mapping; one whose words were erased comes without them.
    pub fn mapping(&self, id: &RecordId) -> Result<Option<Mapping>> {
        mapping(&self.db, id)
    }
}

/// Gives a recorded mapping.
pub(crate) fn mapping(db: &Connection, id: &RecordId) -> Result<Option<Mapping>> {
    let words: MappingWords = words(body(db, id)?.as_deref())?;
    let sql = format!("SELECT {MAPPING} FROM mapping m WHERE m.id = ?1");
    let own = ask::one(db, &sql, [id.as_str()], |row| {
        read_mapping(&mut Columns::of(row), &words)
    })?;
    let Some(mut mapping) = own else {
        return Ok(None);
    };
    children::read(db, id.as_str(), &mut mapping.sheet, words)?;
    mapping.withdrawn = withdrawal(db, id)?;
    Ok(Some(mapping))
}

fn body(db: &Connection, record: &RecordId) -> Result<Option<String>> {
    let sql = "SELECT body FROM payload WHERE record = ?1";
    ask::one(db, sql, [record.as_str()], |row| Ok(row.get(0)?))
}

/// Whether a mapping was recorded.
pub(crate) fn exists(db: &Connection, id: &RecordId) -> Result<bool> {
    let sql = "SELECT count(*) FROM mapping WHERE id = ?1";
    Ok(ask::count(db, sql, [id.as_str()])? > 0)
}

/// Gives the first withdrawal of a mapping.
pub(crate) fn withdrawal(db: &Connection, mapping: &RecordId) -> Result<Option<Withdrawal>> {
    let sql = format!(
        "SELECT {WITHDRAWAL} FROM withdrawal w LEFT JOIN payload p ON p.record = w.id
            WHERE w.mapping = ?1 ORDER BY w.recorded, w.id LIMIT 1"
    );
    ask::one(db, &sql, [mapping.as_str()], |row| {
        read_withdrawal(&mut Columns::of(row))
    })
}
