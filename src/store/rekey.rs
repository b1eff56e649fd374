//! A workspace's file written anew with another passphrase's key, or plain, while nobody else has it open.

use std::fs::OpenOptions;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use rusqlite::Connection;

use super::door::Door;
use super::fault::{Result, StoreError};
use super::opened::alone;
use super::passphrase::{Cipher, Passphrase, attach_plain};
use super::seal::Key;
use super::telling::Told;
use super::{ask, backup, migrate, settings};
use crate::domain::backup::Contents;

/// How long lies between two words on the progress.
const TICK: Duration = Duration::from_millis(100);

/// The name that the new file is attached under.
const NEW: &str = "anew";

/// Whether the form of a file has the packed copy for counts.
const COUNTED: &str = "SELECT count(*) FROM main.sqlite_schema WHERE name = 'counted'";

/// A workspace's file that is held, so that nobody else opens it while another takes its place; its log is in the file.
pub struct Rekeying {
    db: Connection,
    door: Door,
    was_encrypted: bool,
}

impl Rekeying {
    /// Takes hold of the file behind a door.
    ///
    /// # Errors
    ///
    /// [`StoreError::InUse`] where somebody else has it open.
    pub fn begin(door: &Door) -> Result<Self> {
        Self::held(door).map_err(|fault| {
            if matches!(fault, StoreError::Locked) {
                return StoreError::InUse(door.folder().to_owned());
            }
            fault
        })
    }

    fn held(door: &Door) -> Result<Self> {
        let opened = alone(door)?;
        let db = opened.db;
        migrate::form(&db, &door.file())?;
        let mode: String = db.query_row("PRAGMA journal_mode = DELETE", [], |row| row.get(0))?;
        if mode != "delete" {
            return Err(StoreError::Locked);
        }
        // What is locked so stays locked after the change that locked it.
        db.execute_batch(
            "PRAGMA locking_mode = EXCLUSIVE; PRAGMA foreign_keys = OFF; PRAGMA temp_store = MEMORY;
            BEGIN EXCLUSIVE; COMMIT",
        )?;
        Ok(Self {
            db,
            door: door.clone(),
            was_encrypted: opened.cipher.is_some(),
        })
    }

    /// Whether the file was encrypted before.
    pub fn was_encrypted(&self) -> bool {
        self.was_encrypted
    }

    /// Lays the workspace's key beside its file, as a plain one has it.
    ///
    /// # Errors
    ///
    /// [`StoreError::KeyInTheWay`] where another workspace's key lies there.
    pub fn lay_key(&self) -> Result<()> {
        let key = Key::held(&self.db)?;
        key.map_or(Ok(()), |key| key.lay(self.door.folder()))
    }

    /// Takes it away again: the file keeps it.
    pub fn take_key(&self) -> Result<()> {
        Key::kept(&self.db, self.door.folder()).map(drop)
    }

    /// Writes everything into the new file behind another door, and checks that it is there. With that door's passphrase it
    /// is encrypted, without one it is not, and does not hold the workspace's key.
    ///
    /// The file is not synced yet. Whoever hears `told` may end it, and what was written by then is left lying.
    pub fn write(&mut self, anew: &Door, told: &mut Told<'_>) -> Result<()> {
        let file = anew.file();
        let cipher = anew.passphrase().map(Passphrase::fresh).transpose()?;
        let key = if self.was_encrypted {
            None
        } else {
            Key::read(self.door.folder())?
        };
        let word = if cipher.is_some() {
            "Encrypting the workspace"
        } else {
            "Decrypting the workspace"
        };
        let path = file
            .to_str()
            .ok_or_else(|| StoreError::CannotOpen(file.clone()))?;
        // What is attached is opened as the file itself was, which was there.
        let made = OpenOptions::new().write(true).create_new(true).open(&file);
        made.map_err(|_| StoreError::CannotOpen(file.clone()))?;
        let end = self.db.get_interrupt_handle();
        let (done, ended) = channel();
        let db = &mut self.db;
        let cipher = cipher.as_ref();
        thread::scope(|scope| {
            scope.spawn(move || {
                // Whoever waits for it is still there.
                let _ = done.send(export(db, cipher, path, key.as_ref()));
            });
            let mut stopped = Ok(());
            loop {
                match ended.recv_timeout(TICK) {
                    Ok(written) => return stopped.and(written),
                    Err(RecvTimeoutError::Disconnected) => return stopped.and(Err(unwritten())),
                    Err(RecvTimeoutError::Timeout) => {}
                }
                stopped = stopped.and_then(|()| told(word, 0, 0));
                if stopped.is_err() {
                    end.interrupt();
                }
            }
        })?;
        if backup::contents(anew)? != self.contents()? {
            return Err(unwritten());
        }
        Ok(())
    }

    fn contents(&self) -> Result<Contents> {
        backup::held(&self.db)
    }
}

fn unwritten() -> StoreError {
    let what = "the new copy of the file is not what the file is";
    StoreError::Damaged(what.to_owned())
}

fn export(
    db: &mut Connection,
    cipher: Option<&Cipher>,
    path: &str,
    key: Option<&Key>,
) -> Result<()> {
    match cipher {
        Some(cipher) => cipher.attach(db, path, NEW)?,
        None => attach_plain(db, path, NEW)?,
    }
    let exported = fill(db, key).and_then(|()| match cipher {
        Some(_) => Ok(()),
        None => settings::forget_signing_key(db, NEW),
    });
    let detached = db.execute_batch(&format!("DETACH DATABASE {NEW}"));
    exported?;
    Ok(detached?)
}

fn fill(db: &Connection, key: Option<&Key>) -> Result<()> {
    // A copy that fails half-way is thrown away, so that nothing need take it back.
    db.execute_batch(&format!(
        "PRAGMA {NEW}.journal_mode = OFF; PRAGMA {NEW}.synchronous = OFF"
    ))?;
    db.query_row("SELECT sqlcipher_export(?1)", [NEW], |_| Ok(()))?;
    for pragma in ["application_id", "user_version"] {
        let value: i64 = db.pragma_query_value(Some("main"), pragma, |row| row.get(0))?;
        db.pragma_update(Some(NEW), pragma, value)?;
    }
    let tables = "SELECT name FROM main.sqlite_schema WHERE type = 'table'";
    let tables: Vec<String> = ask::all(db, tables, [], |row| Ok(row.get(0)?))?;
    for table in tables {
        let counted = |file| ask::count(db, &format!("SELECT count(*) FROM {file}.{table}"), []);
        if counted("main")? != counted(NEW)? {
            return Err(unwritten());
        }
    }
    // It is told by the numbers of rows, which may have changed, whether the packed copy still holds.
    if ask::count(db, COUNTED, [])? > 0 {
        db.execute(&format!("DELETE FROM {NEW}.counted"), [])?;
    }
    if let Some(key) = key {
        settings::keep_signing_key(db, NEW, &key.spelt())?;
    }
    Ok(())
}

#[cfg(test)]
#[cfg(feature = "encrypted")]
mod tests;
