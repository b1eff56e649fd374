//! Erased pupils: the signed record that they were, what goes with it, and by what they are known again.

mod holding;
mod naming;
mod papers;
mod returning;
mod shunned;
mod sweep;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use rusqlite::{Connection, params};

use super::change::change;
use super::checksums::{self, Summed};
use super::connection::{Store, own_key};
use super::content::Kind;
use super::convert::columns::Columns;
use super::convert::payload::{self, NoteWords, words};
use super::fault::{Result, StoreError};
use super::pseudonym::Coder;
use super::records::{next, write_payload};
use super::verify::Told;
use super::{ask, chain, counted, pupils, settings};
use crate::domain::day::Moment;
use crate::domain::erasure::{Erased, Erasure, kept_as};
use crate::domain::identity::{PupilId, Reader, RecordId};
use crate::domain::paper::PaperId;

pub use holding::{Holding, holds};
pub(crate) use naming::{NamingPaper, naming};
pub use returning::{Gone, gone};
pub(crate) use shunned::Shunned;
pub(crate) use sweep::{sweep_all, unname};

/// The columns of an erasure, for [`erasure`]; `r` is the record and `p` its words.
const ERASURE: &str = "r.id, r.pupil, r.recorded, r.reader, p.body";

/// Held while a file is written anew: where its copy goes meanwhile is told SQLite for the whole process.
static COPYING: Mutex<()> = Mutex::new(());

impl Store {
    /// Erases pupils, all or none: a signed record says so of each, and what names them goes out of every table. What is
    /// left in the file's free places goes with [`Store::scrub`].
    ///
    /// `told` hears how many are done, and may end it; nothing is changed then.
    ///
    /// # Errors
    ///
    /// Somebody who is not known or was erased before; no key of this workspace.
    pub fn erase(
        &mut self,
        erased: &[PupilId],
        by: &Reader,
        reason: &str,
        now: Moment,
        told: &mut Told<'_>,
    ) -> Result<Vec<Erased>> {
        let change = change(&mut self.db)?;
        let key = own_key(&change, self.key.as_ref(), self.door.folder())?;
        let coder = Coder::of(key);
        let (mut accounts, mut around) = (Vec::new(), papers::Around::default());
        for (pupil, done) in erased.iter().zip(0..) {
            told("Erasing", done, erased.len() as u64)?;
            pupils::known(&change, pupil)?;
            let (id, recorded) = next(&change, &mut self.mint, &self.origin, now)?;
            let body = payload::body(&NoteWords::of(reason))?;
            let digest = write_payload(&change, &mut self.mint, &id, &body)?;
            let sql = "INSERT INTO erased (id, origin, pupil, reader, role, recorded, payload)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
            let row = params![
                id.as_str(),
                self.origin.as_str(),
                pupil.as_str(),
                by.name,
                by.role.code(),
                recorded.millis(),
                digest.bytes(),
            ];
            ask::act(&change, sql, row)?;
            chain::append(&change, &self.origin, Kind::Erased, &id)?;
            accounts.push(sweep::sweep(
                &change,
                pupil,
                Some(&coder),
                &mut around,
                now,
            )?);
        }
        sweep::elsewhere(&change, &mut accounts, told)?;
        counted::drop_counted(&change)?;
        chain::seal(&change, &self.origin, key)?;
        change.commit()?;
        Ok(accounts.into_iter().map(|swept| swept.account).collect())
    }

    /// Gives every erasure that is recorded, oldest first.
    pub fn erasures(&self) -> Result<Vec<Erasure>> {
        let sql = format!(
            "SELECT {ERASURE} FROM erased r LEFT JOIN payload p ON p.record = r.id ORDER BY r.recorded, r.id"
        );
        ask::all(&self.db, &sql, [], |row| erasure(&mut Columns::of(row)))
    }

    /// Gives the pupils who were erased.
    pub fn erased_pupils(&self) -> Result<Vec<PupilId>> {
        let sql = "SELECT DISTINCT pupil FROM erased ORDER BY pupil";
        ask::all(&self.db, sql, [], |row| Columns::of(row).name(PupilId::new))
    }

    /// Lets somebody who was erased in again, by their reference, their UPN, their surname, forename and birth date, or the
    /// reference that their numbers are kept under: an import that names them then takes them for a new pupil.
    pub fn readmit(&mut self, named: &str) -> Result<()> {
        let change = change(&mut self.db)?;
        let coder = Coder::of(own_key(&change, self.key.as_ref(), self.door.folder())?);
        let mut found: BTreeSet<String> = BTreeSet::new();
        for mark in shunned::marks_of_text(&coder, named) {
            let sql = "SELECT pupil FROM erased_mark WHERE mark = ?1";
            found.extend(ask::one(&change, sql, [mark], |row| Ok(row.get(0)?))?);
        }
        let all = "SELECT DISTINCT pupil FROM erased_mark";
        let all = ask::all(&change, all, [], |row| Columns::of(row).name(PupilId::new))?;
        let kept = all
            .iter()
            .filter(|pupil| kept_as(pupil).as_str() == named.trim());
        found.extend(kept.map(ToString::to_string));
        if found.is_empty() {
            return Err(StoreError::NotErased(named.trim().to_owned()));
        }
        for pupil in found {
            checksums::forget(&change, Summed::Mark, "pupil = ?1", [&pupil])?;
            ask::act(&change, "DELETE FROM erased_mark WHERE pupil = ?1", [pupil])?;
        }
        change.commit()
    }

