//! Recording: a mapping or a withdrawal with all its rows, its place in the chain and the seal, in one change.

use std::ops::ControlFlow;

use rusqlite::{Connection, params};

use super::change::change;
use super::connection::{Store, own_key};
use super::content::Kind;
use super::convert::payload::{self, MappingWords, WithdrawalWords};
use super::convert::{children, mapping};
use super::drafts::{self, Rev};
use super::fault::{Result, StoreError, heard};
use super::frameworks::kept_hash;
use super::mint::Mint;
use super::{ask, chain, mappings, pupils, settings};
use crate::domain::day::Moment;
use crate::domain::digest::Digest;
use crate::domain::identity::{Origin, Reader, RecordId};
use crate::domain::mapping::{Course, Mapping, Sheet, Withdrawal};

impl Store {
    /// Records a mapping; it is on disk when this returns.
    ///
    /// The draft that it was made of goes in the same change, and is refused where it is no longer the one seen
    /// ([`Rev::NONE`] for one that was never saved). Without a draft, one in hand stays as it is.
    pub fn record(&mut self, sheet: Sheet, draft: Option<Rev>, now: Moment) -> Result<Mapping> {
        let change = change(&mut self.db)?;
        let key = own_key(&change, self.key.as_ref(), self.door.folder())?;
        pupils::known(&change, &sheet.pupil)?;
        if let Some(seen) = draft {
            drafts::remove(&change, &sheet.pupil, &sheet.framework, &sheet.reader, seen)?;
        }
        let mapping = write(&change, &mut self.mint, &self.origin, sheet, now)?;
        chain::seal(&change, &self.origin, key)?;
        change.commit()?;
        Ok(mapping)
    }

    /// Records a mapping as one of many, within what [`Store::begin`] began; [`Store::seal`] comes after the last.
    pub fn record_part(&mut self, sheet: Sheet, now: Moment) -> Result<Mapping> {
        write(&self.db, &mut self.mint, &self.origin, sheet, now)
    }

    /// Takes a framework version for the workspace and records the mappings that stand under it, all or none.
    ///
    /// `settings` name the version; `told` hears how many are written, and where it breaks off, none is.
    pub fn adopt(
        &mut self,
        sheets: Vec<Sheet>,
        settings: &[(&str, &str)],
        now: Moment,
        mut told: impl FnMut(u64) -> ControlFlow<()>,
    ) -> Result<()> {
        let change = change(&mut self.db)?;
        let key = own_key(&change, self.key.as_ref(), self.door.folder())?;
        for (sheet, done) in sheets.into_iter().zip(1..) {
            write(&change, &mut self.mint, &self.origin, sheet, now)?;
            heard(told(done))?;
        }
        for (name, value) in settings {
            settings::set(&change, name, value)?;
        }
        chain::seal(&change, &self.origin, key)?;
        change.commit()?;
        Ok(())
    }

    /// Takes a mapping back, as a record of its own; refuses one that was taken back before.
    pub fn withdraw(
        &mut self,
        mapping: &RecordId,
        reader: &Reader,
        reason: &str,
        now: Moment,
    ) -> Result<Withdrawal> {
        let change = change(&mut self.db)?;
        let key = own_key(&change, self.key.as_ref(), self.door.folder())?;
        if !mappings::exists(&change, mapping)? {
            return Err(StoreError::UnknownRecord(mapping.clone()));
        }
        if mappings::withdrawal(&change, mapping)?.is_some() {
            return Err(StoreError::AlreadyWithdrawn(mapping.clone()));
        }
        let (id, recorded) = next(&change, &mut self.mint, &self.origin, now)?;
        let withdrawal = Withdrawal {
            id,
            mapping: mapping.clone(),
            reader: reader.clone(),
            reason: reason.to_owned(),
            recorded,
        };
        write_withdrawal(&change, &mut self.mint, &self.origin, &withdrawal)?;
        chain::append(&change, &self.origin, Kind::Withdrawal, &withdrawal.id)?;
        chain::seal(&change, &self.origin, key)?;
        change.commit()?;
        Ok(withdrawal)
    }
}

