//! What moderation asks of the worker, done in the role that it is asked in.

use super::desk::Desk;
use crate::domain::draft::Draft;
use crate::domain::flag::FlagRule;
use crate::domain::identity::{PupilRef, Role};
use crate::ui::message::Reply;
use crate::workspace::{Decided, Problem};

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
