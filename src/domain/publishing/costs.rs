//! Costs from the counts that are shown, and from nothing else.

use std::collections::BTreeMap;

use super::super::distribution::Dimension;
use super::super::distribution::disclosure::{Release, ShownRow};
use super::super::exact::Money;
use super::super::framework::Route;
use super::super::identity::TariffId;
use super::super::place::{Phase, Setting};
use super::super::rates::RateSet;
use super::super::rates::set::factored;

/// The least and the most that a sum can be; the same where it is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Between {
    /// The least.
    pub low: Money,
    /// The most.
    pub high: Money,
}

impl Between {
    /// A sum that is known.
    pub fn just(money: Money) -> Self {
        Self {
            low: money,
            high: money,
        }
    }

    /// The sum, where it is known.
    pub fn exact(self) -> Option<Money> {
        (self.low == self.high).then_some(self.low)
    }

    fn plus(self, other: Self) -> Self {
        Self {
            low: self.low + other.low,
            high: self.high + other.high,
        }
    }

    fn times(self, count: u64) -> Self {
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        Self {
            low: self.low * count,
            high: self.high * count,
        }
    }

    /// What lies within both.
    fn and(self, other: Self) -> Self {
        Self {
            low: self.low.max(other.low),
            high: self.high.min(other.high),
        }
    }

    fn with(self, other: Self) -> Self {
        Self {
            low: self.low.min(other.low),
            high: self.high.max(other.high),
        }
    }
}

/// What a rate set costs in a whole year by the counts that are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShownCosts {
    /// All settings together; nothing where even the number of the mapped is hidden.
    pub all: Option<Between>,
    /// Each setting, by its code; nothing where its number of pupils is hidden.
    pub by_setting: Vec<(String, Option<Between>)>,
}

/// A row or a column of the table: the pupils who are alike in all but the tariff, or those of one.
#[derive(Debug, Default)]
struct Row {
    /// How many they are, where it is shown.
    total: Option<u64>,
    /// How many of them stand in cells that are shown.
    seen: u64,
    /// What those cost.
    cost: Between,
    /// What a pupil of a hidden cell costs.
    each: Option<Between>,
}

impl Row {
    /// Takes a cell in.
    fn take(&mut self, count: Option<u64>, each: Between) {
        match count {
            Some(count) => {
                self.seen += count;
                self.cost = self.cost.plus(each.times(count));
            }
            None => self.each = Some(self.each.map_or(each, |known| known.with(each))),
        }
    }
}

/// Reckons what a set costs from a release that is crossed by setting first, and by phase where the rates go by it.
///
/// The hidden cells of a row sum to what its total leaves, and so do those of a tariff's column: each gives a least and a
/// most, and the true cost lies within both.
pub fn shown_costs(set: &RateSet, release: &Release, by: &[Dimension]) -> ShownCosts {
    let mut rows: BTreeMap<&[Option<String>], Row> = BTreeMap::new();
    let mut columns: BTreeMap<(&TariffId, Route), Row> = BTreeMap::new();
    for shown in &release.rows {
        let Some((tariff, route)) = shown.tariff.as_ref().zip(shown.route) else {
            continue;
        };
        let each = rate(set, (tariff, route), placed(shown, by));
        let count = shown.count.number();
        rows.entry(&shown.keys).or_default().take(count, each);
        columns
            .entry((tariff, route))
            .or_default()
            .take(count, each);
    }
    let all = vec![None; by.len()];
    for (keys, row) in &mut rows {
        row.total = total(release, keys, None);
    }
    for (column, row) in &mut columns {
        row.total = total(release, &all, Some(*column));
    }
    let mut settings: Vec<&Option<String>> = rows.keys().filter_map(|keys| keys.first()).collect();
    settings.dedup();
    let by_setting = settings.into_iter().flatten().map(|setting| {
        let has = |keys: &&[Option<String>]| keys.first().and_then(Option::as_ref) == Some(setting);
        let own = rows.iter().filter(|(keys, _)| has(keys));
        let mut whole = all.clone();
        if let Some(first) = whole.first_mut() {
            *first = Some(setting.clone());
        }
        let sum = between(own.map(|(_, row)| row), total(release, &whole, None));
        (setting.clone(), sum)
    });
    let by_setting = by_setting.collect();
    let mapped = total(release, &all, None);
    let down = between(rows.values(), mapped);
    let across = between(columns.values(), mapped);
    ShownCosts {
        all: down.zip(across).map(|(down, across)| down.and(across)),
        by_setting,
    }
}

