//! Carrying out a cohort's outcome: a shift of its mappings in two names, or its mappings sent back to be mapped again.

use std::collections::{BTreeSet, HashMap};

use crate::domain::day::Moment;
use crate::domain::framework::Framework;
use crate::domain::identity::{Reader, RecordId, Role};
use crate::domain::mapping::{Mapping, Sheet};
use crate::domain::moderation::cohort::pattern::Scope;
use crate::domain::moderation::cohort::{Outcome, Shift};
use crate::domain::moderation::review::{Decision, KeptSample};
use crate::domain::moderation::ruling::{Carry, Left, Moved, Proposal, Ruled, Ruling, What};
use crate::domain::moderation::shift::{self, Hand};

use super::super::problem::{Problem, Result};
use super::super::watching::tell;
use super::super::{Step, Watch};
use super::drawing::cohort;
use super::measuring::Readings;
use super::queueing::last_word;
use super::{Officers, Workspace, named, reasoned};

/// What would be recorded.
struct Plan {
    proposal: Proposal,
    sheets: Vec<Sheet>,
    /// Who mapped any of the cohort.
    officers: BTreeSet<String>,
}

impl Workspace {
    /// Finds a sample by its id or the beginning of it.
    pub fn sample(&self, id: &str) -> Result<KeptSample> {
        let samples = self.store.samples(&self.framework.key)?;
        let mut found = samples.into_iter().filter(|one| {
            let own = one.id.as_str();
            !id.is_empty() && own.starts_with(id)
        });
        match (found.next(), found.next()) {
            (Some(only), None) => Ok(only),
            (Some(_), Some(_)) => Err(Problem::SeveralSamples(id.to_owned())),
            (None, _) => Err(Problem::NoSample(id.to_owned())),
        }
    }

    /// Says mapping by mapping what carrying out a sample's outcome would do; changes nothing.
    pub fn proposal(
        &self,
        sample: &RecordId,
        now: Moment,
        watch: &mut Watch<'_>,
    ) -> Result<Proposal> {
        let reader = self.seated(Role::Moderator);
        let carry = Carry {
            sample: sample.clone(),
            second: None,
            reason: String::new(),
            shown: None,
        };
        Ok(self.planned(&carry, &reader, now, watch)?.proposal)
    }

    /// Carries out a sample's outcome, all of it in one change, and records it.
    ///
    /// A shift is made in the names of two moderators of whom neither mapped any of the cohort. Where the proposal that was
    /// looked at is named, it is refused if records have changed it since.
    pub fn carry_out(
        &mut self,
        carry: &Carry,
        reader: &Reader,
        now: Moment,
        watch: &mut Watch<'_>,
    ) -> Result<(Ruling, Proposal)> {
        named(reader)?;
        if reader.role != Role::Moderator {
            return Err(Problem::NotModerator(reader.name.clone()));
        }
        let reason = reasoned(&carry.reason)?.to_owned();
        let Plan {
            proposal,
            sheets,
            officers,
        } = self.planned(carry, reader, now, watch)?;
        if let Some(shown) = carry
            .shown
            .as_ref()
            .filter(|shown| **shown != proposal.mark())
        {
            return Err(Problem::OutcomeChanged(shown.clone()));
        }
        if proposal.moved.is_empty() {
            return Err(Problem::NothingToCarry(
                "Every mapping that it touches has given way to another already.".to_owned(),
            ));
        }
        let what = match &proposal.scope {
            Some(scope) => What::Again(scope.clone()),
            None => What::Shift {
                second: second(carry, reader, &officers)?,
                steps: proposal.steps.clone(),
            },
        };
        if mapped(&officers, &reader.name) {
            return Err(Problem::MappedOfCohort(reader.name.clone()));
        }
        let ruled = Ruled {
            framework: self.framework.key.clone(),
            sample: carry.sample.clone(),
            what,
            mappings: proposal
                .moved
                .iter()
                .map(|one| one.mapping.clone())
                .collect(),
            reader: reader.clone(),
            reason,
        };
        let of = sheets.len() as u64;
        let ruling = self.store.rule(ruled, sheets, now, |done| {
            let what = "Recording the shift";
            watch(Step { what, done, of })
        })?;
        self.forget();
        Ok((ruling, proposal))
    }

    fn planned(
        &self,
        carry: &Carry,
        reader: &Reader,
        now: Moment,
        watch: &mut Watch<'_>,
    ) -> Result<Plan> {
        let kept = self.sample(carry.sample.as_str())?;
        let from = self.readings_watched(now, watch)?;
        let state = self.state(kept, &from.ledger, &from.officers);
        if let Some(ruling) = &state.ruling {
            return Err(Problem::CarriedAlready(ruling.sentence(&self.framework)));
        }
        let cohort = cohort(&state.kept, &from.officers);
        let officers = cohort.iter().map(|one| one.head.reader.name.clone());
        let mut plan = Plan {
            officers: officers.collect(),
            sheets: Vec::new(),
            proposal: Proposal {
                sample: state.kept.id.clone(),
                cohort: state.kept.drawn.cohort.words(),
                steps: Vec::new(),
                scope: None,
                moved: Vec::new(),
                left: Vec::new(),
            },
        };
        match &state.outcome {
            Outcome::Shift(proposed) => {
                let second = carry.second.as_deref().unwrap_or_default().trim();
                let hand = Hand {
                    reader,
                    second,
                    cohort: &state.kept.drawn.cohort.words(),
                    now,
                };
                self.shifting(&mut plan, proposed, (&cohort, &from), &hand, watch)?;
            }
            Outcome::Again(scope) => {
                plan.proposal.scope = Some(scope.clone());
                self.sending_back(&mut plan, scope, &cohort, &from);
            }
            Outcome::Empty
            | Outcome::First { .. }
            | Outcome::Whole { .. }
            | Outcome::Stands { .. } => {
                let says = state.outcome.sentence(&self.framework);
                return Err(Problem::NothingToCarry(says));
            }
        }
        Ok(plan)
    }

