//! What moderation asks of the worker, done in the role that it is asked in.

use super::desk::Desk;
use crate::domain::distribution::rest::AuditOrder;
use crate::domain::draft::Draft;
use crate::domain::flag::FlagRule;
use crate::domain::identity::{PupilRef, RecordId, Role};
use crate::domain::moderation::ruling::Carry;
use crate::domain::moderation::sample::Cohort;
use crate::ui::message::Reply;
use crate::workspace::{Decided, Problem, unwatched};

impl Desk {
    pub(super) fn read_blind(&mut self, draft: &Draft) -> Result<Reply, Problem> {
        let now = self.clock.now();
        let beside = self.workspace.read_blind_draft(draft, now)?;
        Ok(Reply::Beside(Box::new(beside)))
    }

    pub(super) fn beside(&self, reference: &PupilRef) -> Result<Reply, Problem> {
        let reader = self.workspace.seated(Role::Moderator);
        let now = self.clock.now();
        let beside = self.workspace.beside(reference.as_str(), &reader, now)?;
        Ok(Reply::Beside(Box::new(beside)))
    }

    pub(super) fn standing(&self) -> Result<Reply, Problem> {
        let officer = self.workspace.reader().name.clone();
        let sat = self.workspace.sat(&officer, self.clock.now())?;
        Ok(Reply::Standing(Box::new(sat)))
    }

    pub(super) fn lift(&mut self, officer: String, why: &str) -> Result<Reply, Problem> {
        let (reader, now) = (self.workspace.seated(Role::Moderator), self.clock.now());
        self.workspace.lift(&officer, (&reader, why), now)?;
        Ok(Reply::Lifted(officer))
    }

    pub(super) fn decide(
        &mut self,
        reference: &PupilRef,
        decided: &Decided,
        role: Role,
    ) -> Result<Reply, Problem> {
        let (reader, now) = (self.workspace.seated(role), self.clock.now());
        let review = self
            .workspace
            .decide(reference.as_str(), decided, &reader, now)?;
        Ok(Reply::Decided(review.reviewed.decision))
    }

    /// Looks how steadily officers read; a county's takes seconds.
    pub(super) fn drift(&self) -> Result<Reply, Problem> {
        let (now, mut watch) = (self.clock.now(), self.telling());
        Ok(Reply::Drift(Box::new(
            self.workspace.drifted(now, &mut watch)?,
        )))
    }

    pub(super) fn draw(&mut self, cohort: Cohort, seed: Option<u64>) -> Result<Reply, Problem> {
        let (now, reader) = (self.clock.now(), self.workspace.seated(Role::Moderator));
        let kept = self.workspace.draw_sample(cohort, seed, reader, now)?;
        Ok(Reply::Drawn(kept.id))
    }

    pub(super) fn audit_prospect(&mut self, wanted: u64) -> Result<Reply, Problem> {
        let order = AuditOrder {
            wanted: Some(wanted),
            ..AuditOrder::default()
        };
        let prospect = self.workspace.audit_prospect(&order, self.clock.now())?;
        Ok(Reply::AuditProspect(Box::new(prospect)))
    }

    pub(super) fn draw_audit(&mut self, wanted: u64) -> Result<Reply, Problem> {
        let (now, reader) = (self.clock.now(), self.workspace.seated(Role::Moderator));
        let order = AuditOrder {
            wanted: Some(wanted),
            ..AuditOrder::default()
        };
        let audit = self.workspace.draw_audit(&order, reader, now)?;
        let drawn = audit.strata.iter().flat_map(|one| &one.members);
        Ok(Reply::Audited(drawn.filter(|one| !one.left).count() as u64))
    }

    pub(super) fn proposal(&self, sample: &RecordId) -> Result<Reply, Problem> {
        let now = self.clock.now();
        let proposal = self.workspace.proposal(sample, now, &mut unwatched)?;
        Ok(Reply::Proposal(Box::new(proposal)))
    }

    pub(super) fn carry(&mut self, carry: &Carry) -> Result<Reply, Problem> {
        let (now, reader) = (self.clock.now(), self.workspace.seated(Role::Moderator));
        let mut watch = self.telling();
        let (ruling, _) = self.workspace.carry_out(carry, &reader, now, &mut watch)?;
        Ok(Reply::Carried(Box::new(ruling)))
    }

    pub(super) fn harmless(
        &mut self,
        rule: FlagRule,
        of: &[PupilRef],
        why: &str,
    ) -> Result<Reply, Problem> {
        let (reader, now) = (self.workspace.seated(Role::Moderator), self.clock.now());
        let references: Vec<String> = of.iter().map(ToString::to_string).collect();
        let found = self
            .workspace
            .find_harmless(rule, &references, why, &reader, now)?;
        Ok(Reply::Harmless(found))
    }
}
