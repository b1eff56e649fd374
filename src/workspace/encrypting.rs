//! Encrypting a workspace, giving an encrypted one another passphrase, and taking it away again: its file is written anew
//! beside itself, and takes its own place by one step. Before that step the old file is whole, after it the new one is.

use std::path::Path;

use crate::domain::day::Moment;
use crate::store::{self, Door, FILE, MANIFEST, Passphrase, RESTORING, Rekeying, StoreError};

use super::Workspace;
use super::backup::{ENCRYPTING, FOLDER, Part, sweep};
use super::erasing::{Left, delete, entries, exports};
use super::files::{self, lasting};
use super::problem::Result;
use super::share;
use super::watching::{Watch, tell, tell_store};

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Encrypted {
    /// The backups in the workspace's folder that are not as it is now: encrypted where it is not, or not, or with another
    /// passphrase.
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
        in_place(door, Some(new), watch)?;
    }
    finish(&door.clone().with(new.clone()), backups, now)
}

/// Gives the encrypted workspace behind a door another passphrase, whose own opens it.
pub fn rekey(
    door: &Door,
    new: &Passphrase,
    backups: bool,
    now: Moment,
    watch: &mut Watch<'_>,
) -> Result<Encrypted> {
    opened(door, Some(new), watch)?;
    finish(&door.clone().with(new.clone()), backups, now)
}

/// Makes the encrypted workspace behind a door plain again: no passphrase opens it, and none is needed.
pub fn decrypt(
    door: &Door,
    backups: bool,
    now: Moment,
    watch: &mut Watch<'_>,
) -> Result<Encrypted> {
    opened(door, None, watch)?;
    finish(&Door::of(door.folder()), backups, now)
}

/// Puts another file in the place of an encrypted one, whose passphrase the door has.
fn opened(door: &Door, new: Option<&Passphrase>, watch: &mut Watch<'_>) -> Result<()> {
    share::refuse(door.folder())?;
    if door.is_new() {
        return Err(StoreError::Missing(door.folder().to_owned()).into());
    }
    if !store::is_encrypted(door.folder()) {
        return Err(StoreError::NotEncrypted(door.folder().to_owned()).into());
    }
    in_place(door, new, watch)
}

fn in_place(door: &Door, new: Option<&Passphrase>, watch: &mut Watch<'_>) -> Result<()> {
    let folder = door.folder();
    if folder.join(MANIFEST).exists() {
        return Err(StoreError::Backup(folder.to_owned()).into());
    }
    if folder.join(RESTORING).exists() {
        return Err(StoreError::Restoring(folder.to_owned()).into());
    }
    under(door, new, watch)
}

/// Puts a file with a new passphrase, or with none, in the place of the one behind a door.
pub(super) fn under(door: &Door, new: Option<&Passphrase>, watch: &mut Watch<'_>) -> Result<()> {
    let folder = door.folder();
    let mut held = Rekeying::begin(door)?;
    sweep(folder);
    let anew = Part::begin(folder, ENCRYPTING)?;
    let at = match new {
        Some(new) => Door::of(&anew.folder).with(new.clone()),
        None => Door::of(&anew.folder),
    };
    let placed = write(&mut held, &at, watch).and_then(|()| place(held, folder, &at));
    // What it failed for is what is to be said.
    let _ = match new {
        Some(_) => files::remove_folder(&anew.folder),
        None => lasting::remove_overwritten(&anew.folder),
    };
    placed
}

fn write(held: &mut Rekeying, anew: &Door, watch: &mut Watch<'_>) -> Result<()> {
    let folder = anew.folder();
    lasting::own(folder, true)?;
    held.write(anew, &mut |what, done, of| {
        tell_store(watch, what, done, of)
    })?;
    tell(watch, "Putting the new file on the disk", 0, 0)?;
    lasting::sync(&folder.join(FILE))?;
    Ok(lasting::sync_folder(folder)?)
}

/// The one step, and after it what was not encrypted is written over where it lay.
fn place(held: Rekeying, folder: &Path, anew: &Door) -> Result<()> {
    let was_encrypted = held.was_encrypted();
    let is_bared = was_encrypted && anew.passphrase().is_none();
    if is_bared {
        // Beside an encrypted file it goes with the next opening.
        held.lay_key()?;
    }
    // Elsewhere than on Unix a file that is open has no other name given to it.
    let held = Some(held).filter(|_| cfg!(unix));
    let old = (!was_encrypted && cfg!(unix))
        .then(|| lasting::Outgoing::open(&folder.join(FILE)))
        .transpose()?;
    let placed = lasting::rename(&anew.folder().join(FILE), &folder.join(FILE));
    if let (Err(_), true, Some(held)) = (&placed, is_bared, &held) {
        // What it failed for is what is to be said.
        let _ = held.take_key();
    }
    placed?;
    lasting::sync_folder(folder)?;
    drop(held);
    if let Some(old) = old {
        // It is encrypted all the same; a disk that fails over this says so at the next write.
        let _ = old.overwrite();
    }
    Ok(())
}

/// Opens the workspace by its new door, which takes away a key that lies beside an encrypted one, and says what is left.
fn finish(door: &Door, backups: bool, now: Moment) -> Result<Encrypted> {
    Workspace::open(door, None, now)?;
    let mut left = Vec::new();
    for folder in entries(&door.folder().join(FOLDER))? {
        let of = door.at(&folder);
        if !of.is_new() && !is_alike(&of)? {
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

/// Whether a backup is encrypted with its door's passphrase, or not at all where that has none.
fn is_alike(backup: &Door) -> Result<bool> {
    let is_encrypted = store::is_encrypted(backup.folder());
    if backup.passphrase().is_none() {
        return Ok(!is_encrypted);
    }
    Ok(is_encrypted && store::opens(backup)?)
}

#[cfg(test)]
#[cfg(feature = "encrypted")]
mod tests;
