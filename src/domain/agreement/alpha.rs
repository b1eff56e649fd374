//! Krippendorff's α from coincidences, and its jackknife interval.

use super::{Readings, float, mean};

/// How far apart two levels are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Metric {
    /// The same or not.
    Nominal,
    /// By how many readings lie between them.
    Ordinal,
    /// By the square of the steps between them.
    Interval,
}

/// Two-sided 95 % of the normal distribution.
const NORMAL: f64 = 1.959_963_984_540_054;

/// α = 1 − Do/De; nothing where all readings are the same or nobody was read twice.
pub(super) fn alpha(readings: &Readings, metric: Metric) -> Option<f64> {
    let units: Vec<Vec<usize>> = readings.double().collect();
    of(&units, readings.levels, metric)
}

fn of(units: &[Vec<usize>], levels: usize, metric: Metric) -> Option<f64> {
    let mut coincidences = vec![vec![0.0; levels]; levels];
    for read in units {
        let share = 1.0 / float(read.len().saturating_sub(1));
        for (place, one) in read.iter().enumerate() {
            for (other_place, other) in read.iter().enumerate() {
                let cell = coincidences
                    .get_mut(*one)
                    .and_then(|row| row.get_mut(*other));
                if let Some(cell) = cell.filter(|_| place != other_place) {
                    *cell += share;
                }
            }
        }
    }
    let margins: Vec<f64> = coincidences.iter().map(|row| row.iter().sum()).collect();
    let all: f64 = margins.iter().sum();
    let (mut observed, mut expected) = (0.0, 0.0);
    for (one, (row, of_one)) in coincidences.iter().zip(&margins).enumerate() {
        for (other, (together, of_other)) in row.iter().zip(&margins).enumerate() {
            let apart = distance(&margins, one, other, metric);
            observed += together * apart;
            expected += of_one * of_other * apart;
        }
    }
    (expected > 0.0).then(|| 1.0 - (all - 1.0) * observed / expected)
}

fn distance(margins: &[f64], one: usize, other: usize, metric: Metric) -> f64 {
    let (low, high) = (one.min(other), one.max(other));
    match metric {
        Metric::Nominal => f64::from(u8::from(one != other)),
        Metric::Interval => float(high - low).powi(2),
        Metric::Ordinal if low == high => 0.0,
        Metric::Ordinal => {
            let between: f64 = margins.iter().skip(low).take(high - low + 1).sum();
            let at = |place: usize| margins.get(place).copied().unwrap_or_default();
            (between - f64::midpoint(at(low), at(high))).powi(2)
        }
    }
}

/// The 95 % interval over pupils, each left out in turn; nothing for fewer than three pupils.
pub(super) fn jackknife(readings: &Readings, metric: Metric) -> Option<(f64, f64)> {
    let units: Vec<Vec<usize>> = readings.double().collect();
    let count = float(units.len());
    let whole = of(&units, readings.levels, metric)?;
    if units.len() < 3 {
        return None;
    }
    let mut pseudo = Vec::with_capacity(units.len());
    for place in 0..units.len() {
        let mut without = units.clone();
        without.remove(place);
        let left = of(&without, readings.levels, metric)?;
        pseudo.push(count * whole - (count - 1.0) * left);
    }
    let centre = mean(pseudo.iter().copied())?;
    let spread: f64 = pseudo.iter().map(|value| (value - centre).powi(2)).sum();
    let error = (spread / (count * (count - 1.0))).sqrt();
    Some((
        (whole - NORMAL * error).max(-1.0),
        (whole + NORMAL * error).min(1.0),
    ))
}
