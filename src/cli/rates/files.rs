//! Rates files by path, or by their name in the workspace's folder `rates`.

use std::path::{Path, PathBuf};

use crate::cli::failure::Failure;
use crate::cli::room::Room;
use crate::domain::rates::RateSet;
use crate::workspace::{RATES_FOLDER, Workspace, rates_files};

/// The workspace's folder of rates files, where there is a workspace.
pub(super) fn folder(room: &Room) -> Result<Option<PathBuf>, Failure> {
    let folder = room.folder()?;
    Ok(Workspace::is_at(&folder).then(|| folder.join(RATES_FOLDER)))
}

/// The file that is meant: a path, or a name in the workspace's folder `rates`, with or without its ending.
pub(in crate::cli) fn find(named: &Path, room: &Room) -> Result<PathBuf, Failure> {
    if named.is_file() {
        return Ok(named.to_owned());
    }
    let folder = folder(room)?;
    if let Some(folder) = &folder {
        let whole = folder.join(named);
        let mut ended = whole.clone().into_os_string();
        ended.push(".toml");
        for path in [whole, PathBuf::from(ended)] {
            if path.is_file() {
                return Ok(path);
            }
        }
    }
    let place = folder.map_or_else(String::new, |folder| {
        format!(", nor in {}", folder.display())
    });
    let what = format!("There is no rates file \"{}\"{place}.", named.display());
    Err(Failure::refused(what).hint("Name a file, or begin one with `continuum rates new NAME`."))
}

/// All rates files of the workspace's folder, in the order of their names.
pub(super) fn all(room: &Room) -> Result<Vec<PathBuf>, Failure> {
    let Some(folder) = folder(room)? else {
        return Ok(Vec::new());
    };
    Ok(rates_files(&folder)?)
}

/// Refuses a set in weights where pounds are needed.
pub(super) fn priced(set: &RateSet) -> Result<(), Failure> {
    if !set.is_weighted() {
        return Ok(());
    }
    let what = format!(
        "The rate set \"{}\" is in weights, which bring nothing by themselves.",
        set.id
    );
    Err(Failure::refused(what).hint(
        "Find its rates first: `continuum rates solve FILE --envelope FILE --out FOUND.toml`.",
    ))
}
