//! The chains: every link forged again, every record's digest made again, the head's signature.

use rusqlite::Connection;

use crate::domain::day::Moment;
use crate::domain::digest::Digest;
use crate::domain::identity::{Origin, RecordId};
use crate::store::chain::link;
use crate::store::content::{Kind, RECORDED, content};
use crate::store::convert::columns::Columns;
use crate::store::fault::Result;
use crate::store::seal::holds;
use crate::store::{ask, colleagues};

use super::{ChainHead, Fault, Verified};
use crate::store::telling::Telling;

/// One row of a chain.
struct Place {
    origin: Origin,
    n: i64,
    kind: String,
    record: RecordId,
    content: Digest,
    link: Digest,
    recorded: Option<Moment>,
}

/// Walks every chain from its first link to its last.
pub(super) fn walk(
    db: &Connection,
    verified: &mut Verified,
    telling: &mut Telling<'_>,
) -> Result<()> {
    let recorded = RECORDED.as_str();
    let sql = format!(
        "SELECT c.origin, c.n, c.kind, c.record, c.content, c.link, {recorded} FROM chain c ORDER BY c.origin, c.n"
    );
    let mut last: Option<Place> = None;
    telling.begin(
        "Walking the chains",
        ask::count(db, "SELECT count(*) FROM chain", [])?,
    )?;
    ask::each(db, &sql, [], |row| {
        telling.next()?;
        let row = &mut Columns::of(row);
        let next = Place {
            origin: row.name(Origin::new)?,
            n: row.plain()?,
            kind: row.plain()?,
            record: row.name(RecordId::new)?,
            content: row.digest()?,
            link: row.digest()?,
            recorded: row.maybe_moment()?,
        };
        let before = last.take().filter(|last| last.origin == next.origin);
        step(before.as_ref(), &next, &mut verified.faults);
        record(db, &next, &mut verified.faults)?;
        verified.chains.pop_if(|head| head.origin == next.origin);
        verified.chains.push(ChainHead {
            origin: next.origin.clone(),
            length: next.n,
            link: next.link,
        });
        last = Some(next);
        Ok(())
    })
}

/// Checks a link against the one before.
fn step(before: Option<&Place>, next: &Place, faults: &mut Vec<Fault>) {
    let expected = before.map_or(0, |last| last.n) + 1;
    if next.n != expected {
        let what = format!(
            "it stands at {} of its chain, where {expected} should follow",
            next.n
        );
        faults.push(Fault::of(&next.record, what));
    }
    let moments = before.and_then(|last| last.recorded).zip(next.recorded);
    if moments.is_some_and(|(last, next)| next <= last) {
        let what = "its moment is not after that of the record before";
        faults.push(Fault::of(&next.record, what));
    }
    let last = before.map(|last| &last.link);
    let forged = link(
        &next.origin,
        next.n,
        last,
        &next.kind,
        &next.record,
        &next.content,
    );
    if forged != next.link {
        faults.push(Fault::of(
            &next.record,
            "its link does not follow from the one before",
        ));
    }
}

/// Checks that a link's record is there and is what it was.
fn record(db: &Connection, next: &Place, faults: &mut Vec<Fault>) -> Result<()> {
    let Some(kind) = Kind::of_code(&next.kind) else {
        let what = format!("the chain calls it a \"{}\", which no record is", next.kind);
        faults.push(Fault::of(&next.record, what));
        return Ok(());
    };
    match content(db, kind, &next.record)? {
        None if is_awaited(db, &next.record)? => {}
        None => faults.push(Fault::of(
            &next.record,
            "it is in the chain, and its row is gone",
        )),
        Some(content) if content != next.content => {
            faults.push(Fault::of(
                &next.record,
                "it was changed after it was recorded",
            ));
        }
        Some(_) => {}
    }
    Ok(())
}

fn is_awaited(db: &Connection, record: &RecordId) -> Result<bool> {
    let sql = "SELECT count(*) FROM awaited WHERE record = ?1";
    Ok(ask::count(db, sql, [record.as_str()])? > 0)
}

