//! One pupil's page, gathered from the record.

use crate::domain::day::Moment;
use crate::domain::worklist::current;
use crate::exchange::document::Document;
use crate::exchange::explanation::{Explained, explanation};

use super::Workspace;
use super::problem::{Problem, Result};

impl Workspace {
    /// Writes the page of a pupil's mapping that counts.
    pub fn explain(&self, reference: &str, now: Moment) -> Result<Document> {
        let pupil = self.pupil(reference)?;
        let entry = self.store.entry(&pupil, &self.framework.key)?;
        let entry = entry.ok_or_else(|| Problem::NobodyCalled(reference.to_owned()))?;
        let head = current(&entry);
        let mapping = match head {
            Some(head) => self.store.mapping(&head.id)?,
            None => None,
        };
        let Some(mapping) = mapping else {
            return Err(Problem::NotMapped(entry.facts.reference));
        };
        let plan = match &mapping.sheet.plan {
            Some(plan) => self.store.plan_by_id(plan)?,
            None => None,
        };
        let earlier = match &mapping.sheet.taken_over {
            Some(over) => self.store.mapping(&over.from)?,
            None => None,
        };
        Ok(explanation(&Explained {
            facts: &entry.facts,
            mapping: &mapping,
            earlier: earlier.as_ref(),
            framework: &self.framework,
            plan: plan.as_ref(),
            today: now.day(),
        }))
    }
}
