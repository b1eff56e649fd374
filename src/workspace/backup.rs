//! Backups: a folder with a copy of the workspace's file, its key and what else belongs to it, and a manifest.

mod guard;
mod list;
mod part;

pub use list::{glance, list, look};
pub(super) use part::{ENCRYPTING, Part, let_go, repaired, sweep, sweep_anew, sweep_of};

use std::path::{Path, PathBuf};

use crate::domain::backup::{BackupFault, Copied, Manifest, SCHEMA, Why};
use crate::domain::day::Moment;
use crate::store::{self, Door, FILE, Fault, KEY_FILE, MANIFEST};

use super::Workspace;
use super::files::{self, lasting};
use super::problem::{Problem, Result};
use super::watching::{Watch, tell_bytes, tell_store};

/// The folder in a workspace's that backups are made in where no other is named.
pub const FOLDER: &str = store::BACKUPS;

/// What belongs to a workspace beside its file and its key: single files, and folders of files.
pub(super) const BESIDE: [&str; 3] = ["wording.toml", "rates", "maps"];

/// The end of the name of what is not finished.
pub(super) const PART: &str = "part";

/// What is said while the bytes of a backup are read.
const CHECKING: &str = "Checking the backup (MB)";

/// A backup that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// Its folder.
    pub folder: PathBuf,
    /// What it says of itself.
    pub manifest: Manifest,
}

impl Workspace {
    /// Makes a backup, in the workspace's own folder of backups or in another one; gives where it is.
    ///
    /// It goes on while the workspace is in use. It is there whole or, where it fails or is stopped, not at all.
    pub fn back_up(
        &self,
        into: Option<&Path>,
        why: Why,
        now: Moment,
        watch: &mut Watch<'_>,
    ) -> Result<Backup> {
        make(self.store.door(), into, why, now, watch)
    }
}

impl Workspace {
    /// Holds the heads that a backup knows against the chains; gives when it was made, how many heads it has and what is
    /// wrong. The rest of the backup is not looked at.
    pub fn against(&self, backup: &Path) -> Result<(Moment, usize, Vec<Fault>)> {
        let manifest = manifest(backup)?;
        let (contents, own) = (&manifest.contents, self.store.origin());
        if contents.origin.as_ref().is_some_and(|origin| origin != own) {
            let (backup, workspace) = (backup.to_owned(), self.folder.clone());
            return Err(BackupFault::Other { backup, workspace }.into());
        }
        let faults = self.store.against(&contents.heads)?;
        Ok((manifest.made, contents.heads.len(), faults))
    }
}

/// Makes a backup of the workspace behind a door, whatever its form; that of an encrypted one is encrypted too.
pub(super) fn make(
    door: &Door,
    into: Option<&Path>,
    why: Why,
    now: Moment,
    watch: &mut Watch<'_>,
) -> Result<Backup> {
    let into = into.map_or_else(|| door.folder().join(FOLDER), Path::to_owned);
    let name = Manifest::name(now, why);
    sweep(door.folder());
    // Two processes may make one at once; each has a part of its own.
    let part = Part::begin(&into, &name)?;
    let made = fill(door, &part.folder, (why, now), watch).and_then(|manifest| {
        let folder = place(&part.folder, &into, &name)?;
        lasting::sync_folder(&into)?;
        Ok(Backup { folder, manifest })
    });
    if made.is_err() {
        // What it failed for is what is to be said.
        let _ = files::remove_folder(&part.folder);
    }
    made
}

/// Gives a backup its last name, or that with a number; gives where it is then.
fn place(part: &Path, into: &Path, name: &str) -> Result<PathBuf> {
    loop {
        let folder = free(into, name);
        match lasting::rename(part, &folder) {
            Ok(()) => return Ok(folder),
            // Another process has taken the name since it was found free.
            Err(_) if folder.exists() => {}
            Err(fault) => return Err(fault.into()),
        }
    }
}

/// The folder of a name that nothing has yet.
fn free(into: &Path, name: &str) -> PathBuf {
    let mut folder = into.join(name);
    let mut number = 1;
    while folder.exists() {
        number += 1;
        folder = into.join(format!("{name}-{number}"));
    }
    folder
}

fn fill(
    door: &Door,
    part: &Path,
    (why, now): (Why, Moment),
    watch: &mut Watch<'_>,
) -> Result<Manifest> {
    lasting::own(part, true)?;
    let copy = part.join(FILE);
    store::copy(door, &copy, &mut |what, done, of| {
        tell_store(watch, what, done, of)
    })?;
    lasting::sync(&copy)?;
    let mut names = vec![FILE.to_owned()];
    for name in [&[KEY_FILE], &BESIDE[..]].concat() {
        names.extend(take(door.folder(), part, name)?);
    }
    let manifest = Manifest {
        schema: SCHEMA,
        made: now,
        why,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        contents: store::contents(door.at(part))?,
        files: told(part, &names, CHECKING, watch)?,
    };
    write(part, MANIFEST, &manifest)?;
    lasting::sync_folder(part)?;
    Ok(manifest)
}

