//! The folder that something large is made in until it has its last name, and what killed programs left of such: of
//! backups, of a restoring before its point of no return, of a workspace that was being encrypted or repaired.
//!
//! Beside it lies a file that is locked for as long as its process lives: what stands there and nobody holds is of one
//! that was killed, and goes with the next work of these kinds; of a workspace's file written anew, which may have been made
//! plain, with the next opening.

use std::path::{Path, PathBuf};

use super::super::files::{self, Held, lasting};
use super::super::problem::Result;
use super::super::unwatched;
use super::super::watching::{Watch, tell};
use super::{FOLDER, PART};
use crate::store::RESTORING;

/// The end of the name of the file that is locked meanwhile.
const LOCK: &str = "lock";

/// The name of what is to take the place of a workspace's file with another passphrase.
pub(in crate::workspace) const ENCRYPTING: &str = "encrypting";

/// What is said while what was killed of it is written over.
const OVERWRITING: &str = "Writing over what was left half-way";

/// What is being made, or taken away, by this process.
pub(in crate::workspace) struct Part {
    /// Its folder.
    pub(in crate::workspace) folder: PathBuf,
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

    /// Begins what is to have a name in a folder; it is its owner's alone, on a disk that knows of owners.
    pub(in crate::workspace) fn begin(into: &Path, name: &str) -> Result<Self> {
        files::make_folder(into)?;
        let part = Self::own(into, name);
        lasting::make_own_folder(&part.folder)?;
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

/// Takes away what killed programs left of a workspace's backups, and of what was to take the place of itself or of its
/// damaged file. What cannot be is left: the work at hand is not to fail for it.
pub(in crate::workspace) fn sweep(workspace: &Path) {
    sweep_in(&workspace.join(FOLDER), "", &mut removed);
    for path in [workspace.join(RESTORING), repaired(workspace)] {
        sweep_of(&path);
    }
    sweep_anew(workspace, &mut unwatched);
}

/// Takes away what killed programs left of what was to take the place of a workspace's file, and writes over it first:
/// where that was being made plain, it is plain.
pub(in crate::workspace) fn sweep_anew(workspace: &Path, watch: &mut Watch<'_>) {
    sweep_in(workspace, &format!("{ENCRYPTING}."), &mut |part| {
        tell(watch, OVERWRITING, 0, 0)?;
        Ok(lasting::remove_overwritten(part)?)
    });
}

fn removed(part: &Path) -> Result<()> {
    Ok(files::remove_folder(part)?)
}

/// The folder beside a workspace's that what is saved of it goes into, where no other is named.
pub(in crate::workspace) fn repaired(workspace: &Path) -> PathBuf {
    let name = workspace.file_name().unwrap_or_default().to_string_lossy();
    workspace.with_file_name(format!("{name}-repaired"))
}

/// Takes away what killed programs left of something that was to have this path.
pub(in crate::workspace) fn sweep_of(path: &Path) {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    sweep_in(files::folder_of(path), &format!("{name}."), &mut removed);
}

/// Takes away the parts of a folder, of names that begin so, whose process was killed.
fn sweep_in(into: &Path, begins: &str, remove: &mut dyn FnMut(&Path) -> Result<()>) {
    for lock in files::entries(into).unwrap_or_default() {
        let name = lock.file_name().unwrap_or_default().to_string_lossy();
        if lock.extension().is_some_and(|end| end == LOCK)
            && name.starts_with(begins)
            && let Ok(Some(held)) = Held::take(&lock)
        {
            let part = lock.with_extension(PART);
            if !part.exists() || remove(&part).is_ok() {
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
