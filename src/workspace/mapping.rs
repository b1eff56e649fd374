//! From a draft or a file of judgements to a record: one way for both, with the same refusals.

use std::collections::BTreeSet;

use crate::domain::caseload::{Entry, MappingResult};
use crate::domain::day::Moment;
use crate::domain::draft::Draft;
use crate::domain::flag::rules::{self, Before, Limits, Mapped, Officer};
use crate::domain::identity::{AreaId, LevelId, PlanId, PupilId, Reader, RecordId, Role, TariffId};
use crate::domain::judgement::{CannotMap, CannotMapWhy, Judged};
use crate::domain::mapping::{Course, Mapping, Purpose, Sheet, TakenOver, Withdrawal};
use crate::domain::moderation::stock::Stock;
use crate::domain::place::{Phase, Setting};
use crate::domain::printable::{is_seen, printable};
use crate::domain::provision::{Provision, Reading, Span, words_key};
use crate::domain::settle::{Settled, settle};
use crate::domain::worklist::{Basis, OutOfScope, current, out_of_scope, phase};
use crate::store::Rev;

use super::Workspace;
use super::problem::{Problem, Result};
use super::veil;

/// What a reader hands in, however it was made.
pub(super) struct Work {
    pub(super) plan: Option<PlanId>,
    pub(super) reading: Reading,
    pub(super) provisions: Vec<Provision>,
    pub(super) judged: Judged,
    pub(super) reader: Reader,
    pub(super) course: Course,
    pub(super) taken_over: Option<TakenOver>,
}

/// What follows from a reader's work, by the framework.
pub(super) struct Settling {
    pub(super) setting: Option<Setting>,
    phase: Option<Phase>,
    settled: Settled,
}

impl Work {
    /// Checks the work and derives what follows from it.
    pub(super) fn settle(&mut self, basis: &Basis<'_>, entry: &Entry) -> Result<Settling> {
        let waits = |cannot_map: &CannotMap| cannot_map.why == CannotMapWhy::NoPlanText;
        if self.plan.is_some() && self.judged.cannot_map.as_ref().is_some_and(waits) {
            return Err(Problem::TextIsIn(entry.facts.reference.clone()));
        }
        let (setting, phase) = (entry.facts.setting, phase(basis, entry));
        let (provisions, judged) = (&self.provisions, &self.judged);
        let settled = settle(basis.framework, provisions, judged, setting, phase);
        let settled = settled.map_err(Problem::Unsettled)?;
        // A reason for an open top that later levels left behind would explain nothing.
        self.judged.open_reason = self.judged.open_reason.take().filter(|_| settled.open);
        Ok(Settling {
            setting,
            phase,
            settled,
        })
    }

    /// The sheet to be recorded, flagged by what it says and by how the same words were judged before.
    pub(super) fn sheet(
        self,
        basis: &Basis<'_>,
        entry: &Entry,
        settling: Settling,
        (before, mapped): (&[Before], &Mapped),
        (limits, officer): (&Limits, Officer),
    ) -> Sheet {
        let framework = basis.framework;
        let Settling {
            setting,
            phase,
            settled,
        } = settling;
        let flags = rules::flags(
            &rules::Case {
                framework,
                facts: &entry.facts,
                setting,
                provisions: &self.provisions,
                judged: &self.judged,
                settled: &settled,
                changed_after_reveal: self.course.changed_after_reveal,
                pupil_hint: self.reading.pupil_hint.as_deref(),
                before,
                mapped,
                school: schools_tariff(entry, &self.reader, self.plan.as_ref()),
                officer,
                today: basis.today,
            },
            limits,
        );
        Sheet {
            pupil: entry.pupil.clone(),
            plan: self.plan,
            framework: framework.key.clone(),
            framework_hash: framework.hash,
            reader: self.reader,
            setting,
            phase,
            provisions: self.provisions,
            judged: self.judged,
            outcome: settled.outcome,
            flags,
            course: self.course,
            taken_over: self.taken_over,
            adopted_by: None,
            purpose: None,
            ruled: None,
        }
    }
}

