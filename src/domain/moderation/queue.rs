//! The queue and the samples as they are shown: what waits for whom, and where each cohort stands.

use std::collections::HashMap;

use super::super::flag::FlagRule;
use super::super::identity::{PupilId, PupilRef, RecordId};
use super::cohort::Outcome;
use super::ranks::Ranks;
use super::review::{KeptSample, Stream};
use super::risk::Weights;
use super::ruling::Ruling;
use super::stands::Stands;

/// A case that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waits {
    /// The pupil's reference.
    pub reference: PupilRef,
    /// The officer's mapping.
    pub mapping: RecordId,
    /// Who mapped.
    pub officer: String,
    /// Why it is reviewed.
    pub stream: Stream,
    /// The sample that it was drawn in.
    pub sample: Option<RecordId>,
    /// The rules that flagged it and were not found harmless.
    pub flags: Vec<FlagRule>,
    /// What these weigh together.
    pub weight: u32,
    /// Whether it was read blind and waits for a decision.
    pub read: bool,
    /// Whether the reader who asks has read it blind.
    pub own: bool,
    /// What was asked or said last, of a case that was returned, answered or escalated.
    pub said: Option<String>,
}

/// All that waits, in the order in which to take it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Queue {
    /// For this reader to review: the samples' first, then the flagged by risk.
    pub review: Vec<Waits>,
    /// Returned to the officer, with the question.
    pub returned: Vec<Waits>,
    /// Escalated to the board.
    pub board: Vec<Waits>,
    /// How many cases wait that this reader may not be given: their own, or of a school they declared.
    pub barred: usize,
}

impl Queue {
    /// The next case to review, other than the one at hand.
    pub fn next(&self, at_hand: &PupilRef) -> Option<&Waits> {
        let mut others = self.review.iter();
        others.find(|one| one.reference != *at_hand)
    }
}

/// A sample, and what its readings so far come to.
#[derive(Clone, Debug)]
pub struct SampleState {
    /// The sample as it was drawn.
    pub kept: KeptSample,
    /// Its members, in the order in which they are read.
    pub cases: Vec<SampleCase>,
    /// Where the cohort stands.
    pub outcome: Outcome,
    /// What was carried out of that.
    pub ruling: Option<Ruling>,
    /// The references of the pupils whom a proposed shift would touch, members or not.
    pub names: HashMap<PupilId, PupilRef>,
}

/// A member of a sample.
#[derive(Clone, Debug)]
pub struct SampleCase {
    /// The pupil's reference.
    pub reference: PupilRef,
    /// The mapping.
    pub mapping: RecordId,
    /// Who mapped.
    pub officer: String,
    /// Whether it is among those read first.
    pub first: bool,
    /// What the officer made of it; nothing where it was taken back since.
    pub ranks: Option<Ranks>,
    /// What a moderator made of it.
    pub moderator: Option<Ranks>,
    /// The last word on it, where there is one.
    pub decided: Option<String>,
}

impl SampleState {
    /// How many of its members a moderator has read.
    pub fn read(&self) -> usize {
        let read = |case: &&SampleCase| case.moderator.is_some();
        self.cases.iter().filter(read).count()
    }
}

/// All that the moderator's screen shows.
#[derive(Clone, Debug, Default)]
pub struct Bench {
    /// What waits.
    pub queue: Queue,
    /// The officers on whom the lead should look: the set not passed, mappings under review, no seed left.
    pub officers: Vec<Stands>,
    /// The samples drawn, oldest first.
    pub samples: Vec<SampleState>,
    /// How much each rule weighs.
    pub weights: Weights,
}
