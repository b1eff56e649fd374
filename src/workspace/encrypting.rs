//! Encrypting a workspace, and giving an encrypted one another passphrase: its file is written anew beside itself, and takes
//! its own place by one step. Before that step the old file is whole, after it the new one is.

use std::path::Path;

use crate::domain::day::Moment;
use crate::store::{self, Door, FILE, MANIFEST, Passphrase, RESTORING, Rekeying, StoreError};

use super::Workspace;
use super::backup::{ENCRYPTING, FOLDER, Part, sweep};
use super::erasing::{Left, delete, entries, exports};
use super::files::{self, lasting};
use super::problem::Result;
use super::share;
use super::watching::{Watch, tell_store};
/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Encrypted {
    /// The backups in the workspace's folder that the new passphrase does not open: those that are not encrypted, and those
    /// with another one.
    pub backups: Vec<Left>,
    /// How many files lie in the workspace's folder of exports, none of them encrypted.
    pub exports: usize,
}

/// Encrypts the workspace behind a door, or begins one that is; with `backups` those from before that the program made by
/// itself are deleted.
pub fn encrypt(
    door: &Door,
    new: &Passphrase,
    backups: bool,
    now: Moment,
    watch: &mut Watch<'_>,
) -> Result<Encrypted> {
    share::refuse(door.folder())?;
    if store::is_encrypted(door.folder()) {
        return Err(StoreError::EncryptedAlready(door.folder().to_owned()).into());
    }
    lasting::make_own_folder(door.folder())?;
    if !door.is_new() {
        in_place(door, new, watch)?;
    }
    finish(door, new, backups, now)
}

/// Gives the encrypted workspace behind a door another passphrase, whose own opens it.
pub fn rekey(
    door: &Door,
    new: &Passphrase,
    backups: bool,
    now: Moment,
    watch: &mut Watch<'_>,
) -> Result<Encrypted> {
    share::refuse(door.folder())?;
    if door.is_new() {
        return Err(StoreError::Missing(door.folder().to_owned()).into());
    }
    if !store::is_encrypted(door.folder()) {
        return Err(StoreError::NotEncrypted(door.folder().to_owned()).into());
    }
    in_place(door, new, watch)?;
    finish(door, new, backups, now)
}

fn in_place(door: &Door, new: &Passphrase, watch: &mut Watch<'_>) -> Result<()> {
    let folder = door.folder();
    if folder.join(MANIFEST).exists() {
        return Err(StoreError::Backup(folder.to_owned()).into());
    }
    if folder.join(RESTORING).exists() {
        return Err(StoreError::Restoring(folder.to_owned()).into());
    }
    under(door, new, watch)
}

/// Puts a file with a new passphrase in the place of the one behind a door.
pub(super) fn under(door: &Door, new: &Passphrase, watch: &mut Watch<'_>) -> Result<()> {
    let folder = door.folder();
    let mut held = Rekeying::begin(door)?;
    sweep(folder);
    let anew = Part::begin(folder, ENCRYPTING)?;
    let placed =
        write(&mut held, &anew.folder, new, watch).and_then(|()| place(held, folder, &anew.folder));
    // What it failed for is what is to be said.
    let _ = files::remove_folder(&anew.folder);
    placed
}

fn write(held: &mut Rekeying, anew: &Path, new: &Passphrase, watch: &mut Watch<'_>) -> Result<()> {
    lasting::own(anew, true)?;
    held.write(anew, new, &mut |what, done, of| {
        tell_store(watch, what, done, of)
    })?;
    lasting::sync(&anew.join(FILE))?;
    Ok(lasting::sync_folder(anew)?)
}

/// The one step, and after it what was not encrypted is written over where it lay.
fn place(held: Rekeying, folder: &Path, anew: &Path) -> Result<()> {
    let was_encrypted = held.was_encrypted();
    // Elsewhere than on Unix a file that is open has no other name given to it.
    let held = Some(held).filter(|_| cfg!(unix));
    let old = (!was_encrypted && cfg!(unix))
        .then(|| lasting::Outgoing::open(&folder.join(FILE)))
        .transpose()?;
    lasting::rename(&anew.join(FILE), &folder.join(FILE))?;
    lasting::sync_folder(folder)?;
    drop(held);
    if let Some(old) = old {
        // It is encrypted all the same; a disk that fails over this says so at the next write.
        let _ = old.overwrite();
    }
    Ok(())
}

/// Opens the workspace by its new passphrase, which takes away the key that lay beside it, and says what is left.
fn finish(door: &Door, new: &Passphrase, backups: bool, now: Moment) -> Result<Encrypted> {
    let door = door.clone().with(new.clone());
    Workspace::open(&door, None, now)?;
    let mut left = Vec::new();
    for folder in entries(&door.folder().join(FOLDER))? {
        let of = door.at(&folder);
        let is_open = store::is_encrypted(&folder) && store::opens(&of)?;
        if !of.is_new() && !is_open {
            left.push(Left::of(folder, false));
        }
    }
    left.sort_by(|one, other| one.folder.cmp(&other.folder));
    if backups {
        left.iter_mut().for_each(delete);
    }
    Ok(Encrypted {
        backups: left,
        exports: exports(door.folder())?,
    })
}
