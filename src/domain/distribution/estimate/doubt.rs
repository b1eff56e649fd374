//! Doubt: in what steps an estimate has to be told so that it gives away of nobody how they were counted.
//!
//! An estimate weighs those drawn by how many each stands for, so that beside the counts it says how the counted part into
//! the known and the drawn, and the drawn into strata: two sums of the same few numbers with different weights have one
//! solution. So it is told in steps of so many pupils, and these are made coarser until others could have been counted so:
//! two pupils of two groups (a stratum's known, its drawn, its others) change outcomes with each other, which leaves every
//! count as it is, and what is told of both outcomes must stay the same to the last figure. Where such exchanges reach
//! [`WIDTH`] pupils for each small number, no more is known of it than that it is small. An exchange is a proof: whoever
//! knows how large every stratum is and how many were drawn of it, and combines all that is told, cannot rule it out.

use std::cell::Cell;

use super::super::super::interval::Confidence;
use super::super::disclosure::{SMALL, WIDTH};
use super::line::{fewest, found};
use super::number;
use super::spread::{Pair, Weighed, collapsed};
use super::stratum::Stratum;

/// An outcome as it is told: pupils, in steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Steps {
    /// How many are expected, to the nearest step.
    pub(super) expected: u64,
    /// The ends of the interval alone, outwards to a step.
    pub(super) alone: (u64, u64),
    /// The same of the interval that holds with all others.
    pub(super) together: (u64, u64),
}

/// How pupils of a stratum enter an estimate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    /// Each for themselves.
    Known,
    /// Drawn: for others too.
    Drawn,
    /// Mapped and not drawn: not at all.
    Other,
}

/// The pupils of a stratum who enter the estimate alike.
#[derive(Clone, Debug)]
struct Group {
    stratum: usize,
    class: Class,
    /// For how many pupils each stands.
    weight: f64,
    /// How many came to each outcome.
    counts: Vec<u64>,
}

/// An estimate that is to be told.
pub(super) struct Doubt<'a> {
    strata: &'a [Stratum],
    pairs: Vec<Pair>,
    groups: Vec<Group>,
    /// Which outcomes are told.
    told: &'a [bool],
    confidence: Confidence,
    whole: u64,
    /// How many strata were reckoned with so far, each exchange anew.
    tried: Cell<usize>,
}

/// The most strata that are reckoned with for a part: one of very many is withheld sooner than searched for minutes.
const MOST: usize = 4_000_000;

/// What is told in steps of a size.
struct Level {
    step: u64,
    /// Each outcome that is told.
    truth: Vec<Option<Steps>>,
}

impl<'a> Doubt<'a> {
    /// Looks at an estimate that can be made; `told` says which outcomes are to be told.
    pub(super) fn of(strata: &'a [Stratum], told: &'a [bool], confidence: Confidence) -> Self {
        Self {
            strata,
            pairs: collapsed(strata).unwrap_or_default(),
            groups: groups(strata, told.len()),
            told,
            confidence,
            whole: strata.iter().map(|one| one.of).sum(),
            tried: Cell::new(0),
        }
    }

    /// The finest steps from a least one on in which it may be told; nothing where only such would do as say nothing.
    pub(super) fn step(&self, least: u64) -> Option<u64> {
        let coarsest = (self.whole / 2).max(least);
        let tens = std::iter::successors(Some(1_u64), |ten| ten.checked_mul(10));
        let steps = tens.flat_map(|ten| [1, 2, 5].map(|one| ten.saturating_mul(one)));
        let mut steps = steps
            .skip_while(|step| *step < least)
            .take_while(|step| *step <= coarsest);
        steps.find(|step| self.is_left(*step))
    }

    /// An outcome as it is told.
    pub(super) fn outcome(&self, at: usize, step: u64) -> Steps {
        self.reckoned(self.strata, at, step)
    }

    fn reckoned(&self, strata: &[Stratum], at: usize, step: u64) -> Steps {
        let weighed = Weighed::all(strata, &self.pairs);
        let found = found(strata, &weighed, (at, self.told.len()), self.confidence);
        let expected = found.share * number(self.whole);
        let half = number(step) / 2.0;
        let nearest = fewest(self.whole / step + 1, |steps| {
            number(steps * step) + half > expected
        });
        let outwards = |low: u64, high: u64| {
            let above = high.div_ceil(step).saturating_mul(step);
            (low / step * step, above.min(self.whole))
        };
        Steps {
            expected: (nearest * step).min(self.whole),
            alone: outwards(found.alone.low, found.alone.high),
            together: outwards(found.together.low, found.together.high),
        }
    }

