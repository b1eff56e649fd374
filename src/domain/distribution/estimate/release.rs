//! What leaves the office of an estimate: for the office all of it, for everyone what gives away of nobody how they were
//! counted.
//!
//! For everyone a count of 1 to 4 mapped so far is hidden, with what would give it away, as in every table; so is the
//! estimate of an outcome whose count is hidden, and that of a part whose pupils in scope are. What is left is told in
//! steps ([`super::doubt`]). The parts are told, or the whole where no dimension is named, never both: the whole less some
//! of its parts would be another part.

use std::collections::BTreeSet;

use super::super::dimension::Dimension;
use super::super::disclosure::{
    Axis, Counts, Outer, Protected, Rounding, Rule, Shown, TooFine, of_the,
};
use super::doubt::{Doubt, Steps};
use super::laid::{Laid, Over};
use super::stratum::Stratum;
use super::{EstimateLine, Outcome, Refused, number};

/// How the numbers of a part were come by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ComeBy {
    /// All its pupils are known, so that they are counted.
    Counted,
    /// From those known and those drawn at random of the rest.
    Sample,
    /// There is no estimate.
    Refused(Refused),
    /// There is one, and it would give away how some pupils were counted.
    Withheld,
}

impl ComeBy {
    /// The code in files.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Counted => "counted",
            Self::Sample => "sample",
            Self::Refused(_) => "no_estimate",
            Self::Withheld => "withheld",
        }
    }

    /// What it says of the numbers, in words.
    pub fn words(&self) -> &'static str {
        match self {
            Self::Counted => "counted: every pupil is known",
            Self::Sample => {
                "estimated: those known are counted, the rest is reckoned from those drawn at random"
            }
            Self::Refused(_) => "no estimate",
            Self::Withheld => "not shown, to protect pupils",
        }
    }
}

/// Pupils and their share, from where to where.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ShownBounds {
    /// The fewest and the most pupils.
    pub pupils: (u64, u64),
    /// The same as shares of all in scope.
    pub share: (f64, f64),
}

/// The estimate of an outcome as it is shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figures {
    /// How many of all in scope are expected, in whole pupils.
    pub expected: u64,
    /// Their share.
    pub share: f64,
    /// The interval of this outcome alone.
    pub alone: ShownBounds,
    /// The interval that holds with those of all others.
    pub together: ShownBounds,
}

/// An outcome as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct ShownLine {
    /// The outcome.
    pub outcome: Outcome,
    /// How many are mapped to it so far.
    pub count: Shown,
    /// The estimate; the mark in its place where it is hidden or there is none.
    pub figures: Result<Figures, Shown>,
}

/// A part of the caseload as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct ShownPart {
    /// Its value in each dimension.
    pub keys: Vec<String>,
    /// How many in scope.
    pub whole: Shown,
    /// Those of them who are known; `[x]` where there is no estimate.
    pub known: Shown,
    /// Those drawn and read of the rest.
    pub drawn: Shown,
    /// How its numbers were come by.
    pub come_by: ComeBy,
    /// In steps of how many pupils it is told; 1 for the office.
    pub step: u64,
    /// A line for each outcome.
    pub lines: Vec<ShownLine>,
}

/// An estimate as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct EstimateRelease {
    /// For whom.
    pub rule: Rule,
    /// What it is crossed by.
    pub by: Vec<Dimension>,
    /// Its parts; the whole where it is not crossed.
    pub parts: Vec<ShownPart>,
    /// The whole, where it may stand beside the parts.
    pub whole: Option<ShownPart>,
}

impl EstimateRelease {
    /// Shows an estimate by a rule; nothing where the strata are not told apart by the dimensions.
    ///
    /// # Errors
    ///
    /// [`TooFine`] where it is to be published and has more cells than can be.
    pub fn of(laid: &Laid, by: &[Dimension], rule: Rule) -> Option<Result<Self, TooFine>> {
        let parts = laid.crossed(by)?;
        Some(match rule {
            Rule::Office => Ok(Self::office(laid, by, &parts)),
            Rule::Public(rounding) => Self::public(laid, by, &parts, rounding),
        })
    }

