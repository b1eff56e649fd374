//! Gwet's AC1 and AC2.

use super::{Readings, Weights, float, mean};

/// AC = (pa − pe)/(1 − pe); nothing for a scale of one level or where nobody was read twice.
pub(super) fn coefficient(readings: &Readings, weights: Weights) -> Option<f64> {
    let levels = readings.levels;
    if levels < 2 {
        return None;
    }
    let counts: Vec<Vec<f64>> = (readings.units.iter())
        .map(|unit| counts(unit, levels))
        .filter(|counts| counts.iter().sum::<f64>() > 0.0)
        .collect();
    let observed = mean(counts.iter().filter_map(|counts| within(counts, weights)))?;
    let size = float(counts.len());
    let mut uneven = 0.0;
    for level in 0..levels {
        let share = |counts: &Vec<f64>| {
            counts.get(level).copied().unwrap_or_default() / counts.iter().sum::<f64>()
        };
        let share = counts.iter().map(share).sum::<f64>() / size;
        uneven += share * (1.0 - share);
    }
    let mut total = 0.0;
    for one in 0..levels {
        for other in 0..levels {
            total += weights.of(one, other, levels);
        }
    }
    let chance = total / (float(levels) * (float(levels) - 1.0)) * uneven;
    (chance < 1.0).then(|| (observed - chance) / (1.0 - chance))
}

/// How many readings of a pupil stand at each level.
fn counts(unit: &[Option<usize>], levels: usize) -> Vec<f64> {
    let at = |level| unit.iter().flatten().filter(|read| **read == level).count();
    (0..levels).map(|level| float(at(level))).collect()
}

/// The weighted agreement within one pupil; nothing where fewer than two read.
fn within(counts: &[f64], weights: Weights) -> Option<f64> {
    let read: f64 = counts.iter().sum();
    if read < 2.0 {
        return None;
    }
    let mut sum = 0.0;
    for (one, at_one) in counts.iter().enumerate() {
        let near = counts.iter().enumerate();
        let near: f64 = near
            .map(|(other, at_other)| weights.of(one, other, counts.len()) * at_other)
            .sum();
        sum += at_one * (near - 1.0);
    }
    Some(sum / (read * (read - 1.0)))
}
