//! Drafts: unfinished work, kept as keys are pressed; the only rows that change as people work.

use rusqlite::{Connection, ToSql, params};

use super::change::change;
use super::checksums::{self, Summed};
use super::connection::Store;
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
        let Some((rev, body)) = kept(&self.db, pupil, framework, reader)? else {
            return Ok(None);
        };
        let draft = serde_json::from_str(&body).map_err(|fault| {
            StoreError::Damaged(format!("the draft of {pupil} by {reader}: {fault}"))
        })?;
        Ok(Some((draft, rev)))
    }

    /// Gives a reader's latest draft of a pupil under any other version of a framework.
    pub fn draft_under_another(
        &self,
        pupil: &PupilId,
        framework: &FrameworkKey,
        reader: &Reader,
    ) -> Result<Option<Draft>> {
        let sql =
            "SELECT body FROM draft WHERE pupil = ?1 AND framework = ?2 AND framework_version <> ?3
                AND reader = ?4 AND role = ?5 ORDER BY saved DESC, id DESC LIMIT 1";
        let asked = params![
            pupil.as_str(),
            framework.id,
            framework.version,
            reader.name,
            reader.role.code()
        ];
        let body: Option<String> = ask::one(&self.db, sql, asked, |row| Ok(row.get(0)?))?;
        let read = |body: String| {
            serde_json::from_str(&body).map_err(|fault| {
                StoreError::Damaged(format!("the draft of {pupil} by {reader}: {fault}"))
            })
        };
        body.map(read).transpose()
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

    /// Drops a reader's draft, the saving of it that `seen` names; with [`Rev::NONE`] there must be none to drop.
    pub fn drop_draft(
        &mut self,
        pupil: &PupilId,
        framework: &FrameworkKey,
        reader: &Reader,
        seen: Rev,
    ) -> Result<()> {
        let change = change(&mut self.db)?;
        remove(&change, pupil, framework, reader, seen)?;
        change.commit()
    }
}

fn insert(db: &Connection, draft: &Draft, body: &str, now: Moment) -> Result<Rev> {
    pupils::known(db, &draft.pupil)?;
    let row: [(&str, &dyn ToSql); 9] = [
        ("rev", &1),
        ("pupil", &draft.pupil.as_str()),
        ("framework", &draft.framework.id),
        ("framework_version", &draft.framework.version),
        ("reader", &draft.reader.name),
        ("role", &draft.reader.role.code()),
        ("saved", &now.millis()),
        ("parked", &draft.parked),
        ("body", &body),
    ];
    if !checksums::put_new(db, Summed::Draft, &row)? {
        return Err(StoreError::DraftMoved);
    }
    Ok(Rev {
        draft: db.last_insert_rowid(),
        saves: 1,
    })
}

fn replace(db: &Connection, draft: &Draft, body: &str, seen: Rev, now: Moment) -> Result<Rev> {
    let sql = "UPDATE draft SET rev = rev + 1, saved = ?3, parked = ?4, body = ?5 WHERE id = ?1 AND rev = ?2";
    let row = params![seen.draft, seen.saves, now.millis(), draft.parked, body];
    checksums::forget(db, Summed::Draft, "id = ?1", [seen.draft])?;
    if ask::act(db, sql, row)? == 0 {
        return Err(StoreError::DraftMoved);
    }
    checksums::renew(db, Summed::Draft, "id = ?1", [seen.draft])?;
    Ok(Rev {
        saves: seen.saves + 1,
        ..seen
    })
}

/// A reader's draft as it lies in the table.
fn kept(
    db: &Connection,
    pupil: &PupilId,
    framework: &FrameworkKey,
    reader: &Reader,
) -> Result<Option<(Rev, String)>> {
    let sql = "SELECT id, rev, body FROM draft
        WHERE pupil = ?1 AND framework = ?2 AND framework_version = ?3 AND reader = ?4 AND role = ?5";
    let whose = params![
        pupil.as_str(),
        framework.id,
        framework.version,
        reader.name,
        reader.role.code()
    ];
    ask::one(db, sql, whose, |row| {
        let rev = Rev {
            draft: row.get(0)?,
            saves: row.get(1)?,
        };
        Ok((rev, row.get(2)?))
    })
}

