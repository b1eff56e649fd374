//! The frameworks that a workspace keeps: each version's file, byte for byte.

use rusqlite::{Connection, params};

use super::ask;
use super::change::change;
use super::connection::Store;
use super::convert::columns::Columns;
use super::fault::{Result, StoreError};
use crate::domain::day::Moment;
use crate::domain::digest::Digest;
use crate::domain::identity::FrameworkKey;

/// A framework's file as it was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptFramework {
    /// The framework and its version.
    pub key: FrameworkKey,
    /// The digest that mappings name.
    pub hash: Digest,
    /// The file.
    pub bytes: Vec<u8>,
    /// When it was first kept.
    pub kept: Moment,
}

impl Store {
    /// Keeps a framework's file; the same again changes nothing, other contents are refused.
    pub fn keep_framework(
        &mut self,
        key: &FrameworkKey,
        hash: Digest,
        bytes: &[u8],
        now: Moment,
    ) -> Result<()> {
        let change = change(&mut self.db)?;
        match kept_hash(&change, key)? {
            Some(kept) if kept == hash => return Ok(()),
            Some(_) => return Err(StoreError::FrameworkChanged(key.clone())),
            None => {}
        }
        let sql =
            "INSERT INTO framework (id, version, hash, bytes, kept) VALUES (?1, ?2, ?3, ?4, ?5)";
        let row = params![key.id, key.version, hash.bytes(), bytes, now.millis()];
        ask::act(&change, sql, row)?;
        change.commit()
    }

    /// Gives the frameworks kept, in the order they came.
    pub fn frameworks(&self) -> Result<Vec<KeptFramework>> {
        let sql = "SELECT id, version, hash, bytes, kept FROM framework ORDER BY seq";
        ask::all(&self.db, sql, [], |row| {
            let row = &mut Columns::of(row);
            Ok(KeptFramework {
                key: FrameworkKey {
                    id: row.plain()?,
                    version: row.plain()?,
                },
                hash: row.digest()?,
                bytes: row.plain()?,
                kept: row.moment()?,
            })
        })
    }
}

/// The digest under which a framework is kept.
pub(crate) fn kept_hash(db: &Connection, key: &FrameworkKey) -> Result<Option<Digest>> {
    let sql = "SELECT hash FROM framework WHERE id = ?1 AND version = ?2";
    ask::one(db, sql, params![key.id, key.version], |row| {
        Columns::of(row).digest()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::fixtures::{at, framework, workspace};

    #[test]
    fn a_kept_version_never_changes() {
        let (_folder, mut store) = workspace(0);
        let kept = store.frameworks().unwrap();
        store
            .keep_framework(&framework(), Digest::of(b"file"), b"file", at(9))
            .unwrap();
        let other = store.keep_framework(&framework(), Digest::of(b"other"), b"other", at(9));
        assert!(matches!(other, Err(StoreError::FrameworkChanged(_))));
        assert_eq!(store.frameworks().unwrap(), kept);
        assert_eq!(
            (kept[0].bytes.as_slice(), kept[0].kept),
            (b"file".as_slice(), at(0))
        );
    }
}
