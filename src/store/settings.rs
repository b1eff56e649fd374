//! The workspace's own settings: its origin, its public key, and what its people chose.

use rusqlite::{Connection, params};
use zeroize::Zeroizing;

use super::ask;
use super::fault::{Result, StoreError};
use crate::domain::day::Moment;
use crate::domain::digest::Digest;
use crate::domain::identity::Origin;

const ORIGIN: &str = "origin";
const CREATED: &str = "created";
/// The setting that holds the public half of the workspace's key.
pub(crate) const PUBLIC_KEY: &str = "public_key";
/// The workspace's key itself, in an encrypted file alone: beside a plain one it has a file of its own.
const SIGNING_KEY: &str = "signing_key";

/// Writes what a new workspace is known by.
pub(crate) fn begin(db: &Connection, origin: &str, public: &Digest, now: Moment) -> Result<()> {
    put(db, ORIGIN, origin)?;
    put(db, CREATED, &now.to_string())?;
    put(db, PUBLIC_KEY, &public.to_string())
}

/// The name of this workspace on every record it makes.
pub(crate) fn origin(db: &Connection) -> Result<Origin> {
    needed(db, ORIGIN).map(Origin::new)
}

/// The public half of the workspace's key.
pub(crate) fn public_key(db: &Connection) -> Result<Digest> {
    let text = needed(db, PUBLIC_KEY)?;
    text.parse()
        .map_err(|_| StoreError::Damaged("the workspace's public key".into()))
}

/// The workspace's key as it is kept in an encrypted file.
pub(crate) fn signing_key(db: &Connection) -> Result<Option<Zeroizing<String>>> {
    Ok(get(db, SIGNING_KEY)?.map(Zeroizing::new))
}

/// Keeps the workspace's key in a file that is encrypted: that of the workspace, or one attached under a name.
pub(crate) fn keep_signing_key(db: &Connection, file: &str, key: &str) -> Result<()> {
    let sql = format!("INSERT OR REPLACE INTO {file}.workspace (key, value) VALUES (?1, ?2)");
    ask::act(db, &sql, params![SIGNING_KEY, key]).map(drop)
}

/// Takes the workspace's key, to its last byte, out of a file that is not to be encrypted, attached under a name.
pub(crate) fn forget_signing_key(db: &Connection, file: &str) -> Result<()> {
    db.execute_batch(&format!("PRAGMA {file}.secure_delete = ON"))?;
    let sql = format!("DELETE FROM {file}.workspace WHERE key = ?1");
    ask::act(db, &sql, params![SIGNING_KEY]).map(drop)
}

/// Gives a setting.
pub(crate) fn get(db: &Connection, key: &str) -> Result<Option<String>> {
    let sql = "SELECT value FROM workspace WHERE key = ?1";
    ask::one(db, sql, [key], |row| Ok(row.get(0)?))
}

/// Writes a setting, but those that name the workspace.
pub(crate) fn set(db: &Connection, key: &str, value: &str) -> Result<()> {
    if [ORIGIN, CREATED, PUBLIC_KEY, SIGNING_KEY].contains(&key) {
        return Err(StoreError::FixedSetting(key.to_owned()));
    }
    put(db, key, value)
}

fn put(db: &Connection, key: &str, value: &str) -> Result<()> {
    let sql = "INSERT INTO workspace (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2";
    ask::act(db, sql, params![key, value]).map(drop)
}

fn needed(db: &Connection, key: &str) -> Result<String> {
    get(db, key)?.ok_or_else(|| StoreError::Damaged(format!("the workspace's {key} is missing")))
}
