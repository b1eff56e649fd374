//! Agreement of readers who read the same pupils: how alike they are beyond chance.
//!
//! Krippendorff's α (Krippendorff, *Content Analysis*, ch. 12), Gwet's AC1 and AC2 (Gwet 2008, 2014), Cohen's κ plain
//! and weighted (Cohen 1960, 1968). The scale is declared: levels that nobody used count among them.

mod alpha;
mod gwet;
mod kappa;

use alpha::{Metric, alpha, jackknife};

/// The readings of one pupil, reader by reader: the place of the level on the scale, or nothing where one did not read.
pub type Unit = Vec<Option<usize>>;

/// Readings of the same pupils on a declared scale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Readings {
    /// How many levels the scale has.
    pub levels: usize,
    /// The pupils; each has a place for every reader.
    pub units: Vec<Unit>,
}

/// Who is too few to speak of: pupils read at least twice.
pub const TOO_FEW: usize = 30;

/// What is said of readings; nothing where it is not defined for them.
#[derive(Clone, Debug, PartialEq)]
pub struct Agreement {
    /// Pupils read at least twice.
    pub units: usize,
    /// Readers.
    pub readers: usize,
    /// The share of pairs of readings that are the same.
    pub exact: Option<f64>,
    /// The share of pairs at most one level apart.
    pub within_one: Option<f64>,
    /// By how many levels a later column lies above an earlier one, on the mean of all pairs.
    pub mean_difference: Option<f64>,
    /// Krippendorff's α, any difference counting the same.
    pub alpha_nominal: Option<f64>,
    /// Krippendorff's α, ordinal.
    pub alpha_ordinal: Option<f64>,
    /// Its interval, 95 %, by the jackknife over pupils.
    pub alpha_ordinal_interval: Option<(f64, f64)>,
    /// Krippendorff's α, levels as equal steps.
    pub alpha_interval: Option<f64>,
    /// Gwet's AC1.
    pub ac1: Option<f64>,
    /// Gwet's AC2 with linear weights.
    pub ac2_linear: Option<f64>,
    /// Gwet's AC2 with quadratic weights.
    pub ac2_quadratic: Option<f64>,
    /// Cohen's κ; two readers who both read everybody.
    pub kappa: Option<f64>,
    /// κ with linear weights.
    pub kappa_linear: Option<f64>,
    /// κ with quadratic weights.
    pub kappa_quadratic: Option<f64>,
    /// How often one reading stood beside another: earlier columns down, later ones across.
    pub table: Vec<Vec<u64>>,
}

/// Weighs two levels against each other: 1 where they are the same, less the further apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Weights {
    Identity,
    Linear,
    Quadratic,
}

impl Weights {
    fn of(self, one: usize, other: usize, levels: usize) -> f64 {
        let apart = float(one.abs_diff(other));
        let most = float(levels.saturating_sub(1).max(1));
        match self {
            Self::Identity => f64::from(u8::from(one == other)),
            Self::Linear => 1.0 - apart / most,
            Self::Quadratic => 1.0 - (apart * apart) / (most * most),
        }
    }
}

/// A count as a number to reckon with; counts of pupils are far below where that would lose any.
#[expect(
    clippy::cast_precision_loss,
    reason = "counts of pupils are far below 2^52"
)]
fn float(count: usize) -> f64 {
    count as f64
}

/// A mean; nothing of nothing.
fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (mut sum, mut count) = (0.0, 0usize);
    for value in values {
        sum += value;
        count += 1;
    }
    (count > 0).then(|| sum / float(count))
}

impl Readings {
    /// Says how alike the readings are.
    pub fn agreement(&self) -> Agreement {
        let pairs = self.pairs();
        let signed = |(one, other): &(usize, usize)| float(*other) - float(*one);
        Agreement {
            units: self.double().count(),
            readers: self.units.iter().map(Vec::len).max().unwrap_or_default(),
            exact: mean(pairs.iter().map(|(a, b)| f64::from(u8::from(a == b)))),
            within_one: mean((pairs.iter()).map(|(a, b)| f64::from(u8::from(a.abs_diff(*b) <= 1)))),
            mean_difference: mean(pairs.iter().map(signed)),
            alpha_nominal: alpha(self, Metric::Nominal),
            alpha_ordinal: alpha(self, Metric::Ordinal),
            alpha_ordinal_interval: jackknife(self, Metric::Ordinal),
            alpha_interval: alpha(self, Metric::Interval),
            ac1: gwet::coefficient(self, Weights::Identity),
            ac2_linear: gwet::coefficient(self, Weights::Linear),
            ac2_quadratic: gwet::coefficient(self, Weights::Quadratic),
            kappa: kappa::coefficient(self, Weights::Identity),
            kappa_linear: kappa::coefficient(self, Weights::Linear),
            kappa_quadratic: kappa::coefficient(self, Weights::Quadratic),
            table: self.table(&pairs),
        }
    }

    /// The pupils read at least twice, as the levels they were read at.
    fn double(&self) -> impl Iterator<Item = Vec<usize>> + '_ {
        let read = self.units.iter().map(|unit| {
            let read: Vec<usize> = unit.iter().flatten().copied().collect();
            read
        });
        read.filter(|read| read.len() >= 2)
    }

    /// Every two readings of one pupil, the earlier column first.
    fn pairs(&self) -> Vec<(usize, usize)> {
        let mut pairs = Vec::new();
        for read in self.double() {
            for (place, one) in read.iter().enumerate() {
                pairs.extend(read.iter().skip(place + 1).map(|other| (*one, *other)));
            }
        }
        pairs
    }

    fn table(&self, pairs: &[(usize, usize)]) -> Vec<Vec<u64>> {
        let mut table = vec![vec![0; self.levels]; self.levels];
        for (one, other) in pairs {
            if let Some(cell) = table.get_mut(*one).and_then(|row| row.get_mut(*other)) {
                *cell += 1;
            }
        }
        table
    }
}

#[cfg(test)]
mod tests;
