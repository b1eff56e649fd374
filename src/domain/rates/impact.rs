//! Gains and losses: today's top-up of each pupil against the new, with guarantees, floors and caps.

mod bill;
mod group;

pub use bill::{Bill, Held};
pub use group::{Group, Level, groups};

use std::collections::BTreeMap;

use super::super::apportion::apportion;
use super::super::exact::{Money, Quantity};
use super::super::place::Setting;
use super::cohort::{Cohort, Price};
use super::protection::Unit;
use super::set::RateSet;

/// What becomes of a mapped pupil.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Both are known, and held against each other.
    Compared,
    /// What is paid today is not known: never taken for nothing.
    TodayUnknown,
    /// The new sum is agreed by hand, and not known here.
    ByHand,
    /// The tariff has no rate for the pupil.
    NoRate,
}

/// A mapped pupil today and under the new rates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// The pupil, by their number in the cohort.
    pub pupil: usize,
    /// What becomes of them.
    pub change: Change,
    /// Today's a year; nothing where it is not known.
    pub before: Option<Money>,
    /// The new a year, before protection; nothing where no rate says it.
    pub new: Option<Money>,
    /// The pupil's share of what a guarantee or floor brings (above nothing) or a cap takes (below nothing).
    pub protection: Money,
}

impl Row {
    /// What is paid in the end, where it is known.
    pub fn after(&self) -> Option<Money> {
        self.new.map(|new| new + self.protection)
    }

    /// How far it moves from today's, where both are known.
    pub fn moves(&self) -> Option<Money> {
        Some(self.after()? - self.before?)
    }
}

/// Gains and losses of a whole caseload.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Impact {
    /// Every mapped pupil, in the order of the cohort.
    pub rows: Vec<Row>,
    /// The totals that were held against today's, and what protection made of them.
    pub held: Vec<Held>,
    /// What protection costs, and who pays.
    pub bill: Bill,
    /// Pupils who were compared but are at no school that is known, so that no school's protection reaches them.
    pub without_school: u64,
}

impl Impact {
    /// The rows of each school's pupils, by the school's number in the cohort.
    pub fn by_school(&self, cohort: &Cohort) -> BTreeMap<usize, Vec<Row>> {
        let mut schools: BTreeMap<usize, Vec<Row>> = BTreeMap::new();
        for row in &self.rows {
            let pupil = cohort.pupils.get(row.pupil);
            if let Some((school, _)) = pupil.and_then(|pupil| cohort.school_of(pupil)) {
                schools.entry(school).or_default().push(*row);
            }
        }
        schools
    }
}

/// A total to be held against today's: those who make it up, and the setting.
struct Total {
    unit: Held,
    rows: Vec<usize>,
}

/// Holds the new rates against what is paid today.
///
/// A protection is reckoned on the same pupils on both sides: those whose today's sum is known and whose new one a rate
/// says. What it brings to or takes from a school is shared out among these pupils to the penny (what it brings by today's
/// sums, what it takes by the new ones), so that pupils sum to schools, settings and districts exactly.
pub fn impact(cohort: &Cohort, set: &RateSet) -> Impact {
    let mut found = Impact::default();
    for (pupil, at) in cohort.pupils.iter().zip(0..) {
        let Some(price) = cohort.price(set, pupil) else {
            continue;
        };
        let change = match (price, pupil.today) {
            (Price::ByHand, _) => Change::ByHand,
            (Price::NoRate, _) => Change::NoRate,
            (Price::Rate(_) | Price::Own, None) => Change::TodayUnknown,
            (Price::Rate(_) | Price::Own, Some(_)) => Change::Compared,
        };
        found.rows.push(Row {
            pupil: at,
            change,
            before: pupil.today,
            new: price.known(),
            protection: Money::default(),
        });
    }
    let mut totals = totals(cohort, set, &mut found);
    found.bill = bill::settle(totals.iter_mut().map(|total| &mut total.unit), set.paid_by);
    for total in &totals {
        share_out(total, &mut found.rows);
    }
    found.held = totals.into_iter().map(|total| total.unit).collect();
    found
}

/// The totals that are held against today's, in the order of the cohort.
fn totals(cohort: &Cohort, set: &RateSet, found: &mut Impact) -> Vec<Total> {
    let mut totals: BTreeMap<usize, Total> = BTreeMap::new();
    for (row, at) in found.rows.iter().zip(0..) {
        let Some(pupil) = cohort.pupils.get(row.pupil) else {
            continue;
        };
        if row.change != Change::Compared {
            continue;
        }
        let school = cohort.school_of(pupil).map(|(at, _)| at);
        let key = match (set.protect, school) {
            (Unit::Pupil, _) => row.pupil,
            (Unit::School, Some(school)) => school,
            (Unit::School, None) => {
                found.without_school += 1;
                continue;
            }
        };
        let begin = || begun(set, cohort.setting(pupil), school, row.pupil);
        let total = totals.entry(key).or_insert_with(begin);
        total.unit.pupils += 1;
        total.unit.before = total.unit.before + row.before.unwrap_or_default();
        total.unit.new = total.unit.new + row.new.unwrap_or_default();
        total.rows.push(at);
    }
    totals.into_values().collect()
}

fn begun(set: &RateSet, setting: Option<Setting>, school: Option<usize>, pupil: usize) -> Total {
    let unit = Held {
        school,
        pupil: (set.protect == Unit::Pupil).then_some(pupil),
        limits: set
            .protections_of(setting)
            .map(|one| (one.kind, one.limit()))
            .collect(),
        ..Held::default()
    };
    Total {
        unit,
        rows: Vec::new(),
    }
}

/// Shares what protection brings or takes out among the pupils of a total.
fn share_out(total: &Total, rows: &mut [Row]) {
    let moved = total.unit.moved();
    if moved.is_zero() {
        return;
    }
    let brings = moved > Money::default();
    let weight = |at: &usize| {
        let row = rows.get(*at)?;
        let by = if brings { row.before } else { row.new };
        Some(Quantity::signed(by?.above_nothing().pence()))
    };
    let weights: Vec<Quantity> = total.rows.iter().filter_map(weight).collect();
    let alike = || vec![Quantity::from(1_u32); total.rows.len()];
    // Where the sums say nothing, all get the same.
    let shares = apportion(moved, &weights).or_else(|| apportion(moved, &alike()));
    for (at, share) in total.rows.iter().zip(shares.into_iter().flatten()) {
        if let Some(row) = rows.get_mut(*at) {
            row.protection = share;
        }
    }
}
