//! The scrub: the file is written anew without its free places, in which bytes of what was erased may lie.

use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use rusqlite::Connection;

use crate::store::connection::Store;
use crate::store::fault::{Result, StoreError};
use crate::store::settings;
use crate::store::telling::Told;

/// The setting that says whether the file is still to be written anew.
const SCRUB: &str = "scrub";
const OWED: &str = "owed";

/// How long lies between two words on the progress.
const TICK: Duration = Duration::from_millis(100);

/// Held while a file is written anew: where its copy goes meanwhile is told SQLite for the whole process.
static COPYING: Mutex<()> = Mutex::new(());

impl Store {
    /// Whether something was erased and the file has not been written anew since.
    pub fn is_scrub_owed(&self) -> Result<bool> {
        Ok(self.meta(SCRUB)?.as_deref() == Some(OWED))
    }

    /// Writes the file anew without its free places, and its log away, so that no byte of what was erased lies in either;
    /// false where another program has the workspace open, which keeps it from being done.
    ///
    /// Overwriting what goes is not enough: where SQLite parts a page in two, what has moved stays in the gap of the first.
    /// A country's file takes minutes: whoever hears `told` may end it, and it stays owed.
    pub fn scrub(&mut self, told: &mut Told<'_>) -> Result<bool> {
        // The copy that this takes is as large as the file. It goes into the workspace's own folder: not into memory, and
        // not where files of everybody lie.
        let one = COPYING.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(folder) = self.door.folder().to_str() {
            self.db
                .pragma_update(None, "temp_store_directory", folder)?;
        }
        self.db.execute_batch("PRAGMA temp_store = FILE")?;
        let done = beside(&mut self.db, told);
        self.db.execute_batch("PRAGMA temp_store = MEMORY")?;
        drop(one);
        let done = done?;
        if done && self.is_scrub_owed()? {
            self.set_meta(SCRUB, "done")?;
        }
        Ok(done)
    }
}

/// Notes with an erasure that the file is to be written anew, whatever ends the program in between; and has what goes
/// overwritten where it lay until then.
pub(super) fn owe(db: &Connection) -> Result<()> {
    db.pragma_update(None, "secure_delete", true)?;
    settings::set(db, SCRUB, OWED)
}

/// Writes it anew on a thread of its own, for SQLite says nothing meanwhile.
fn beside(db: &mut Connection, told: &mut Told<'_>) -> Result<bool> {
    let mut tell = || told("Writing the file anew", 0, 0);
    tell()?;
    let end = db.get_interrupt_handle();
    let (done, ended) = channel();
    thread::scope(|scope| {
        scope.spawn(move || {
            // Whoever waits for it is still there.
            let _ = done.send(anew(db));
        });
        let mut stopped = Ok(());
        loop {
            match ended.recv_timeout(TICK) {
                Ok(written) => return stopped.and(written),
                Err(RecvTimeoutError::Disconnected) => return stopped.and(Ok(false)),
                Err(RecvTimeoutError::Timeout) => {}
            }
            stopped = stopped.and_then(|()| tell());
            if stopped.is_err() {
                end.interrupt();
            }
        }
    })
}

fn anew(db: &Connection) -> Result<bool> {
    for sql in ["VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"] {
        let done: Result<bool> = match db.query_row(sql, [], |row| row.get::<_, i64>(0)) {
            Ok(busy) => Ok(busy == 0),
            Err(rusqlite::Error::QueryReturnedNoRows) => Ok(true),
            Err(fault) => Err(fault.into()),
        };
        match done {
            Ok(true) => {}
            Ok(false) | Err(StoreError::Locked) => return Ok(false),
            Err(fault) => return Err(fault),
        }
    }
    Ok(true)
}
