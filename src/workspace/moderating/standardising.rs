//! The standardisation set: where an officer stands, the next plan to read, its reading, what the whole attempt came to.

use std::collections::HashMap;

use crate::domain::case::Case;
use crate::domain::day::Moment;
use crate::domain::draft::Draft;
use crate::domain::flag::rules::Officer;
use crate::domain::identity::{PlanId, PupilId, PupilRef, Reader, Role};
use crate::domain::judgement::Judged;
use crate::domain::mapping::{Course, Mapping, Purpose};
use crate::domain::moderation::agreed::Aim;
use crate::domain::moderation::seeds::{Consequence, consequence};
use crate::domain::moderation::standard::{Standing, standing};
use crate::domain::moderation::stands::Sat;
use crate::domain::moderation::stock::Stock;
use crate::domain::provision::Span;

use super::super::mapping::{Work, named};
use super::super::problem::{Problem, Result};
use super::super::veil::{self, until};
use super::Workspace;

impl Workspace {
    /// Where an officer stands with the standardisation set, and what the last whole attempt came to, plan by plan.
    pub fn sat(&self, officer: &str, now: Moment) -> Result<Sat> {
        let stock = self.stock(now.day())?;
        let references = self.agreed_references(&stock)?;
        let named = stock.agreed.iter().filter_map(|one| {
            let reference = references.get(&one.pupil)?;
            Some((one.plan.clone(), reference.clone()))
        });
        let plans: HashMap<PlanId, PupilRef> = named.collect();
        Ok(Sat {
            standing: self.standing(officer, &stock, now),
            references: plans,
        })
    }

    pub(in crate::workspace) fn standing(
        &self,
        officer: &str,
        stock: &Stock,
        now: Moment,
    ) -> Standing {
        let (set, sittings) = (stock.members(officer), stock.sittings(officer));
        standing(&set, &sittings, officer, &self.bar, until(now.day()))
    }

    /// What is known of a reader that flags what they map.
    pub(in crate::workspace) fn officer(
        &self,
        reader: &Reader,
        purpose: Option<Purpose>,
        stock: &Stock,
        now: Moment,
    ) -> Officer {
        let counts = match purpose {
            None => true,
            // A seed is flagged as any plan would be, but for what the officer is not shown.
            Some(Purpose::Seed) => false,
            Some(Purpose::Blind | Purpose::Standard) => return Officer::default(),
        };
        if reader.role != Role::Officer || stock.agreed.is_empty() {
            return Officer::default();
        }
        let past = stock.past(&reader.name, Vec::new(), self.tolerance);
        let held_since = match consequence(&past) {
            Consequence::Review { since } if counts => Some(since.day()),
            Consequence::Review { .. } | Consequence::Clear | Consequence::Second => None,
        };
        Officer {
            not_standardised: !self.standing(&reader.name, stock, now).may_map(),
            held_since,
        }
    }

    /// Whether a pupil's plan is the next of the set that the workspace's reader is to read.
    pub(in crate::workspace) fn is_next_of_set(
        &self,
        pupil: &PupilId,
        now: Moment,
    ) -> Result<bool> {
        let stock = self.stock(now.day())?;
        let standing = self.standing(&self.reader.name, &stock, now);
        Ok(next(&stock, &standing).is_some_and(|(next, _)| next == *pupil))
    }

