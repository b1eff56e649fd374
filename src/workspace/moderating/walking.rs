//! A blind walk: the plan that an officer mapped, laid before a moderator with nothing of what was made of it.

use crate::domain::case::Case;
use crate::domain::day::Moment;
use crate::domain::draft::Draft;
use crate::domain::identity::Role;

use super::super::problem::Result;
use super::Workspace;

impl Workspace {
    /// Opens the plan that an officer's mapping was read from, for the workspace's reader to read blind as a moderator:
    /// the draft as it was left, or a new one.
    pub fn blind_case(&mut self, reference: &str, now: Moment) -> Result<Case> {
        let reader = self.seated(Role::Moderator);
        let one = self.readable(reference, &reader, now)?;
        let entry = self.entry_in_scope(&one.pupil, now)?;
        let plan = match self.recorded_mapping(&one.head.id)?.sheet.plan {
            Some(plan) => self.store.plan_by_id(&plan)?,
            None => None,
        };
        let text = plan.as_ref().map(|plan| self.read(&plan.text));
        let reading = text.unwrap_or_default();
        let kept = self.kept_draft_of(&one.pupil, Role::Moderator)?;
        // A draft of another version is of a mapping that has given way since.
        let same = |draft: &Draft| draft.plan.as_ref() == plan.as_ref().map(|plan| &plan.id);
        let begun = kept.filter(|draft| !draft.steps.is_empty() && same(draft));
        let draft = begun.unwrap_or_else(|| Draft {
            reader,
            ..self.new_draft(&one.pupil, plan.as_ref(), &reading, now)
        });
        self.laid_open(entry, (plan, reading), draft, now)
    }
}
