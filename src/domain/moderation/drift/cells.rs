//! Readings gathered by officer and week: sums of products, which are all that the fit needs.

use std::collections::BTreeMap;

use super::matrix::{add, square};

/// The sums of products of an officer's readings in a week: of a one, each setting's mark, the predictors and, last, what
/// was read.
pub(super) type Moments = Vec<Vec<f64>>;

/// The moments by officer and week, both as places in the office.
#[derive(Clone, Debug, Default)]
pub(super) struct Cells(pub(super) BTreeMap<(usize, usize), Moments>);

impl Cells {
    /// Adds one reading.
    pub(super) fn push(&mut self, officer: usize, week: usize, values: &[f64]) {
        let moments = (self.0.entry((officer, week))).or_insert_with(|| square(values.len()));
        for (row, value) in moments.iter_mut().zip(values) {
            if *value != 0.0 {
                add(row, values, *value);
            }
        }
    }

    /// How many officers there are readings of.
    pub(super) fn officers(&self) -> usize {
        let mut last = None;
        let mut count = 0;
        for (officer, _) in self.0.keys() {
            count += usize::from(last != Some(officer));
            last = Some(officer);
        }
        count
    }

    /// An officer's cells, the latest week first.
    pub(super) fn of(&self, officer: usize) -> impl Iterator<Item = (usize, &Moments)> {
        let range = self.0.range((officer, 0)..(officer + 1, 0)).rev();
        range.map(|((_, week), moments)| (*week, moments))
    }
}

/// How many readings moments are of.
pub(super) fn count(moments: &Moments) -> f64 {
    at(moments, 0, 0)
}

/// One sum of products.
pub(super) fn at(moments: &Moments, row: usize, column: usize) -> f64 {
    let row = moments.get(row).map(Vec::as_slice).unwrap_or_default();
    row.get(column).copied().unwrap_or_default()
}

/// The moments with `part` of what belongs to the cell's own mean taken out: all of it at 1.
pub(super) fn inward(moments: &Moments, part: f64) -> Moments {
    let sums = moments.first().cloned().unwrap_or_default();
    let n = count(moments).max(1.0);
    let mut inward = moments.clone();
    for (row, sum) in inward.iter_mut().zip(&sums) {
        add(row, &sums, -part * sum / n);
    }
    inward
}
