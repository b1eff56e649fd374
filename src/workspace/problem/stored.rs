//! What the store says, as a problem.

use std::path::Path;

use super::Problem;
use crate::store::StoreError;

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

    /// Whether the workspace's folder was away, so that nothing of what was asked was done.
    pub fn is_gone(&self) -> bool {
        matches!(self, Self::Store(StoreError::Gone))
    }

    /// Whether the disk failed as it was written, so that nobody knows whether what was asked is done.
    pub fn is_in_doubt(&self) -> bool {
        matches!(self, Self::Store(StoreError::InDoubt(_)))
    }

    /// Whether the workspace's disk was away, so that the same may go through once it is opened anew.
    pub fn is_out_of_reach(&self) -> bool {
        matches!(
            self,
            Self::Store(StoreError::Gone | StoreError::Unreachable(_) | StoreError::InDoubt(_))
        )
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
