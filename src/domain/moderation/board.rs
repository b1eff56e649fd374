//! What a board is told: samples and their outcomes, how alike and how steadily officers read, what was changed.

use std::collections::BTreeMap;

use super::super::day::{Day, Moment};
use super::super::flag::FlagRule;
use super::super::identity::{AreaId, LevelId, Origin, PupilRef, RecordId, TariffId};
use super::cohort::Outcome;
use super::drift::Outlook;
use super::ranks::Measure;
use super::review::{Decision, KeptSample, Stream};
use super::ruling::Ruling;
use super::slice::Sliced;
use super::suggested::Honesty;
use super::tolerance::Tolerance;
use super::worth::Flagged;

/// Everything a board is told, by reference: no name of a pupil, no word of a plan.
#[derive(Clone, Debug)]
pub struct Board {
    /// The day it is told.
    pub as_of: Day,
    /// The workspace that reckoned it.
    pub origin: Origin,
    /// How many officers' mappings there are, one a pupil.
    pub mapped: usize,
    /// How many officers mapped.
    pub officers: usize,
    /// How many plans of the random samples were read twice.
    pub pairs: usize,
    /// How far two readings may lie apart.
    pub tolerance: Tolerance,
    /// The samples, oldest first.
    pub samples: Vec<Sampled>,
    /// What reviews ended in, by the stream.
    pub decided: BTreeMap<(Stream, Decision), usize>,
    /// How alike officers and moderators read.
    pub agreement: Vec<Sliced>,
    /// Who reads otherwise.
    pub drift: Outlook,
    /// Every flag rule, and what it is worth.
    pub flags: Vec<Flagged>,
    /// Whether suggestions are any good.
    pub suggestions: Honesty,
    /// Mappings that a moderator's took the place of, oldest first.
    pub changes: Vec<Change>,
    /// Mappings that went back to the officer or to the board, oldest first.
    pub referred: Vec<Referred>,
    /// Flags found harmless: the rule, by whom, why, and on how many mappings.
    pub harmless: Vec<Harmless>,
    /// The references of the pupils whose mappings are told of.
    pub cases: BTreeMap<RecordId, PupilRef>,
}

/// A sample, and what came of it.
#[derive(Clone, Debug)]
pub struct Sampled {
    /// As it was drawn.
    pub kept: KeptSample,
    /// How many of it a moderator has read.
    pub read: usize,
    /// How many readings lay outside tolerance, by the measure.
    pub outside: BTreeMap<Measure, usize>,
    /// Where the cohort stands.
    pub outcome: Outcome,
    /// What was carried out of that.
    pub ruling: Option<Ruling>,
}

/// A mapping that a moderator's took the place of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The pupil.
    pub reference: PupilRef,
    /// Who had mapped.
    pub officer: String,
    /// The tariff it had; nothing for cannot map.
    pub from: Option<TariffId>,
    /// The tariff it has since; nothing for cannot map.
    pub to: Option<TariffId>,
    /// The descriptor that it turned on.
    pub descriptor: Option<(AreaId, Option<LevelId>)>,
    /// Why it was reviewed.
    pub stream: Stream,
    /// Who changed it.
    pub by: String,
    /// When.
    pub at: Moment,
    /// Why, where reasons are wanted.
    pub reason: Option<String>,
    /// Whether the moderator's mapping was taken back since.
    pub taken_back: bool,
}

/// A mapping that went back to the officer with a question, or to the board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Referred {
    /// The pupil.
    pub reference: PupilRef,
    /// Who had mapped.
    pub officer: String,
    /// Which of the two it was.
    pub decision: Decision,
    /// Who decided so.
    pub by: String,
    /// When.
    pub at: Moment,
    /// The question, or why, where reasons are wanted.
    pub reason: Option<String>,
    /// What was decided last of it.
    pub now: Decision,
}

/// A flag found harmless.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Harmless {
    /// The rule.
    pub rule: FlagRule,
    /// Who found so.
    pub by: String,
    /// On which day.
    pub on: Day,
    /// Why, where reasons are wanted.
    pub reason: Option<String>,
    /// On how many mappings.
    pub mappings: usize,
}

impl Board {
    /// The reference of a mapping's pupil; the mapping's own id where the pupil is no longer in scope.
    pub fn reference(&self, mapping: &RecordId) -> String {
        let known = self.cases.get(mapping);
        known.map_or_else(|| mapping.to_string(), PupilRef::to_string)
    }

    /// How many reviews ended in a decision, in all streams.
    pub fn ended(&self, decision: Decision) -> usize {
        let of = self.decided.iter().filter(|((_, one), _)| *one == decision);
        of.map(|(_, count)| count).sum()
    }
}
