//! The backups there are, and whether each is whole.

use std::path::{Path, PathBuf};

use crate::domain::backup::Manifest;
use crate::store::MANIFEST;

use super::super::files;
use super::super::problem::{Problem, Result};
use super::super::watching::Watch;
use super::{FOLDER, PART, manifest, whole};

/// A backup as it lies there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its folder.
    pub folder: PathBuf,
    /// What it says of itself, where that can be read.
    pub manifest: Option<Manifest>,
    /// Why it is not whole; nothing where it is.
    pub fault: Option<String>,
}

/// Lists the backups of the workspace in a folder, or those in another folder, the latest first; every byte of each is
/// read. The workspace itself is not opened.
pub fn list(workspace: &Path, into: Option<&Path>, watch: &mut Watch<'_>) -> Result<Vec<Listed>> {
    let into = into.map_or_else(|| workspace.join(FOLDER), Path::to_owned);
    let mut listed = Vec::new();
    for folder in files::entries(&into)? {
        let is_part = folder.extension().is_some_and(|end| end == PART);
        if is_part && folder.is_dir() {
            let fault = "it is being made, or was broken off; nothing needs what was".to_owned();
            listed.push(Listed {
                folder,
                manifest: None,
                fault: Some(fault),
            });
        } else if folder.join(MANIFEST).is_file() {
            listed.push(one(folder, watch)?);
        }
    }
    let made = |one: &Listed| one.manifest.as_ref().map(|manifest| manifest.made);
    listed.sort_by(|a, b| made(b).cmp(&made(a)).then_with(|| b.folder.cmp(&a.folder)));
    Ok(listed)
}

fn one(folder: PathBuf, watch: &mut Watch<'_>) -> Result<Listed> {
    let read = manifest(&folder);
    let checked = match &read {
        Ok(manifest) => whole(&folder, manifest, watch),
        Err(_) => Ok(()),
    };
    if matches!(checked, Err(Problem::Stopped)) {
        return Err(Problem::Stopped);
    }
    let (manifest, fault) = match (read, checked) {
        (Ok(manifest), Ok(())) => (Some(manifest), None),
        (Ok(manifest), Err(problem)) => (Some(manifest), Some(problem.to_string())),
        (Err(problem), _) => (None, Some(problem.to_string())),
    };
    Ok(Listed {
        folder,
        manifest,
        fault,
    })
}
