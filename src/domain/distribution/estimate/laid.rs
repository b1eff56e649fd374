//! What an estimate is made of, laid out: the outcomes, the strata, the samples behind them; whole or crossed.

use std::collections::BTreeMap;

use super::super::super::day::Day;
use super::super::super::identity::TariffId;
use super::super::super::interval::Confidence;
use super::super::audit::{AuditHead, Chain};
use super::super::dimension::Dimension;
use super::{Estimate, Outcome, Refused, Stratum};

/// From how many to how many pupils of all in scope each tariff has, or in a few words why that cannot be said.
pub type Ranges = Result<BTreeMap<TariffId, (u64, u64)>, String>;

/// The strata of a caseload and where they come from.
#[derive(Clone, Debug, PartialEq)]
pub struct Laid {
    /// What the strata are told apart by.
    pub by: Vec<Dimension>,
    /// The samples that count, the one drawn afresh first; none where none was drawn.
    pub audits: Vec<AuditHead>,
    /// The outcomes, in the order of the strata's counts.
    pub outcomes: Vec<Outcome>,
    /// The strata.
    pub strata: Vec<Stratum>,
    /// How sure the intervals are.
    pub confidence: Confidence,
}

/// An estimate of a part of the caseload, or why there is none.
#[derive(Clone, Debug, PartialEq)]
pub struct Over {
    /// The part's value in each dimension asked for.
    pub keys: Vec<String>,
    /// How many pupils it has in scope.
    pub whole: u64,
    /// The estimate.
    pub estimate: Result<Estimate, Refused>,
}

impl Laid {
    /// Puts strata and the samples behind them together.
    pub fn of(
        by: &[Dimension],
        chain: &Chain,
        (outcomes, strata): (Vec<Outcome>, Vec<Stratum>),
    ) -> Self {
        Self {
            by: chain.by().unwrap_or(by).to_vec(),
            audits: chain.audits().iter().map(|one| one.head.clone()).collect(),
            outcomes,
            strata,
            confidence: Confidence::default(),
        }
    }

    /// Estimates all in scope.
    pub fn whole(&self) -> Result<Estimate, Refused> {
        Estimate::of(&self.outcomes, self.strata.clone(), self.confidence)
    }

    /// From how many to how many of all in scope have each tariff.
    ///
    /// # Errors
    ///
    /// Why there is no estimate.
    pub fn ranges(&self) -> Result<BTreeMap<TariffId, (u64, u64)>, Refused> {
        let lines = self.whole()?.lines.into_iter();
        let ranges = lines.filter_map(|line| match line.outcome {
            Outcome::Tariff(tariff) => Some((tariff, (line.alone.low, line.alone.high))),
            Outcome::CannotMap => None,
        });
        Ok(ranges.collect())
    }

    /// The strata that have a value in each of some dimensions.
    pub(super) fn strata_of(&self, by: &[Dimension], keys: &[String]) -> Vec<Stratum> {
        let has = |stratum: &&Stratum| {
            by.iter().zip(keys).all(|(by, value)| {
                let at = self.by.iter().position(|one| one == by);
                at.and_then(|at| stratum.keys.get(at)) == Some(value)
            })
        };
        self.strata.iter().filter(has).cloned().collect()
    }

    /// Estimates each part that dimensions make of the caseload, by the values; the whole where none is named.
    ///
    /// Nothing where a dimension is not one that the strata are told apart by: a sample drawn without it says nothing of
    /// its values with a known precision.
    pub fn crossed(&self, by: &[Dimension]) -> Option<Vec<Over>> {
        let place = |dimension: &Dimension| self.by.iter().position(|one| one == dimension);
        let places: Vec<usize> = by.iter().map(place).collect::<Option<_>>()?;
        let keys = |stratum: &Stratum| -> Vec<String> {
            let keys = places.iter().filter_map(|at| stratum.keys.get(*at));
            keys.cloned().collect()
        };
        let mut parts: Vec<(Vec<String>, Vec<Stratum>)> = Vec::new();
        for stratum in &self.strata {
            let own = keys(stratum);
            match parts.iter_mut().find(|(keys, _)| *keys == own) {
                Some((_, strata)) => strata.push(stratum.clone()),
                None => parts.push((own, vec![stratum.clone()])),
            }
        }
        if parts.is_empty() {
            parts.push((Vec::new(), Vec::new()));
        }
        parts.sort_by(|(one, _), (other, _)| one.cmp(other));
        let over = parts.into_iter().map(|(keys, strata)| Over {
            keys,
            whole: strata.iter().map(|one| one.of).sum(),
            estimate: Estimate::of(&self.outcomes, strata, self.confidence),
        });
        Some(over.collect())
    }
}

