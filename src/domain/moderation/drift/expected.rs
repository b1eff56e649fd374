//! What is to be expected of each area's level from facts that no reader judges: a simple stratified mean.
//!
//! Pupils are alike who share the setting and stand in the same fifth of the hours that the plan evidences in the area
//! and of its provisions. The mean of those alike, drawn towards the setting's, sharpens the watch where mappings are few.

use std::collections::BTreeMap;

use super::super::super::identity::AreaId;
use super::super::super::normal::float;
use super::super::super::place::Setting;
use super::Row;

/// What is known of a plan without reading it for levels.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// How many provisions it has.
    pub provisions: u32,
    /// Annual hours evidenced in each area.
    pub hours: BTreeMap<AreaId, f64>,
}

/// How many mappings' worth the setting's mean weighs against that of those alike.
const DRAWN: f64 = 5.0;

/// Fills in what is to be expected of each row, given facts row by row; rows past the last facts are left as they are.
///
/// A row's own level never counts among those it is compared with.
pub fn expect(rows: &mut [Row], facts: &[Facts]) {
    let areas: std::collections::BTreeSet<AreaId> = rows
        .iter()
        .flat_map(|row| row.ranks.areas.keys().cloned())
        .collect();
    for area in areas {
        let hours: Vec<f64> = facts.iter().map(|one| hours(one, &area)).collect();
        let counts: Vec<f64> = facts.iter().map(|one| f64::from(one.provisions)).collect();
        let (by_hours, by_count) = (fifths(&hours), fifths(&counts));
        let keys: Vec<(Option<Setting>, usize, usize)> = (rows.iter().zip(&hours).zip(&counts))
            .map(|((row, hours), count)| {
                (
                    row.setting,
                    fifth(&by_hours, *hours),
                    fifth(&by_count, *count),
                )
            })
            .collect();
        let mut alike: BTreeMap<_, (f64, f64)> = BTreeMap::new();
        let mut whole: BTreeMap<_, (f64, f64)> = BTreeMap::new();
        for (row, key) in rows.iter().zip(&keys) {
            if let Some(rank) = row.ranks.areas.get(&area) {
                push(alike.entry(*key).or_default(), float(*rank), 1.0);
                push(whole.entry(key.0).or_default(), float(*rank), 1.0);
            }
        }
        for (row, key) in rows.iter_mut().zip(&keys) {
            let Some(rank) = row.ranks.areas.get(&area) else {
                continue;
            };
            let without = |sums: Option<&(f64, f64)>| {
                let mut sums = sums.copied().unwrap_or_default();
                push(&mut sums, float(*rank), -1.0);
                sums
            };
            let (near, far) = (without(alike.get(key)), without(whole.get(&key.0)));
            if far.1 > 0.0 {
                let mean = far.0 / far.1;
                let drawn = (near.0 + DRAWN * mean) / (near.1 + DRAWN);
                row.expected.insert(area.clone(), drawn);
            }
        }
    }
}

fn hours(facts: &Facts, area: &AreaId) -> f64 {
    facts.hours.get(area).copied().unwrap_or_default()
}

fn push(sums: &mut (f64, f64), value: f64, times: f64) {
    sums.0 += times * value;
    sums.1 += times;
}

/// The four values that part a list into fifths.
fn fifths(values: &[f64]) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let cuts = (1..5).map(|part| sorted.len() * part / 5);
    cuts.filter_map(|at| sorted.get(at).copied()).collect()
}

fn fifth(cuts: &[f64], value: f64) -> usize {
    cuts.iter().filter(|cut| value > **cut).count()
}
