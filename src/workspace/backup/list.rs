//! The backups there are, and whether each is whole.

use std::path::{Path, PathBuf};

use crate::domain::backup::{Listed, Wholeness};
use crate::store::MANIFEST;

use super::super::files;
use super::super::problem::{Problem, Result};
use super::super::watching::Watch;
use super::{FOLDER, PART, manifest, whole};

/// Lists the backups of the workspace in a folder, or those in another folder, the latest first; every byte of each is
/// read. The workspace itself is not opened.
pub fn list(workspace: &Path, into: Option<&Path>, watch: &mut Watch<'_>) -> Result<Vec<Listed>> {
    let into = into.map_or_else(|| workspace.join(FOLDER), Path::to_owned);
    sorted(&into, &mut |folder| look(folder, watch))
}

/// Lists the backups of the workspace in a folder by what they say of themselves, which takes no time.
pub fn glance(workspace: &Path) -> Result<Vec<Listed>> {
    let into = workspace.join(FOLDER);
    if !into.is_dir() {
        return Ok(Vec::new());
    }
    sorted(&into, &mut |folder| Ok(named(folder)))
}

/// Reads every byte of the backup in a folder.
pub fn look(folder: PathBuf, watch: &mut Watch<'_>) -> Result<Listed> {
    let mut listed = named(folder);
    let Some(manifest) = &listed.manifest else {
        return Ok(listed);
    };
    listed.wholeness = match whole(&listed.folder, manifest, watch) {
        Ok(()) => Wholeness::Whole,
        Err(Problem::Stopped) => return Err(Problem::Stopped),
        Err(problem) => Wholeness::Faulty(problem.to_string()),
    };
    Ok(listed)
}

/// The backups of a folder, each looked at so, the latest first.
fn sorted(into: &Path, one: &mut dyn FnMut(PathBuf) -> Result<Listed>) -> Result<Vec<Listed>> {
    let mut listed = Vec::new();
    for folder in files::entries(into)? {
        let is_part = folder.extension().is_some_and(|end| end == PART);
        if is_part && folder.is_dir() {
            let fault = "it is being made, or was broken off; then nothing needs it".to_owned();
            listed.push(Listed {
                folder,
                manifest: None,
                wholeness: Wholeness::Faulty(fault),
            });
        } else if folder.join(MANIFEST).is_file() {
            listed.push(one(folder)?);
        }
    }
    let made = |one: &Listed| one.manifest.as_ref().map(|manifest| manifest.made);
    listed.sort_by(|a, b| made(b).cmp(&made(a)).then_with(|| b.folder.cmp(&a.folder)));
    Ok(listed)
}

/// A backup by what it says of itself.
fn named(folder: PathBuf) -> Listed {
    let (manifest, wholeness) = match manifest(&folder) {
        Ok(manifest) => (Some(manifest), Wholeness::Unread),
        Err(problem) => (None, Wholeness::Faulty(problem.to_string())),
    };
    Listed {
        folder,
        manifest,
        wholeness,
    }
}
