//! The rates that an envelope affords: the scale at which pupils times weights times scale is what there is.

use std::collections::BTreeMap;

use super::super::exact::{Money, Quantity};
use super::super::identity::TariffId;
use super::super::place::{Phase, Setting};
use super::cohort::{Cohort, Pupil};
use super::set::{Rate, RateSet, Value, factored};

/// Pupils whose rate is the same line of a set, in one setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Demand {
    /// The line, by its number in the set.
    pub line: usize,
    /// The setting.
    pub setting: Option<Setting>,
    /// What is paid in a hundred of the rate, where there is a factor.
    pub percent: Option<Quantity>,
    /// How many pupils, whole where they are counted.
    pub pupils: Quantity,
}

/// Why no scale can be found.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unsolvable {
    /// Nobody is at a tariff that has weight.
    #[error(
        "Nobody is mapped to a tariff with a weight above nothing, so there is nothing to share the money among"
    )]
    Nobody,
    /// A tariff that somebody has is without a line.
    #[error("{0} has no rate or weight for {1}; add a [[rate]] for them")]
    NoLine(TariffId, String),
    /// Pupils are in a setting that no part of the envelope is for.
    #[error(
        "No part of the envelope is for {0}; add the setting to a part, or solve without parts"
    )]
    NoPart(String),
    /// A number left the range.
    #[error("These figures are too large to reckon with")]
    TooLarge,
}

/// The rates that were found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Solved {
    /// The set, in whole pounds.
    pub set: RateSet,
    /// For each part of the envelope, or the whole, what was found.
    pub scales: Vec<Scale>,
    /// What the rates cost for the pupils they were found for, rounded to the penny where these are estimated.
    pub cost: Money,
    /// What of the envelope is left.
    pub residue: Money,
    /// What one pound more on every rate would cost above the rates: more than what is left, for rounding down takes less
    /// than a pound from each.
    pub one_more: Money,
}

/// What was found for an envelope or a part of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scale {
    /// The settings; empty means all.
    pub settings: Vec<Setting>,
    /// What there is.
    pub pounds: Money,
    /// Σ pupils × weight, factors included.
    pub weight: Quantity,
    /// What a weight of 1 brings in pounds, or what a set in pounds is taken times, to six decimals.
    pub scale: Quantity,
}

/// The weight of a line: its own, or its pounds.
pub(super) fn weight(rate: &Rate) -> Option<Quantity> {
    match rate.value {
        Value::Weight(weight) => Some(weight),
        Value::Pounds(money) => Quantity::signed(money.pence()).over(100_u32.into()),
    }
}

/// Takes so much in a hundred of a weight.
pub(super) fn weighed(weight: Quantity, percent: Option<Quantity>) -> Option<Quantity> {
    match percent {
        Some(percent) => weight.times(percent)?.over(100_u32.into()),
        None => Some(weight),
    }
}

/// What the mapped pupils demand of a set.
///
/// # Errors
///
/// A pupil's tariff has no line.
pub fn demands(cohort: &Cohort, set: &RateSet) -> Result<Vec<Demand>, Unsolvable> {
    demanded(cohort, cohort.pupils.iter().map(|pupil| (pupil, 1)), set)
}

/// What pupils of a cohort demand of a set, each with how many there are alike.
pub(super) fn demanded<'a>(
    cohort: &Cohort,
    pupils: impl Iterator<Item = (&'a Pupil, u64)>,
    set: &RateSet,
) -> Result<Vec<Demand>, Unsolvable> {
    let mut counts: BTreeMap<(usize, Option<Setting>, Option<Quantity>), u64> = BTreeMap::new();
    for (pupil, alike) in pupils {
        let Some((tariff, super::super::framework::Route::Tariff)) = cohort.tariff_of(pupil) else {
            continue;
        };
        let setting = cohort.setting(pupil);
        let line = set.line(tariff, setting, pupil.phase).ok_or_else(|| {
            let whom = setting.map_or("a setting that is not recorded", Setting::words);
            Unsolvable::NoLine(tariff.clone(), whom.to_owned())
        })?;
        *counts
            .entry((line, setting, cohort.percent(set, pupil)))
            .or_default() += alike;
    }
    let demand = |((line, setting, percent), count)| Demand {
        line,
        setting,
        percent,
        pupils: Quantity::count(count),
    };
    Ok(counts.into_iter().map(demand).collect())
}

/// Adds up what demands weigh.
pub fn total_weight(set: &RateSet, demands: &[Demand]) -> Option<Quantity> {
    let mut total = Quantity::ZERO;
    for demand in demands {
        let weight = weighed(weight(set.rates.get(demand.line)?)?, demand.percent)?;
        total = total.plus(weight.times(demand.pupils)?)?;
    }
    Some(total)
}

/// Adds up what demands cost with a set's lines in pounds, in exact pence; a weight costs nothing.
pub fn cost_of(set: &RateSet, demands: &[Demand]) -> Option<Quantity> {
    let mut total = Quantity::ZERO;
    for demand in demands {
        let Value::Pounds(rate) = set.rates.get(demand.line)?.value else {
            continue;
        };
        let pence = Quantity::signed(factored(rate, demand.percent)?.money.pence());
        total = total.plus(pence.times(demand.pupils)?)?;
    }
    Some(total)
}

