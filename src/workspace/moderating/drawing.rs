//! Drawing samples, and where each stands.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::domain::caseload::MappingResult;
use crate::domain::day::Moment;
use crate::domain::identity::{PupilId, PupilRef, Reader, RecordId};
use crate::domain::moderation::cohort::{Mapped, Outcome, Part, outcome};
use crate::domain::moderation::queue::{SampleCase, SampleState};
use crate::domain::moderation::ranks::Scales;
use crate::domain::moderation::review::{Drawn, KeptSample};
use crate::domain::moderation::sample::Cohort;
use crate::domain::moderation::sample::prospect::Prospect;
use crate::domain::moderation::sample::{Candidate, Limits, Ranked, draw};

use super::super::problem::{Problem, Result};
use super::{Ledger, Officers, Workspace, named, ranks};

impl Workspace {
    /// Draws a sample of a cohort's mappings and keeps it; the seed is drawn too where none is given.
    pub fn draw_sample(
        &mut self,
        cohort: Cohort,
        seed: Option<u64>,
        reader: Reader,
        now: Moment,
    ) -> Result<KeptSample> {
        named(&reader)?;
        let framework = self.framework.clone();
        let limits = Limits::default();
        let candidates: Vec<Candidate> = (self.officers_mappings(now)?.into_iter())
            .filter(|one| is_of(&cohort, one))
            .map(|one| self.candidate(one))
            .collect();
        if candidates.is_empty() {
            return Err(Problem::NobodyMapped(cohort.words()));
        }
        let seed = match seed {
            Some(seed) => seed,
            None => self.store.seed(),
        };
        let drawn = Drawn {
            framework: framework.key.clone(),
            sample: draw(&candidates, seed, &limits),
            cohort,
            limits,
            reader,
        };
        Ok(self.store.keep_sample(drawn, "", now)?)
    }

    /// The cohorts that have mappings, and what would be drawn of each: everybody's, then the officers', the Communities',
    /// the districts', each by name.
    pub fn cohorts(&self, now: Moment) -> Result<Vec<Prospect>> {
        let mut results: BTreeMap<Cohort, BTreeMap<Ranked, usize>> = BTreeMap::new();
        for one in self.officers_mappings(now)? {
            let cohorts = [
                Some(Cohort::All),
                Some(Cohort::Officer(one.head.reader.name.clone())),
                one.community.clone().map(Cohort::Community),
                one.district.clone().map(Cohort::District),
            ];
            let result = self.candidate(one).result;
            for cohort in cohorts.into_iter().flatten() {
                let counts = results.entry(cohort).or_default();
                *counts.entry(result.clone()).or_default() += 1;
            }
        }
        let limits = Limits::default();
        let all = results.into_iter();
        Ok(all
            .map(|(cohort, results)| Prospect::of(cohort, &results, &limits))
            .collect())
    }

    fn candidate(&self, one: Officers) -> Candidate {
        let result = match one.head.result {
            MappingResult::CannotMap(_) => Ranked::CannotMap,
            MappingResult::Tariff(tariff, _) => {
                let rank = self.framework.tariff_rank(&tariff).unwrap_or_default();
                Ranked::Tariff(rank, tariff)
            }
        };
        Candidate {
            mapping: one.head.id,
            pupil: one.pupil,
            officer: one.head.reader.name,
            result,
            board: one.district,
            community: one.community,
            school: one.school,
        }
    }

    /// The samples drawn under the framework, oldest first, each with what its readings come to.
    pub fn samples(&self, now: Moment) -> Result<Vec<SampleState>> {
        let kept = self.store.samples(&self.framework.key)?;
        if kept.is_empty() {
            return Ok(Vec::new());
        }
        let (ledger, officers) = (self.ledger()?, self.officers_mappings(now)?);
        Ok((kept.into_iter())
            .map(|kept| self.state(kept, &ledger, &officers))
            .collect())
    }

    pub(super) fn state(
        &self,
        kept: KeptSample,
        ledger: &Ledger,
        officers: &[Officers],
    ) -> SampleState {
        let framework = &self.framework;
        let members = &kept.drawn.sample.members;
        let parts: HashMap<&RecordId, Part> = (members.iter())
            .map(|one| {
                let part = if one.first { Part::First } else { Part::Later };
                (&one.mapping, part)
            })
            .collect();
        let cohort: Vec<Mapped> = (cohort(&kept, officers).into_iter())
            .filter_map(|one| {
                let reading = ledger.reading_of(&one.head.id);
                Some(Mapped {
                    mapping: one.head.id.clone(),
                    pupil: one.pupil.clone(),
                    ranks: ledger.ranks(framework, &one.head.id)?,
                    part: (parts.get(&one.head.id).copied()).unwrap_or(Part::Outside),
                    moderator: reading.map(|reading| ranks(framework, reading)),
                })
            })
            .collect();
        let named: HashMap<&RecordId, &PupilRef> = (officers.iter())
            .map(|one| (&one.head.id, &one.reference))
            .collect();
        let cases = members.iter().map(|member| {
            let reading = ledger.reading_of(&member.mapping);
            let reference = named.get(&member.mapping).copied().cloned();
            let last = ledger.reviews_of(&member.mapping).last();
            SampleCase {
                // Mapped again or taken back since: the pupil's own id is all that is at hand.
                reference: reference.unwrap_or_else(|| PupilRef::new(member.pupil.as_str())),
                mapping: member.mapping.clone(),
                officer: member.officer.clone(),
                first: member.first,
                ranks: ledger.ranks(framework, &member.mapping),
                moderator: reading.map(|reading| ranks(framework, reading)),
                decided: match last {
                    Some(review) => Some(review.reviewed.decision.words().to_owned()),
                    None if ledger.is_carried(&member.mapping) => {
                        Some("decided with its cohort".to_owned())
                    }
                    None => None,
                },
            }
        });
        let outcome = outcome(&cohort, self.tolerance(), &Scales::of(framework));
        SampleState {
            names: touched(&outcome, officers),
            ruling: ledger.rulings.get(&kept.id).cloned(),
            outcome,
            cases: cases.collect(),
            kept,
        }
    }
}

/// The references of the pupils whom a proposed shift would touch.
fn touched(outcome: &Outcome, officers: &[Officers]) -> HashMap<PupilId, PupilRef> {
    let Outcome::Shift(shift) = outcome else {
        return HashMap::new();
    };
    let pupils: HashSet<&PupilId> = shift.lines.iter().map(|one| &one.pupil).collect();
    let named = officers.iter().filter(|one| pupils.contains(&one.pupil));
    named
        .map(|one| (one.pupil.clone(), one.reference.clone()))
        .collect()
}

/// The cohort as a sample was drawn from, but for what was mapped again or taken back since: these say nothing of it.
pub(super) fn cohort<'a>(kept: &KeptSample, officers: &'a [Officers]) -> Vec<&'a Officers> {
    let members = kept.drawn.sample.members.iter();
    let members: BTreeSet<&RecordId> = members.map(|one| &one.mapping).collect();
    let of_cohort = |one: &&Officers| {
        members.contains(&one.head.id)
            || (is_of(&kept.drawn.cohort, one) && one.head.recorded <= kept.recorded)
    };
    officers.iter().filter(of_cohort).collect()
}

/// Whether a mapping is of a cohort.
fn is_of(cohort: &Cohort, one: &Officers) -> bool {
    match cohort {
        Cohort::All => true,
        Cohort::Officer(name) => one.head.reader.name == *name,
        Cohort::Community(name) => one.community.as_ref() == Some(name),
        Cohort::District(name) => one.district.as_ref() == Some(name),
    }
}
