//! The rest of the file: the tables and triggers, payloads, plans, frameworks.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use rusqlite::Connection;

use crate::domain::digest::Digest;
use crate::domain::identity::RecordId;
use crate::store::checksums::{CHECKSUM, HEAD};
use crate::store::content::Kind;
use crate::store::convert::columns::Columns;
use crate::store::convert::payload;
use crate::store::fault::Result;
use crate::store::{ask, migrate};

use super::{Fault, Verified};
use crate::store::telling::Telling;

/// Tables, triggers and what else there is, each with the words that it is made by.
type Schema = BTreeMap<String, Option<String>>;

/// Compares the tables and triggers with those that every workspace has.
pub(super) fn tables(db: &Connection, verified: &mut Verified, _: &mut Telling<'_>) -> Result<()> {
    let mut expected = expected()?;
    for (name, sql) in schema(db)? {
        match expected.remove(&name) {
            Some(kept) if kept == sql => {}
            Some(_) => verified.faults.push(Fault::of_file(format!(
                "\"{name}\" is not made as it should be"
            ))),
            None => verified.faults.push(Fault::of_file(format!(
                "\"{name}\" does not belong in a workspace"
            ))),
        }
    }
    let missing = expected
        .into_keys()
        .map(|name| Fault::of_file(format!("\"{name}\" is missing")));
    verified.faults.extend(missing);
    Ok(())
}

/// What every workspace has, made once: the forms one after the other take longer than all else in a small file.
fn expected() -> Result<Schema> {
    static EXPECTED: OnceLock<Schema> = OnceLock::new();
    if let Some(expected) = EXPECTED.get() {
        return Ok(expected.clone());
    }
    let expected = schema(&migrate::pattern()?)?;
    Ok(EXPECTED.get_or_init(|| expected).clone())
}

fn schema(db: &Connection) -> Result<Schema> {
    // `sqlite_stat1` and its like are SQLite's own notes.
    let sql = "SELECT name, type || ' of ' || tbl_name || ': ' || sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";
    let things = ask::all(db, sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(things.into_iter().collect())
}

/// Counts the records in the tables.
pub(super) fn count(db: &Connection, verified: &mut Verified, _: &mut Telling<'_>) -> Result<()> {
    for kind in Kind::ALL {
        let sql = format!("SELECT count(*) FROM {}", kind.table());
        verified.records += usize::try_from(ask::count(db, &sql, [])?).unwrap_or(0);
    }
    Ok(())
}

/// Checks that every record has the words it was recorded with.
pub(super) fn payloads(
    db: &Connection,
    verified: &mut Verified,
    telling: &mut Telling<'_>,
) -> Result<()> {
    let of = |kind: Kind| format!("SELECT id, payload FROM {}", kind.table());
    let sql = format!(
        "SELECT r.id, r.payload, p.salt, p.body FROM ({}) r LEFT JOIN payload p ON p.record = r.id",
        Kind::ALL.map(of).join(" UNION ALL ")
    );
    let records = i64::try_from(verified.records).unwrap_or(i64::MAX);
    telling.begin("Checking the words of records", records)?;
    ask::each(db, &sql, [], |row| {
        telling.next()?;
        let row = &mut Columns::of(row);
        let (record, expected) = (row.name(RecordId::new)?, row.digest()?);
        let (salt, body): (Option<Vec<u8>>, Option<String>) = (row.plain()?, row.plain()?);
        let what = match salt.zip(body) {
            None if is_erased(db, &record)? => return Ok(()),
            Some((salt, body)) if payload::digest(&salt, &body) == expected => return Ok(()),
            Some(_) => "its words were changed after it was recorded",
            None => "its words are gone",
        };
        verified.faults.push(Fault::of(&record, what));
        Ok(())
    })?;
    let sql = "SELECT record FROM payload WHERE record NOT IN (SELECT record FROM chain)";
    ask::each(db, sql, [], |row| {
        let record = Columns::of(row).name(RecordId::new)?;
        verified.faults.push(Fault::of(
            &record,
            "there are words for it, and it is in no chain",
        ));
        Ok(())
    })
}

/// Whether an erasure names a record, whose pupil a signed record says was erased.
fn is_erased(db: &Connection, record: &RecordId) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM erasure e JOIN record_of_pupil r ON r.record = e.record
        JOIN erased d ON d.pupil = r.pupil WHERE e.record = ?1)";
    Ok(ask::count(db, sql, [record.as_str()])? > 0)
}