/// How often the estimate is looked at over time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// At the end of each day.
    Day,
    /// At the end of each week, on its Sunday; of the running week, today.
    Week,
}

impl Turn {
    /// The days from one to another on which it is looked at, the last among them.
    pub fn days(self, from: Day, to: Day) -> Vec<Day> {
        let mut found = Vec::new();
        let mut day = match self {
            Self::Day => from,
            Self::Week => from.monday().plus_days(6),
        };
        let step = match self {
            Self::Day => 1,
            Self::Week => 7,
        };
        while day < to {
            found.push(day);
            day = day.plus_days(step);
        }
        if from <= to {
            found.push(to);
        }
        found
    }
}

/// The estimate as it stood at the end of a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Moved {
    /// The day.
    pub day: Day,
    /// The estimate, or why there was none.
    pub estimate: Result<Estimate, Refused>,
}

/// The steps of a line over time, lowest first.
const STEPS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// Draws an outcome's share over time, a sign a day, between the lowest and the highest that it had; a gap where there was
/// no estimate.
pub fn sparkline(moved: &[Moved], outcome: &Outcome) -> String {
    let share = |one: &Moved| Some(one.estimate.as_ref().ok()?.line(outcome)?.share);
    let shares: Vec<Option<f64>> = moved.iter().map(share).collect();
    let known = || shares.iter().copied().flatten();
    let low = known().fold(f64::INFINITY, f64::min);
    let high = known().fold(f64::NEG_INFINITY, f64::max);
    let sign = |share: &Option<f64>| {
        let Some(share) = share else { return ' ' };
        // Where it never moved, it lies low.
        let part = (share - low) / (high - low);
        let above = STEPS.iter().zip(1_u8..8);
        let step = above.filter(|(_, n)| part >= f64::from(*n) / 8.0).count();
        STEPS.get(step).copied().unwrap_or('█')
    };
    shares.iter().map(sign).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::distribution::estimate::Part;

    #[test]
    fn a_line_runs_from_the_lowest_to_the_highest_and_leaves_gaps() {
        let outcomes = [
            Outcome::CannotMap,
            Outcome::Tariff(crate::domain::identity::TariffId::new("T1")),
        ];
        let moved = |shares: &[Option<u64>]| -> Vec<Moved> {
            let one = |count: &Option<u64>| {
                let counts = vec![count.unwrap_or(0), 100 - count.unwrap_or(0)];
                let stratum = Stratum {
                    keys: vec![],
                    part: Part::Known,
                    of: 100,
                    drawn: if count.is_some() { 100 } else { 0 },
                    so_far: counts.clone(),
                    counts,
                };
                Moved {
                    day: day("2026-10-05"),
                    estimate: Estimate::of(&outcomes, vec![stratum], Confidence::default()),
                }
            };
            shares.iter().map(one).collect()
        };
        let line = |shares: &[Option<u64>]| sparkline(&moved(shares), &Outcome::CannotMap);
        assert_eq!(line(&[Some(10), None, Some(50), Some(33)]), "▁ █▅");
        assert_eq!(line(&[Some(10), Some(10)]), "▁▁");
        assert_eq!(line(&[None]), " ");
    }
    use crate::domain::sample::day;

    #[test]
    fn weeks_end_on_sundays_and_with_today() {
        let days = |turn: Turn, from: &str, to: &str| -> Vec<String> {
            let days = turn.days(day(from), day(to));
            days.iter().map(ToString::to_string).collect()
        };
        // 5 October 2026 is a Monday.
        assert_eq!(
            days(Turn::Week, "2026-10-07", "2026-10-20"),
            ["2026-10-11", "2026-10-18", "2026-10-20"]
        );
        assert_eq!(days(Turn::Week, "2026-10-07", "2026-10-11"), ["2026-10-11"]);
        assert_eq!(
            days(Turn::Day, "2026-10-07", "2026-10-09"),
            ["2026-10-07", "2026-10-08", "2026-10-09"]
        );
        assert!(days(Turn::Day, "2026-10-09", "2026-10-07").is_empty());
    }
}
