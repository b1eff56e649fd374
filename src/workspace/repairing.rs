//! Repairing: what can be saved of a damaged workspace goes into a new one, and is checked there.

use std::path::{Path, PathBuf};

use crate::domain::backup::BackupFault;
use crate::domain::day::Moment;
use crate::store::{self, Door, FILE, KEY_FILE, Mint, Saved, Store, StoreError, Verified};

use super::backup::{BESIDE, Part, repaired, sweep, sweep_of, take};
use super::files::{self, lasting};
use super::problem::{Problem, Result};
use super::verifying::stand;
use super::watching::{Watch, tell_bytes, tell_store};

/// Where the damaged file is copied to: it is never written itself.
const DAMAGED: &str = "damaged";

/// What was saved of a damaged workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repaired {
    /// The new workspace.
    pub folder: PathBuf,
    /// What was saved of each table.
    pub tables: Vec<Saved>,
    /// What the new workspace's records are found to be.
    pub verified: Verified,
}

impl Repaired {
    /// How many records stand as they were recorded.
    pub fn stand(&self) -> usize {
        stand(&self.verified)
    }

    /// Whether nothing was lost.
    pub fn is_whole(&self) -> bool {
        let is_whole = |table: &Saved| table.whole && table.refused == 0;
        self.verified.faults.is_empty() && self.tables.iter().all(is_whole)
    }
}

/// Saves what can be read of the workspace in a folder into a new one, whole or not at all; the damaged one is left as it
/// is.
pub fn repair(
    door: impl Into<Door>,
    to: Option<&Path>,
    now: Moment,
    watch: &mut Watch<'_>,
) -> Result<Repaired> {
    let door = &door.into();
    let folder = door.folder();
    let to = to.map_or_else(|| repaired(folder), Path::to_owned);
    if to.exists() {
        return Err(BackupFault::There(to).into());
    }
    if !folder.join(FILE).is_file() {
        return Err(StoreError::Missing(folder.to_owned()).into());
    }
    sweep(folder);
    sweep_of(&to);
    let name = to.file_name().unwrap_or_default().to_string_lossy();
    let part = Part::begin(files::folder_of(&to), &name)?;
    let done = save(door, &part.folder, now, watch).and_then(|(tables, verified)| {
        lasting::sync(&part.folder.join(FILE))?;
        lasting::sync_folder(&part.folder)?;
        lasting::rename(&part.folder, &to)?;
        Ok(Repaired {
            folder: to,
            tables,
            verified,
        })
    });
    if done.is_err() {
        // What it failed for is what is to be said.
        let _ = files::remove_folder(&part.folder);
    }
    done
}

fn save(
    door: &Door,
    part: &Path,
    now: Moment,
    watch: &mut Watch<'_>,
) -> Result<(Vec<Saved>, Verified)> {
    let folder = door.folder();
    for name in [&[KEY_FILE], &BESIDE[..]].concat() {
        take(folder, part, name)?;
    }
    let damaged = door.at(&part.join(DAMAGED));
    let file = copy(folder, damaged.folder(), watch)?;
    let unreadable = |why: String| {
        Problem::from(BackupFault::Unreadable {
            path: folder.join(FILE),
            why,
        })
    };
    if store::is_encrypted(folder) && !store::opens(&damaged)? {
        return Err(StoreError::WrongPassphrase(folder.join(FILE)).into());
    }
    if !is_read(&damaged, &file)? {
        return Err(unreadable(
            "not even the list of its tables is left".to_owned(),
        ));
    }
    let told = &mut |what, done, of| tell_store(watch, what, done, of);
    let tables = store::save(&damaged, part, told).map_err(|fault| {
        if let StoreError::Damaged(why) = fault {
            return unreadable(why);
        }
        fault.into()
    })?;
    files::remove_folder(damaged.folder())?;
    let store = Store::open_existing(door.at(part), Mint::system()?, now)?;
    let told = &mut |what, done, of| tell_store(watch, what, done, of);
    Ok((tables, store.verify(told)?))
}

/// Copies the damaged file with its log; gives where it is.
fn copy(folder: &Path, damaged: &Path, watch: &mut Watch<'_>) -> Result<PathBuf> {
    files::make_folder(damaged)?;
    for name in [FILE.to_owned(), [FILE, "-wal"].concat()] {
        let from = folder.join(&name);
        if from.is_file() {
            let of = lasting::length(&from)?;
            lasting::copy::<Problem>(&from, &damaged.join(&name), &mut |done| {
                tell_bytes(watch, "Copying the damaged file (MB)", done, of)
            })?;
        }
    }
    Ok(damaged.join(FILE))
}

/// Finds the header by which the copy of a damaged file can be read, and gives it that; says whether there is one.
fn is_read(damaged: &Door, file: &Path) -> Result<bool> {
    // The header of an encrypted file is encrypted, and cannot be made anew.
    if store::is_encrypted(damaged.folder()) {
        return Ok(store::is_readable(damaged));
    }
    let (head, length) = (files::head(file)?, lasting::length(file)?);
    let log = file.with_file_name([FILE, "-wal"].concat());
    let has_log = log.is_file() && lasting::length(&log)? > 0;
    for header in store::headers(&head, length, has_log) {
        if let Some(header) = header {
            lasting::begin_anew(file, &header)?;
        }
        if store::is_readable(damaged) {
            return Ok(true);
        }
    }
    Ok(false)
}

#[cfg(test)]
mod tests;
