//! The queue: what waits for a moderator, for an officer, for the board.

use std::collections::HashSet;

use crate::domain::day::Moment;
use crate::domain::flag::FlagRule;
use crate::domain::identity::{Reader, RecordId, Role};
use crate::domain::moderation::cohort::Outcome;
use crate::domain::moderation::queue::{Bench, Queue, Waits};
use crate::domain::moderation::review::{Conflict, Decision, Review, Stream};
use crate::domain::moderation::risk::{self, Waiting, Weights};
use crate::workspace::kept;

use super::super::problem::{Problem, Result};
use super::{Ledger, Officers, Workspace};

impl Workspace {
    /// What waits, as a reader may be given it.
    pub fn queue(&self, reader: &Reader, now: Moment) -> Result<Queue> {
        let (ledger, officers) = (self.ledger()?, self.officers_mappings(now)?);
        let conflicts = self.store.conflicts()?;
        let mut queue = Queue::default();
        let mut taken: HashSet<RecordId> = HashSet::new();
        for kept in self.store.samples(&self.framework.key)? {
            let id = kept.id.clone();
            let state = self.state(kept, &ledger, &officers);
            if state.ruling.is_some() {
                continue;
            }
            let first = match state.outcome {
                Outcome::First { .. } => true,
                Outcome::Whole { .. } => false,
                Outcome::Empty | Outcome::Stands { .. } | Outcome::Shift(_) | Outcome::Again(_) => {
                    continue;
                }
            };
            let members = state.cases.iter();
            let members = members.filter(|one| one.first || !first);
            for member in members.filter(|one| one.moderator.is_none()) {
                let officers = officers.iter().find(|one| one.head.id == member.mapping);
                if let Some(one) = officers.filter(|_| taken.insert(member.mapping.clone())) {
                    let of = (Stream::Random, Some(id.clone()));
                    let waits = waits(one, of, &ledger, (reader, &self.weights));
                    offer(&mut queue, waits, one, (reader, &conflicts), &ledger);
                }
            }
        }
        self.flagged(
            &officers,
            &ledger,
            (reader, &conflicts),
            &mut taken,
            &mut queue,
        );
        Ok(queue)
    }

    /// All that the moderator's screen shows, as the workspace's reader may be given it.
    pub fn bench(&self, now: Moment) -> Result<Bench> {
        Ok(Bench {
            queue: self.queue(&self.seated(Role::Moderator), now)?,
            officers: self.to_look_at(now)?,
            samples: self.samples(now)?,
            weights: self.weights.clone(),
        })
    }

    /// How much each flag rule weighs.
    pub fn weights(&self) -> &Weights {
        &self.weights
    }

    /// Keeps how much a flag rule weighs, by the rule's name.
    pub fn weigh(&mut self, name: &str, value: &str) -> Result<()> {
        let mut weights = self.weights.clone();
        weights.set(name, value).map_err(Problem::Weight)?;
        let written = serde_json::to_string(&weights).unwrap_or_default();
        self.store.set_meta(kept::WEIGHTS, &written)?;
        self.weights = weights;
        Ok(())
    }

    /// The workspace's reader in a role.
    pub fn seated(&self, role: Role) -> Reader {
        Reader {
            name: self.reader.name.clone(),
            role,
        }
    }