    fn office(laid: &Laid, by: &[Dimension], parts: &[Over]) -> Self {
        let shown = |part: &Over| open(part, laid, &laid.strata_of(by, &part.keys));
        let whole = laid.crossed(&[]).unwrap_or_default();
        Self {
            rule: Rule::Office,
            by: by.to_vec(),
            whole: whole.first().map(|whole| open(whole, laid, &laid.strata)),
            parts: parts.iter().map(shown).collect(),
        }
    }

    fn public(
        laid: &Laid,
        by: &[Dimension],
        parts: &[Over],
        rounding: Rounding,
    ) -> Result<Self, TooFine> {
        let places = Places::of(laid, parts);
        let table = places.table(laid, by, parts)?;
        let shown = |part: &Over| {
            let strata = laid.strata_of(by, &part.keys);
            let count = |outcome| table.shown(&places.at(part, outcome), rounding);
            protected(part, laid, &strata, (&count, rounding))
        };
        let parts: Vec<ShownPart> = parts.iter().map(shown).collect();
        Ok(Self {
            rule: Rule::Public(rounding),
            by: by.to_vec(),
            whole: parts.first().filter(|_| by.is_empty()).cloned(),
            parts,
        })
    }
}

/// A part with everything in it.
fn open(part: &Over, laid: &Laid, strata: &[Stratum]) -> ShownPart {
    let (known, drawn, come_by) = match &part.estimate {
        Ok(one) => {
            let come_by = if one.is_count() {
                ComeBy::Counted
            } else {
                ComeBy::Sample
            };
            (Shown::Count(one.known), Shown::Count(one.drawn), come_by)
        }
        Err(why) => (
            Shown::NotAvailable,
            Shown::NotAvailable,
            ComeBy::Refused(why.clone()),
        ),
    };
    let line = |(at, outcome): (usize, &Outcome)| {
        let found = part.estimate.as_ref().ok();
        let found = found.and_then(|one| one.line(outcome));
        ShownLine {
            outcome: outcome.clone(),
            count: Shown::Count(so_far(strata, at)),
            figures: found.map(figures).ok_or(Shown::NotAvailable),
        }
    };
    ShownPart {
        keys: part.keys.clone(),
        whole: Shown::Count(part.whole),
        known,
        drawn,
        come_by,
        step: 1,
        lines: laid.outcomes.iter().enumerate().map(line).collect(),
    }
}

/// An outcome's estimate as it was reckoned.
fn figures(line: &EstimateLine) -> Figures {
    let bounds = |bounds: super::Bounds| ShownBounds {
        pupils: (bounds.low, bounds.high),
        share: (bounds.share.low, bounds.share.high),
    };
    Figures {
        expected: line.expected.whole().unwrap_or_default().unsigned_abs(),
        share: line.share,
        alone: bounds(line.alone),
        together: bounds(line.together),
    }
}

