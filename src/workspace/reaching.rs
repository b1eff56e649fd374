//! Reaching the same workspace once more: beside itself, or after its disk was away.

use crate::domain::day::Moment;

use super::Workspace;
use super::problem::{Problem, Result};

impl Workspace {
    /// Opens the same workspace a second time, for work that goes on beside this one's.
    pub fn again(&self, now: Moment) -> Result<Self> {
        let mut again = Self::open_existing(self.store.door(), now)?;
        again.backs_up = self.backs_up;
        Ok(again)
    }

    /// Opens the workspace anew after its disk was away: what was opened before may lead nowhere by now.
    ///
    /// Which saving of each draft is at hand stays known, so that a draft that changed meanwhile is not overwritten.
    pub fn reach_again(&mut self, now: Moment) -> Result<()> {
        let mut again = self.again(now)?;
        // Another drive may hang where this one's did.
        if again.store.origin() != self.store.origin() {
            return Err(Problem::Another(self.folder.clone()));
        }
        again.revs = std::mem::take(&mut self.revs);
        *self = again;
        Ok(())
    }
}
