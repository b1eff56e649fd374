//! The end of a restoring: files change their names, one after the other, from wherever it was broken off.

use std::path::{Path, PathBuf};

use crate::domain::backup::BackupFault;
use crate::store::{MANIFEST, RESTORING};

use super::super::backup::{FOLDER, PART};
use super::super::files::{self, lasting};
use super::super::problem::Result;
use super::{ASIDE, NAMES, PLAN, Plan};

/// Finishes a restoring that was begun in a workspace's folder; gives where the workspace from before lies.
pub fn finish(folder: &Path) -> Result<Option<PathBuf>> {
    place(folder, &mut || Ok(()))
}

/// A name for the workspace from before that no backup has yet.
pub(super) fn free(folder: &Path, name: &str) -> String {
    let mut free = name.to_owned();
    let mut number = 1;
    while folder.join(FOLDER).join(&free).exists() {
        number += 1;
        free = format!("{name}-{number}");
    }
    free
}

/// The same with a word before each step, which may break it off.
pub(super) fn place(
    folder: &Path,
    before: &mut dyn FnMut() -> Result<()>,
) -> Result<Option<PathBuf>> {
    let coming = folder.join(RESTORING);
    let plan = plan(folder, &coming)?;
    let backups = folder.join(FOLDER);
    let last = plan.aside.as_ref().map(|name| backups.join(name));
    let aside = last.as_ref().map(|last| last.with_extension(PART));
    for name in NAMES {
        let (here, new) = (folder.join(name), coming.join(name));
        let has_come = plan.names.iter().any(|one| one == name) && !new.exists();
        if let Some(aside) = aside.as_ref().filter(|_| here.exists() && !has_come) {
            before()?;
            files::make_folder(aside)?;
            lasting::own(aside, true)?;
            lasting::rename(&here, &aside.join(name))?;
        }
        if new.exists() {
            before()?;
            lasting::rename(&new, &here)?;
        }
    }
    before()?;
    lasting::sync_folder(folder)?;
    if let Some((aside, last)) = aside.as_ref().zip(last.as_ref()) {
        if coming.join(ASIDE).exists() {
            before()?;
            lasting::rename(&coming.join(ASIDE), &aside.join(MANIFEST))?;
            lasting::sync_folder(aside)?;
        }
        if aside.exists() {
            before()?;
            lasting::rename(aside, last)?;
            lasting::sync_folder(&backups)?;
        }
    }
    before()?;
    files::clear(&coming, &[PLAN])?;
    lasting::sync_folder(folder)?;
    Ok(last)
}

fn plan(folder: &Path, coming: &Path) -> Result<Plan> {
    if !coming.exists() {
        return Err(BackupFault::NothingToFinish(folder.to_owned()).into());
    }
    let path = coming.join(PLAN);
    if !path.exists() && files::entries(coming)?.is_empty() {
        // The very last step was broken off.
        return Ok(Plan {
            aside: None,
            names: NAMES.map(str::to_owned).to_vec(),
        });
    }
    let bytes = files::read(&path)?;
    let plan = serde_json::from_slice(&bytes);
    let plan: Plan = plan.map_err(|fault| BackupFault::Manifest {
        path: path.clone(),
        why: fault.to_string(),
    })?;
    if plan.aside.as_deref().is_some_and(|name| !is_plain(name)) {
        return Err(BackupFault::Manifest {
            path,
            why: "its name for the workspace from before leads out of the backups".to_owned(),
        }
        .into());
    }
    Ok(plan)
}

/// Whether a name is that of something in a folder, and of nothing beside or above it.
fn is_plain(name: &str) -> bool {
    !name.is_empty() && name != "." && name != ".." && !name.contains(['/', '\\', ':', '\0'])
}