/// Removes a reader's draft, where it is still the one seen: none at all for [`Rev::NONE`].
pub(crate) fn remove(
    db: &Connection,
    pupil: &PupilId,
    framework: &FrameworkKey,
    reader: &Reader,
    seen: Rev,
) -> Result<()> {
    let found = kept(db, pupil, framework, reader)?;
    if found.map_or(Rev::NONE, |(rev, _)| rev) != seen {
        return Err(StoreError::DraftMoved);
    }
    checksums::forget(db, Summed::Draft, "id = ?1", [seen.draft])?;
    ask::act(db, "DELETE FROM draft WHERE id = ?1", [seen.draft]).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::draft::{ItemId, Step};
    use crate::domain::judgement::SetAside;
    use crate::store::fixtures::{at, draft, framework, officer, open, pupil, sheet, workspace};

    fn set_aside() -> Step {
        Step::SetAside {
            item: ItemId(1),
            why: SetAside::Core,
        }
    }

    #[test]
    fn a_draft_comes_back_as_it_was_saved() {
        let (folder, mut store) = workspace(1);
        let id = pupil(&store, "K-1");
        let mut draft = draft(&id);
        let first = store.save_draft(&draft, Rev::NONE, at(3)).unwrap();
        draft.take(set_aside());
        draft.reveal(at(4));
        draft.parked = Some("ask the school".into());
        let second = store.save_draft(&draft, first, at(4)).unwrap();
        drop(store);
        let store = open(folder.path(), 8);
        let found = store.draft(&id, &framework(), &officer()).unwrap();
        assert_eq!(found, Some((draft, second)));
        let entry = store.entry(&id, &framework()).unwrap().unwrap();
        assert_eq!(entry.drafts[0].saved, at(4));
        assert_eq!(entry.drafts[0].parked.as_deref(), Some("ask the school"));
    }

    #[test]
    fn nothing_is_overwritten_when_another_process_saved_since() {
        let (folder, mut one) = workspace(1);
        let mut other = open(folder.path(), 8);
        let draft = draft(&pupil(&one, "K-1"));
        let first = one.save_draft(&draft, Rev::NONE, at(3)).unwrap();
        let moved = |result| assert!(matches!(result, Err(StoreError::DraftMoved)));
        moved(other.save_draft(&draft, Rev::NONE, at(3)));
        let second = other.save_draft(&draft, first, at(4)).unwrap();
        moved(one.save_draft(&draft, first, at(5)));
        let drop = |store: &mut Store, seen| {
            store.drop_draft(&draft.pupil, &framework(), &officer(), seen)
        };
        assert!(matches!(drop(&mut one, first), Err(StoreError::DraftMoved)));
        assert!(matches!(
            drop(&mut one, Rev::NONE),
            Err(StoreError::DraftMoved)
        ));
        drop(&mut one, second).unwrap();
        drop(&mut one, Rev::NONE).unwrap();
        moved(other.save_draft(&draft, second, at(6)));
        // A draft begun anew is not the one that was dropped, though its count of savings is.
        one.save_draft(&draft, Rev::NONE, at(7)).unwrap();
        moved(other.save_draft(&draft, first, at(8)));
    }

    #[test]
    fn recording_removes_the_readers_own_draft_alone() {
        let (_folder, mut store) = workspace(1);
        let id = pupil(&store, "K-1");
        let mut others = draft(&id);
        others.reader.name = "Tom Reed".into();
        let own = store.save_draft(&draft(&id), Rev::NONE, at(3)).unwrap();
        store.save_draft(&others, Rev::NONE, at(3)).unwrap();
        let sheet = sheet(&store, &id, "3");
        store.record(sheet, Some(own), at(4)).unwrap();
        let left = store.entry(&id, &framework()).unwrap().unwrap().drafts;
        assert_eq!(left.len(), 1);
        assert_eq!(left[0].reader, others.reader);
    }

    #[test]
    fn recording_a_draft_that_moved_records_nothing() {
        let (folder, mut one) = workspace(1);
        let mut other = open(folder.path(), 8);
        let id = pupil(&one, "K-1");
        let mut draft = draft(&id);
        let seen = one.save_draft(&draft, Rev::NONE, at(3)).unwrap();
        draft.take(set_aside());
        let later = other.save_draft(&draft, seen, at(4)).unwrap();
        let sheet = sheet(&one, &id, "3");
        for seen in [seen, Rev::NONE] {
            let refused = one.record(sheet.clone(), Some(seen), at(5));
            assert!(matches!(refused, Err(StoreError::DraftMoved)));
        }
        let entry = one.entry(&id, &framework()).unwrap().unwrap();
        assert!(entry.mappings.is_empty());
        // A mapping that came in a file has nothing to do with the draft in hand.
        one.record(sheet.clone(), None, at(5)).unwrap();
        let kept = one.draft(&id, &framework(), &officer()).unwrap();
        assert_eq!(kept, Some((draft, later)));
        one.record(sheet.clone(), Some(later), at(6)).unwrap();
        assert_eq!(one.draft(&id, &framework(), &officer()).unwrap(), None);
        one.record(sheet, Some(Rev::NONE), at(7)).unwrap();
    }
}
