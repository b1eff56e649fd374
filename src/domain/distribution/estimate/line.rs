//! Lines: one outcome's share, its two intervals, and the pupils that these come to.

use super::super::super::exact::Quantity;
use super::super::super::interval::{Confidence, Interval, wilson_among};
use super::spread::Weighed;
use super::stratum::Stratum;
use super::{Outcome, number};

/// An interval of a share, and the whole pupils it reaches to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// From where to where the share lies; never short of those read at the outcome, nor past those read at another.
    pub share: Interval,
    /// The fewest pupils, rounded down.
    pub low: u64,
    /// The most pupils, rounded up.
    pub high: u64,
}

/// How many of all stand at an outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct EstimateLine {
    /// The outcome.
    pub outcome: Outcome,
    /// How many were read at it, in strata known whole and in the sample: so many there are at least.
    pub seen: u64,
    /// How many were mapped to it so far, by priority or drawn: a count, which the estimate does not rest on.
    pub so_far: u64,
    /// The share of all, between 0 and 1; the shares of all lines sum to 1.
    pub share: f64,
    /// The variance of the share; 0 where all are known, and where the sample shows no difference.
    pub variance: f64,
    /// The effective number of pupils that the intervals are reckoned at; nothing where all are known.
    ///
    /// `p(1 − p)/V`. Where the sample shows no difference in any stratum, as at a share of 0 or 1, that is not defined, and
    /// the number is that of the sample by itself: how many drawn from everybody would say as much of a share that is the
    /// same in every stratum, `1/Σ (N_h/N)² (1 − n_h/N_h)/(n_h − 1)`.
    pub effective: Option<f64>,
    /// The expected pupils, `Σ N_h k_h/n_h` to twelve decimals; those of all lines sum to the whole exactly.
    pub expected: Quantity,
    /// The interval of this share alone (Wilson).
    pub alone: Bounds,
    /// The interval of this share where those of all lines are to hold together (Goodman).
    pub together: Bounds,
}

impl EstimateLine {
    /// The standard error of the share.
    pub fn error(&self) -> f64 {
        self.variance.sqrt()
    }
}

/// Reckons the line of every outcome.
pub(super) fn lines(
    outcomes: &[Outcome],
    strata: &[Stratum],
    weighed: &[Weighed<'_>],
    confidence: Confidence,
) -> Vec<EstimateLine> {
    let expected = expected(outcomes.len(), strata);
    let lines = outcomes.iter().zip(expected).enumerate();
    lines
        .map(|(at, (outcome, expected))| {
            let found = found(strata, weighed, (at, outcomes.len()), confidence);
            EstimateLine {
                outcome: outcome.clone(),
                seen: found.seen,
                so_far: strata.iter().filter_map(|one| one.so_far.get(at)).sum(),
                share: found.share,
                variance: found.variance,
                effective: found.effective,
                expected,
                alone: found.alone,
                together: found.together,
            }
        })
        .collect()
}

/// What the strata say of one outcome.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Found {
    seen: u64,
    pub(super) share: f64,
    variance: f64,
    effective: Option<f64>,
    pub(super) alone: Bounds,
    pub(super) together: Bounds,
}

