//! The estimate: how all in scope would stand at the tariffs, from what is known whole and from a random sample of the rest.
//!
//! The mapped were taken by priority, so what they came to says nothing of the others. Whoever was mapped before a sample
//! was drawn is known; of the remainder only those drawn at random speak, each stratum for itself:
//! `p_k = Σ (N_h/N) p_hk` with `V(p_k) = Σ (N_h/N)² (1 − n_h/N_h) p_hk (1 − p_hk)/(n_h − 1)`, where a stratum that is known
//! whole has `n_h = N_h` and adds nothing to `V` (Cochran 1977, *Sampling Techniques*, §§5.3 and 5.9). Each share has
//! Wilson's interval at the effective number of pupils `p(1 − p)/V`, which is how a score interval is carried over to a
//! stratified sample (Korn and Graubard 1998; Franco, Little, Louis and Slud 2019); all together have Goodman's, which is
//! the same score interval with the chance of an error parted among the outcomes, each at its own effective number.

mod doubt;
mod frame;
mod laid;
mod line;
mod prospect;
mod refused;
mod release;
mod spread;
mod stratum;
mod total;

pub use frame::{Frame, Outcomes, Progress};
pub use laid::{Laid, Moved, Over, Ranges, Turn, sparkline};
pub use line::{Bounds, EstimateLine};
pub use prospect::{Allotted, Prospect, TooFew, Width, allot, prospect, wanted};
pub use refused::{Gap, Refused, Why};
pub use release::{ComeBy, EstimateRelease, Figures, ShownBounds, ShownLine, ShownPart};
pub use spread::Collapsed;
pub use stratum::{Part, Stratum};
pub use total::{Drawn, Total, total};

use super::super::identity::TariffId;
use super::super::interval::Confidence;
use super::super::normal::float;
use spread::Weighed;

/// What a pupil's mapping comes to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// A tariff.
    Tariff(TariffId),
    /// The plan cannot be mapped; an outcome like any other, so that the shares sum to 1.
    CannotMap,
}

impl Outcome {
    /// The code in files: the tariff's id, or `cannot_map`.
    pub fn code(&self) -> &str {
        match self {
            Self::Tariff(tariff) => tariff.as_str(),
            Self::CannotMap => "cannot_map",
        }
    }

    /// The words on the screen.
    pub fn words(&self) -> &str {
        match self {
            Self::Tariff(tariff) => tariff.as_str(),
            Self::CannotMap => "cannot map",
        }
    }
}

/// How all in scope would stand at the outcomes.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate {
    /// How sure each interval is, and all those together.
    pub confidence: Confidence,
    /// How many pupils it is of: all in scope.
    pub whole: u64,
    /// Those of them in strata that are known whole.
    pub known: u64,
    /// Those drawn and read in the strata that are not.
    pub drawn: u64,
    /// The strata, in the order given; none is empty.
    pub strata: Vec<Stratum>,
    /// The strata of which one pupil was drawn, and with which other each was taken together for its variance.
    pub collapsed: Vec<Collapsed>,
    /// A line for each outcome, those that nobody has included.
    pub lines: Vec<EstimateLine>,
}

impl Estimate {
    /// Estimates from strata whose counts stand in the order of the outcomes.
    ///
    /// # Errors
    ///
    /// Strata of which nothing can be said, each with the reason: none drawn, not all of the drawn read, or one alone.
    pub fn of(
        outcomes: &[Outcome],
        strata: Vec<Stratum>,
        confidence: Confidence,
    ) -> Result<Self, Refused> {
        let strata: Vec<Stratum> = strata.into_iter().filter(|one| one.of > 0).collect();
        if strata.is_empty() {
            return Err(Refused::Nobody);
        }
        let gaps: Vec<Gap> = strata.iter().filter_map(Gap::of).collect();
        if !gaps.is_empty() {
            return Err(Refused::Gaps(gaps));
        }
        let collapsed = spread::collapsed(&strata)?;
        let weighed = Weighed::all(&strata, &collapsed);
        let lines = line::lines(outcomes, &strata, &weighed, confidence);
        let sum = |known: bool, number: fn(&Stratum) -> u64| {
            let those = strata.iter().filter(|one| one.is_known() == known);
            those.map(number).sum::<u64>()
        };
        let (known, drawn) = (sum(true, |one| one.of), sum(false, |one| one.drawn));
        let named = collapsed.into_iter();
        Ok(Self {
            confidence,
            whole: strata.iter().map(|one| one.of).sum(),
            known,
            drawn,
            collapsed: named.filter_map(|pair| pair.named(&strata)).collect(),
            strata,
            lines,
        })
    }

    /// Estimates the part of the pupils whose strata have a value in the dimension of that place.
    ///
    /// # Errors
    ///
    /// [`Refused::Nobody`] where none has it; a stratum drawn alone whose neighbour lies outside.
    pub fn part(&self, place: usize, value: &str) -> Result<Self, Refused> {
        let outcomes: Vec<Outcome> = self.lines.iter().map(|line| line.outcome.clone()).collect();
        let has = |one: &&Stratum| one.keys.get(place).is_some_and(|key| key == value);
        let strata = self.strata.iter().filter(has).cloned().collect();
        Self::of(&outcomes, strata, self.confidence)
    }

    /// The line of an outcome.
    pub fn line(&self, outcome: &Outcome) -> Option<&EstimateLine> {
        self.lines.iter().find(|line| line.outcome == *outcome)
    }

    /// Whether every pupil is known, so that it is the count and no interval has a width.
    pub fn is_count(&self) -> bool {
        self.known == self.whole
    }
}

/// A count to reckon with.
fn number(count: u64) -> f64 {
    float(usize::try_from(count).unwrap_or(usize::MAX))
}

#[cfg(test)]
mod tests;
