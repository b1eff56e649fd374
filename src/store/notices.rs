//! Notices for everyone: records of their own.

use rusqlite::{Connection, params};

use super::ask;
use super::chain;
use super::change::change;
use super::connection::{Store, own_key};
use super::content::Kind;
use super::convert::columns::Columns;
use super::convert::payload::{self, NoteWords, words};
use super::fault::{Result, StoreError};
use super::records::{next, write_payload};
use crate::domain::day::Moment;
use crate::domain::identity::{Origin, Reader, RecordId};
use crate::domain::moderation::notice::Notice;

/// The columns of a notice, for [`notice`]; `r` is the notice and `p` its words.
const NOTICE: &str = "r.origin, r.value, r.reader, r.role, r.recorded, p.body";

impl Store {
    /// Records whether suggestions are off for everyone.
    pub fn give_notice(
        &mut self,
        off: bool,
        reader: &Reader,
        reason: &str,
        now: Moment,
    ) -> Result<()> {
        let change = change(&mut self.db)?;
        let key = own_key(&change, self.key.as_ref(), self.door.folder())?;
        let (id, recorded) = next(&change, &mut self.mint, &self.origin, now)?;
        let body = payload::body(&NoteWords::of(reason))?;
        let digest = write_payload(&change, &mut self.mint, &id, &body)?;
        let sql = "INSERT INTO notice (id, origin, subject, value, reader, role, recorded, payload)
            VALUES (?1, ?2, 'suggestions', ?3, ?4, ?5, ?6, ?7)";
        let row = params![
            id.as_str(),
            self.origin.as_str(),
            if off { "off" } else { "on" },
            reader.name,
            reader.role.code(),
            recorded.millis(),
            digest.bytes(),
        ];
        ask::act(&change, sql, row)?;
        chain::append(&change, &self.origin, Kind::Notice, &id)?;
        chain::seal(&change, &self.origin, key)?;
        change.commit()
    }

    /// Gives every notice on suggestions, oldest first.
    pub fn notices(&self) -> Result<Vec<Notice>> {
        let sql = format!(
            "SELECT {NOTICE} FROM notice r LEFT JOIN payload p ON p.record = r.id
                WHERE r.subject = 'suggestions' ORDER BY r.recorded, r.id"
        );
        ask::all(&self.db, &sql, [], |row| notice(&mut Columns::of(row)))
    }
}

/// Reads a notice as the screens will, to see that it can be.
pub(crate) fn reads(db: &Connection, record: &RecordId) -> Result<()> {
    let sql = format!(
        "SELECT {NOTICE} FROM notice r LEFT JOIN payload p ON p.record = r.id WHERE r.id = ?1"
    );
    ask::one(db, &sql, [record.as_str()], |row| {
        notice(&mut Columns::of(row))
    })
    .map(drop)
}

fn notice(row: &mut Columns<'_>) -> Result<Notice> {
    let origin = row.name(Origin::new)?;
    let off = match row.plain::<String>()?.as_str() {
        "off" => true,
        "on" => false,
        other => return Err(StoreError::Damaged(format!("a notice says \"{other}\""))),
    };
    let (reader, recorded) = (row.reader()?, row.moment()?);
    let words: NoteWords = words(row.plain::<Option<String>>()?.as_deref())?;
    Ok(Notice {
        origin,
        off,
        reader,
        reason: words.note.unwrap_or_default(),
        recorded,
    })
}

#[cfg(test)]
mod tests {
    use crate::domain::moderation::notice::off;
    use crate::store::fixtures::{at, officer, workspace};

    #[test]
    fn a_notice_is_a_record_and_is_kept() {
        let (_folder, mut store) = workspace(1);
        assert_eq!(store.notices().unwrap(), []);
        store
            .give_notice(true, &officer(), "they anchor", at(1))
            .unwrap();
        let notices = store.notices().unwrap();
        let ruled = off(&notices).unwrap();
        assert_eq!(
            (ruled.reason.as_str(), &ruled.reader),
            ("they anchor", &officer())
        );
        store
            .give_notice(false, &officer(), "looked at", at(2))
            .unwrap();
        assert_eq!(off(&store.notices().unwrap()), None);
        let verified = store.verified().unwrap();
        assert_eq!((verified.records, verified.faults), (2, vec![]));
        let changed = store.db.execute_batch("UPDATE notice SET value = 'on'");
        assert!(changed.is_err());
        assert!(store.db.execute_batch("DELETE FROM notice").is_err());
    }
}
