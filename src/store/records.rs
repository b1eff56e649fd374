//! Recording: a mapping or a withdrawal with all its rows, its place in the chain and the seal, in one change.

use rusqlite::{Connection, params};

use super::connection::{Store, change, own_key};
use super::content::Kind;
use super::convert::payload::{self, MappingWords, WithdrawalWords};
use super::convert::{children, mapping};
use super::fault::{Result, StoreError};
use super::frameworks::kept_hash;
use super::mint::Mint;
use super::{ask, chain, drafts, mappings, pupils};
use crate::domain::day::Moment;
use crate::domain::digest::Digest;
use crate::domain::identity::{Origin, Reader, RecordId};
use crate::domain::mapping::{Mapping, Sheet, Withdrawal};

impl Store {
    /// Records a mapping and removes its reader's draft; it is on disk when this returns.
    pub fn record(&mut self, sheet: Sheet, now: Moment) -> Result<Mapping> {
        let change = change(&mut self.db)?;
        let key = own_key(&change, self.key.as_ref(), &self.folder)?;
        let mapping = write(&change, &mut self.mint, &self.origin, sheet, now)?;
        chain::seal(&change, &self.origin, key)?;
        change.commit()?;
        Ok(mapping)
    }

    /// Records many mappings, each at its moment, all of them or none; gives how many.
    pub fn record_all(
        &mut self,
        sheets: impl IntoIterator<Item = (Sheet, Moment)>,
    ) -> Result<usize> {
        let change = change(&mut self.db)?;
        let key = own_key(&change, self.key.as_ref(), &self.folder)?;
        let mut recorded = 0;
        for (sheet, now) in sheets {
            write(&change, &mut self.mint, &self.origin, sheet, now)?;
            recorded += 1;
        }
        chain::seal(&change, &self.origin, key)?;
        change.commit()?;
        Ok(recorded)
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
        let key = own_key(&change, self.key.as_ref(), &self.folder)?;
        if !mappings::exists(&change, mapping)? {
            return Err(StoreError::UnknownRecord(mapping.clone()));
        }
        if mappings::withdrawal(&change, mapping)?.is_some() {
            return Err(StoreError::AlreadyWithdrawn(mapping.clone()));
        }
        let withdrawal = Withdrawal {
            id: RecordId::new(self.mint.id(now)),
            mapping: mapping.clone(),
            reader: reader.clone(),
            reason: reason.to_owned(),
            recorded: now,
        };
        write_withdrawal(&change, &mut self.mint, &self.origin, &withdrawal)?;
        chain::append(&change, &self.origin, Kind::Withdrawal, &withdrawal.id)?;
        chain::seal(&change, &self.origin, key)?;
        change.commit()?;
        Ok(withdrawal)
    }
}

fn write(
    db: &Connection,
    mint: &mut Mint,
    origin: &Origin,
    sheet: Sheet,
    now: Moment,
) -> Result<Mapping> {
    mapping::has_outcome(&sheet)?;
    pupils::known(db, &sheet.pupil)?;
    match kept_hash(db, &sheet.framework)? {
        Some(kept) if kept == sheet.framework_hash => {}
        Some(_) => return Err(StoreError::FrameworkChanged(sheet.framework)),
        None => return Err(StoreError::UnknownFramework(sheet.framework)),
    }
    let recorded = Mapping {
        id: RecordId::new(mint.id(now)),
        origin: origin.clone(),
        recorded: now,
        sheet,
        withdrawn: None,
    };
    let sheet = &recorded.sheet;
    let body = payload::body(&MappingWords::of(sheet))?;
    let digest = write_payload(db, mint, &recorded.id, &body)?;
    mapping::write(db, &recorded, &digest)?;
    children::write(db, recorded.id.as_str(), sheet)?;
    chain::append(db, origin, Kind::Mapping, &recorded.id)?;
    drafts::remove(db, &sheet.pupil, &sheet.framework, &sheet.reader)?;
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

fn write_payload(
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
