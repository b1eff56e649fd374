//! The backups, the one under the cursor, and what was found of the workspace.

use crate::domain::backup::{Listed, Wholeness};
use crate::domain::verification::Verification;
use crate::ui::message::Request;

/// The backups there are.
#[derive(Clone, Debug)]
pub(crate) struct Backups {
    pub(super) all: Option<Vec<Listed>>,
    /// The backup under the cursor; the latest is 0.
    pub(super) cursor: usize,
    /// The first line shown of what is beside the list.
    pub(super) from: usize,
    pub(super) beside: Beside,
    pub(super) said: Option<Said>,
}

/// What stands beside the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Beside {
    /// The backup under the cursor.
    Backup,
    /// What was found of the workspace.
    Workspace(Verification),
}

/// What was said last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// It was done: in words.
    Done(String),
    /// It could not be done.
    Refused(String),
}

impl Backups {
    /// Opens it and asks for what it shows.
    pub(crate) fn open() -> (Self, Vec<Request>) {
        let screen = Self {
            all: None,
            cursor: 0,
            from: 0,
            beside: Beside::Backup,
            said: None,
        };
        (screen, vec![Request::Backups])
    }

    /// The backups, latest first.
    pub(super) fn list(&self) -> &[Listed] {
        self.all.as_deref().unwrap_or_default()
    }

    /// The backup under the cursor.
    pub(super) fn backup(&self) -> Option<&Listed> {
        self.list().get(self.cursor)
    }

    /// Takes the list as it is now; what was read through stays known.
    pub(super) fn take(&mut self, mut all: Vec<Listed>) {
        for one in &mut all {
            let known = self.list().iter().find(|known| known.folder == one.folder);
            if let Some(known) = known.filter(|known| known.manifest == one.manifest)
                && one.wholeness == Wholeness::Unread
            {
                one.wholeness = known.wholeness.clone();
            }
        }
        self.cursor = self.cursor.min(all.len().saturating_sub(1));
        self.all = Some(all);
    }

    /// Takes what was found of one of them.
    pub(super) fn learn(&mut self, found: Listed) {
        let all = self.all.iter_mut().flatten();
        if let Some(one) = all.into_iter().find(|one| one.folder == found.folder) {
            *one = found;
        }
    }
}
