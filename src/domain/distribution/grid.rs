//! Grids: one dimension down, another across, and in each cell how many of those counted are alike in both.

use std::collections::{BTreeMap, BTreeSet};

use super::super::worklist::{Basis, Roster};
use super::alike::alike;
use super::dimension::{Dimension, Value};
use super::part::{Which, holds};

/// One line of a grid.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GridLine {
    /// The value down; `all` in the line of totals.
    pub value: String,
    /// The pupils of each column.
    pub counts: Vec<u64>,
    /// All of the line.
    pub total: u64,
}

/// Two dimensions crossed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grid {
    /// The dimension down.
    pub down: Dimension,
    /// The dimension across.
    pub across: Dimension,
    /// Who is counted.
    pub which: Which,
    /// The values across.
    pub columns: Vec<String>,
    /// A line for each value down that occurs.
    pub lines: Vec<GridLine>,
    /// The totals.
    pub total: GridLine,
}

/// Counts those of a caseload who are `which` by two dimensions.
pub fn grid(
    basis: &Basis<'_>,
    roster: &Roster,
    (down, across): (Dimension, Dimension),
    which: &Which,
) -> Grid {
    let mut cells: BTreeMap<Value<'_>, BTreeMap<Value<'_>, u64>> = BTreeMap::new();
    // Of those out of scope only the reason is told apart.
    let kinds = if matches!(which, Which::OutOfScope(_)) {
        roster.briefs().map(|pupil| (pupil, 1)).collect()
    } else {
        alike(basis, roster, &[down, across])
    };
    for (pupil, count) in kinds {
        if holds(which, &pupil) {
            let line = cells.entry(down.value(basis, &pupil)).or_default();
            *line.entry(across.value(basis, &pupil)).or_default() += count;
        }
    }
    let columns: BTreeSet<Value<'_>> = cells.values().flat_map(BTreeMap::keys).copied().collect();
    let mut total = GridLine {
        value: "all".to_owned(),
        counts: vec![0; columns.len()],
        total: 0,
    };
    let line = |(value, counted): (&Value<'_>, &BTreeMap<Value<'_>, u64>)| {
        let counts: Vec<u64> = (columns.iter())
            .map(|column| counted.get(column).copied().unwrap_or(0))
            .collect();
        for (sum, count) in total.counts.iter_mut().zip(&counts) {
            *sum += count;
        }
        let all = counts.iter().sum();
        total.total += all;
        GridLine {
            value: value.text(),
            counts,
            total: all,
        }
    };
    let lines = cells.iter().map(line).collect();
    Grid {
        down,
        across,
        which: which.clone(),
        columns: columns.into_iter().map(Value::text).collect(),
        lines,
        total,
    }
}
