//! The mark of a run: a file that is held while the screens are open, and names where the officer is.
//!
//! Whoever leaves takes the mark away; one that is there and that nobody holds is of a run that ended otherwise. It names
//! the workspace's folder and a pupil's id, which says nothing of the person without the workspace.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::domain::identity::PupilId;
use crate::workspace::files::{self, FileFault, Held};

/// What a mark says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Says {
    workspace: PathBuf,
    /// The process that made it.
    pub(super) process: u32,
    /// The pupil whose plan the officer was at.
    pub(super) pupil: Option<PupilId>,
}

/// The mark of this run.
pub(super) struct Mark {
    file: Held,
    says: Says,
}

impl Mark {
    /// Makes the mark of a run in a workspace.
    pub(super) fn make(folder: &Path, workspace: &Path) -> Result<Self, FileFault> {
        let process = std::process::id();
        files::make_folder(folder)?;
        let says = Says {
            workspace: workspace.to_owned(),
            process,
            pupil: None,
        };
        // A number may come back, and what stands under it is of a run that is over.
        let mut path = folder.join(format!("{process}.json"));
        while path.exists() {
            path = path.with_extension("again.json");
        }
        let mut mark = Self {
            file: Held::make(&path)?,
            says,
        };
        mark.write();
        Ok(mark)
    }

    /// Notes where the officer is.
    pub(super) fn at(&mut self, pupil: Option<&PupilId>) {
        if self.says.pupil.as_ref() != pupil {
            self.says.pupil = pupil.cloned();
            self.write();
        }
    }

    /// Takes the mark away.
    pub(super) fn remove(self) {
        self.file.remove();
    }

    fn write(&mut self) {
        // Without it the next start begins at the worklist; that is no reason to stop this one.
        let _ = serde_json::to_vec(&self.says).map(|says| self.file.write(&says));
    }
}

/// What a run in a workspace left that ended without being left; its mark, and those of others, are taken away.
pub(super) fn left(folder: &Path, workspace: &Path) -> Option<Says> {
    let mut found: Option<Says> = None;
    let mut marks = files::entries(folder).unwrap_or_default();
    // Others are being made.
    marks.retain(|mark| mark.extension().is_some_and(|ending| ending == "json"));
    marks.sort();
    for mark in marks {
        let Ok(Some(mut held)) = Held::take(&mark) else {
            continue;
        };
        let read = held.read().ok();
        let says: Option<Says> = read.and_then(|read| serde_json::from_slice(&read).ok());
        match says {
            Some(says) if says.workspace != workspace => {}
            // One with a pupil tells more than one without.
            Some(says) => {
                held.remove();
                if found.as_ref().is_none_or(|found| found.pupil.is_none()) {
                    found = Some(says);
                }
            }
            // The power went before it was written.
            None => held.remove(),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_that_was_not_left_is_found_once_and_one_that_goes_on_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let (folder, workspace) = (folder.path(), Path::new("/some/workspace"));
        let mut mark = Mark::make(folder, workspace).unwrap();
        mark.at(Some(&PupilId::new("p-7")));
        assert_eq!(left(folder, workspace), None);
        // The system lets go of what a dead process held.
        drop(mark);
        assert_eq!(left(folder, Path::new("/another")), None);
        let found = left(folder, workspace).unwrap();
        assert_eq!(found.pupil, Some(PupilId::new("p-7")));
        assert_eq!(found.process, std::process::id());
        assert_eq!(left(folder, workspace), None);
    }

    #[test]
    fn a_run_that_was_left_leaves_no_mark() {
        let folder = tempfile::tempdir().unwrap();
        let workspace = Path::new("/some/workspace");
        Mark::make(folder.path(), workspace).unwrap().remove();
        assert_eq!(left(folder.path(), workspace), None);
        assert_eq!(files::entries(folder.path()).unwrap(), [] as [PathBuf; 0]);
    }

    #[test]
    fn of_two_runs_the_one_that_was_at_a_pupil_is_gone_on_with() {
        let folder = tempfile::tempdir().unwrap();
        let workspace = Path::new("/some/workspace");
        let first = Mark::make(folder.path(), workspace).unwrap();
        let mut second = Mark::make(folder.path(), workspace).unwrap();
        second.at(Some(&PupilId::new("p-7")));
        drop((first, second));
        let found = left(folder.path(), workspace).unwrap();
        assert_eq!(found.pupil, Some(PupilId::new("p-7")));
    }
}
