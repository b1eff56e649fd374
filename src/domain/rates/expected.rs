//! What a rate set would cost were everybody in scope mapped: expected from an estimate, with its low and high.

use std::collections::BTreeMap;

use super::super::apportion::apportion;
use super::super::distribution::Dimension;
use super::super::distribution::estimate::{Estimate, Outcome, Stratum};
use super::super::exact::{Money, Quantity};
use super::super::framework::{Framework, Route, Tariff};
use super::super::identity::TariffId;
use super::super::place::{Phase, Setting};
use super::bounds::{Bounded, extremes};
use super::set::{RateSet, Value, factored};
use super::solve::{Demand, weighed, weight};

/// Why nothing is expected of a rate set.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoExpected {
    /// A factor goes by the size of schools.
    #[error(
        "The set has a factor by size of school, and an estimate says nothing of single schools; cost it without --estimate"
    )]
    Sizes,
    /// The rates go by something that the sample was not drawn by.
    #[error(
        "The rates go by {0}, and the audit sample was not drawn by it; draw one by setting and phase, or cost without --estimate"
    )]
    NotBy(&'static str),
    /// A tariff has no rate for somebody who may have it.
    #[error("{0} has no rate for {1}; add a [[rate]] for them")]
    NoRate(TariffId, String),
    /// A number left the range.
    #[error("These figures are too large to reckon with")]
    TooLarge,
}

/// A tariff of an expected cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpectedLine {
    /// The tariff; nothing for plans that cannot be mapped.
    pub tariff: Option<TariffId>,
    /// Who pays; nothing for plans that cannot be mapped.
    pub route: Option<Route>,
    /// The expected pupils.
    pub pupils: Quantity,
    /// The fewest, together with the others.
    pub low: u64,
    /// The most, together with the others.
    pub high: u64,
    /// What the expected pupils bring.
    pub cost: Money,
}

/// What a rate set would cost in a whole year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpectedCost {
    /// All pupils in scope.
    pub whole: u64,
    /// The lines, in the order of the estimate; their costs sum to the cost.
    pub lines: Vec<ExpectedLine>,
    /// The expected cost, rounded once.
    pub cost: Money,
    /// What that rounding left, in pence.
    pub residue: Quantity,
    /// The expected cost by setting, which sums to the cost too.
    pub by_setting: Vec<(Option<Setting>, Money)>,
    /// The least it may be, by the bounds that hold for all tariffs together.
    pub low: Money,
    /// The most it may be.
    pub high: Money,
}

/// An estimate, read as rates need it: by setting and phase where it was drawn by them.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'a> {
    estimate: &'a Estimate,
    setting: Option<usize>,
    phase: Option<usize>,
    framework: &'a Framework,
}

/// What is worked out of a tariff in one stratum.
type Each<'a> = dyn Fn(Cell<'_>) -> Result<Quantity, NoExpected> + 'a;

/// A tariff in a stratum.
#[derive(Clone, Copy, Debug)]
struct Cell<'a> {
    tariff: &'a Tariff,
    setting: Option<Setting>,
    phase: Option<Phase>,
}

impl<'a> Expected<'a> {
    /// Reads an estimate whose strata are by these dimensions.
    pub fn of(estimate: &'a Estimate, by: &[Dimension], framework: &'a Framework) -> Self {
        let place = |wanted| by.iter().position(|one| *one == wanted);
        Self {
            estimate,
            setting: place(Dimension::Setting),
            phase: place(Dimension::Phase),
            framework,
        }
    }

    fn fits(&self, set: &RateSet) -> Result<(), NoExpected> {
        let sized = |one: &super::set::Factor| one.from > 0 || one.to.is_some();
        if set.factors.iter().any(sized) {
            return Err(NoExpected::Sizes);
        }
        let placed = set.rates.iter().any(|rate| !rate.settings.is_empty())
            || set.factors.iter().any(|factor| !factor.settings.is_empty());
        if placed && self.setting.is_none() {
            return Err(NoExpected::NotBy("setting"));
        }
        if set.rates.iter().any(|rate| !rate.phases.is_empty()) && self.phase.is_none() {
            return Err(NoExpected::NotBy("phase"));
        }
        Ok(())
    }

    fn setting_of(&self, stratum: &Stratum) -> Option<Setting> {
        Setting::from_code(stratum.keys.get(self.setting?)?)
    }

