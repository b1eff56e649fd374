//! Agreed readings, who has read their plans, and the reviews of officers that were lifted.

use rusqlite::{Connection, params};

use super::change::{Change, change};
use super::connection::{Store, own_key};
use super::content::Kind;
use super::convert::columns::{Columns, code};
use super::convert::payload::{self, NoteWords, words};
use super::fault::{Result, StoreError};
use super::records::{next, write_payload};
use super::{ask, chain, mappings};
use crate::domain::day::{Day, Moment};
use crate::domain::digest::Digest;
use crate::domain::identity::{FrameworkKey, PlanId, PupilId, Reader, RecordId};
use crate::domain::moderation::agreed::{Agreed, Aim, Lift, Read, Removed};

/// Those taken for agreed readings, each with the officer who mapped, the moderator who decided, and the first record that
/// takes it out of use or takes its mapping back.
const AGREED: &str = "SELECT a.id, a.recorded, a.aim, a.mapping, m.pupil, m.plan, o.reader, v.reader, a.reader, a.role,
        g.recorded, g.reader, g.role, p.body, w.recorded
    FROM agreed a
    JOIN mapping m ON m.id = a.mapping
    JOIN review v ON v.id = a.review
    JOIN mapping o ON o.id = v.mapping
    LEFT JOIN agreed g ON g.id = (SELECT id FROM agreed WHERE removes = a.id ORDER BY recorded, id LIMIT 1)
    LEFT JOIN payload p ON p.record = g.id
    LEFT JOIN withdrawal w ON w.id = (SELECT id FROM withdrawal WHERE mapping = a.mapping ORDER BY recorded, id LIMIT 1)
    WHERE m.framework = ?1 AND m.framework_version = ?2 AND m.plan IS NOT NULL
    ORDER BY a.recorded, a.id";

impl Store {
    /// Takes a mapping for an agreed reading; `review` is the one that closed it.
    pub fn agree(
        &mut self,
        (mapping, review): (&RecordId, &RecordId),
        aim: Aim,
        reader: &Reader,
        now: Moment,
    ) -> Result<RecordId> {
        let change = change(&mut self.db)?;
        let key = own_key(&change, self.key.as_ref(), self.door.folder())?;
        if !mappings::exists(&change, mapping)? {
            return Err(StoreError::UnknownRecord(mapping.clone()));
        }
        let (id, recorded) = next(&change, &mut self.mint, &self.origin, now)?;
        let body = payload::body(&NoteWords::default())?;
        let digest = write_payload(&change, &mut self.mint, &id, &body)?;
        let row = Row {
            mapping,
            aim,
            review: Some(review),
            removes: None,
            reader,
        };
        row.write(&change, (&id, self.origin.as_str()), recorded, &digest)?;
        chain::append(&change, &self.origin, Kind::Agreed, &id)?;
        chain::seal(&change, &self.origin, key)?;
        change.commit()?;
        Ok(id)
    }

    /// Takes an agreed reading out of use.
    pub fn disagree(
        &mut self,
        agreed: &Agreed,
        reader: &Reader,
        reason: &str,
        now: Moment,
    ) -> Result<()> {
        let change = change(&mut self.db)?;
        let key = own_key(&change, self.key.as_ref(), self.door.folder())?;
        let (id, recorded) = next(&change, &mut self.mint, &self.origin, now)?;
        let body = payload::body(&NoteWords::of(reason))?;
        let digest = write_payload(&change, &mut self.mint, &id, &body)?;
        let row = Row {
            mapping: &agreed.mapping,
            aim: agreed.aim,
            review: None,
            removes: Some(&agreed.id),
            reader,
        };
        row.write(&change, (&id, self.origin.as_str()), recorded, &digest)?;
        chain::append(&change, &self.origin, Kind::Agreed, &id)?;
        chain::seal(&change, &self.origin, key)?;
        change.commit()
    }

    /// Gives the agreed readings under a framework version in their recorded order, those taken out of use among them.
    pub fn agreed(&self, framework: &FrameworkKey) -> Result<Vec<Agreed>> {
        ask::all(
            &self.db,
            AGREED,
            (&framework.id, &framework.version),
            |row| agreed(&mut Columns::of(row)),
        )
    }