/// Names the record to come: it is later than the origin's last, in its moment and in its id.
///
/// The clock may stand still (`--now`) or go back, and what is recorded last must still count as the latest.
pub(crate) fn next(
    db: &Connection,
    mint: &mut Mint,
    origin: &Origin,
    now: Moment,
) -> Result<(RecordId, Moment)> {
    let mut recorded = now;
    if let Some((last, at)) = chain::last(db, origin)? {
        mint.follow(last.as_str());
        recorded = now.max(at.plus_millis(1));
    }
    Ok((RecordId::new(mint.id(recorded)), recorded))
}

/// Moves a walk with the moment of its record, so that how long it took stays true.
fn put_off(course: &mut Course, now: Moment, recorded: Moment) {
    // A walk that began after `now` was timed by another clock, and no shift makes it right.
    if course.opened <= now {
        let late = recorded.millis() - now.millis();
        course.opened = course.opened.plus_millis(late);
        course.revealed = course.revealed.map(|at| at.plus_millis(late));
    }
}

pub(crate) fn write(
    db: &Connection,
    mint: &mut Mint,
    origin: &Origin,
    mut sheet: Sheet,
    now: Moment,
) -> Result<Mapping> {
    mapping::has_outcome(&sheet)?;
    pupils::exists(db, &sheet.pupil)?;
    match kept_hash(db, &sheet.framework)? {
        Some(kept) if kept == sheet.framework_hash => {}
        Some(_) => return Err(StoreError::FrameworkChanged(sheet.framework)),
        None => return Err(StoreError::UnknownFramework(sheet.framework)),
    }
    let (id, recorded) = next(db, mint, origin, now)?;
    put_off(&mut sheet.course, now, recorded);
    let recorded = Mapping {
        id,
        origin: origin.clone(),
        recorded,
        sheet,
        withdrawn: None,
    };
    let sheet = &recorded.sheet;
    let body = payload::body(&MappingWords::of(sheet))?;
    let digest = write_payload(db, mint, &recorded.id, &body)?;
    mapping::write(db, &recorded, &digest)?;
    children::write(db, recorded.id.as_str(), sheet)?;
    chain::append(db, origin, Kind::Mapping, &recorded.id)?;
    Ok(recorded)
}

fn write_withdrawal(
    db: &Connection,
    mint: &mut Mint,
    origin: &Origin,
    withdrawal: &Withdrawal,
) -> Result<()> {
    let reason = withdrawal.reason.clone();
    let body = payload::body(&WithdrawalWords { reason })?;
    let digest = write_payload(db, mint, &withdrawal.id, &body)?;
    let sql = "INSERT INTO withdrawal (id, origin, mapping, reader, role, recorded, payload)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    let row = params![
        withdrawal.id.as_str(),
        origin.as_str(),
        withdrawal.mapping.as_str(),
        withdrawal.reader.name,
        withdrawal.reader.role.code(),
        withdrawal.recorded.millis(),
        digest.bytes(),
    ];
    ask::act(db, sql, row).map(drop)
}