    fn cell<'b>(&self, stratum: &Stratum, tariff: &'b Tariff) -> Cell<'b> {
        let phase = self.phase.and_then(|place| stratum.keys.get(place));
        Cell {
            tariff,
            setting: self.setting_of(stratum),
            phase: phase.and_then(|code| Phase::from_code(code)),
        }
    }

    fn tariff(&self, outcome: &Outcome) -> Option<&'a Tariff> {
        match outcome {
            Outcome::Tariff(tariff) => self.framework.tariff(tariff),
            Outcome::CannotMap => None,
        }
    }

    /// The expected pupils of an outcome in a stratum.
    fn pupils(stratum: &Stratum, outcome: usize) -> Option<Quantity> {
        let count = stratum.counts.get(outcome).copied().unwrap_or_default();
        let product = Quantity::count(stratum.of).times(Quantity::count(count))?;
        product.over(Quantity::count(stratum.drawn))
    }

    /// What an outcome brings at least and at most to whoever is not read yet.
    fn range(
        &self,
        outcome: &Outcome,
        each: &Each<'_>,
    ) -> Result<(Quantity, Quantity), NoExpected> {
        let Some(tariff) = self.tariff(outcome) else {
            return Ok((Quantity::ZERO, Quantity::ZERO));
        };
        let mut range: Option<(Quantity, Quantity)> = None;
        for stratum in &self.estimate.strata {
            let cell = self.cell(stratum, tariff);
            let barred = (cell.setting)
                .is_some_and(|one| !tariff.settings.is_empty() && !tariff.settings.contains(&one));
            if stratum.is_known() || barred {
                continue;
            }
            let value = each(cell)?;
            let (low, high) = range.unwrap_or((value, value));
            range = Some((low.min(value), high.max(value)));
        }
        Ok(range.unwrap_or_default())
    }

    /// What those who are read bring, and how many they are.
    fn read(&self, each: &Each<'_>) -> Result<(Quantity, u64), NoExpected> {
        let (mut sum, mut read) = (Quantity::ZERO, 0);
        for stratum in &self.estimate.strata {
            read += stratum.read();
            for (line, count) in self.estimate.lines.iter().zip(&stratum.counts) {
                let Some(tariff) = self.tariff(&line.outcome).filter(|_| *count > 0) else {
                    continue;
                };
                let bring = each(self.cell(stratum, tariff))?.times(Quantity::count(*count));
                let more = bring.and_then(|bring| sum.plus(bring));
                sum = more.ok_or(NoExpected::TooLarge)?;
            }
        }
        Ok((sum, read))
    }

    /// The least and the most that all bring together: what those who are read bring is sure, the others are within the
    /// bounds of every outcome.
    fn bounds(&self, each: &Each<'_>) -> Result<(Quantity, Quantity), NoExpected> {
        let (sure, read) = self.read(each)?;
        let (mut cheap, mut dear) = (Vec::new(), Vec::new());
        for line in &self.estimate.lines {
            let (low, high) = self.range(&line.outcome, each)?;
            let bounded = |each| Bounded {
                low: line.together.low.saturating_sub(line.seen),
                high: line.together.high.saturating_sub(line.seen),
                each,
            };
            cheap.push(bounded(low));
            dear.push(bounded(high));
        }
        let left = self.estimate.whole.saturating_sub(read);
        let least = extremes(&cheap, left).and_then(|(low, _)| low.plus(sure));
        let most = extremes(&dear, left).and_then(|(_, high)| high.plus(sure));
        least.zip(most).ok_or(NoExpected::TooLarge)
    }

    /// Costs a rate set in pounds.
    ///
    /// Expected: Σ over strata and tariffs of N·k/n × rate, in exact decimals, rounded once. Low and high: the extremes of Σ
    /// pupils × rate with every tariff's pupils within its simultaneous bounds and all of them summing to those in scope.
    /// What those who are read bring is sure; of the others, where rates differ by setting or phase, each tariff is at its
    /// cheapest and at its dearest, so that the bounds hold whichever setting its pupils are in.
    ///
    /// # Errors
    ///
    /// What the rates go by was not drawn by; a tariff without a rate; a number out of range.
    pub fn cost(&self, set: &RateSet) -> Result<ExpectedCost, NoExpected> {
        self.fits(set)?;
        let each = |cell: Cell<'_>| pence(set, cell);
        let mut by_line = vec![Quantity::ZERO; self.estimate.lines.len()];
        let mut by_setting: BTreeMap<Option<Setting>, Quantity> = BTreeMap::new();
        for stratum in &self.estimate.strata {
            for (at, (line, sum)) in self.estimate.lines.iter().zip(&mut by_line).enumerate() {
                let Some(tariff) = self.tariff(&line.outcome) else {
                    continue;
                };
                let pupils = Self::pupils(stratum, at).ok_or(NoExpected::TooLarge)?;
                if pupils == Quantity::ZERO {
                    continue;
                }
                let cost = each(self.cell(stratum, tariff))?
                    .times(pupils)
                    .ok_or(NoExpected::TooLarge)?;
                *sum = sum.plus(cost).ok_or(NoExpected::TooLarge)?;
                let setting = by_setting.entry(self.setting_of(stratum)).or_default();
                *setting = setting.plus(cost).ok_or(NoExpected::TooLarge)?;
            }
        }
        let exact: Quantity = by_line.iter().copied().sum();
        let total = Money::rounded(exact).ok_or(NoExpected::TooLarge)?;
        let (low, high) = self.bounds(&each)?;
        let whole = |pence| {
            Money::rounded(pence)
                .map(|rounded| rounded.money)
                .ok_or(NoExpected::TooLarge)
        };
        let shares = parted(total.money, &by_line).ok_or(NoExpected::TooLarge)?;
        let sums: Vec<Quantity> = by_setting.values().copied().collect();
        let settings = parted(total.money, &sums).ok_or(NoExpected::TooLarge)?;
        let lines = self.estimate.lines.iter().zip(shares).map(|(line, cost)| {
            let tariff = self.tariff(&line.outcome);
            ExpectedLine {
                tariff: tariff.map(|tariff| tariff.id.clone()),
                route: tariff.map(|tariff| tariff.route),
                pupils: line.expected,
                low: line.together.low,
                high: line.together.high,
                cost,
            }
        });
        Ok(ExpectedCost {
            whole: self.estimate.whole,
            lines: lines.collect(),
            cost: total.money,
            residue: total.residue,
            by_setting: by_setting.keys().copied().zip(settings).collect(),
            low: whole(low)?,
            high: whole(high)?,
        })
    }

    /// What the expected pupils demand of a set, and the most that they may weigh.
    ///
    /// # Errors
    ///
    /// As for the cost.
    pub fn demands(&self, set: &RateSet) -> Result<(Vec<Demand>, Quantity), NoExpected> {
        self.fits(set)?;
        let mut demands = Vec::new();
        for stratum in &self.estimate.strata {
            for (at, line) in self.estimate.lines.iter().enumerate() {
                let Some(tariff) = self
                    .tariff(&line.outcome)
                    .filter(|one| one.route == Route::Tariff)
                else {
                    continue;
                };
                let pupils = Self::pupils(stratum, at).ok_or(NoExpected::TooLarge)?;
                if pupils == Quantity::ZERO {
                    continue;
                }
                let cell = self.cell(stratum, tariff);
                let line = set.line(&tariff.id, cell.setting, cell.phase);
                demands.push(Demand {
                    line: line.ok_or_else(|| cell.without())?,
                    setting: cell.setting,
                    percent: set.percent(cell.setting, 0, 0),
                    pupils,
                });
            }
        }
        let most = self.bounds(&|cell| heaviness(set, cell))?.1;
        Ok((demands, most))
    }
}