    /// Gives everybody's readings of some pupils, those taken back among them, oldest first; a school's is none.
    pub fn readings_of(&self, pupils: &[PupilId]) -> Result<Vec<Read>> {
        let sql = "SELECT m.id, m.recorded, m.pupil, m.plan, m.framework, m.framework_version, m.reader, m.role, m.purpose,
                EXISTS (SELECT 1 FROM withdrawal w WHERE w.mapping = m.id)
            FROM mapping m INDEXED BY mapping_by_pupil
            WHERE m.pupil IN (SELECT value FROM json_each(?1)) AND m.role <> 'school' AND m.adopted_by IS NULL
            ORDER BY m.recorded, m.id";
        let unwritable = |_| StoreError::Damaged("a pupil's id that cannot be written".into());
        let asked = serde_json::to_string(pupils).map_err(unwritable)?;
        ask::all(&self.db, sql, [asked], |row| {
            let row = &mut Columns::of(row);
            Ok(Read {
                mapping: row.name(RecordId::new)?,
                recorded: row.moment()?,
                pupil: row.name(PupilId::new)?,
                plan: row.maybe_name(PlanId::new)?,
                framework: FrameworkKey {
                    id: row.plain()?,
                    version: row.plain()?,
                },
                reader: row.reader()?,
                purpose: row.maybe_code()?,
                withdrawn: row.plain()?,
            })
        })
    }

    /// Gives when an officer recorded, on a day, what counts by itself.
    pub fn mapped_on(
        &self,
        framework: &FrameworkKey,
        officer: &str,
        day: Day,
    ) -> Result<Vec<Moment>> {
        let sql = "SELECT m.recorded FROM mapping m
            WHERE m.framework = ?1 AND m.framework_version = ?2 AND m.reader = ?3 AND m.role = 'officer'
                AND m.purpose IS NULL AND m.adopted_by IS NULL AND m.recorded >= ?4 AND m.recorded < ?5";
        let asked = (
            &framework.id,
            &framework.version,
            officer,
            day.begins().millis(),
            day.plus_days(1).begins().millis(),
        );
        ask::all(&self.db, sql, asked, |row| Columns::of(row).moment())
    }

    /// Gives who has mapped as an officer under a framework version, by name.
    pub fn officers(&self, framework: &FrameworkKey) -> Result<Vec<String>> {
        let sql = "SELECT DISTINCT m.reader FROM mapping m
            WHERE m.framework = ?1 AND m.framework_version = ?2 AND m.role = 'officer' AND m.adopted_by IS NULL
            ORDER BY m.reader";
        ask::all(&self.db, sql, (&framework.id, &framework.version), |row| {
            Columns::of(row).plain()
        })
    }

    /// Lifts the review of an officer's new mappings.
    pub fn lift(&mut self, framework: &FrameworkKey, lift: &Lift, now: Moment) -> Result<Lift> {
        let change = change(&mut self.db)?;
        let key = own_key(&change, self.key.as_ref(), self.door.folder())?;
        let (id, recorded) = next(&change, &mut self.mint, &self.origin, now)?;
        let body = payload::body(&NoteWords::of(&lift.reason))?;
        let digest = write_payload(&change, &mut self.mint, &id, &body)?;
        let sql = "INSERT INTO lift (id, origin, officer, framework, framework_version, reader, role, recorded, payload)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
        let row = params![
            id.as_str(),
            self.origin.as_str(),
            lift.officer,
            framework.id,
            framework.version,
            lift.reader.name,
            lift.reader.role.code(),
            recorded.millis(),
            digest.bytes(),
        ];
        ask::act(&change, sql, row)?;
        chain::append(&change, &self.origin, Kind::Lift, &id)?;
        chain::seal(&change, &self.origin, key)?;
        change.commit()?;
        Ok(Lift {
            recorded,
            ..lift.clone()
        })
    }