    /// Plans a shift: a moderator's own reading where one read the mapping, the steps where none did.
    fn shifting(
        &self,
        plan: &mut Plan,
        proposed: &Shift,
        (cohort, from): (&[&Officers], &Readings),
        hand: &Hand<'_>,
        watch: &mut Watch<'_>,
    ) -> Result<()> {
        let framework = self.framework.clone();
        plan.proposal.steps.clone_from(&proposed.steps);
        let touched: HashMap<&RecordId, bool> = (proposed.lines.iter())
            .map(|line| (&line.mapping, line.read))
            .collect();
        let of = touched.len() as u64;
        for one in cohort {
            let Some(read) = touched.get(&one.head.id).copied() else {
                continue;
            };
            tell(
                watch,
                "Reckoning the shift",
                plan.proposal.moved.len() as u64,
                of,
            )?;
            if one.settled {
                plan.leave(one, "a moderator's mapping counts already");
                continue;
            }
            let officer = self.recorded_mapping(&one.head.id)?;
            let reading = from.ledger.reading_of(&one.head.id);
            let made = match reading.filter(|_| read) {
                Some(reading) => {
                    let reading = self.recorded_mapping(&reading.mapping)?;
                    Ok(Some(shift::read(
                        &framework,
                        &officer.sheet,
                        &reading,
                        hand,
                    )))
                }
                None => shift::shifted(&framework, &officer, &proposed.steps, hand),
            };
            match made {
                Ok(Some(sheet)) => plan.move_to(one, (&officer, read), sheet, &framework),
                Ok(None) => plan.leave(one, "it stands at the end of the scale already"),
                Err(why) => plan.leave(one, &why),
            }
        }
        Ok(())
    }

    /// Plans what goes back: what two readers agree on, or a moderator's counts of, stands.
    fn sending_back(&self, plan: &mut Plan, scope: &Scope, cohort: &[&Officers], from: &Readings) {
        for one in cohort {
            let Some(ranks) = from.ledger.ranks(&self.framework, &one.head.id) else {
                continue;
            };
            let rests_on = match scope {
                Scope::Cohort => true,
                Scope::Area(area) => ranks.areas.contains_key(area),
                Scope::Descriptor(area, level) => ranks.areas.get(area) == Some(level),
            };
            if !rests_on {
                continue;
            }
            let last = last_word(from.ledger.reviews_of(&one.head.id));
            let last = last.map(|review| review.reviewed.decision);
            if one.settled {
                plan.leave(one, "a moderator's mapping counts already");
            } else if matches!(last, Some(Decision::Agreed | Decision::Within)) {
                plan.leave(one, "a moderator read it and agrees");
            } else {
                plan.proposal.moved.push(moved(one, false));
            }
        }
    }
}

impl Plan {
    fn leave(&mut self, one: &Officers, why: &str) {
        self.proposal.left.push(Left {
            reference: one.reference.clone(),
            why: why.to_owned(),
        });
    }

    fn move_to(
        &mut self,
        one: &Officers,
        (officer, read): (&Mapping, bool),
        sheet: Sheet,
        framework: &Framework,
    ) {
        let mut moved = moved(one, read);
        moved.sides = shift::sides(framework, &officer.sheet, &sheet);
        self.proposal.moved.push(moved);
        self.sheets.push(sheet);
    }
}

fn moved(one: &Officers, read: bool) -> Moved {
    Moved {
        pupil: one.pupil.clone(),
        reference: one.reference.clone(),
        mapping: one.head.id.clone(),
        officer: one.head.reader.name.clone(),
        read,
        sides: Vec::new(),
    }
}

/// Whether somebody of a name mapped any of a cohort.
fn mapped(officers: &BTreeSet<String>, name: &str) -> bool {
    let name = name.trim().to_lowercase();
    officers.iter().any(|one| one.trim().to_lowercase() == name)
}

/// The second name of a shift.
fn second(carry: &Carry, reader: &Reader, officers: &BTreeSet<String>) -> Result<String> {
    let second = carry.second.as_deref().unwrap_or_default().trim();
    if second.is_empty() || second.to_lowercase() == reader.name.trim().to_lowercase() {
        return Err(Problem::SecondName);
    }
    if mapped(officers, second) {
        return Err(Problem::MappedOfCohort(second.to_owned()));
    }
    Ok(second.to_owned())
}
