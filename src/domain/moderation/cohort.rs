//! A cohort's outcome: what the readings of its sample so far come to.
//!
//! The first six are read; all within tolerance, the cohort stands and moderation ends. Else the whole sample is read. Then
//! all within tolerance: it stands. Outside tolerance *in the same direction throughout*: a shift is proposed. Anything
//! else is mixed: the cohort is mapped again, or the one area or descriptor at fault.
//!
//! *The same direction throughout* asks three things of the whole sample, for a shift touches pupils whom no moderator
//! read: every difference outside tolerance, at the tariff and in every area, has one sign, none is between a tariff and
//! cannot-map; there are at least [`LEAST`] of them, for fewer fall on one side by chance alone more than one time in
//! twenty (two-sided sign test); and at each measure that is shifted at least half of all mappings read, those within
//! tolerance included, lie on that side. A shift is by their median: half of the sample would be put right by more.

pub mod pattern;
mod sentence;

use std::collections::BTreeMap;

use super::super::identity::{PupilId, RecordId};
use super::ranks::{Measure, Ranks, Scales};
use super::tolerance::{Difference, Tolerance, differ, rank};
use pattern::{Scope, Step, pattern};

/// How many differences outside tolerance are the fewest that can speak of a direction: 2 · ½⁶ is under one in twenty.
pub const LEAST: usize = 6;

/// A mapping of a cohort, and a moderator's blind reading of it where it is of the sample and was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapped {
    /// The mapping.
    pub mapping: RecordId,
    /// The pupil.
    pub pupil: PupilId,
    /// What the officer made of the plan.
    pub ranks: Ranks,
    /// Its part in the sample.
    pub part: Part,
    /// What the moderator made of it.
    pub moderator: Option<Ranks>,
}

/// A mapping's part in its cohort's sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Among those read first.
    First,
    /// In the sample.
    Later,
    /// Not in the sample.
    Outside,
}

/// Where a cohort's moderation stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// There is no sample.
    Empty,
    /// The first are being read: so many are left, and none so far is outside tolerance.
    First {
        /// How many are left.
        left: usize,
    },
    /// Of the first, one is outside tolerance, so the whole sample is to be read: so many are left.
    Whole {
        /// How many are left.
        left: usize,
    },
    /// The cohort's mappings stand.
    Stands {
        /// How many were read.
        read: usize,
    },
    /// The cohort was read in one direction throughout: a shift, which needs two names.
    Shift(Shift),
    /// No pattern: to be mapped again.
    Again(Scope),
}

impl Outcome {
    /// Whether there is something to carry out: a shift, or mappings to be mapped again.
    pub fn is_to_carry(&self) -> bool {
        matches!(self, Self::Shift(_) | Self::Again(_))
    }

    /// What a proposed shift does to each mapping that it touches; empty where none is proposed.
    pub fn lines(&self) -> &[Line] {
        match self {
            Self::Shift(shift) => &shift.lines,
            Self::Empty
            | Self::First { .. }
            | Self::Whole { .. }
            | Self::Stands { .. }
            | Self::Again(_) => &[],
        }
    }
}

/// A shift proposed for a cohort.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shift {
    /// What is shifted, and by how many ranks; areas where any is at fault, for the tariff follows from them.
    pub steps: Vec<Step>,
    /// What it does to each mapping of the cohort that it touches.
    pub lines: Vec<Line>,
}

/// What a shift does to one mapping at one measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The mapping.
    pub mapping: RecordId,
    /// The pupil.
    pub pupil: PupilId,
    /// What is shifted.
    pub measure: Measure,
    /// The rank it has.
    pub from: usize,
    /// The rank it would have: the moderator's where one read it, for that is known.
    pub to: usize,
    /// Whether a moderator read it.
    pub read: bool,
}

/// Says where a cohort stands by what was read so far.
pub fn outcome(cohort: &[Mapped], tolerance: Tolerance, scales: &Scales) -> Outcome {
    let sample = cohort.iter().filter(|one| one.part != Part::Outside);
    let sample: Vec<&Mapped> = sample.collect();
    let read: Vec<(&Mapped, Difference)> = (sample.iter())
        .filter_map(|one| Some((*one, differ(&one.ranks, one.moderator.as_ref()?, tolerance))))
        .collect();
    let left = |first_only: bool| {
        let of = sample
            .iter()
            .filter(|one| !first_only || one.part == Part::First);
        of.filter(|one| one.moderator.is_none()).count()
    };
    let within = read.iter().all(|(_, difference)| difference.within());
    if sample.is_empty() {
        return Outcome::Empty;
    }
    let first = sample.iter().any(|one| one.part == Part::First);
    match (within, left(first), left(false)) {
        (true, 0, _) => Outcome::Stands { read: read.len() },
        (true, left, _) => Outcome::First { left },
        (false, _, 1..) => Outcome::Whole { left: left(false) },
        (false, _, 0) => judge(cohort, &read, scales),
    }
}

fn judge(cohort: &[Mapped], read: &[(&Mapped, Difference)], scales: &Scales) -> Outcome {
    let differences: Vec<&Difference> = read.iter().map(|(_, difference)| difference).collect();
    match pattern(&differences) {
        Ok(steps) => Outcome::Shift(Shift {
            lines: lines(cohort, &steps, scales),
            steps,
        }),
        Err(scope) => Outcome::Again(scope),
    }
}

/// What steps do to each mapping that has the measure; those that stay as they are have no line.
fn lines(cohort: &[Mapped], steps: &[Step], scales: &Scales) -> Vec<Line> {
    let mut lines = Vec::new();
    for step in steps {
        let top = scales.size(&step.measure).saturating_sub(1);
        for one in cohort {
            let Some(from) = one.ranks.at(&step.measure) else {
                continue;
            };
            let moved = (rank(from) - step.by).clamp(0, rank(top));
            let moved = usize::try_from(moved).unwrap_or(from);
            let read = one.moderator.as_ref();
            let to = read.map_or(Some(moved), |ranks| ranks.at(&step.measure));
            if let Some(to) = to.filter(|to| *to != from) {
                lines.push(Line {
                    mapping: one.mapping.clone(),
                    pupil: one.pupil.clone(),
                    measure: step.measure.clone(),
                    from,
                    to,
                    read: read.is_some(),
                });
            }
        }
    }
    lines
}

/// How often each measure lay outside tolerance in the readings of a cohort, for a board's report.
pub fn outside(cohort: &[Mapped], tolerance: Tolerance) -> BTreeMap<Measure, usize> {
    let mut counts = BTreeMap::new();
    for one in cohort {
        let Some(moderator) = &one.moderator else {
            continue;
        };
        for side in differ(&one.ranks, moderator, tolerance).outside() {
            *counts.entry(side.measure.clone()).or_default() += 1;
        }
    }
    counts
}

#[cfg(test)]
mod tests;