/// Finds records that no chain knows. Rows of no record at all show in SQLite's own check of the foreign keys.
pub(super) fn unchained(
    db: &Connection,
    verified: &mut Verified,
    _: &mut Telling<'_>,
) -> Result<()> {
    for kind in Kind::ALL {
        let sql = format!(
            "SELECT r.id FROM {} r
                LEFT JOIN chain c ON c.record = r.id AND c.kind = ?1 AND c.origin = r.origin WHERE c.record IS NULL",
            kind.table()
        );
        ask::each(db, &sql, [kind.code()], |row| {
            let record = Columns::of(row).name(RecordId::new)?;
            verified
                .faults
                .push(Fault::of(&record, "it is in no chain of its origin"));
            Ok(())
        })?;
    }
    Ok(())
}

/// Checks the records that are awaited: each has its place in a colleague's chain, and has not come.
pub(super) fn awaited(db: &Connection, verified: &mut Verified, _: &mut Telling<'_>) -> Result<()> {
    let sql = "SELECT a.record, EXISTS (SELECT 1 FROM payload p WHERE p.record = a.record) OR EXISTS (SELECT 1 FROM erasure e WHERE e.record = a.record)
            OR NOT EXISTS (SELECT 1 FROM chain c WHERE c.record = a.record
                AND c.origin <> (SELECT value FROM workspace WHERE key = 'origin'))
        FROM awaited a";
    ask::each(db, sql, [], |row| {
        let record = Columns::of(row).name(RecordId::new)?;
        if row.get(1)? {
            let what = "it is said to be awaited, and is here or in no colleague's chain";
            verified.faults.push(Fault::of(&record, what));
        }
        verified.awaited += 1;
        Ok(())
    })
}

/// Checks the signature over the head of every chain: this workspace's own by its key, a colleague's by the one that is
/// trusted here.
pub(super) fn seals(
    db: &Connection,
    (own, public): (&Origin, &Digest),
    verified: &mut Verified,
) -> Result<()> {
    seal(db, own, public, verified)?;
    let sql = "SELECT origin FROM chain UNION SELECT origin FROM seal";
    let origins = ask::all(db, sql, [], |row| Columns::of(row).name(Origin::new))?;
    for origin in origins.iter().filter(|origin| *origin != own) {
        if let Some(known) = colleagues::known(db, origin)? {
            seal(db, origin, &known.colleague.signing, verified)?;
        } else {
            let what = format!(
                "there are records of the workspace {origin}, whose keys nobody here trusts"
            );
            verified.faults.push(Fault::of_file(what));
        }
    }
    for one in colleagues::forged(db, public)? {
        let what = format!("the keys of {one} were not trusted with this workspace's key");
        verified.faults.push(Fault::of_file(what));
    }
    Ok(())
}

/// Checks the signature over the head of a chain.
fn seal(db: &Connection, origin: &Origin, public: &Digest, verified: &mut Verified) -> Result<()> {
    let sql = "SELECT n, link, signature FROM seal WHERE origin = ?1";
    let sealed = ask::one(db, sql, [origin.as_str()], |row| {
        let row = &mut Columns::of(row);
        let head: (i64, Digest) = (row.plain()?, row.digest()?);
        Ok((head, row.plain::<Vec<u8>>()?))
    })?;
    let head = verified.chains.iter().find(|head| head.origin == *origin);
    let what = match (head, sealed) {
        (Some(head), None) => format!("the chain's {} records have no seal", head.length),
        (None, Some(((n, _), _))) => {
            format!("the seal is over {n} records, and the chain has none")
        }
        (Some(_), Some(((n, link), signature))) if !holds(public, origin, n, &link, &signature) => {
            "the seal was not made with the workspace's key".to_owned()
        }
        (Some(head), Some(((n, link), _))) if (n, link) != (head.length, head.link) => {
            format!(
                "the seal is over {n} records, and the chain ends otherwise at {}",
                head.length
            )
        }
        (Some(_), Some(_)) | (None, None) => return Ok(()),
    };
    verified.faults.push(Fault::of_file(what));
    Ok(())
}
