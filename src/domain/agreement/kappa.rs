//! Cohen's κ, plain and weighted.

use super::{Readings, Weights, float};

/// κ = (Po − Pe)/(1 − Pe) of two readers who both read everybody; nothing otherwise, or where chance alone would agree.
pub(super) fn coefficient(readings: &Readings, weights: Weights) -> Option<f64> {
    let pair = |unit: &Vec<Option<usize>>| match unit.as_slice() {
        [Some(one), Some(other)] => Some((*one, *other)),
        _ => None,
    };
    let pairs: Vec<(usize, usize)> = readings.units.iter().map(pair).collect::<Option<_>>()?;
    let (levels, count) = (readings.levels, float(pairs.len()));
    if pairs.is_empty() {
        return None;
    }
    let weight = |one, other| weights.of(one, other, levels);
    let observed = pairs
        .iter()
        .map(|(one, other)| weight(*one, *other))
        .sum::<f64>()
        / count;
    let share = |of: fn(&(usize, usize)) -> usize, level| {
        float(pairs.iter().filter(|pair| of(pair) == level).count()) / count
    };
    let mut chance = 0.0;
    for one in 0..levels {
        for other in 0..levels {
            chance += weight(one, other) * share(|pair| pair.0, one) * share(|pair| pair.1, other);
        }
    }
    (chance < 1.0).then(|| (observed - chance) / (1.0 - chance))
}
