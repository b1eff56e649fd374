//! Tables: one dimension down, the tariffs across, and how far each line has come.

use std::collections::{BTreeMap, BTreeSet};

use super::super::identity::TariffId;
use super::super::worklist::{Basis, Brief, Mark, Roster};
use super::alike::alike;
use super::dimension::{Dimension, Value};
use super::part::{Part, part};

/// One line of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The value; `all` in the line of totals.
    pub value: String,
    /// The pupils at each tariff, in the order of the table's tariffs.
    pub counts: Vec<u64>,
    /// Those with a tariff.
    pub mapped: u64,
    /// Those nobody has mapped yet.
    pub not_yet: u64,
    /// Those whose plan cannot be mapped.
    pub cannot_map: u64,
    /// Those of the mapped who carry each mark, in the order of [`Mark::ALL`].
    pub marks: [u64; Mark::ALL.len()],
}

impl Line {
    /// Those in scope.
    pub fn in_scope(&self) -> u64 {
        self.mapped + self.not_yet + self.cannot_map
    }

    fn count(&mut self, (pupil, pupils): (&Brief<'_>, u64), part: Part<'_>, tariffs: &[TariffId]) {
        match part {
            Part::OutOfScope(_) => {}
            Part::NotYet => self.not_yet += pupils,
            Part::CannotMap(_) => self.cannot_map += pupils,
            Part::Mapped(tariff, _) => {
                self.mapped += pupils;
                for (count, mark) in self.marks.iter_mut().zip(Mark::ALL) {
                    if pupil.work.moderated.has(mark) {
                        *count += pupils;
                    }
                }
                self.counts.resize(tariffs.len(), 0);
                let column = tariffs.iter().position(|column| column == tariff);
                if let Some(count) = column.and_then(|column| self.counts.get_mut(column)) {
                    *count += pupils;
                }
            }
        }
    }
}

/// The caseload in scope, one dimension down and the tariffs across.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The dimension.
    pub dimension: Dimension,
    /// The columns: every tariff of the framework in rank order, then, by name, any that a mapping names beside them.
    pub tariffs: Vec<TariffId>,
    /// A line for each value that occurs.
    pub lines: Vec<Line>,
    /// The totals.
    pub total: Line,
}

/// Counts a caseload into a table.
pub fn table(basis: &Basis<'_>, roster: &Roster, dimension: Dimension) -> Table {
    let known = basis.framework.tariffs.iter();
    let mut tariffs: Vec<TariffId> = known.map(|tariff| tariff.id.clone()).collect();
    let kinds = alike(basis, roster, &[dimension]);
    let other = |(pupil, _): &(Brief<'_>, u64)| match part(pupil) {
        Part::Mapped(tariff, _) if !tariffs.contains(tariff) => Some(tariff.clone()),
        Part::Mapped(..) | Part::OutOfScope(_) | Part::NotYet | Part::CannotMap(_) => None,
    };
    let others: BTreeSet<TariffId> = kinds.iter().filter_map(other).collect();
    tariffs.extend(others);
    let mut lines: BTreeMap<Value<'_>, Line> = BTreeMap::new();
    let mut total = Line {
        value: "all".to_owned(),
        ..Line::default()
    };
    for (pupil, count) in kinds {
        let part = part(&pupil);
        if matches!(part, Part::OutOfScope(_)) {
            continue;
        }
        let line = lines.entry(dimension.value(basis, &pupil)).or_default();
        line.count((&pupil, count), part, &tariffs);
        total.count((&pupil, count), part, &tariffs);
    }
    let named = lines.into_iter().map(|(value, line)| Line {
        value: value.text(),
        ..line
    });
    let mut lines: Vec<Line> = named.collect();
    for line in lines.iter_mut().chain([&mut total]) {
        line.counts.resize(tariffs.len(), 0);
    }
    Table {
        dimension,
        tariffs,
        lines,
        total,
    }
}