/// Checks erasures: words go only of the records of a pupil of whom a signed record says that they were erased, and then
/// they and all that names the pupil are gone.
pub(super) fn erasures(
    db: &Connection,
    verified: &mut Verified,
    _: &mut Telling<'_>,
) -> Result<()> {
    let sql = "SELECT e.record, EXISTS (SELECT 1 FROM record_of_pupil r JOIN erased d ON d.pupil = r.pupil WHERE r.record = e.record),
            EXISTS (SELECT 1 FROM payload p WHERE p.record = e.record)
        FROM erasure e";
    ask::each(db, sql, [], |row| {
        let what = match (row.get(1)?, row.get(2)?) {
            (true, false) => return Ok(()),
            (false, _) => "an erasure names it, which Continuum did not write",
            (true, true) => "its words were erased, and are here",
        };
        let record = Columns::of(row).name(RecordId::new)?;
        verified.faults.push(Fault::of(&record, what));
        Ok(())
    })?;
    let sql = "SELECT p.id, p.ref LIKE 'erased-%' AND p.upn IS NULL AND 1 = (SELECT count(*) FROM pupil_version v WHERE v.pupil = p.seq)
            AND NOT EXISTS (SELECT 1 FROM plan l WHERE l.pupil = p.id AND l.text <> '')
        FROM pupil p JOIN (SELECT DISTINCT pupil FROM erased) e ON e.pupil = p.id";
    ask::each(db, sql, [], |row| {
        let pupil: String = row.get(0)?;
        if !row.get::<_, bool>(1)? {
            let what = format!("the pupil {pupil} was erased, and what names them is here");
            verified.faults.push(Fault::of_file(what));
        }
        Ok(())
    })
}

/// Checks that every pupil points to the latest of their own facts, and who named them last and left them out.
pub(super) fn pupils(
    db: &Connection,
    verified: &mut Verified,
    telling: &mut Telling<'_>,
) -> Result<()> {
    let sql = format!("SELECT p.id, v.id IS NULL OR v.pupil <> p.seq OR v.ref <> p.ref OR (v.upn IS NOT p.upn AND p.undone IS NULL)
            OR v.id <> coalesce(
                (SELECT max(id) FROM standing_version WHERE pupil = p.seq),
                (SELECT max(id) FROM pupil_version WHERE pupil = p.seq)), p.{CHECKSUM} IS NOT {HEAD}
        FROM pupil p LEFT JOIN pupil_version v ON v.id = p.version");
    telling.begin(
        "Checking pupils",
        ask::count(db, "SELECT count(*) FROM pupil", [])?,
    )?;
    ask::each(db, &sql, [], |row| {
        telling.next()?;
        let pupil: String = row.get(0)?;
        if row.get(2)? {
            let what = format!(
                "which import named the pupil {pupil} last or left them out is not as it was written: import that file again, or restore a backup"
            );
            verified.faults.push(Fault::of_fact(what));
        }
        if row.get::<_, Option<bool>>(1)? == Some(true) {
            let what = format!("the pupil {pupil} does not point to the latest of their own facts");
            verified.faults.push(Fault::of_fact(what));
        }
        Ok(())
    })
}

/// Checks that every plan's text is the one that came in.
pub(super) fn plans(
    db: &Connection,
    verified: &mut Verified,
    telling: &mut Telling<'_>,
) -> Result<()> {
    telling.begin(
        "Checking plans",
        ask::count(db, "SELECT count(*) FROM plan", [])?,
    )?;
    let sql =
        "SELECT l.id, l.digest, l.text, l.digest = zeroblob(32) AND l.text = '' AND l.source = ''
            AND EXISTS (SELECT 1 FROM erased e WHERE e.pupil = l.pupil)
        FROM plan l";
    ask::each(db, sql, [], |row| {
        telling.next()?;
        let row = &mut Columns::of(row);
        let (id, digest, text): (String, Digest, String) =
            (row.plain()?, row.digest()?, row.plain()?);
        let is_erased: bool = row.plain()?;
        if !is_erased && Digest::of(text.as_bytes()) != digest {
            verified.faults.push(Fault::of_file(format!(
                "the text of plan {id} was changed after it came in"
            )));
        }
        Ok(())
    })
}

/// Checks that the text of every document that waits is the one that came in.
pub(super) fn papers(db: &Connection, verified: &mut Verified, _: &mut Telling<'_>) -> Result<()> {
    let sql =
        "SELECT p.id, p.file, p.digest, t.text FROM paper p JOIN paper_text t ON t.paper = p.id";
    ask::each(db, sql, [], |row| {
        let row = &mut Columns::of(row);
        let (id, file): (i64, String) = (row.plain()?, row.plain()?);
        let (digest, text): (Digest, String) = (row.digest()?, row.plain()?);
        if Digest::of(text.as_bytes()) != digest {
            verified.faults.push(Fault::of_fact(format!(
                "the text of the document {id} (\"{file}\") was changed after it came in: restore a backup, or import the document again"
            )));
        }
        Ok(())
    })
}

/// Checks that every framework's file is the one whose digest mappings name.
pub(super) fn frameworks(
    db: &Connection,
    verified: &mut Verified,
    _: &mut Telling<'_>,
) -> Result<()> {
    let sql = "SELECT id, version, hash, bytes FROM framework";
    ask::each(db, sql, [], |row| {
        let row = &mut Columns::of(row);
        let (id, version, hash): (String, String, Digest) =
            (row.plain()?, row.plain()?, row.digest()?);
        if Digest::of_text(&row.plain::<Vec<u8>>()?) != hash {
            verified.faults.push(Fault::of_file(format!(
                "the file of the framework {id} {version} was changed after it was kept"
            )));
        }
        Ok(())
    })
}