    /// Gives the reviews that were lifted under a framework version, oldest first.
    pub fn lifts(&self, framework: &FrameworkKey) -> Result<Vec<Lift>> {
        let sql = "SELECT l.officer, l.recorded, l.reader, l.role, p.body FROM lift l LEFT JOIN payload p ON p.record = l.id
            WHERE l.framework = ?1 AND l.framework_version = ?2 ORDER BY l.recorded, l.id";
        ask::all(&self.db, sql, (&framework.id, &framework.version), |row| {
            lifted(&mut Columns::of(row))
        })
    }
}

/// A row to be written: an agreed reading, or one that takes another out of use.
struct Row<'a> {
    mapping: &'a RecordId,
    aim: Aim,
    review: Option<&'a RecordId>,
    removes: Option<&'a RecordId>,
    reader: &'a Reader,
}

impl Row<'_> {
    fn write(
        &self,
        db: &Change<'_>,
        (id, origin): (&RecordId, &str),
        recorded: Moment,
        digest: &Digest,
    ) -> Result<()> {
        let sql = "INSERT INTO agreed (id, origin, mapping, aim, review, removes, reader, role, recorded, payload)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
        let row = params![
            id.as_str(),
            origin,
            self.mapping.as_str(),
            code(&self.aim)?,
            self.review.map(RecordId::as_str),
            self.removes.map(RecordId::as_str),
            self.reader.name,
            self.reader.role.code(),
            recorded.millis(),
            digest.bytes(),
        ];
        ask::act(db, sql, row).map(drop)
    }
}

fn agreed(row: &mut Columns<'_>) -> Result<Agreed> {
    let mut agreed = Agreed {
        id: row.name(RecordId::new)?,
        recorded: row.moment()?,
        aim: row.code()?,
        mapping: row.name(RecordId::new)?,
        pupil: row.name(PupilId::new)?,
        plan: row.name(PlanId::new)?,
        officer: row.plain()?,
        moderator: row.plain()?,
        reader: row.reader()?,
        removed: None,
    };
    let at = row.maybe_moment()?;
    let (name, role) = (row.plain::<Option<String>>()?, row.maybe_code()?);
    let reason: NoteWords = words(row.plain::<Option<String>>()?.as_deref())?;
    let removed = at.map(|at| Removed {
        at,
        reader: name.zip(role).map(|(name, role)| Reader { name, role }),
        reason: reason.note.unwrap_or_default(),
    });
    let withdrawn = row.maybe_moment()?.map(|at| Removed {
        at,
        reader: None,
        reason: "the mapping was taken back".to_owned(),
    });
    agreed.removed = removed
        .into_iter()
        .chain(withdrawn)
        .min_by_key(|removed| removed.at);
    Ok(agreed)
}

fn lifted(row: &mut Columns<'_>) -> Result<Lift> {
    let (officer, recorded, reader) = (row.plain()?, row.moment()?, row.reader()?);
    let words: NoteWords = words(row.plain::<Option<String>>()?.as_deref())?;
    Ok(Lift {
        officer,
        recorded,
        reader,
        reason: words.note.unwrap_or_default(),
    })
}

/// Reads an agreed reading or a lifted review as the screens will, to see that it can be.
pub(crate) fn reads(db: &Connection, kind: Kind, record: &RecordId) -> Result<()> {
    let id = [record.as_str()];
    if kind == Kind::Lift {
        let sql = "SELECT l.officer, l.recorded, l.reader, l.role, p.body FROM lift l LEFT JOIN payload p ON p.record = l.id
            WHERE l.id = ?1";
        ask::one(db, sql, id, |row| lifted(&mut Columns::of(row)))?;
        return Ok(());
    }
    let sql = "SELECT a.aim, a.reader, a.role, p.body FROM agreed a LEFT JOIN payload p ON p.record = a.id WHERE a.id = ?1";
    ask::one(db, sql, id, |row| {
        let row = &mut Columns::of(row);
        let _: Aim = row.code()?;
        row.reader()?;
        words::<NoteWords>(row.plain::<Option<String>>()?.as_deref())
    })?;
    Ok(())
}

#[cfg(test)]
mod tests;
