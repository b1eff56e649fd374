//! Reporting: everything that a board is told of moderation.

use std::collections::{BTreeMap, HashMap};

use crate::domain::day::Moment;
use crate::domain::flag::FlagRule;
use crate::domain::identity::{PupilId, PupilRef, RecordId, TariffId};
use crate::domain::moderation::board::{Board, Change, Harmless, Referred, Sampled};
use crate::domain::moderation::cohort::{Mapped, Part, outside};
use crate::domain::moderation::review::{Decision, Review};

use super::super::problem::Result;
use super::super::{STRETCH, Watch, Workspace};
use super::measuring::{Readings, cases, flagged};
use super::queueing::last_word;
use crate::domain::moderation::queue::SampleState;

/// A mapping that was reviewed, as it was before: of whom, by whom, what it came to.
#[derive(Clone, Debug)]
struct Before {
    pupil: PupilId,
    officer: String,
    tariff: Option<TariffId>,
}

impl Workspace {
    /// Gathers what a board is told, as of now; what people wrote as reasons only where it is wanted.
    pub fn board(&self, reasons: bool, now: Moment, watch: &mut Watch<'_>) -> Result<Board> {
        let from = self.readings_watched(now, watch)?;
        let (agreed, drifted) = (self.agreed_in(&from)?, self.drifted_in(&from, watch)?);
        let samples = self.store.samples(&self.framework.key)?;
        let samples = samples
            .into_iter()
            .map(|kept| self.sampled(self.state(kept, &from.ledger, &from.officers)));
        let mut board = Board {
            as_of: now.day(),
            origin: self.store.origin().clone(),
            mapped: agreed.mapped,
            officers: drifted.people.len(),
            pairs: agreed.pairs,
            tolerance: self.tolerance(),
            samples: samples.collect(),
            decided: BTreeMap::new(),
            agreement: agreed.slices,
            drift: drifted.outlook,
            flags: flagged(&from, self.weights()),
            suggestions: self.honesty_in(&from, watch)?,
            changes: Vec::new(),
            referred: Vec::new(),
            harmless: Vec::new(),
            cases: cases(&from.officers).into_iter().collect(),
        };
        self.reviewed_since(&mut board, &from, reasons)?;
        Ok(board)
    }

    /// A sample with how many of it were read, and what lay outside tolerance.
    fn sampled(&self, state: SampleState) -> Sampled {
        let read = state.cases.iter().filter_map(|case| {
            Some(Mapped {
                mapping: case.mapping.clone(),
                pupil: PupilId::new(case.reference.as_str()),
                ranks: case.ranks.clone()?,
                part: Part::Later,
                moderator: Some(case.moderator.clone()?),
            })
        });
        let read: Vec<Mapped> = read.collect();
        Sampled {
            read: read.len(),
            outside: outside(&read, self.tolerance()),
            outcome: state.outcome,
            ruling: state.ruling,
            kept: state.kept,
        }
    }

    /// Tells of the reviews: how many ended how, what was changed, what was referred, which flags are harmless.
    fn reviewed_since(&self, board: &mut Board, from: &Readings, reasons: bool) -> Result<()> {
        let mut reviews: Vec<&Review> = from.ledger.reviews.values().flatten().collect();
        reviews.sort_by_key(|review| (review.recorded, &review.id));
        let before = self.before(&reviews, from)?;
        let names = self.references(&before)?;
        let mut harmless: BTreeMap<Harmless, usize> = BTreeMap::new();
        for review in reviews {
            let one = &review.reviewed;
            let reason = one.reason.clone().filter(|_| reasons);
            *board.decided.entry((one.stream, one.decision)).or_default() += 1;
            let Some(was) = before.get(&one.mapping) else {
                continue;
            };
            let reference = names.get(&was.pupil).cloned();
            let reference = reference.unwrap_or_else(|| PupilRef::new(was.pupil.as_str()));
            match one.decision {
                Decision::Adjusted => {
                    (board.changes).push(changed(review, (was, reference, reason), from));
                }
                Decision::Returned | Decision::Escalated => {
                    (board.referred).push(referred(review, (was, reference, reason), from));
                }
                Decision::Harmless => {
                    let found = one.rule.map(|rule| found_harmless(rule, review, reason));
                    if let Some(found) = found {
                        *harmless.entry(found).or_default() += 1;
                    }
                }
                Decision::Agreed | Decision::Within | Decision::Answered | Decision::CannotMap => {}
            }
        }
        let counted = harmless.into_iter();
        board.harmless = counted
            .map(|(one, mappings)| Harmless { mappings, ..one })
            .collect();
        Ok(())
    }

    /// What each mapping that was reviewed came to; of one that was taken back since, too.
    fn before(&self, reviews: &[&Review], from: &Readings) -> Result<HashMap<RecordId, Before>> {
        let mut found = HashMap::new();
        for review in reviews {
            let id = &review.reviewed.mapping;
            if found.contains_key(id) {
                continue;
            }
            let before = if let Some(read) = from.ledger.read.get(id) {
                Some(Before {
                    pupil: read.pupil.clone(),
                    officer: read.reader.name.clone(),
                    tariff: read.tariff.clone(),
                })
            } else {
                self.store.mapping(id)?.map(|mapping| Before {
                    pupil: mapping.sheet.pupil,
                    officer: mapping.sheet.reader.name,
                    tariff: mapping.sheet.outcome.map(|outcome| outcome.tariff),
                })
            };
            found.extend(before.map(|before| (id.clone(), before)));
        }
        Ok(found)
    }

    fn references(&self, before: &HashMap<RecordId, Before>) -> Result<HashMap<PupilId, PupilRef>> {
        let pupils: Vec<PupilId> = before.values().map(|one| one.pupil.clone()).collect();
        let mut names = HashMap::new();
        for stretch in pupils.chunks(STRETCH) {
            let named = self.store.names_of(stretch)?.into_iter();
            names.extend(named.map(|(pupil, reference, _)| (pupil, reference)));
        }
        Ok(names)
    }
}

type Told<'a> = (&'a Before, PupilRef, Option<String>);

fn changed(review: &Review, (was, reference, reason): Told<'_>, from: &Readings) -> Change {
    let one = &review.reviewed;
    let to = review.adjusted.as_ref();
    let to = to.and_then(|mapping| from.ledger.read.get(mapping));
    Change {
        reference,
        officer: was.officer.clone(),
        from: was.tariff.clone(),
        to: to.and_then(|read| read.tariff.clone()),
        descriptor: one.descriptor.clone(),
        stream: one.stream,
        by: one.reader.name.clone(),
        at: review.recorded,
        reason,
        taken_back: to.is_none(),
    }
}

fn referred(review: &Review, (was, reference, reason): Told<'_>, from: &Readings) -> Referred {
    let one = &review.reviewed;
    let last = last_word(from.ledger.reviews_of(&one.mapping));
    Referred {
        reference,
        officer: was.officer.clone(),
        decision: one.decision,
        by: one.reader.name.clone(),
        at: review.recorded,
        reason,
        now: last.map_or(one.decision, |last| last.reviewed.decision),
    }
}

fn found_harmless(rule: FlagRule, review: &Review, reason: Option<String>) -> Harmless {
    Harmless {
        rule,
        by: review.reviewed.reader.name.clone(),
        on: review.recorded.day(),
        reason,
        mappings: 0,
    }
}

#[cfg(test)]
mod tests;
