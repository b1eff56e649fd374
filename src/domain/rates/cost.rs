//! What a rate set costs: pupils times rate, by setting and tariff.

use std::collections::BTreeMap;

use super::super::exact::{Money, Quantity};
use super::super::framework::{Framework, Route};
use super::super::identity::TariffId;
use super::super::place::Setting;
use super::cohort::{Cohort, Price, Pupil, Standing};
use super::set::RateSet;

/// The pupils of a setting at a tariff who bring the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CostLine {
    /// The setting.
    pub setting: Option<Setting>,
    /// The tariff.
    pub tariff: TariffId,
    /// Who pays.
    pub route: Route,
    /// What each brings a year; nothing where no rate says it.
    pub rate: Option<Money>,
    /// How many they are.
    pub pupils: u64,
    /// What they bring together in a whole year.
    pub cost: Money,
}

/// What a rate set costs in a whole year, for the pupils who are mapped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cost {
    /// The lines, by setting, by the tariffs' rank and by rate.
    pub lines: Vec<CostLine>,
    /// All pupils in scope.
    pub in_scope: u64,
    /// Those with a tariff.
    pub mapped: u64,
    /// Those nobody has mapped yet.
    pub not_yet: u64,
    /// Those whose plan cannot be mapped.
    pub cannot_map: u64,
    /// Those of the mapped whose sum is agreed by hand.
    pub by_hand: u64,
    /// Those of the mapped whose tariff has no rate for them.
    pub no_rate: u64,
    /// What all lines cost together.
    pub total: Money,
    /// What the roundings of factors left, in pence: the exact cost less the total.
    pub residue: Quantity,
}

/// A sum of the lines of a cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// How many pupils.
    pub pupils: u64,
    /// What they bring together.
    pub cost: Money,
}

impl Cost {
    /// The cost by setting.
    pub fn by_setting(&self) -> BTreeMap<Option<Setting>, Sum> {
        self.summed(|line| line.setting)
    }

    /// The cost by who pays.
    pub fn by_route(&self) -> BTreeMap<Route, Sum> {
        self.summed(|line| line.route)
    }

    fn summed<K: Ord>(&self, key: impl Fn(&CostLine) -> K) -> BTreeMap<K, Sum> {
        let mut sums: BTreeMap<K, Sum> = BTreeMap::new();
        for line in &self.lines {
            let sum = sums.entry(key(line)).or_default();
            sum.pupils += line.pupils;
            sum.cost = sum.cost + line.cost;
        }
        sums
    }
}

/// Costs a rate set: Σ pupils × rate over those who are mapped, in a whole year.
pub fn cost(cohort: &Cohort, set: &RateSet, framework: &Framework) -> Cost {
    costed(
        cohort,
        cohort.pupils.iter().map(|pupil| (pupil, 1)),
        set,
        framework,
    )
}

/// Costs a rate set for pupils of a cohort, each with how many there are alike.
pub(super) fn costed<'a>(
    cohort: &Cohort,
    pupils: impl Iterator<Item = (&'a Pupil, u64)>,
    set: &RateSet,
    framework: &Framework,
) -> Cost {
    let mut counted = Cost {
        in_scope: cohort.pupils.len() as u64,
        ..Cost::default()
    };
    (counted.mapped, counted.not_yet, counted.cannot_map) = cohort.counts();
    let mut cells: BTreeMap<_, u64> = BTreeMap::new();
    let mut residues = Vec::new();
    for (pupil, alike) in pupils {
        let (Standing::Mapped(tariff), Some(price)) = (pupil.standing, cohort.price(set, pupil))
        else {
            continue;
        };
        counted.by_hand += if price == Price::ByHand { alike } else { 0 };
        counted.no_rate += if price == Price::NoRate { alike } else { 0 };
        if let Price::Rate(rate) = price
            && rate.residue != Quantity::ZERO
        {
            residues.extend(rate.residue.times(Quantity::count(alike)));
        }
        let rank = (cohort.tariffs.get(tariff)).and_then(|(id, _)| framework.tariff_rank(id));
        let key = (
            cohort.setting(pupil),
            rank.unwrap_or(usize::MAX),
            tariff,
            price.known(),
        );
        *cells.entry(key).or_default() += alike;
    }
    counted.residue = residues.into_iter().sum();
    for ((setting, _, tariff, rate), pupils) in cells {
        let Some((tariff, route)) = cohort.tariffs.get(tariff).cloned() else {
            continue;
        };
        let cost = rate.unwrap_or_default() * i64::try_from(pupils).unwrap_or(i64::MAX);
        counted.total = counted.total + cost;
        counted.lines.push(CostLine {
            setting,
            tariff,
            route,
            rate,
            pupils,
            cost,
        });
    }
    counted
}