    /// Those who were erased; nothing where nobody was.
    pub(crate) fn shunned(&self) -> Result<Option<Shunned>> {
        Shunned::of(&self.db, self.key.as_ref(), self.door.folder())
    }

    /// Takes documents away that nobody has and that name somebody who was erased, which only a person can tell.
    ///
    /// # Errors
    ///
    /// Nobody was erased; a document that is not there, or that is somebody's.
    pub fn erase_papers(&mut self, papers: &[PaperId], now: Moment) -> Result<()> {
        let change = change(&mut self.db)?;
        owe(&change)?;
        let sql = "SELECT pupil FROM erased ORDER BY recorded DESC, id DESC LIMIT 1";
        let last = ask::one(&change, sql, [], |row| Columns::of(row).name(PupilId::new))?;
        let last = last.ok_or(StoreError::NobodyErased)?;
        for paper in papers {
            papers::is_nobodys(&change, *paper)?;
            papers::remove(&change, *paper, &last, now)?;
        }
        change.commit()
    }

    /// Whether something was erased and the file has not been written anew since.
    pub fn is_scrub_owed(&self) -> Result<bool> {
        Ok(self.meta(SCRUB)?.as_deref() == Some(OWED))
    }

    /// Writes the file anew without its free places, and its log away, so that no byte of what was erased lies in either;
    /// false where another program has the workspace open, which keeps it from being done.
    ///
    /// Overwriting what goes is not enough: where SQLite parts a page in two, what has moved stays in the gap of the first.
    pub fn scrub(&mut self) -> Result<bool> {
        // The copy that this takes is as large as the file. It goes into the workspace's own folder: not into memory, and
        // not where files of everybody lie.
        let one = COPYING.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(folder) = self.door.folder().to_str() {
            self.db
                .pragma_update(None, "temp_store_directory", folder)?;
        }
        self.db.execute_batch("PRAGMA temp_store = FILE")?;
        let done = self.anew();
        self.db.execute_batch("PRAGMA temp_store = MEMORY")?;
        drop(one);
        let done = done?;
        if done && self.is_scrub_owed()? {
            self.set_meta(SCRUB, "done")?;
        }
        Ok(done)
    }

    fn anew(&self) -> Result<bool> {
        for sql in ["VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"] {
            let done: Result<bool> = match self.db.query_row(sql, [], |row| row.get::<_, i64>(0)) {
                Ok(busy) => Ok(busy == 0),
                Err(rusqlite::Error::QueryReturnedNoRows) => Ok(true),
                Err(fault) => Err(fault.into()),
            };
            match done {
                Ok(true) => {}
                Ok(false) | Err(StoreError::Locked) => return Ok(false),
                Err(fault) => return Err(fault),
            }
        }
        Ok(true)
    }
}

/// The setting that says whether the file is still to be written anew.
const SCRUB: &str = "scrub";
const OWED: &str = "owed";

/// Notes with an erasure that the file is to be written anew, whatever ends the program in between; and has what goes
/// overwritten where it lay until then.
fn owe(db: &Connection) -> Result<()> {
    db.pragma_update(None, "secure_delete", true)?;
    settings::set(db, SCRUB, OWED)
}

/// Whether a record says that a pupil was erased.
pub(crate) fn is_erased(db: &Connection, pupil: &PupilId) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM erased WHERE pupil = ?1)";
    Ok(ask::count(db, sql, [pupil.as_str()])? > 0)
}

/// Reads an erasure as the screens will, to see that it can be.
pub(crate) fn reads(db: &Connection, record: &RecordId) -> Result<()> {
    let sql = format!(
        "SELECT {ERASURE} FROM erased r LEFT JOIN payload p ON p.record = r.id WHERE r.id = ?1"
    );
    ask::one(db, &sql, [record.as_str()], |row| {
        erasure(&mut Columns::of(row))
    })
    .map(drop)
}

fn erasure(row: &mut Columns<'_>) -> Result<Erasure> {
    let id = row.name(RecordId::new)?;
    let pupil = row.name(PupilId::new)?;
    let (at, by) = (row.moment()?, row.plain()?);
    let words: NoteWords = words(row.plain::<Option<String>>()?.as_deref())?;
    Ok(Erasure {
        id,
        kept_as: kept_as(&pupil),
        at,
        by,
        reason: words.note.unwrap_or_default(),
    })
}