/// Reckons one outcome, by its place among so many.
pub(super) fn found(
    strata: &[Stratum],
    weighed: &[Weighed<'_>],
    (at, outcomes): (usize, usize),
    confidence: Confidence,
) -> Found {
    let whole: u64 = strata.iter().map(|one| one.of).sum();
    let read: u64 = strata.iter().map(Stratum::read).sum();
    let seen = strata.iter().map(|one| one.count(at)).sum();
    let share = share(strata, at, whole);
    let variance: f64 = weighed.iter().map(|one| one.variance(at)).sum();
    let effective = (!weighed.is_empty()).then(|| effective(share, variance, weighed));
    let sure = Sure {
        low: seen,
        high: whole - (read - seen),
        whole,
    };
    let among = |parts| match effective {
        None => Interval {
            low: share,
            high: share,
        },
        Some(n) => wilson_among(share, n, parts, confidence),
    };
    Found {
        seen,
        share,
        variance,
        effective,
        alone: sure.bounds(among(1)),
        together: sure.bounds(among(outcomes)),
    }
}

fn share(strata: &[Stratum], outcome: usize, whole: u64) -> f64 {
    // Those known are summed as counts, so that a count comes out as one.
    let known = strata.iter().filter(|one| one.is_known());
    let known: u64 = known.map(|one| one.count(outcome)).sum();
    let sampled = strata.iter().filter(|one| !one.is_known());
    let sampled: f64 = sampled
        .map(|one| number(one.of) * number(one.count(outcome)) / number(one.drawn))
        .sum();
    ((number(known) + sampled) / number(whole)).clamp(0.0, 1.0)
}

fn effective(share: f64, variance: f64, weighed: &[Weighed<'_>]) -> f64 {
    let spread = share * (1.0 - share);
    if variance > 0.0 && spread > 0.0 {
        spread / variance
    } else {
        Weighed::effective(weighed)
    }
}

/// What is sure without any sample: those read at the outcome have it, those read at another have it not.
struct Sure {
    low: u64,
    high: u64,
    whole: u64,
}

impl Sure {
    fn bounds(&self, share: Interval) -> Bounds {
        let whole = number(self.whole);
        let (least, most) = (number(self.low) / whole, number(self.high) / whole);
        if self.low == self.high {
            return Bounds {
                share: Interval {
                    low: least,
                    high: most,
                },
                low: self.low,
                high: self.high,
            };
        }
        let share = Interval {
            low: share.low.clamp(least, most),
            high: share.high.clamp(least, most),
        };
        let below = fewest(self.whole, |count| number(count) > share.low * whole);
        let above = fewest(self.whole, |count| number(count) >= share.high * whole);
        Bounds {
            share,
            low: below.saturating_sub(1).clamp(self.low, self.high),
            high: above.clamp(self.low, self.high),
        }
    }
}

/// The smallest number up to a bound, and one past it, that something holds for; it holds for all above.
pub(super) fn fewest(bound: u64, holds: impl Fn(u64) -> bool) -> u64 {
    let (mut low, mut high) = (0, bound + 1);
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}

/// How many decimals the expected pupils have.
const DECIMALS: u32 = 12;

/// The expected pupils of each outcome, in exact decimals that sum to the whole.
fn expected(outcomes: usize, strata: &[Stratum]) -> Vec<Quantity> {
    let mut sums = vec![0_i128; outcomes];
    for stratum in strata {
        for (sum, part) in sums.iter_mut().zip(parted(stratum, outcomes)) {
            *sum += part;
        }
    }
    let quantity = |units: &i128| Quantity::of_units(*units, DECIMALS).unwrap_or_default();
    sums.iter().map(quantity).collect()
}

/// A stratum's pupils parted among the outcomes as those drawn are, in the smallest unit; what the division leaves goes to
/// the largest remainders, of those alike to the first.
fn parted(stratum: &Stratum, outcomes: usize) -> Vec<i128> {
    let drawn = i128::from(stratum.drawn.max(1));
    let units = i128::from(stratum.of) * 10_i128.pow(DECIMALS);
    let products = (0..outcomes).map(|at| units * i128::from(stratum.count(at)));
    let products: Vec<i128> = products.collect();
    let mut parts: Vec<i128> = products.iter().map(|one| one / drawn).collect();
    let left = units - parts.iter().sum::<i128>();
    let mut order: Vec<(i128, usize)> = (products.iter().enumerate())
        .map(|(at, one)| (-(one % drawn), at))
        .collect();
    order.sort_unstable();
    let takers = usize::try_from(left).unwrap_or(0);
    for (_, at) in order.into_iter().take(takers) {
        if let Some(part) = parts.get_mut(at) {
            *part += 1;
        }
    }
    parts
}