/// The total over all tariffs, or that of one, where it is shown.
fn total(
    release: &Release,
    keys: &[Option<String>],
    of: Option<(&TariffId, Route)>,
) -> Option<u64> {
    let is_total = |one: &&ShownRow| {
        let own = one.tariff.as_ref().zip(one.route);
        let alike = match of {
            Some(_) => own == of,
            None => one.tariff.is_none(),
        };
        alike && one.keys == keys
    };
    let found = release.totals.iter().find(is_total);
    found.and_then(|one| one.count.number())
}

/// What rows cost together: those in shown cells, and the others at the cheapest and the dearest of the hidden cells.
fn between<'a>(rows: impl Iterator<Item = &'a Row>, total: Option<u64>) -> Option<Between> {
    let mut left = total?;
    let mut sum = Between::default();
    let mut loose: Option<Between> = None;
    for row in rows {
        sum = sum.plus(row.cost);
        match (row.total, row.each) {
            (Some(total), Some(each)) => {
                sum = sum.plus(each.times(total.saturating_sub(row.seen)));
                left = left.saturating_sub(total);
            }
            (Some(total), None) => left = left.saturating_sub(total),
            (None, each) => {
                left = left.saturating_sub(row.seen);
                loose = match (loose, each) {
                    (Some(known), Some(each)) => Some(known.with(each)),
                    (known, each) => known.or(each),
                };
            }
        }
    }
    // Whoever is left stands in a hidden cell of a row whose own total is hidden.
    Some(sum.plus(loose.unwrap_or_default().times(left)))
}

/// The setting of a cell, and the phases that its pupils may be of: all of them where the table does not tell.
fn placed(row: &ShownRow, by: &[Dimension]) -> (Option<Setting>, Vec<Option<Phase>>) {
    let value = |wanted: Dimension| {
        let at = by.iter().position(|one| *one == wanted)?;
        row.keys.get(at)?.as_deref()
    };
    let setting = value(Dimension::Setting).and_then(Setting::from_code);
    let phases = match value(Dimension::Phase) {
        Some(code) => vec![Phase::from_code(code)],
        None => std::iter::once(None).chain(Phase::ALL.map(Some)).collect(),
    };
    (setting, phases)
}

/// The least and the most that a pupil of a cell costs; nothing at all where another budget pays, or no rate says it.
fn rate(
    set: &RateSet,
    (tariff, route): (&TariffId, Route),
    (setting, phases): (Option<Setting>, Vec<Option<Phase>>),
) -> Between {
    match route {
        Route::Core | Route::Community | Route::Bespoke => return Between::default(),
        Route::Tariff => {}
    }
    let factors = set.factors.iter().filter(|factor| {
        factor.settings.is_empty() || setting.is_some_and(|one| factor.settings.contains(&one))
    });
    let mut percents: Vec<_> = factors.map(|factor| Some(factor.percent)).collect();
    let whole = |percent: &Option<_>| *percent != Some(100_u32.into());
    let always = set.factors.first().is_some_and(|factor| {
        let everywhere =
            factor.settings.is_empty() || setting.is_some_and(|one| factor.settings.contains(&one));
        everywhere && factor.from == 0 && factor.to.is_none()
    });
    if always {
        percents.truncate(1);
    } else if percents.iter().all(whole) {
        percents.push(None);
    }
    let mut found: Option<Between> = None;
    for phase in phases {
        // Whoever has no rate is in no total.
        let rate = set.rate(tariff, setting, phase).unwrap_or_default();
        for percent in &percents {
            let Some(factored) = factored(rate, *percent) else {
                continue;
            };
            let one = Between::just(factored.money);
            found = Some(found.map_or(one, |known| known.with(one)));
        }
    }
    found.unwrap_or_default()
}

#[cfg(test)]
mod tests;
