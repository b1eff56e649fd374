//! What the rates screen asks of the worker.

use super::desk::Desk;
use crate::domain::rates::RateSet;
use crate::ui::message::Reply;
use crate::workspace::Problem;

impl Desk {
    /// Gathers what rates are tried out on.
    pub(super) fn ground(&mut self) -> Result<Reply, Problem> {
        let (now, mut watch) = (self.clock.now(), self.telling());
        let ground = self.workspace.ground(now, &mut watch)?;
        Ok(Reply::Ground(Box::new(ground)))
    }

    /// Keeps a set as a draft of its own.
    pub(super) fn keep_rates(&self, name: &str, set: &RateSet) -> Result<Reply, Problem> {
        let today = self.clock.now().day();
        let kept = self.workspace.keep_rates(name, set, today)?;
        Ok(Reply::RatesKept(Box::new(kept)))
    }
}
