//! Two versions of a plan compared: what became of every provision, and what was made of it.

use crate::domain::caseload::{Entry, Plan};
use crate::domain::draft::{Carried, Earlier};
use crate::domain::identity::{PlanId, PupilRef};
use crate::domain::provision::Provision;
use crate::domain::worklist::current;

use super::Workspace;
use super::amending::version;
use super::problem::{Problem, Result};

/// A plan version of a comparison.
#[derive(Clone, Debug)]
pub struct Compared {
    /// Its number, counted from the first.
    pub number: usize,
    /// The version.
    pub plan: Plan,
}

/// A comparison of the current version of a plan with an earlier one.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The pupil.
    pub reference: PupilRef,
    /// The earlier version.
    pub before: Compared,
    /// The current one.
    pub now: Compared,
    /// The provisions of the current one, cut as the officer cut the earlier.
    pub provisions: Vec<Provision>,
    /// What became of each, what is gone, and what was made of them.
    pub carried: Carried,
}

impl Workspace {
    /// Compares the current version of a pupil's plan with the one that the mapping that counts was read from, or
    /// with the one before.
    pub fn changes(&self, reference: &str) -> Result<Comparison> {
        let pupil = self.pupil(reference)?;
        let entry = self.store.entry(&pupil, &self.framework.key)?;
        let entry = entry.ok_or_else(|| Problem::NobodyCalled(reference.to_owned()))?;
        let once = || Problem::OneVersion(entry.facts.reference.clone());
        let [.., before, now] = entry.versions.as_slice() else {
            return Err(once());
        };
        let mapped = current(&entry).filter(|head| head.plan.as_ref() != Some(&now.id));
        let read = mapped.and_then(|head| head.plan.as_ref());
        let before = self.compared(&entry, read.unwrap_or(&before.id))?;
        let before = before.ok_or_else(once)?;
        let now = self.compared(&entry, &now.id)?.ok_or_else(once)?;
        let earlier = match mapped {
            Some(head) => self.recorded(&entry, head)?,
            None => None,
        };
        let earlier = earlier.unwrap_or_else(|| {
            let provisions = self.read(&before.plan.text).provisions;
            Earlier::read(provisions, format!("version {}", before.number))
        });
        let reading = self.read(&now.plan.text);
        let provisions = self.redrawn(&now.plan.text, &reading, &earlier.drawn());
        Ok(Comparison {
            reference: entry.facts.reference.clone(),
            carried: Carried::over(&earlier, &provisions),
            before,
            now,
            provisions,
        })
    }

    fn compared(&self, entry: &Entry, plan: &PlanId) -> Result<Option<Compared>> {
        let number = version(entry, Some(plan));
        let plan = self.store.plan_by_id(plan)?;
        Ok(plan.map(|plan| Compared { number, plan }))
    }
}