/// Writes something as JSON into a folder.
pub(super) fn write(folder: &Path, name: &str, what: &impl serde::Serialize) -> Result<()> {
    let written = serde_json::to_vec_pretty(what).unwrap_or_default();
    Ok(files::write(&folder.join(name), &written)?)
}

/// Copies a file of a workspace, or the files of a folder of it; gives their names.
pub(super) fn take(workspace: &Path, part: &Path, name: &str) -> Result<Vec<String>> {
    let from = workspace.join(name);
    let mut names = Vec::new();
    if from.is_file() {
        names.push(name.to_owned());
    } else if from.is_dir() {
        files::make_folder(&part.join(name))?;
        let held = files::entries(&from)?
            .into_iter()
            .filter(|path| path.is_file());
        for path in held {
            // A name that is no text cannot stand in the manifest; none that Continuum reads is.
            let file = path.file_name().and_then(|file| file.to_str());
            names.extend(file.map(|file| format!("{name}/{file}")));
        }
        names.sort();
    }
    for name in &names {
        let to = part.join(name);
        lasting::copy::<Problem>(&workspace.join(name), &to, &mut |_| Ok(()))?;
        if name == KEY_FILE {
            lasting::own(&to, false)?;
        }
    }
    if from.is_dir() {
        lasting::sync_folder(&part.join(name))?;
    }
    Ok(names)
}

/// Says how long files of a folder are and what their digests are; `what` says what for.
pub(super) fn told(
    folder: &Path,
    names: &[String],
    what: &'static str,
    watch: &mut Watch<'_>,
) -> Result<Vec<Copied>> {
    let lengths = names.iter().map(|name| lasting::length(&folder.join(name)));
    let lengths: Vec<u64> = lengths.collect::<std::result::Result<_, _>>()?;
    let (of, mut before) = (lengths.iter().sum(), 0);
    let mut copied = Vec::new();
    for (name, length) in names.iter().zip(lengths) {
        copied.push(Copied {
            name: name.clone(),
            length,
            sha256: files::digest(&folder.join(name), &mut |done| {
                tell_bytes(watch, what, before + done, of)
            })?,
        });
        before += length;
    }
    Ok(copied)
}

/// Reads what a backup says of itself.
pub(super) fn manifest(folder: &Path) -> Result<Manifest> {
    let path = folder.join(MANIFEST);
    if !path.is_file() {
        return Err(BackupFault::None(folder.to_owned()).into());
    }
    let bytes = files::read(&path)?;
    let unread = |fault: serde_json::Error| BackupFault::Manifest {
        path: path.clone(),
        why: fault.to_string(),
    };
    // The schema alone first: what a later one looks like is not known.
    let value: serde_json::Value = serde_json::from_slice(&bytes).map_err(unread)?;
    let schema = value.get("schema").and_then(serde_json::Value::as_u64);
    if schema.is_some_and(|schema| schema > u64::from(SCHEMA)) {
        return Err(BackupFault::Newer(folder.to_owned()).into());
    }
    Ok(serde_json::from_value(value).map_err(unread)?)
}

/// Checks that every file of a backup is there with the bytes it was made with.
pub(super) fn whole(folder: &Path, manifest: &Manifest, watch: &mut Watch<'_>) -> Result<()> {
    let faulty = |name: &str, why| BackupFault::File {
        path: folder.join(name),
        why,
    };
    if !manifest.files.iter().any(|file| file.name == FILE) {
        return Err(faulty(FILE, "the manifest does not name it").into());
    }
    let (of, mut before) = (manifest.bytes(), 0);
    for file in &manifest.files {
        if !file.is_plain() {
            return Err(faulty(&file.name, "its name leads out of the backup").into());
        }
        let path = folder.join(&file.name);
        if !path.is_file() {
            return Err(faulty(&file.name, "it is gone").into());
        }
        if lasting::length(&path)? != file.length {
            return Err(faulty(&file.name, "it is of another length").into());
        }
        let digest = files::digest(&path, &mut |done| {
            tell_bytes(watch, CHECKING, before + done, of)
        });
        if digest? != file.sha256 {
            return Err(faulty(&file.name, "its bytes are others").into());
        }
        before += file.length;
    }
    Ok(())
}

#[cfg(test)]
pub(in crate::workspace) mod tests;
