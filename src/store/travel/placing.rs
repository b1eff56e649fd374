//! Records put into the tables: as their origin recorded them, or not at all.

use rusqlite::Connection;

use super::rows::{Tables, Written, text, unfit};
use crate::domain::digest::Digest;
use crate::domain::identity::{FrameworkKey, RecordId};
use crate::domain::travel::{Cell, Entry, Row, Words};
use crate::store::content::{Kind, covered};
use crate::store::convert::columns::Columns;
use crate::store::convert::payload;
use crate::store::fault::{Result, StoreError};
use crate::store::frameworks::kept_hash;
use crate::store::{
    agreed, ask, audits, erased, mappings, notices, outcomes, reviews, rulings, samples,
};

/// Puts a record into the tables; false where something that it names is not here, and what was written is to be taken
/// back.
///
/// # Errors
///
/// A record that is not the one whose digest stands in the chain.
pub(super) fn place(db: &Connection, tables: &mut Tables, entry: &Entry) -> Result<bool> {
    let Some(kind) = Kind::of_code(&entry.kind) else {
        return unfit("a record of no kind");
    };
    // Until the erasure has come by which its words are gone.
    if entry.words.is_none() && !is_erased(db, entry)? {
        return Ok(false);
    }
    if other_framework(db, entry)? {
        return Ok(false);
    }
    for (table, row) in &entry.rows {
        let Some((table, _)) = kind.rows().iter().find(|(known, _)| known == table) else {
            return unfit("a row that does not belong to its record");
        };
        if tables.write(db, table, row)? == Written::NamesNothing {
            return Ok(false);
        }
    }
    if let Some(words) = &entry.words {
        let sql = "INSERT INTO payload (record, salt, body) VALUES (?1, ?2, ?3)";
        ask::act(db, sql, (entry.record.as_str(), &words.salt.0, &words.body))?;
    } else {
        let recorded = own(entry).and_then(|own| own.get("recorded").and_then(Cell::integer));
        let sql = "INSERT INTO erasure (record, at) VALUES (?1, ?2)";
        ask::act(
            db,
            sql,
            (entry.record.as_str(), recorded.unwrap_or_default()),
        )?;
    }
    holds(db, kind, entry)?;
    let sql = "DELETE FROM awaited WHERE record = ?1";
    ask::act(db, sql, [entry.record.as_str()])?;
    Ok(true)
}

/// Checks that what was written is what the chain says, and that it can be read.
fn holds(db: &Connection, kind: Kind, entry: &Entry) -> Result<()> {
    let named = || format!("the record {} otherwise than its chain says", entry.record);
    // Every row that came is one that the digest covers: none slips in beside.
    if covered(db, kind, &entry.record)? != Some((entry.content, entry.rows.len())) {
        return unfit(named());
    }
    let sql = format!("SELECT origin, payload FROM {} WHERE id = ?1", kind.table());
    let own = ask::one(db, &sql, [entry.record.as_str()], |row| {
        let row = &mut Columns::of(row);
        Ok((row.plain::<String>()?, row.digest()?))
    })?;
    let digest = |words: &Words| payload::digest(&words.salt.0, &words.body);
    let brought = entry.words.as_ref().map(digest);
    let is_own = own.is_some_and(|(origin, digest)| {
        origin == entry.origin.as_str() && brought.is_none_or(|brought| brought == digest)
    });
    if !is_own {
        return unfit(named());
    }
    match read(db, kind, &entry.record) {
        Err(StoreError::Damaged(_)) => unfit(format!(
            "the record {} with a value that none has",
            entry.record
        )),
        read => read,
    }
}

