//! A pupil's case: opened to be mapped, kept with every key, its provisions drawn anew.

use crate::domain::amendment::Changes;
use crate::domain::case::{Case, Story};
use crate::domain::caseload::{Entry, Plan};
use crate::domain::day::Moment;
use crate::domain::draft::Draft;
use crate::domain::flag::rules::Officer;
use crate::domain::identity::{PlanId, PupilId, Reader, Role};
use crate::domain::provision::{AreaCode, Provision, Reading, Span};
use crate::domain::worklist::{Group, Row, Standing, again};

use super::mapping::{named, reasoned};
use super::problem::{Problem, Result};
use super::{Workspace, amending};
use crate::store::Rev;

/// What a reader is told whose draft reads a plan that has been replaced since.
fn newer_plan(changes: Option<Changes>) -> String {
    let touched = changes.map(|changes| format!(" ({})", changes.words()));
    format!(
        "a newer version of this plan has come in{}; this draft still reads the earlier one, N goes on with the new one \
         and keeps what is untouched",
        touched.unwrap_or_default()
    )
}

impl Workspace {
    /// Finds a pupil by reference or UPN.
    pub fn pupil(&self, reference: &str) -> Result<PupilId> {
        let found = self.store.pupil_by(reference)?;
        found.ok_or_else(|| Problem::NobodyCalled(reference.to_owned()))
    }

    /// Whether the reader has begun to map a pupil, and not recorded it.
    pub fn has_draft(&mut self, pupil: &PupilId) -> Result<bool> {
        let draft = self.kept_draft(pupil)?;
        Ok(draft.is_some_and(|draft| !draft.steps.is_empty()))
    }

    /// Opens a case: the draft as it was left, or a new one.
    pub fn case(&mut self, pupil: &PupilId, now: Moment) -> Result<Case> {
        let draft = self.kept_draft(pupil)?;
        let of_set = draft.as_ref().is_some_and(|draft| draft.purpose.is_some());
        if of_set && self.is_next_of_set(pupil, now)? {
            return self.standard_case(now);
        }
        let draft = draft.filter(|_| !of_set);
        let entry = self.entry_in_scope(pupil, now)?;
        let entry = self.unveiled(entry, now)?;
        let current = entry.plan.as_ref().map(|plan| &plan.id);
        // A draft goes on with the plan it was begun on, even where a newer version has come in since;
        // one without a step has nothing to go on with.
        let begun = draft.as_ref().filter(|draft| !draft.steps.is_empty());
        let plan = match begun.map_or(current, |draft| draft.plan.as_ref()) {
            Some(plan) => self.store.plan_by_id(plan)?,
            None => None,
        };
        let mut reading = plan
            .as_ref()
            .map(|plan| self.read(&plan.text))
            .unwrap_or_default();
        let draft = match draft {
            Some(begun) if !begun.steps.is_empty() => begun,
            kept => Draft {
                parked: kept.and_then(|draft| draft.parked),
                ..self.begin(&entry, plan.as_ref(), &reading, now)?
            },
        };
        let newer = self.newer(&entry, &draft)?;
        let mut told = Vec::new();
        if draft.plan.as_ref() != current {
            told.push(newer_plan(newer));
        }
        if let Some(again) = again(&entry) {
            told.push(format!("sent back by moderation: {}", again.words()));
        }
        if let Some(carried) = &draft.carried {
            told.extend(amending::told(carried, &self.framework));
        }
        reading.warnings.splice(0..0, told);
        let case = self.laid_open(entry, (plan, reading), draft, now)?;
        Ok(Case {
            newer,
            judged: self.judged_texts(now)?,
            ..case
        })
    }

    /// A case as it is laid before its reader, with nothing of what others made of it.
    pub(super) fn laid_open(
        &mut self,
        entry: Entry,
        (plan, reading): (Option<Plan>, Reading),
        draft: Draft,
        now: Moment,
    ) -> Result<Case> {
        let framework = self.framework.clone();
        let basis = self.basis(&framework, now.day());
        let standing = Standing::of(&basis, &entry);
        let row = Row::of(&basis, &entry, standing);
        let (group, group_done_by) = self.group_of(Group::of(&standing.reason), now)?;
        let text = plan.as_ref().map_or("", |plan| plan.text.as_str());
        let stock = self.stock(now.day())?;
        let officer = Officer {
            // What follows from seeds is not for the officer's eyes.
            held_since: None,
            ..self.officer(&draft.reader, draft.purpose, &stock, now)
        };
        Ok(Case {
            marks: self.section_f.marks(text),
            row,
            facts: entry.facts,
            plan,
            reading,
            draft,
            newer: None,
            judged: Vec::new(),
            suggestions_off: (self.suggestions_off()?).map(|notice| notice.reader.name),
            group,
            group_done_by,
            pace: self.pace_in_words(now)?,
            limits: self.limits,
            officer,
        })
    }

