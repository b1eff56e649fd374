//! The spread: what each stratum that is not known adds to a variance, and what is done with one of a single pupil.

use std::cmp::Reverse;

use super::super::super::normal::float;
use super::number;
use super::refused::{Gap, Refused, Why};
use super::stratum::Stratum;

/// A stratum of which one pupil was drawn, taken together with another for its variance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collapsed {
    /// The keys of the stratum.
    pub keys: Vec<String>,
    /// Those of the other.
    pub with: Vec<String>,
}

/// The places of a stratum drawn alone and of the one it is taken together with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair {
    alone: usize,
    with: usize,
}

impl Pair {
    /// The two by their keys.
    pub(super) fn named(self, strata: &[Stratum]) -> Option<Collapsed> {
        Some(Collapsed {
            keys: strata.get(self.alone)?.keys.clone(),
            with: strata.get(self.with)?.keys.clone(),
        })
    }
}

/// Finds with which other each stratum drawn alone is taken together.
///
/// One pupil shows nothing of how far pupils differ, so that the variance is that of this one and of the nearest sampled
/// stratum pooled: the one that shares the most leading keys, then the nearest in the order of the strata. The choice rests
/// on the keys, never on what was read, and the difference between the two goes into the variance, which is thereby not
/// too small (the method of collapsed strata; Cochran 1977, §5A.12). The share itself stays the stratum's own.
pub(super) fn collapsed(strata: &[Stratum]) -> Result<Vec<Pair>, Refused> {
    let mut pairs = Vec::new();
    for (alone, stratum) in strata.iter().enumerate() {
        if stratum.is_known() || stratum.drawn != 1 {
            continue;
        }
        let others = strata.iter().enumerate();
        let others = others.filter(|(at, one)| *at != alone && !one.is_known());
        let nearest = others.min_by_key(|(at, one)| {
            let alike = one.keys.iter().zip(&stratum.keys);
            let alike = alike.take_while(|(one, other)| one == other).count();
            (Reverse(alike), at.abs_diff(alone), *at)
        });
        match nearest {
            Some((with, _)) => pairs.push(Pair { alone, with }),
            None => return Err(Refused::Gaps(vec![Gap::because(stratum, Why::Alone)])),
        }
    }
    Ok(pairs)
}

/// What a stratum adds to a variance: `factor · q(1 − q)`, where `q` is the share among those counted.
pub(super) struct Weighed<'a> {
    strata: [Option<&'a Stratum>; 2],
    factor: f64,
}

impl<'a> Weighed<'a> {
    /// Weighs every stratum that is not known whole.
    pub(super) fn all(strata: &'a [Stratum], pairs: &[Pair]) -> Vec<Self> {
        let whole = number(strata.iter().map(|one| one.of).sum());
        let sampled = strata.iter().enumerate();
        let sampled = sampled.filter(|(_, stratum)| !stratum.is_known());
        let weigh = |(at, stratum): (usize, &'a Stratum)| {
            let weight = number(stratum.of) / whole;
            let left = 1.0 - number(stratum.drawn) / number(stratum.of);
            let pair = pairs.iter().find(|pair| pair.alone == at);
            let other = pair.and_then(|pair| strata.get(pair.with));
            // One alone has the unit variance of both pooled: q(1 − q) n/(n − 1), over a sample of 1.
            let over = match other {
                None => number(stratum.drawn) - 1.0,
                Some(other) => {
                    let both = number(stratum.drawn + other.drawn);
                    (both - 1.0) / both
                }
            };
            Self {
                strata: [Some(stratum), other],
                factor: weight * weight * left / over,
            }
        };
        sampled.map(weigh).collect()
    }

    /// What it adds to the variance of the share of an outcome.
    pub(super) fn variance(&self, outcome: usize) -> f64 {
        let both = self.strata.iter().flatten();
        let count: u64 = both.clone().map(|one| one.count(outcome)).sum();
        let drawn: u64 = both.map(|one| one.drawn).sum();
        let share = number(count) / number(drawn);
        self.factor * share * (1.0 - share)
    }

    /// How many pupils drawn at random from everybody would say as much as the sample does of a share that is the same in
    /// every stratum.
    pub(super) fn effective(all: &[Self]) -> f64 {
        let factors: f64 = all.iter().map(|one| one.factor).sum();
        if factors > 0.0 {
            1.0 / factors
        } else {
            float(usize::MAX)
        }
    }
}
