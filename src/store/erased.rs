//! Erased pupils: the signed record that they were, what goes with it, and by what they are known again.

mod holding;
mod naming;
mod papers;
mod returning;
mod scrub;
mod shunned;
mod sweep;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

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
use super::telling::Told;
use super::{ask, chain, counted, pupils};
use crate::domain::day::Moment;
use crate::domain::erasure::{Erased, Erasure, kept_as};
use crate::domain::identity::{PupilId, Reader, RecordId};
use crate::domain::paper::PaperId;

pub use holding::{Holding, holds};
pub(crate) use naming::{NamingPaper, naming};
pub use returning::{Gone, gone};
use scrub::owe;
pub(crate) use shunned::Shunned;
pub(crate) use sweep::{sweep_all, unname};

/// The columns of an erasure, for [`erasure`]; `r` is the record and `p` its words.
const ERASURE: &str = "r.id, r.pupil, r.recorded, r.reader, p.body";

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
