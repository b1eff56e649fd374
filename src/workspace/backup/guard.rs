//! Automatic backups: before what changes much, and only so many of them.

use std::path::{Path, PathBuf};

use crate::domain::backup::{BackupFault, USUAL, Why, going};
use crate::domain::day::Moment;
use crate::store::{self, Door, Mint, Store};

use super::super::Workspace;
use super::super::files;
use super::super::kept;
use super::super::problem::{Problem, Result};
use super::super::watching::{Watch, tell};
use super::{Backup, FOLDER, PART, let_go, make, manifest};

/// What is said while a workspace is brought to a newer form.
const ANEW: &str = "Bringing the workspace to the newer form";

/// An automatic backup that was made before a change, until it is known what came of that.
#[must_use]
pub(in crate::workspace) struct Guard(Option<PathBuf>);

impl Workspace {
    /// Makes no automatic backups from now on, for this opening alone.
    pub fn without_backups(&mut self) {
        self.backs_up = false;
    }

    /// How many automatic backups stay; none are made where it is nought.
    pub fn backups_kept(&self) -> Result<u32> {
        Ok(stay(self.store.meta(kept::BACKUPS)?))
    }

    /// Keeps how many automatic backups stay.
    pub fn keep_backups(&mut self, stay: u32) -> Result<()> {
        Ok(self.store.set_meta(kept::BACKUPS, &stay.to_string())?)
    }

    /// Makes an automatic backup before a change, where they are wished and there is anybody in the workspace.
    pub(in crate::workspace) fn guard(
        &self,
        why: Why,
        now: Moment,
        watch: &mut Watch<'_>,
    ) -> Result<Guard> {
        // What is a part of a larger change is not on disk, and a backup before the whole was made.
        let is_wished = self.backs_up && !self.store.has_begun() && self.backups_kept()? > 0;
        if !is_wished || self.store.pupils()? == 0 {
            return Ok(Guard(None));
        }
        let made = automatic(self.store.door(), why, now, watch)?;
        Ok(Guard(Some(made.folder)))
    }

    /// Lets older automatic backups go once a change was kept; of one that changed nothing the backup goes.
    pub(in crate::workspace) fn guarded(&self, guard: Guard, is_changed: bool) {
        let Guard(Some(made)) = guard else {
            return;
        };
        // The change is done, or is not: that is what is to be said, whatever becomes of old backups.
        if is_changed {
            let _ = self.backups_kept().map(|stay| rotate(&self.folder, stay));
        } else {
            let _ = files::remove_folder(&made);
        }
    }

    /// Brings a workspace to this program's form without a backup of it.
    pub fn bring_up(door: &Door, now: Moment, watch: &mut Watch<'_>) -> Result<()> {
        super::super::share::refuse(door.folder())?;
        if store::is_older(door)? {
            tell(watch, ANEW, 0, 0)?;
        }
        Ok(Store::open_existing(door, Mint::system()?, now).map(drop)?)
    }

    /// Makes a backup of the workspace in a folder before it is brought to a newer form, where it is of an older one.
    pub(in crate::workspace) fn back_up_older(
        door: &Door,
        now: Moment,
        watch: &mut Watch<'_>,
    ) -> Result<()> {
        if !store::is_older(door)? {
            return Ok(());
        }
        let stay = stay(store::setting(door, kept::BACKUPS)?);
        if stay > 0 {
            automatic(door, Why::BeforeForm, now, watch)?;
            let _ = rotate(door.folder(), stay);
        }
        tell(watch, ANEW, 0, 0)
    }
}

fn stay(kept: Option<String>) -> u32 {
    kept.and_then(|stay| stay.parse().ok()).unwrap_or(USUAL)
}

fn automatic(door: &Door, why: Why, now: Moment, watch: &mut Watch<'_>) -> Result<Backup> {
    make(door, None, why, now, watch).map_err(|problem| {
        if matches!(problem, Problem::Stopped) {
            return problem;
        }
        let why = problem.to_string();
        BackupFault::Unmade { why }.into()
    })
}

/// Lets the oldest automatic backups go, so that so many stay.
fn rotate(folder: &Path, stay: u32) -> Result<()> {
    let mut all = Vec::new();
    for path in files::entries(&folder.join(FOLDER))? {
        let name = path.file_name().and_then(|name| name.to_str());
        let name = name.unwrap_or_default().to_owned();
        // What is being made, or cannot be read, is nobody's to remove.
        if let Ok(manifest) = manifest(&path)
            && path.extension().is_none_or(|end| end != PART)
        {
            all.push((path, name, manifest));
        }
    }
    for (path, ..) in going(&all, |(_, name, manifest)| (manifest, name.as_str()), stay) {
        let_go(path)?;
    }
    Ok(())
}