    /// Brings in what is flagged, by risk, and what waits for its officer or the board.
    fn flagged(
        &self,
        officers: &[Officers],
        ledger: &Ledger,
        who: (&Reader, &[Conflict]),
        taken: &mut HashSet<RecordId>,
        queue: &mut Queue,
    ) {
        let by_whom = (who.0, &self.weights);
        let mut waiting: Vec<(Waiting, &Officers)> = Vec::new();
        let waits_for_nobody =
            |one: &&Officers| taken.contains(&one.head.id) || ledger.is_carried(&one.head.id);
        for one in officers.iter().filter(|one| !waits_for_nobody(one)) {
            let reviews = ledger.reviews_of(&one.head.id);
            let stream = reviews
                .last()
                .map_or(Stream::Flagged, |last| last.reviewed.stream);
            let last = last_word(reviews);
            match last.map(|review| review.reviewed.decision) {
                Some(Decision::Returned) => {
                    queue
                        .returned
                        .push(waits(one, (stream, None), ledger, by_whom));
                    continue;
                }
                Some(Decision::Escalated) => {
                    queue
                        .board
                        .push(waits(one, (stream, None), ledger, by_whom));
                    continue;
                }
                Some(decision) if decision.is_final() => continue,
                Some(_) | None => {}
            }
            let flags = open_flags(ledger, &one.head.id);
            let undecided = ledger.reading_of(&one.head.id).is_some();
            if !flags.is_empty() || undecided || last.is_some() {
                let (mapping, recorded) = (one.head.id.clone(), one.head.recorded);
                let case = Waiting {
                    mapping,
                    recorded,
                    flags,
                };
                waiting.push((case, one));
            }
        }
        let mut order: Vec<Waiting> = waiting.iter().map(|(case, _)| case.clone()).collect();
        risk::order(&mut order, &self.weights);
        let mut by: std::collections::HashMap<RecordId, &Officers> = (waiting.into_iter())
            .map(|(case, one)| (case.mapping, one))
            .collect();
        for case in order {
            if let Some(one) = by.remove(&case.mapping) {
                let waits = waits(one, (Stream::Flagged, None), ledger, by_whom);
                offer(queue, waits, one, who, ledger);
            }
        }
    }
}

/// Puts a case into the reader's queue, unless they may not judge it.
fn offer(
    queue: &mut Queue,
    waits: Waits,
    one: &Officers,
    (reader, conflicts): (&Reader, &[Conflict]),
    ledger: &Ledger,
) {
    let seen = has_escalated(ledger, &waits.mapping, reader);
    if one.head.reader.name == reader.name || one.is_barred(conflicts, reader) || seen {
        queue.barred += 1;
    } else {
        queue.review.push(waits);
    }
}

/// Whether a reader brought a mapping to the board: the appeal goes to somebody else.
pub(super) fn has_escalated(ledger: &Ledger, mapping: &RecordId, reader: &Reader) -> bool {
    let mut reviews = ledger.reviews_of(mapping).iter();
    reviews.any(|review| {
        review.reviewed.decision == Decision::Escalated
            && review.reviewed.reader.name == reader.name
    })
}

/// The blind reading that a reader made of the plan of a mapping.
pub(super) fn by<'a>(
    ledger: &'a Ledger,
    mapping: &RecordId,
    reader: &Reader,
) -> Option<&'a RecordId> {
    let mut readings = ledger.readings_of(mapping);
    let theirs = readings.find(|read| read.reader.name == reader.name)?;
    Some(&theirs.mapping)
}

/// The last word on a mapping; that a flag is harmless is none, for others may wait.
pub(super) fn last_word(reviews: &[Review]) -> Option<&Review> {
    let mut latest = reviews.iter().rev();
    latest.find(|review| review.reviewed.decision != Decision::Harmless)
}

/// The flags of a mapping that nobody found harmless.
pub(super) fn open_flags(ledger: &Ledger, mapping: &RecordId) -> Vec<FlagRule> {
    let harmless: HashSet<FlagRule> = (ledger.reviews_of(mapping).iter())
        .filter_map(|review| review.reviewed.rule)
        .collect();
    let flags = ledger.read.get(mapping).map(|read| read.flags.iter());
    let flags = flags.into_iter().flatten().copied();
    flags.filter(|rule| !harmless.contains(rule)).collect()
}

fn waits(
    one: &Officers,
    (stream, sample): (Stream, Option<RecordId>),
    ledger: &Ledger,
    (reader, weights): (&Reader, &Weights),
) -> Waits {
    let flags = open_flags(ledger, &one.head.id);
    let last = last_word(ledger.reviews_of(&one.head.id));
    Waits {
        reference: one.reference.clone(),
        mapping: one.head.id.clone(),
        officer: one.head.reader.name.clone(),
        stream,
        sample,
        weight: weights.sum(&flags),
        flags,
        read: ledger.reading_of(&one.head.id).is_some(),
        own: by(ledger, &one.head.id, reader).is_some(),
        said: last.and_then(|review| review.reviewed.reason.clone()),
    }
}