/// Reads a record as the screens will.
fn read(db: &Connection, kind: Kind, record: &RecordId) -> Result<()> {
    match kind {
        Kind::Mapping => mappings::mapping(db, record).map(drop),
        Kind::Withdrawal => {
            let sql = "SELECT mapping FROM withdrawal WHERE id = ?1";
            let mapping = ask::one(db, sql, [record.as_str()], |row| {
                Columns::of(row).name(RecordId::new)
            })?;
            let mapping = mapping.map(|mapping| mappings::mapping(db, &mapping));
            mapping.transpose().map(drop)
        }
        Kind::Sample => samples::reads(db, record),
        Kind::Ruling => rulings::reads(db, record),
        Kind::Review | Kind::Conflict => reviews::reads(db, kind, record),
        Kind::Agreed | Kind::Lift => agreed::reads(db, kind, record),
        Kind::Notice => notices::reads(db, record),
        Kind::Outcome => outcomes::reads(db, record),
        Kind::Audit => audits::reads(db, record),
        Kind::Erased => erased::reads(db, record),
    }
}

/// Whether the pupil of a record, or of the mapping that it names, was erased here.
fn is_erased(db: &Connection, entry: &Entry) -> Result<bool> {
    let named = |column| {
        own(entry)
            .and_then(|own| own.get(column))
            .and_then(Cell::text)
    };
    let sql = "SELECT EXISTS (SELECT 1 FROM erased WHERE pupil = coalesce(?1, (SELECT pupil FROM mapping WHERE id = ?2)))";
    Ok(ask::count(db, sql, (named("pupil"), named("mapping")))? > 0)
}

/// A record's own row.
fn own(entry: &Entry) -> Option<&Row> {
    entry.rows.first().map(|(_, row)| row)
}

/// The framework that a record names, and the digest it was read under.
fn framework(entry: &Entry) -> Option<(FrameworkKey, Option<&[u8]>)> {
    let own = own(entry)?;
    let key = FrameworkKey {
        id: text(own, "framework").ok()?.to_owned(),
        version: text(own, "framework_version").ok()?.to_owned(),
    };
    Some((key, own.get("framework_hash").and_then(Cell::bytes)))
}

/// Whether the record's framework is here with other contents.
fn other_framework(db: &Connection, entry: &Entry) -> Result<bool> {
    let Some((key, Some(hash))) = framework(entry) else {
        return Ok(false);
    };
    let kept = kept_hash(db, &key)?;
    Ok(kept.is_some_and(|kept| kept.bytes() != hash))
}

/// Says why a record could not be put in.
pub(super) fn reason(
    db: &Connection,
    entry: &Entry,
    refused: impl Fn(&str) -> Option<String>,
) -> Result<String> {
    if let Some(pupil) = own(entry)
        .and_then(|own| own.get("pupil"))
        .and_then(Cell::text)
    {
        if let Some(reference) = refused(pupil) {
            return Ok(format!("its pupil {reference} was not taken"));
        }
        let sql = "SELECT count(*) FROM pupil WHERE id = ?1";
        if ask::count(db, sql, [pupil])? == 0 {
            return Ok(
                "its pupil is not in this workspace; ask for a bundle with the caseload".to_owned(),
            );
        }
    }
    if let Some((key, _)) = framework(entry) {
        if other_framework(db, entry)? {
            return Ok(format!(
                "the framework {key} is here with other contents; a released version never changes, so one of the two files is not the right one"
            ));
        }
        if kept_hash(db, &key)?.is_none() {
            return Ok(format!("the framework {key} is not here"));
        }
    }
    if entry.words.is_none() {
        return Ok(
            "its words were erased where the bundle is from, by somebody whose keys nobody here trusts"
                .to_owned(),
        );
    }
    Ok("it names a plan or another record that is not here; ask for a bundle without --since and with all its parts".to_owned())
}

/// The digest of a text file that a framework's row names, where it is that of its bytes.
pub(super) fn is_framework(row: &Row) -> bool {
    let cell = |name| row.get(name).and_then(Cell::bytes);
    let (Some(hash), Some(bytes)) = (cell("hash"), cell("bytes")) else {
        return false;
    };
    Digest::of_text(bytes).bytes() == hash
}