    /// Whether steps leave every small number in doubt: of a group, and of all who enter the estimate alike.
    fn is_left(&self, step: u64) -> bool {
        let places = || 0..self.groups.len();
        let classes = [Class::Known, Class::Drawn, Class::Other];
        let of_class = classes.map(|class| {
            let alike = |at: &usize| self.groups.get(*at).is_some_and(|one| one.class == class);
            places().filter(alike).collect::<Vec<_>>()
        });
        let each = places().map(|at| vec![at]).chain(of_class);
        let all = self.told.iter().enumerate();
        let truth = all.clone();
        let level = Level {
            step,
            truth: truth
                .map(|(at, told)| told.then(|| self.outcome(at, step)))
                .collect(),
        };
        let mut told = all.filter_map(|(at, told)| told.then_some(at));
        let each: Vec<Vec<usize>> = each.collect();
        told.all(|at| {
            let left = |inside: &Vec<usize>| {
                let count: u64 = inside.iter().map(|group| self.count(*group, at)).sum();
                // Of two pupils no more than none, one or both can stand anywhere.
                let most = inside.iter().map(|group| self.size(*group)).sum();
                !(1..=SMALL).contains(&count) || self.reach(inside, at, &level) >= WIDTH.min(most)
            };
            each.iter().all(left)
        })
    }

    /// How far the number of some groups at an outcome is left open.
    fn reach(&self, inside: &[usize], at: usize, level: &Level) -> u64 {
        let outside: Vec<usize> = (0..self.groups.len())
            .filter(|group| !inside.contains(group))
            .collect();
        let most = |gains: &[usize], loses: &[usize]| {
            let found = (1..=WIDTH)
                .rev()
                .find(|by| self.exchanges(gains, loses, (at, *by), level));
            found.unwrap_or(0)
        };
        let up = most(inside, &outside);
        if up >= WIDTH {
            return up;
        }
        up + most(&outside, inside)
    }

    /// Whether so many pupils of one of some groups can come to an outcome and as many of another's leave it, and nothing
    /// that is told changes.
    fn exchanges(
        &self,
        gains: &[usize],
        loses: &[usize],
        (at, by): (usize, u64),
        level: &Level,
    ) -> bool {
        gains.iter().any(|gain| {
            let others = loses.iter().filter(|lose| self.count(**lose, at) >= by);
            others.into_iter().any(|lose| {
                let apart = (self.weight(*gain) - self.weight(*lose)).abs();
                // Further than a step, and what is told differs.
                apart * number(by) < number(level.step)
                    && (0..self.told.len()).any(|other| {
                        other != at
                            && self.count(*gain, other) >= by
                            && self.is_same((*gain, *lose), (at, other), by, level)
                    })
            })
        })
    }

    /// Whether what is told stays the same after an exchange.
    fn is_same(
        &self,
        (gain, lose): (usize, usize),
        (at, other): (usize, usize),
        by: u64,
        level: &Level,
    ) -> bool {
        self.tried.set(self.tried.get() + self.strata.len());
        if self.tried.get() > MOST {
            return false;
        }
        let mut strata = self.strata.to_vec();
        for (group, to, from) in [(gain, at, other), (lose, other, at)] {
            if let Some(group) = self.groups.get(group)
                && let Some(stratum) = strata.get_mut(group.stratum)
            {
                shift(stratum, group.class, (from, to), by);
            }
        }
        [at, other].into_iter().all(|outcome| {
            let truth = level.truth.get(outcome).copied().flatten();
            truth.is_none_or(|truth| self.reckoned(&strata, outcome, level.step) == truth)
        })
    }

    fn count(&self, group: usize, at: usize) -> u64 {
        let counts = self.groups.get(group).map(|one| &one.counts);
        counts
            .and_then(|counts| counts.get(at))
            .copied()
            .unwrap_or(0)
    }

    fn size(&self, group: usize) -> u64 {
        let counts = self.groups.get(group).map(|one| &one.counts);
        counts.map_or(0, |counts| counts.iter().sum())
    }

    fn weight(&self, group: usize) -> f64 {
        self.groups.get(group).map_or(0.0, |one| one.weight)
    }
}

/// Lets pupils of a stratum come to another outcome.
fn shift(stratum: &mut Stratum, class: Class, (from, to): (usize, usize), by: u64) {
    let drawn = (class != Class::Other).then_some(&mut stratum.counts);
    for counts in drawn.into_iter().chain([&mut stratum.so_far]) {
        if let Some(count) = counts.get_mut(from) {
            *count = count.saturating_sub(by);
        }
        if let Some(count) = counts.get_mut(to) {
            *count += by;
        }
    }
}

fn groups(strata: &[Stratum], outcomes: usize) -> Vec<Group> {
    let mut groups = Vec::new();
    for (at, stratum) in strata.iter().enumerate() {
        let at_outcome = |counts: &[u64], outcome: usize| counts.get(outcome).copied().unwrap_or(0);
        let counts = (0..outcomes).map(|one| at_outcome(&stratum.counts, one));
        let others = (0..outcomes).map(|one| {
            let drawn = at_outcome(&stratum.counts, one);
            at_outcome(&stratum.so_far, one).saturating_sub(drawn)
        });
        let (class, weight) = if stratum.is_known() {
            (Class::Known, 1.0)
        } else {
            let each = number(stratum.of) / number(stratum.drawn.max(1));
            (Class::Drawn, each)
        };
        groups.push(Group {
            stratum: at,
            class,
            weight,
            counts: counts.collect(),
        });
        if class == Class::Drawn {
            groups.push(Group {
                stratum: at,
                class: Class::Other,
                weight: 0.0,
                counts: others.collect(),
            });
        }
    }
    groups
}