/// A part as everyone may see it; `count` shows how many are mapped to an outcome so far, or are in scope.
fn protected(
    part: &Over,
    laid: &Laid,
    strata: &[Stratum],
    (count, rounding): (&dyn Fn(Option<usize>) -> Shown, Rounding),
) -> ShownPart {
    let counts: Vec<Shown> = (0..laid.outcomes.len()).map(|at| count(Some(at))).collect();
    let whole = count(None);
    let told: Vec<bool> = counts.iter().map(|one| *one != Shown::Suppressed).collect();
    let estimate = part.estimate.as_ref();
    let doubt = Doubt::of(strata, &told, laid.confidence);
    let least = match rounding {
        Rounding::Exact => 1,
        Rounding::ToFive => 5,
    };
    let step = match estimate {
        Ok(_) if whole != Shown::Suppressed && told.contains(&true) => doubt.step(least),
        Ok(_) | Err(_) => None,
    };
    let come_by = match (estimate, step) {
        (Err(why), _) => ComeBy::Refused(why.clone()),
        (Ok(_), None) => ComeBy::Withheld,
        (Ok(one), Some(_)) if one.is_count() => ComeBy::Counted,
        (Ok(_), Some(_)) => ComeBy::Sample,
    };
    let instead = match &come_by {
        ComeBy::Refused(_) => Shown::NotAvailable,
        ComeBy::Counted | ComeBy::Sample | ComeBy::Withheld => Shown::Suppressed,
    };
    let size = |size: u64| match step {
        Some(_) => of_the(size, part.whole, rounding),
        None => instead,
    };
    let lines = laid.outcomes.iter().zip(counts).enumerate();
    let lines = lines.map(|(at, (outcome, count))| ShownLine {
        outcome: outcome.clone(),
        count,
        figures: match step {
            Some(step) if count != Shown::Suppressed => {
                Ok(in_steps(doubt.outcome(at, step), part.whole))
            }
            Some(_) | None => Err(instead),
        },
    });
    let lines = lines.collect();
    ShownPart {
        keys: part.keys.clone(),
        whole,
        known: size(estimate.map_or(0, |one| one.known)),
        drawn: size(estimate.map_or(0, |one| one.drawn)),
        step: step.unwrap_or(1),
        come_by,
        lines,
    }
}

/// An outcome's estimate as it is told in steps; its shares are those of the steps.
fn in_steps(steps: Steps, whole: u64) -> Figures {
    let share = |pupils: u64| number(pupils) / number(whole.max(1));
    let bounds = |(low, high): (u64, u64)| ShownBounds {
        pupils: (low, high),
        share: (share(low), share(high)),
    };
    Figures {
        expected: steps.expected,
        share: share(steps.expected),
        alone: bounds(steps.alone),
        together: bounds(steps.together),
    }
}

/// How many are mapped to an outcome so far.
fn so_far(strata: &[Stratum], outcome: usize) -> u64 {
    let counts = strata.iter().filter_map(|one| one.so_far.get(outcome));
    counts.sum()
}

/// Where the parts stand in the table that is protected: their values, then the outcomes with those not read.
struct Places {
    values: Vec<Vec<String>>,
    outcomes: usize,
}

impl Places {
    fn of(laid: &Laid, parts: &[Over]) -> Self {
        let dimensions = parts.first().map_or(0, |part| part.keys.len());
        let values = |at: usize| {
            let found: BTreeSet<&String> =
                parts.iter().filter_map(|one| one.keys.get(at)).collect();
            found.into_iter().cloned().collect()
        };
        Self {
            values: (0..dimensions).map(values).collect(),
            outcomes: laid.outcomes.len(),
        }
    }

    /// The nodes of an outcome in a part; of all its pupils where none is named.
    fn at(&self, part: &Over, outcome: Option<usize>) -> Vec<usize> {
        let keys = self.values.iter().zip(&part.keys);
        let place = |(values, key): (&Vec<String>, &String)| {
            values.iter().position(|one| one == key).unwrap_or(0)
        };
        let last = outcome.unwrap_or(self.outcomes + 1);
        keys.map(place).chain([last]).collect()
    }

    /// Protects how many of each part are mapped to each outcome so far, how many are not read, and how many they are.
    fn table(&self, laid: &Laid, by: &[Dimension], parts: &[Over]) -> Result<Protected, TooFine> {
        let axes = self.values.iter().map(|values| Axis::new(values.len()));
        let outcome = Axis::new(self.outcomes + 1);
        let mut table = Counts::new(axes.chain([outcome]).collect());
        for part in parts {
            let strata = laid.strata_of(by, &part.keys);
            let mut left = part.whole;
            for at in 0..self.outcomes {
                let count = so_far(&strata, at);
                left = left.saturating_sub(count);
                table.add(self.at(part, Some(at)), count);
            }
            // Pupils are thought to change outcomes, not to be read or not: that would change how many were drawn.
            table.hold_dear(self.at(part, Some(self.outcomes)));
            table.add(self.at(part, Some(self.outcomes)), left);
        }
        table.protect(Outer::Shown)
    }
}
