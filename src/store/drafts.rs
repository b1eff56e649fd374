//! Drafts: unfinished work, kept as keys are pressed; the only rows that change as people work.

use rusqlite::{Connection, params};

use super::connection::{Store, change};
use super::convert::payload::body;
use super::fault::{Result, StoreError};
use super::{ask, pupils};
use crate::domain::day::Moment;
use crate::domain::draft::Draft;
use crate::domain::identity::{FrameworkKey, PupilId, Reader};

/// Which saving of a draft somebody has before them. It tells when another process saved it since.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rev {
    draft: i64,
    saves: i64,
}

impl Rev {
    /// The draft was never saved.
    pub const NONE: Self = Self { draft: 0, saves: 0 };
}

impl Store {
    /// Gives a reader's draft of a pupil under a framework version, and which saving of it this is.
    pub fn draft(
        &self,
        pupil: &PupilId,
        framework: &FrameworkKey,
        reader: &Reader,
    ) -> Result<Option<(Draft, Rev)>> {
        let sql = "SELECT id, rev, body FROM draft
            WHERE pupil = ?1 AND framework = ?2 AND framework_version = ?3 AND reader = ?4 AND role = ?5";
        let whose = params![
            pupil.as_str(),
            framework.id,
            framework.version,
            reader.name,
            reader.role.code()
        ];
        let found = ask::one(&self.db, sql, whose, |row| {
            let rev = Rev {
                draft: row.get(0)?,
                saves: row.get(1)?,
            };
            Ok((rev, row.get::<_, String>(2)?))
        })?;
        let Some((rev, body)) = found else {
            return Ok(None);
        };
        let draft = serde_json::from_str(&body).map_err(|fault| {
            StoreError::Damaged(format!("the draft of {pupil} by {reader}: {fault}"))
        })?;
        Ok(Some((draft, rev)))
    }

    /// Saves a draft over the saving that `seen` names, [`Rev::NONE`] where there was none; on disk when it returns.
    pub fn save_draft(&mut self, draft: &Draft, seen: Rev, now: Moment) -> Result<Rev> {
        let body = body(draft)?;
        let change = change(&mut self.db)?;
        let rev = if seen == Rev::NONE {
            insert(&change, draft, &body, now)?
        } else {
            replace(&change, draft, &body, seen, now)?
        };
        change.commit()?;
        Ok(rev)
    }

    /// Drops a reader's draft; says whether there was one.
    pub fn drop_draft(
        &mut self,
        pupil: &PupilId,
        framework: &FrameworkKey,
        reader: &Reader,
    ) -> Result<bool> {
        remove(&self.db, pupil, framework, reader)
    }
}

fn insert(db: &Connection, draft: &Draft, body: &str, now: Moment) -> Result<Rev> {
    pupils::known(db, &draft.pupil)?;
    let sql = "INSERT INTO draft (rev, pupil, framework, framework_version, reader, role, saved, parked, body)
        VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO NOTHING";
    let row = params![
        draft.pupil.as_str(),
        draft.framework.id,
        draft.framework.version,
        draft.reader.name,
        draft.reader.role.code(),
        now.millis(),
        draft.parked,
        body,
    ];
    match ask::act(db, sql, row)? {
        0 => Err(StoreError::DraftMoved),
        _ => Ok(Rev {
            draft: db.last_insert_rowid(),
            saves: 1,
        }),
    }
}

fn replace(db: &Connection, draft: &Draft, body: &str, seen: Rev, now: Moment) -> Result<Rev> {
    let sql = "UPDATE draft SET rev = rev + 1, saved = ?3, parked = ?4, body = ?5 WHERE id = ?1 AND rev = ?2";
    let row = params![seen.draft, seen.saves, now.millis(), draft.parked, body];
    match ask::act(db, sql, row)? {
        0 => Err(StoreError::DraftMoved),
        _ => Ok(Rev {
            saves: seen.saves + 1,
            ..seen
        }),
    }
}

/// Removes a reader's draft; says whether there was one.
pub(crate) fn remove(
    db: &Connection,
    pupil: &PupilId,
    framework: &FrameworkKey,
    reader: &Reader,
) -> Result<bool> {
    let sql = "DELETE FROM draft
        WHERE pupil = ?1 AND framework = ?2 AND framework_version = ?3 AND reader = ?4 AND role = ?5";
    let whose = params![
        pupil.as_str(),
        framework.id,
        framework.version,
        reader.name,
        reader.role.code()
    ];
    Ok(ask::act(db, sql, whose)? > 0)
}
