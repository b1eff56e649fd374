//! Backups: a whole copy of the workspace, made while it is in use.

use std::path::Path;

use rusqlite::backup::Backup;

use super::connection::{Store, fresh};
use super::fault::{Result, StoreError};

/// Every page in one step: a reader of the log is not disturbed by those who write meanwhile.
const ALL_PAGES: i32 = -1;

impl Store {
    /// Writes a copy of the workspace, as it stands now, to a file that must not exist yet.
    pub fn backup(&self, to: &Path) -> Result<()> {
        if to.exists() {
            return Err(StoreError::BackupExists(to.to_owned()));
        }
        let mut copy = fresh(to)?;
        Backup::new(&self.db, &mut copy)?.step(ALL_PAGES)?;
        Ok(())
    }
}
