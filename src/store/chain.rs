//! The chain: one an origin, each link over the one before, the head signed.

use std::sync::LazyLock;

use rusqlite::{Connection, params};

use super::ask;
use super::connection::{Store, own_key};
use super::content::{Kind, RECORDED, content};
use super::convert::columns::Columns;
use super::fault::{Result, StoreError};
use super::seal::Key;
use crate::domain::day::Moment;
use crate::domain::digest::{Digest, Digester};
use crate::domain::identity::{Origin, RecordId};

impl Store {
    /// Signs what was recorded by [`Store::record_part`].
    pub fn seal(&mut self) -> Result<()> {
        let key = own_key(&self.db, self.key.as_ref(), self.door.folder())?;
        seal(&self.db, &self.origin, key)
    }
}

/// Puts a record, whose rows are all written, at the end of its origin's chain.
pub(crate) fn append(
    db: &Connection,
    origin: &Origin,
    kind: Kind,
    record: &RecordId,
) -> Result<()> {
    let content =
        content(db, kind, record)?.ok_or_else(|| StoreError::UnknownRecord(record.clone()))?;
    let (last, before) = head(db, origin)?.unzip();
    let n = last.unwrap_or(0) + 1;
    let link = link(origin, n, before.as_ref(), kind.code(), record, &content);
    let sql = "INSERT INTO chain (origin, n, kind, record, content, link) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    let row = params![
        origin.as_str(),
        n,
        kind.code(),
        record.as_str(),
        content.bytes(),
        link.bytes()
    ];
    ask::act(db, sql, row).map(drop)
}

/// Signs the head of a chain; the seal before goes.
pub(crate) fn seal(db: &Connection, origin: &Origin, key: &Key) -> Result<()> {
    let Some((n, link)) = head(db, origin)? else {
        return Ok(());
    };
    let sql = "INSERT INTO seal (origin, n, link, signature) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT (origin) DO UPDATE SET n = excluded.n, link = excluded.link, signature = excluded.signature";
    let signature = key.sign(origin, n, &link);
    ask::act(
        db,
        sql,
        params![origin.as_str(), n, link.bytes(), signature],
    )
    .map(drop)
}

/// The last record of a chain, and when it was recorded.
pub(crate) fn last(db: &Connection, origin: &Origin) -> Result<Option<(RecordId, Moment)>> {
    static SQL: LazyLock<String> = LazyLock::new(|| {
        let recorded = RECORDED.as_str();
        format!(
            "SELECT c.record, {recorded} FROM chain c WHERE c.origin = ?1 ORDER BY c.n DESC LIMIT 1"
        )
    });
    ask::one(db, &SQL, [origin.as_str()], |row| {
        let row = &mut Columns::of(row);
        Ok((row.name(RecordId::new)?, row.moment()?))
    })
}

/// The last link of a chain and its number.
fn head(db: &Connection, origin: &Origin) -> Result<Option<(i64, Digest)>> {
    let sql = "SELECT n, link FROM chain WHERE origin = ?1 ORDER BY n DESC LIMIT 1";
    ask::one(db, sql, [origin.as_str()], |row| {
        let row = &mut Columns::of(row);
        Ok((row.plain()?, row.digest()?))
    })
}

/// Forges a link over the one before.
pub(crate) fn link(
    origin: &Origin,
    n: i64,
    before: Option<&Digest>,
    kind: &str,
    record: &RecordId,
    content: &Digest,
) -> Digest {
    Digester::new("link")
        .part(origin.as_str().as_bytes())
        .part(&n.to_be_bytes())
        .maybe(before.map(|link| link.bytes().as_slice()))
        .part(kind.as_bytes())
        .part(record.as_str().as_bytes())
        .part(content.bytes())
        .finish()
}