impl Workspace {
    /// Records a draft as a mapping; the draft then goes.
    pub fn record_draft(&mut self, draft: &Draft, now: Moment) -> Result<Mapping> {
        if draft.purpose == Some(Purpose::Standard) {
            return self.read_standard_draft(draft, now);
        }
        let work = self.drafted(draft)?;
        let entry = self.entry_in_scope(&draft.pupil, now)?;
        let seen = self.rev(&draft.pupil, draft.reader.role);
        let mapping = self.record_for(&entry, work, None, Some(seen), now)?;
        self.revs.remove(&(draft.pupil.clone(), draft.reader.role));
        Ok(mapping)
    }

    /// What a draft holds, as it is handed in.
    pub(super) fn drafted(&self, draft: &Draft) -> Result<Work> {
        let working = draft.working();
        Ok(Work {
            plan: draft.plan.clone(),
            reading: self.plan_read(draft.plan.as_ref())?,
            provisions: working.provisions(),
            judged: working.judged(),
            reader: draft.reader.clone(),
            course: Course {
                opened: draft.opened,
                revealed: draft.revealed,
                changed_after_reveal: draft.changed_after_reveal,
                offered: working.offered(draft),
            },
            taken_over: working.taken_over(draft),
        })
    }

    /// Records a mapping from judgements that came in a file, of the provisions as read or as the
    /// file bounds them.
    pub fn record_judged(
        &mut self,
        reference: &str,
        judged: Judged,
        bounds: Option<&[Span]>,
        reader: Reader,
        now: Moment,
    ) -> Result<Mapping> {
        let pupil = self.pupil(reference)?;
        let entry = self.entry_in_scope(&pupil, now)?;
        let plan = entry.plan.as_ref().map(|plan| plan.id.clone());
        texted(&entry, &judged)?;
        let (reading, provisions) = self.bounded_reading(plan.as_ref(), bounds)?;
        let work = Work {
            plan,
            reading,
            provisions,
            judged,
            reader,
            course: Course::at_once(now),
            taken_over: None,
        };
        self.record_for(&entry, work, None, None, now)
    }

    /// Reads a plan version, and its provisions as they are bounded otherwise than read.
    pub(super) fn bounded_reading(
        &self,
        plan: Option<&PlanId>,
        bounds: Option<&[Span]>,
    ) -> Result<(Reading, Vec<Provision>)> {
        let reading = self.plan_read(plan)?;
        let provisions = match (bounds, plan) {
            (Some(spans), Some(plan)) => {
                let plan = self.store.plan_by_id(plan)?;
                let text = plan.map(|plan| plan.text).unwrap_or_default();
                self.bounded(&text, &reading, spans)?
            }
            (Some(_) | None, _) => reading.provisions.clone(),
        };
        Ok((reading, provisions))
    }

    /// Takes a mapping back.
    pub fn withdraw(
        &mut self,
        mapping: &RecordId,
        reader: &Reader,
        reason: &str,
        now: Moment,
    ) -> Result<Withdrawal> {
        named(reader)?;
        let reason = reasoned(reason)?;
        let withdrawal = self.store.withdraw(mapping, reader, reason, now)?;
        self.forget();
        Ok(withdrawal)
    }

    /// Says how many years above (below, where negative) the year group of their birth a pupil is taught; nothing takes it
    /// back.
    pub fn set_cohort(
        &mut self,
        pupil: &PupilId,
        years: Option<i16>,
        reader: &Reader,
        reason: &str,
        now: Moment,
    ) -> Result<()> {
        named(reader)?;
        let reason = reasoned(reason)?;
        self.store.set_cohort(pupil, years, reader, reason, now)?;
        self.forget();
        Ok(())
    }

    /// How often the same words were given which area and level, under this framework.
    pub fn same_words(
        &self,
        text: &str,
        now: Moment,
    ) -> Result<Vec<(AreaId, Option<LevelId>, u32)>> {
        let (key, words) = (&self.framework.key, words_key(text));
        let without = self.unseen(now)?;
        Ok(self.store.same_words(key, &words, &without)?)
    }

