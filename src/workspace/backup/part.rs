//! The folder that a backup is made in until it has its last name, and what killed programs left of such.
//!
//! Beside it lies a file that is locked for as long as its process lives: what stands there and nobody holds is of one
//! that was killed, and goes with the next backup.

use std::path::{Path, PathBuf};

use super::super::files::{self, Held, lasting};
use super::super::problem::Result;
use super::PART;

/// The end of the name of the file that is locked meanwhile.
const LOCK: &str = "lock";

/// What is being made, or taken away, by this process.
pub(super) struct Part {
    /// Its folder.
    pub(super) folder: PathBuf,
    held: Option<Held>,
}

impl Part {
    /// A part of its own for this process; its folder is not made yet.
    fn own(into: &Path, name: &str) -> Self {
        let own = format!("{name}.{}", std::process::id());
        Self {
            folder: into.join(format!("{own}.{PART}")),
            // A disk that knows no locks has backups all the same; what a kill leaves there stays.
            held: Held::make(&into.join(format!("{own}.{LOCK}"))).ok(),
        }
    }

    /// Begins a backup of a name, and takes away what others were killed at.
    pub(super) fn begin(into: &Path, name: &str) -> Result<Self> {
        sweep(into);
        let part = Self::own(into, name);
        files::make_folder(&part.folder)?;
        Ok(part)
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        if let Some(held) = self.held.take() {
            held.remove();
        }
    }
}

/// Takes away the parts whose process was killed. What cannot be is left: the backup at hand is not to fail for it.
pub(in crate::workspace) fn sweep(into: &Path) {
    for lock in files::entries(into).unwrap_or_default() {
        if lock.extension().is_some_and(|end| end == LOCK)
            && let Ok(Some(held)) = Held::take(&lock)
        {
            let part = lock.with_extension(PART);
            if !part.exists() || files::remove_folder(&part).is_ok() {
                held.remove();
            }
        }
    }
}

/// Takes a backup away, by another name first: half a backup must not look like a whole one.
pub(in crate::workspace) fn let_go(backup: &Path) -> Result<()> {
    let into = backup.parent().unwrap_or(Path::new(""));
    let name = backup.file_name().unwrap_or_default().to_string_lossy();
    let part = Part::own(into, &name);
    lasting::rename(backup, &part.folder)?;
    Ok(files::remove_folder(&part.folder)?)
}
