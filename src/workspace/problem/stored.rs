//! What the store says, as this room says it on.

use std::path::Path;

use crate::store::StoreError;

use super::Problem;

impl Problem {
    /// Names the bundle's file where the store refused what it holds.
    pub(in crate::workspace) fn in_file(self, file: &Path) -> Self {
        if let Self::Store(fault @ (StoreError::Unfit(_) | StoreError::OlderCopy)) = self {
            let file = file.to_owned();
            return Self::BundleContents { file, fault };
        }
        self
    }

    /// Whether somebody else was writing to the workspace's file, so that the same may go through later.
    pub fn is_locked(&self) -> bool {
        matches!(self, Self::Store(StoreError::Locked))
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        if matches!(error, StoreError::Stopped) {
            Self::Stopped
        } else {
            Self::Store(error)
        }
    }
}