    /// Records a reader's work, for a purpose where it does not count by itself. A plan that is a seed to the reader is
    /// recorded as one, and nothing of what is given back says so.
    pub(super) fn record_for(
        &mut self,
        entry: &Entry,
        mut work: Work,
        purpose: Option<Purpose>,
        seen: Option<Rev>,
        now: Moment,
    ) -> Result<Mapping> {
        named(&work.reader)?;
        let framework = self.framework.clone();
        let basis = self.basis(&framework, now.day());
        let settling = work.settle(&basis, entry)?;
        let stock = self.stock(now.day())?;
        let purpose = purpose.or_else(|| seeded(&stock, entry, &work, now));
        let officer = self.officer(&work.reader, purpose, &stock, now);
        let before = self.judged_before(&work.provisions, &stock.unseen(&work.reader.name))?;
        let mapped = self.store.tariffs_in(&framework.key, settling.setting)?;
        let limits = (&self.limits, officer);
        let mut sheet = work.sheet(&basis, entry, settling, (&before, &mapped), limits);
        sheet.purpose = purpose;
        let mut mapping = self.store.record(sheet, seen, now)?;
        self.refresh(&entry.pupil);
        veil::mapping(&mut mapping);
        Ok(mapping)
    }

    /// How the words of each provision were judged before.
    fn judged_before(
        &self,
        provisions: &[Provision],
        without: &BTreeSet<PupilId>,
    ) -> Result<Vec<Before>> {
        let key = &self.framework.key;
        let before = |provision: &Provision| {
            let words = words_key(&provision.text);
            let counts = self.store.same_words(key, &words, without)?;
            Ok(Before {
                n: provision.n,
                counts,
            })
        };
        provisions.iter().map(before).collect()
    }

    /// Reads a plan version of the store; a mapping without a plan has nothing to read.
    fn plan_read(&self, plan: Option<&PlanId>) -> Result<Reading> {
        let Some(plan) = plan else {
            return Ok(Reading::default());
        };
        let plan = self.store.plan_by_id(plan)?;
        Ok(plan.map(|plan| self.read(&plan.text)).unwrap_or_default())
    }

    /// The entry of a pupil whom the framework is for.
    pub(super) fn entry_in_scope(&self, pupil: &PupilId, now: Moment) -> Result<Entry> {
        let entry = self.store.entry(pupil, &self.framework.key)?;
        let entry = entry.ok_or_else(|| Problem::NobodyCalled(pupil.to_string()))?;
        let framework = self.framework.clone();
        let basis = self.basis(&framework, now.day());
        scoped(&basis, &entry)?;
        Ok(entry)
    }
}

/// Whether work is a reading of a seed, of a pupil for whom another mapping counts.
fn seeded(stock: &Stock, entry: &Entry, work: &Work, now: Moment) -> Option<Purpose> {
    let of = (&entry.pupil, work.plan.as_ref());
    let when = (work.course.opened, veil::until(now.day()));
    let is = current(entry).is_some() && stock.is_seed(&work.reader, of, when);
    is.then_some(Purpose::Seed)
}

/// The tariff of a school's own latest reading, where somebody else reads the same version of the plan.
fn schools_tariff<'a>(
    entry: &'a Entry,
    reader: &Reader,
    plan: Option<&PlanId>,
) -> Option<&'a TariffId> {
    if reader.role == Role::School {
        return None;
    }
    let mut latest = entry.mappings.iter().rev();
    let schools = latest.find(|one| one.reader.role == Role::School)?;
    if schools.plan.as_ref() != plan {
        return None;
    }
    match &schools.result {
        MappingResult::Tariff(tariff, _) => Some(tariff),
        MappingResult::CannotMap(_) => None,
    }
}

/// Refuses judgements of a plan whose text has not come in.
pub(super) fn texted(entry: &Entry, judged: &Judged) -> Result<()> {
    if entry.plan.is_none() && judged.cannot_map.is_none() {
        return Err(Problem::NoPlanText(entry.facts.reference.clone()));
    }
    Ok(())
}

/// Refuses a pupil whom the framework is not for.
pub(super) fn scoped(basis: &Basis<'_>, entry: &Entry) -> Result<()> {
    let refused = |why: OutOfScope| {
        let reference = entry.facts.reference.clone();
        Err(Problem::OutOfScope(reference, why.words().to_owned()))
    };
    out_of_scope(basis, entry).map_or(Ok(()), refused)
}

/// Refuses a reader without a name, or with one that a screen could not show.
pub(super) fn named(reader: &Reader) -> Result<()> {
    let name = reader.name.trim();
    if !is_seen(name) || printable(name) != name || name.chars().any(char::is_control) {
        return Err(Problem::NoName);
    }
    Ok(())
}

/// Gives a reason without the space around it; there must be one.
pub(super) fn reasoned(reason: &str) -> Result<&str> {
    let reason = reason.trim();
    if !is_seen(reason) {
        return Err(Problem::NoReason);
    }
    Ok(reason)
}