pub(crate) fn write_payload(
    db: &Connection,
    mint: &mut Mint,
    record: &RecordId,
    body: &str,
) -> Result<Digest> {
    let salt = mint.salt();
    let sql = "INSERT INTO payload (record, salt, body) VALUES (?1, ?2, ?3)";
    ask::act(db, sql, params![record.as_str(), salt, body])?;
    Ok(payload::digest(&salt, body))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::caseload::{Event, MappingResult};
    use crate::domain::identity::AreaId;
    use crate::domain::identity::{FrameworkKey, PupilId};
    use crate::domain::judgement::CannotMapWhy;
    use crate::domain::mapping::TakenOver;
    use crate::domain::worklist::current;
    use crate::store::content::content;
    use crate::store::fixtures::{
        at, cannot, framework, officer, open, pupil, sheet, standing, workspace,
    };

    #[test]
    fn a_mapping_comes_back_whole() {
        let (folder, mut store) = workspace(1);
        let id = pupil(&store, "K-1");
        let recorded = store.record(sheet(&store, &id, "3"), None, at(4)).unwrap();
        let without = store.record(cannot(&store, &id), None, at(5)).unwrap();
        drop(store);
        let store = open(folder.path(), 8);
        assert_eq!(store.mapping(&recorded.id).unwrap(), Some(recorded));
        assert_eq!(
            store.mapping(&without.id).unwrap().unwrap().sheet,
            without.sheet
        );
        let entry = store.entry(&id, &framework()).unwrap().unwrap();
        let results: Vec<_> = entry.mappings.iter().map(|head| &head.result).collect();
        assert!(matches!(results[0], MappingResult::Tariff(..)));
        assert_eq!(
            *results[1],
            MappingResult::CannotMap(CannotMapWhy::VagueSectionF)
        );
        assert_eq!(entry.mappings[0].flags, 1);
    }

    #[test]
    fn what_was_taken_over_comes_back_and_the_chain_covers_it() {
        let (_folder, mut store) = workspace(1);
        let id = pupil(&store, "K-1");
        let first = store.record(sheet(&store, &id, "3"), None, at(4)).unwrap();
        assert_eq!(
            store.mapping(&first.id).unwrap().unwrap().sheet.taken_over,
            None
        );
        let over = TakenOver {
            from: first.id.clone(),
            provisions: vec![(2, 7)],
            areas: vec![AreaId::new("ci")],
        };
        let mut again = sheet(&store, &id, "3");
        again.taken_over = Some(over);
        let recorded = store.record(again, None, at(5)).unwrap();
        assert_eq!(store.mapping(&recorded.id).unwrap(), Some(recorded));
        assert_eq!(store.verified().unwrap().faults, []);
        for changed in [
            "mapping SET carried_from = NULL",
            "mapping_provision SET carried_from = 6 WHERE carried_from = 7",
            "area_level SET carried = NULL",
        ] {
            let change = store.db.unchecked_transaction().unwrap();
            let table = changed.split(' ').next().unwrap();
            let sql = format!("DROP TRIGGER {table}_is_not_changed; UPDATE {changed}");
            change.execute_batch(&sql).unwrap();
            let found = content(&change, Kind::Mapping, &recorded_id(&change)).unwrap();
            assert_ne!(found, covered(&change), "{changed}");
        }
    }

    /// The latest mapping.
    fn recorded_id(db: &Connection) -> RecordId {
        let sql = "SELECT id FROM mapping ORDER BY recorded DESC LIMIT 1";
        let id = ask::one(db, sql, [], |row| Ok(row.get(0)?)).unwrap();
        RecordId::new(id.unwrap_or_else(String::new))
    }

    /// What the chain says that the latest mapping holds.
    fn covered(db: &Connection) -> Option<Digest> {
        let sql = "SELECT content FROM chain ORDER BY n DESC LIMIT 1";
        let content = ask::one(db, sql, [], |row| Ok(row.get::<_, [u8; 32]>(0)?)).unwrap();
        content.map(Digest::from)
    }

    #[test]
    fn a_withdrawal_is_a_record_and_comes_once() {
        let (_folder, mut store) = workspace(1);
        let id = pupil(&store, "K-1");
        let mapping = store
            .record(sheet(&store, &id, "3"), None, at(4))
            .unwrap()
            .id;
        let withdrawal = store
            .withdraw(&mapping, &officer(), "wrong pupil", at(5))
            .unwrap();
        let again = store.withdraw(&mapping, &officer(), "again", at(6));
        assert!(matches!(again, Err(StoreError::AlreadyWithdrawn(_))));
        let unknown = store.withdraw(&withdrawal.id, &officer(), "", at(6));
        assert!(matches!(unknown, Err(StoreError::UnknownRecord(_))));
        assert_eq!(
            store.mapping(&mapping).unwrap().unwrap().withdrawn,
            Some(withdrawal.clone())
        );
        assert!(standing(&store, "K-1").is_empty());
        assert_eq!(
            store.history(&id).unwrap().pop(),
            Some(Event::Withdrawn(withdrawal))
        );
    }

    #[test]
    fn two_processes_both_record() {
        let (folder, mut one) = workspace(2);
        let mut other = open(folder.path(), 8);
        let (first, second) = (pupil(&one, "K-1"), pupil(&one, "K-2"));
        for turn in 0..5 {
            one.record(sheet(&one, &first, "3"), None, at(turn))
                .unwrap();
            other
                .record(sheet(&other, &second, "4"), None, at(turn))
                .unwrap();
        }
        let both = [standing(&one, "K-1"), standing(&other, "K-2")];
        assert_eq!(both.map(|heads| heads.len()), [5, 5]);
        let verified = other.verified().unwrap();
        assert_eq!((verified.records, verified.faults), (10, vec![]));
    }

    #[test]
    fn what_is_recorded_last_counts_whatever_the_clock() {
        let (folder, one) = workspace(1);
        let mut stores = [one, open(folder.path(), 7)];
        let id = pupil(&stores[0], "K-1");
        let mut last: Option<Mapping> = None;
        for turn in 0..9_usize {
            let store = &mut stores[turn % 2];
            // The clock stands for six turns and then goes back.
            let now = at(if turn < 6 { 4 } else { 3 });
            let recorded = store.record(sheet(store, &id, "3"), None, now).unwrap();
            if let Some(last) = last {
                assert!(recorded.id > last.id && recorded.recorded > last.recorded);
            }
            let took = recorded.recorded.millis() - recorded.sheet.course.opened.millis();
            assert_eq!(took, now.millis() - at(2).millis());
            let entry = store.entry(&id, &framework()).unwrap().unwrap();
            assert_eq!(
                current(&entry).map(|head| &head.id),
                Some(&recorded.id),
                "turn {turn}"
            );
            let told = store.history(&id).unwrap().pop();
            assert_eq!(told, Some(Event::Mapped(Box::new(recorded.clone()))));
            last = Some(recorded);
        }
        assert_eq!(stores[0].verified().unwrap().faults, []);
    }

    #[test]
    fn a_withdrawal_comes_after_its_mapping_whatever_the_clock() {
        let (_folder, mut store) = workspace(1);
        let sheet = sheet(&store, &pupil(&store, "K-1"), "3");
        let mapping = store.record(sheet, None, at(4)).unwrap();
        let withdrawal = store
            .withdraw(&mapping.id, &officer(), "again", at(3))
            .unwrap();
        assert_eq!(withdrawal.recorded, mapping.recorded.plus_millis(1));
        assert!(withdrawal.id > mapping.id);
    }

    #[test]
    fn a_sheet_that_cannot_stand_is_refused() {
        let (folder, mut store) = workspace(1);
        let good = sheet(&store, &pupil(&store, "K-1"), "3");
        let refused = |store: &mut Store, change: fn(&mut Sheet)| {
            let mut sheet = good.clone();
            change(&mut sheet);
            store.record(sheet, None, at(4)).unwrap_err().to_string()
        };
        let told = refused(&mut store, |sheet| sheet.pupil = PupilId::new("nobody"));
        assert!(told.contains("no pupil \"nobody\""), "{told}");
        let told = refused(&mut store, |sheet| {
            sheet.framework = FrameworkKey {
                id: "other".into(),
                version: "1".into(),
            };
        });
        assert!(
            told.contains("\"other 1\" is not in this workspace"),
            "{told}"
        );
        let told = refused(&mut store, |sheet| {
            sheet.framework_hash = Digest::of(b"changed");
        });
        assert!(told.contains("never changes"), "{told}");
        drop(store);
        std::fs::remove_file(folder.path().join(crate::store::KEY_FILE)).unwrap();
        let told = refused(&mut open(folder.path(), 8), |_| {});
        assert!(
            told.contains("key") && told.contains("is missing"),
            "{told}"
        );
    }
}