    /// The pupil to take next, after the one just left; nobody when all is done.
    pub fn next(&mut self, after: Option<&PupilId>, now: Moment) -> Result<Option<PupilId>> {
        let reader = self.reader.clone();
        let groups = std::sync::Arc::clone(&self.assignments);
        let caseload = self.caseload(now.day())?;
        // A seed comes first, but for whoever has just left one, or passed over another pupil.
        let seed = caseload.veiled.due.clone();
        let passed = |left: &PupilId| seed.as_ref() == Some(left) || caseload.list.is_open(left);
        if seed.is_some() && !after.is_some_and(passed) {
            return Ok(seed);
        }
        let shares = caseload.shares(&groups);
        Ok(caseload.list.next(after, &reader, &shares))
    }

    /// Keeps a draft; gives the moment it was kept.
    pub fn save(&mut self, draft: &Draft, now: Moment) -> Result<Moment> {
        let rev = self.rev(&draft.pupil, draft.reader.role);
        let rev = self.store.save_draft(draft, rev, now)?;
        self.revs
            .insert((draft.pupil.clone(), draft.reader.role), rev);
        self.refresh(&draft.pupil);
        Ok(now)
    }

    /// Puts a pupil aside for later, with a reason.
    pub fn park(
        &mut self,
        pupil: &PupilId,
        reader: Reader,
        reason: &str,
        now: Moment,
    ) -> Result<()> {
        named(&reader)?;
        let reason = reasoned(reason)?;
        let before = std::mem::replace(&mut self.reader, reader);
        let opened = self.case(pupil, now);
        self.reader = before;
        let mut draft = opened?.draft;
        draft.parked = Some(reason.to_owned());
        self.save(&draft, now)?;
        Ok(())
    }

    /// Throws the draft of a pupil away that the workspace's reader has in a role.
    pub fn discard(&mut self, pupil: &PupilId, role: Role) -> Result<()> {
        let (reader, seen) = (self.seated(role), self.rev(pupil, role));
        self.store
            .drop_draft(pupil, &self.framework.key, &reader, seen)?;
        self.revs.remove(&(pupil.clone(), role));
        self.refresh(pupil);
        Ok(())
    }

    /// Which saving is at hand of the draft of a pupil that the workspace's reader has in a role.
    pub(super) fn rev(&self, pupil: &PupilId, role: Role) -> Rev {
        let whose = (pupil.clone(), role);
        self.revs.get(&whose).copied().unwrap_or_default()
    }

    /// Reads stretches of a plan version anew, as its reader bounds them.
    pub fn cut(
        &self,
        plan: Option<&PlanId>,
        to: &[(Span, AreaCode, Option<String>)],
    ) -> Result<Vec<Provision>> {
        let plan = match plan {
            Some(plan) => self.store.plan_by_id(plan)?,
            None => None,
        };
        let text = plan.map(|plan| plan.text).unwrap_or_default();
        let cuts = to.iter().zip(1..);
        let cuts = cuts.map(|((span, area, heading), n)| (*span, n, *area, heading.as_deref()));
        Ok(self.section_f.pieces(&text, cuts))
    }

    /// All that happened to a pupil's case, latest first, as far as the reader may know.
    pub fn story(&self, pupil: &PupilId, now: Moment) -> Result<Story> {
        let entry = self.store.entry(pupil, &self.framework.key)?;
        let entry = entry.ok_or_else(|| Problem::NobodyCalled(pupil.to_string()))?;
        let mut events = self.store.history(pupil)?;
        self.veil_story(pupil, &mut events, now)?;
        events.reverse();
        Ok(Story {
            facts: entry.facts,
            events,
        })
    }

    /// Lets go of the saving of a draft that is recorded.
    pub(super) fn forget_rev(&mut self, pupil: &PupilId, role: Role) {
        self.revs.remove(&(pupil.clone(), role));
    }

    /// Reads a plan's text as the framework's year counts it and the workspace's list words it.
    pub(super) fn read(&self, text: &str) -> Reading {
        self.section_f.read(text)
    }

    /// The reader's draft as it was left.
    pub(super) fn kept_draft(&mut self, pupil: &PupilId) -> Result<Option<Draft>> {
        self.kept_draft_of(pupil, self.reader.role)
    }

    /// The draft that the workspace's reader has in a role, as it was left.
    pub(super) fn kept_draft_of(&mut self, pupil: &PupilId, role: Role) -> Result<Option<Draft>> {
        let reader = self.seated(role);
        let kept = self.store.draft(pupil, &self.framework.key, &reader)?;
        let whose = (pupil.clone(), role);
        let Some((draft, rev)) = kept else {
            self.revs.remove(&whose);
            return Ok(None);
        };
        self.revs.insert(whose, rev);
        Ok(Some(draft))
    }

    pub(super) fn new_draft(
        &self,
        pupil: &PupilId,
        plan: Option<&Plan>,
        reading: &Reading,
        now: Moment,
    ) -> Draft {
        Draft {
            pupil: pupil.clone(),
            plan: plan.map(|plan| plan.id.clone()),
            framework: self.framework.key.clone(),
            reader: self.reader.clone(),
            opened: now,
            base: reading.provisions.clone(),
            steps: Vec::new(),
            revealed: None,
            changed_after_reveal: false,
            parked: None,
            shown: Vec::new(),
            carried: None,
            purpose: None,
        }
    }
}
