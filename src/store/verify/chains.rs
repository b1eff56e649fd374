//! The chains: every link forged again, every record's digest made again, the head's signature.

use rusqlite::Connection;

use crate::domain::day::Moment;
use crate::domain::digest::Digest;
use crate::domain::identity::{Origin, RecordId};
use crate::store::ask;
use crate::store::chain::link;
use crate::store::content::{Kind, RECORDED, content};
use crate::store::convert::columns::Columns;
use crate::store::fault::Result;
use crate::store::seal::holds;

use super::{ChainHead, Fault, Telling, Verified};

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
    let Some(kind) = Kind::ALL.into_iter().find(|kind| kind.code() == next.kind) else {
        let what = format!("the chain calls it a \"{}\", which no record is", next.kind);
        faults.push(Fault::of(&next.record, what));
        return Ok(());
    };
    match content(db, kind, &next.record)? {
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

/// Checks the signature over the head of this workspace's own chain.
pub(super) fn seal(
    db: &Connection,
    origin: &Origin,
    public: &Digest,
    verified: &mut Verified,
) -> Result<()> {
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
