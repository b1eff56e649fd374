//! What the rates screen asks of the worker.

use super::desk::Desk;
use crate::domain::identity::{Reader, Role};
use crate::domain::rates::RateSet;
use crate::domain::sufficiency::outcome::Deciding;
use crate::ui::message::Reply;
use crate::workspace::{Against, Decision, Problem};

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

    /// Costs every mapped plan and holds it against a rate set; a county's takes seconds.
    pub(super) fn shortfalls(&self, rates: &str) -> Result<Reply, Problem> {
        let (now, mut watch) = (self.clock.now(), self.telling());
        let report = self
            .workspace
            .sufficiency(&self.against(rates), now, &mut watch)?;
        Ok(Reply::Shortfalls(Box::new(report)))
    }

    /// Records what was decided of a plan that costs more.
    pub(super) fn decide_outcome(&mut self, deciding: Deciding) -> Result<Reply, Problem> {
        let (now, mut watch) = (self.clock.now(), self.telling());
        let against = self.against(&deciding.rates);
        let decision = Decision {
            outcome: deciding.outcome,
            reader: Reader {
                name: deciding.name,
                role: Role::Officer,
            },
            reason: deciding.reason,
        };
        let reference = deciding.reference.as_str();
        let (recorded, _) = self
            .workspace
            .decide_outcome(reference, decision, &against, now, &mut watch)?;
        Ok(Reply::OutcomeKept(Box::new(recorded)))
    }

    /// Shares a year's pot out over the Communities, and counts the pupils of their route.
    pub(super) fn communities(&mut self, year: Option<&str>) -> Result<Reply, Problem> {
        let (now, mut watch) = (self.clock.now(), self.telling());
        let shared = self.workspace.communities(year, now, &mut watch)?;
        Ok(Reply::Communities(Box::new(shared)))
    }

    fn against(&self, rates: &str) -> Against {
        Against {
            rates: self.workspace.rates_folder().join(rates),
            book: None,
            elements: None,
        }
    }
}