    /// Opens the next plan of the set for the workspace's reader, with nothing of what others made of it: the draft as it
    /// was left, or a new one.
    pub fn standard_case(&mut self, now: Moment) -> Result<Case> {
        let (stock, reader) = (self.stock(now.day())?, self.reader.clone());
        let standing = self.standing(&reader.name, &stock, now);
        let Some((pupil, plan)) = next(&stock, &standing) else {
            return Err(Problem::NothingToRead(standing.words()));
        };
        let entry = self.store.entry(&pupil, &self.framework.key)?;
        let mut entry = entry.ok_or_else(|| Problem::NobodyCalled(pupil.to_string()))?;
        let kept = self.kept_draft(&pupil)?;
        let begun = kept.filter(|draft| !draft.steps.is_empty());
        if begun.as_ref().is_some_and(|draft| draft.purpose.is_none()) {
            return Err(Problem::DraftInHand(entry.facts.reference));
        }
        let plan = self.store.plan_by_id(&plan)?;
        let text = plan.as_ref().map(|plan| self.read(&plan.text));
        let reading = text.unwrap_or_default();
        let same = |draft: &Draft| draft.plan.as_ref() == plan.as_ref().map(|plan| &plan.id);
        let draft = begun.filter(same).unwrap_or_else(|| Draft {
            purpose: Some(Purpose::Standard),
            ..self.new_draft(&pupil, plan.as_ref(), &reading, now)
        });
        veil::entry(&mut entry, &reader);
        self.laid_open(entry, (plan, reading), draft, now)
    }

    /// Records an officer's draft as a reading of the set; the draft goes in the same change.
    pub(in crate::workspace) fn read_standard_draft(
        &mut self,
        draft: &Draft,
        now: Moment,
    ) -> Result<Mapping> {
        let stock = self.stock(now.day())?;
        let standing = self.standing(&draft.reader.name, &stock, now);
        let entry = self.store.entry(&draft.pupil, &self.framework.key)?;
        let entry = entry.ok_or_else(|| Problem::NobodyCalled(draft.pupil.to_string()))?;
        if !draft
            .plan
            .as_ref()
            .is_some_and(|plan| standing.left.contains(plan))
        {
            return Err(not_in_set(entry.facts.reference, &standing));
        }
        let work = self.drafted(draft)?;
        let seen = self.rev(&draft.pupil, draft.reader.role);
        let purpose = Some(Purpose::Standard);
        let mapping = self.record_for(&entry, work, purpose, Some(seen), now)?;
        self.forget_rev(&draft.pupil, draft.reader.role);
        Ok(mapping)
    }

    /// Records an officer's reading of a plan of the set from judgements that came in a file.
    pub fn read_standard(
        &mut self,
        reference: &str,
        (judged, bounds): (Judged, Option<Vec<Span>>),
        officer: &str,
        now: Moment,
    ) -> Result<Mapping> {
        let reader = Reader {
            name: officer.to_owned(),
            role: Role::Officer,
        };
        named(&reader)?;
        let pupil = self.pupil(reference)?;
        let stock = self.stock(now.day())?;
        let standing = self.standing(officer, &stock, now);
        let left = (standing.left.iter()).find(|plan| pupil_of(&stock, plan) == Some(&pupil));
        let Some(plan) = left.cloned() else {
            return Err(not_in_set(PupilRef::new(reference), &standing));
        };
        let entry = self.store.entry(&pupil, &self.framework.key)?;
        let entry = entry.ok_or_else(|| Problem::NobodyCalled(reference.to_owned()))?;
        let (reading, provisions) = self.bounded_reading(Some(&plan), bounds.as_deref())?;
        let work = Work {
            plan: Some(plan),
            reading,
            provisions,
            judged,
            reader,
            course: Course::at_once(now),
            taken_over: None,
        };
        self.record_for(&entry, work, Some(Purpose::Standard), None, now)
    }
}

fn pupil_of<'a>(stock: &'a Stock, plan: &PlanId) -> Option<&'a PupilId> {
    let mut set = (stock.agreed.iter()).filter(|one| one.aim == Aim::Standard);
    Some(&set.find(|one| one.plan == *plan)?.pupil)
}

/// The next plan to read, and whose it is.
fn next(stock: &Stock, standing: &Standing) -> Option<(PupilId, PlanId)> {
    let plan = standing.left.first()?;
    Some((pupil_of(stock, plan)?.clone(), plan.clone()))
}

fn not_in_set(reference: PupilRef, standing: &Standing) -> Problem {
    Problem::NotInSet(reference, standing.officer.clone(), standing.words())
}