/// Finds the rates in whole pounds that an envelope affords: Σ pupils × weight × scale = the envelope, each rate rounded
/// down, so that they never cost more. `at` is the weight to divide by: that of the demands, or the most they may weigh.
///
/// # Errors
///
/// Nobody has weight, or a number leaves the range.
pub fn solve(
    set: &RateSet,
    demands: &[Demand],
    pounds: Money,
    at: Quantity,
) -> Result<Solved, Unsolvable> {
    if at.is_negative() || at == Quantity::ZERO {
        return Err(Unsolvable::Nobody);
    }
    let mut found = set.clone();
    for rate in &mut found.rates {
        let weight = weight(rate).ok_or(Unsolvable::TooLarge)?;
        let exact = pounds.part_below(weight, at).ok_or(Unsolvable::TooLarge)?;
        rate.value = Value::Pounds(exact.whole_pounds());
    }
    let limit = Quantity::signed(pounds.pence());
    let mut cost = cost_of(&found, demands).ok_or(Unsolvable::TooLarge)?;
    // The factor of each school is rounded to the penny, which may go up: then a pound comes off every rate.
    while cost > limit && lower(&mut found) {
        cost = cost_of(&found, demands).ok_or(Unsolvable::TooLarge)?;
    }
    let mut raised = found.clone();
    raise(&mut raised);
    let more = cost_of(&raised, demands).and_then(|more| more.minus(cost));
    let rounded = |pence: Quantity| Money::rounded(pence).map(|rounded| rounded.money);
    let cost = rounded(cost).ok_or(Unsolvable::TooLarge)?;
    let in_pounds = Quantity::signed(pounds.pence()).over(100_u32.into());
    let scale = in_pounds
        .and_then(|pounds| pounds.over(at))
        .ok_or(Unsolvable::TooLarge)?;
    Ok(Solved {
        set: found,
        scales: vec![Scale {
            settings: Vec::new(),
            pounds,
            weight: at.smoothed(),
            scale: scale.smoothed(),
        }],
        cost,
        residue: pounds - cost,
        one_more: more.and_then(rounded).unwrap_or_default(),
    })
}

/// Takes a pound off every rate that has one; gives whether there was any.
fn lower(set: &mut RateSet) -> bool {
    let mut lowered = false;
    for rate in &mut set.rates {
        if let Value::Pounds(money) = &mut rate.value
            && money.pence() >= 100
        {
            *money = *money - Money::from_pence(100);
            lowered = true;
        }
    }
    lowered
}

fn raise(set: &mut RateSet) {
    for rate in &mut set.rates {
        if let Value::Pounds(money) = &mut rate.value {
            *money = *money + Money::from_pence(100);
        }
    }
}

/// Finds the rates that each part of an envelope affords by itself, so that rates differ by setting.
///
/// # Errors
///
/// Pupils in a setting without a part; a part without anybody; a number out of range.
pub fn solve_parts(
    set: &RateSet,
    demands: &[Demand],
    parts: &[(Vec<Setting>, Money)],
) -> Result<Solved, Unsolvable> {
    let of =
        |part: &[Setting], demand: &Demand| demand.setting.is_some_and(|one| part.contains(&one));
    let lost = (demands.iter()).find(|demand| !parts.iter().any(|(part, _)| of(part, demand)));
    if let Some(lost) = lost {
        let words = lost
            .setting
            .map_or("a setting that is not recorded", Setting::words);
        return Err(Unsolvable::NoPart(words.to_owned()));
    }
    let mut whole = Solved {
        set: RateSet {
            rates: Vec::new(),
            ..set.clone()
        },
        scales: Vec::new(),
        cost: Money::default(),
        residue: Money::default(),
        one_more: Money::default(),
    };
    for (settings, pounds) in parts {
        let own = demands.iter().filter(|demand| of(settings, demand));
        let own: Vec<Demand> = own.cloned().collect();
        let at = total_weight(set, &own).ok_or(Unsolvable::TooLarge)?;
        let found = solve(set, &own, *pounds, at)?;
        whole.set.rates.extend(narrowed(&found.set, settings));
        whole
            .scales
            .extend(found.scales.into_iter().map(|scale| Scale {
                settings: settings.clone(),
                ..scale
            }));
        whole.cost = whole.cost + found.cost;
        whole.residue = whole.residue + found.residue;
        whole.one_more = whole.one_more + found.one_more;
    }
    Ok(whole)
}

/// The lines of a set for some settings alone: each names them, and phases only where the rate goes by phase there.
fn narrowed(set: &RateSet, settings: &[Setting]) -> Vec<Rate> {
    let mut tariffs: Vec<&TariffId> = Vec::new();
    for rate in &set.rates {
        if !tariffs.contains(&&rate.tariff) {
            tariffs.push(&rate.tariff);
        }
    }
    let mut lines: Vec<(usize, Rate)> = Vec::new();
    for tariff in tariffs {
        for setting in settings {
            let of = |phase| set.line(tariff, Some(*setting), Some(phase));
            let [first, others @ ..] = Phase::ALL.map(of);
            let alike = others.iter().all(|line| *line == first);
            let wanted: Vec<(Option<usize>, Vec<Phase>)> = if alike {
                vec![(first, Vec::new())]
            } else {
                Phase::ALL.map(|phase| (of(phase), vec![phase])).to_vec()
            };
            for (line, phases) in wanted {
                let Some((line, rate)) = line.and_then(|line| Some((line, set.rates.get(line)?)))
                else {
                    continue;
                };
                let known = lines
                    .iter_mut()
                    .find(|(at, one)| *at == line && one.phases == phases);
                if let Some((_, one)) = known {
                    one.settings.push(*setting);
                } else {
                    let settings = vec![*setting];
                    lines.push((
                        line,
                        Rate {
                            settings,
                            phases,
                            ..rate.clone()
                        },
                    ));
                }
            }
        }
    }
    lines.into_iter().map(|(_, rate)| rate).collect()
}