impl Cell<'_> {
    fn without(&self) -> NoExpected {
        let whom = self.setting.map_or("everybody", Setting::words);
        NoExpected::NoRate(self.tariff.id.clone(), whom.to_owned())
    }
}

/// What a pupil of a cell brings, in pence.
fn pence(set: &RateSet, cell: Cell<'_>) -> Result<Quantity, NoExpected> {
    if cell.tariff.route != Route::Tariff {
        return Ok(Quantity::ZERO);
    }
    let value = set.value(&cell.tariff.id, cell.setting, cell.phase);
    let Some(Value::Pounds(rate)) = value else {
        return Err(cell.without());
    };
    let factored = factored(rate, set.percent(cell.setting, 0, 0)).ok_or(NoExpected::TooLarge)?;
    Ok(Quantity::signed(factored.money.pence()))
}

/// What a pupil of a cell weighs.
fn heaviness(set: &RateSet, cell: Cell<'_>) -> Result<Quantity, NoExpected> {
    if cell.tariff.route != Route::Tariff {
        return Ok(Quantity::ZERO);
    }
    let line = set.line(&cell.tariff.id, cell.setting, cell.phase);
    let rate = line
        .and_then(|line| set.rates.get(line))
        .ok_or_else(|| cell.without())?;
    let weight = weight(rate).and_then(|weight| weighed(weight, set.percent(cell.setting, 0, 0)));
    weight.ok_or(NoExpected::TooLarge)
}

/// Parts a total by exact sums, so that the parts sum to it.
fn parted(total: Money, sums: &[Quantity]) -> Option<Vec<Money>> {
    let sums: Vec<Quantity> = sums.iter().map(|sum| sum.smoothed()).collect();
    apportion(total, &sums)
}
