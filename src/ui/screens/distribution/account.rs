//! The account: a row for each tariff, and rows that add up to the caseload.

use crate::domain::distribution::{Line, Table, Which};
use crate::domain::framework::{Framework, Route};
use crate::ui::message::Counted;

/// One row of the account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// How far it is set in: what it is a part of stands less far in.
    pub(super) depth: u16,
    /// What is counted.
    pub(super) words: String,
    /// How many.
    pub(super) count: u64,
    /// Who pays, for a tariff that the framework knows.
    pub(super) route: Option<Route>,
    /// Which pupils they are; nothing where the worker lists none.
    pub(super) which: Option<Which>,
}

impl Row {
    fn new(depth: u16, words: impl Into<String>, count: u64, which: Option<Which>) -> Self {
        Self {
            depth,
            words: words.into(),
            count,
            route: None,
            which,
        }
    }

    /// Whether it is a tariff's, with a bar.
    pub(super) fn is_tariff(&self) -> bool {
        matches!(self.which, Some(Which::Mapped(Some(_))))
    }
}

/// Writes the account: tariffs = mapped; mapped + not yet + cannot map = in scope; with out of scope = caseload.
pub(super) fn rows(counted: &Counted, framework: Option<&Framework>) -> Vec<Row> {
    let all = &counted.distribution;
    let total = &counted.table.total;
    let mut rows = Vec::new();
    for (tariff, count) in counted.table.tariffs.iter().zip(&total.counts) {
        let known = framework.and_then(|framework| framework.tariff(tariff));
        let words = match known {
            Some(known) if known.name != tariff.as_str() => format!("{tariff} {}", known.name),
            Some(_) | None => tariff.to_string(),
        };
        rows.push(Row {
            route: known.map(|known| known.route),
            ..Row::new(2, words, *count, Some(Which::Mapped(Some(tariff.clone()))))
        });
    }
    rows.push(Row::new(1, "mapped", all.mapped, Some(Which::Mapped(None))));
    for own in &all.by_area {
        let area = framework.and_then(|framework| framework.area(&own.area));
        let area = area.map_or_else(|| own.area.to_string(), |area| area.name.clone());
        let words = format!("of them {} in {area}", own.tariff);
        rows.push(Row::new(2, words, own.count, None));
    }
    if all.amended_since > 0 {
        let which = Some(Which::AmendedSince);
        let words = "of them since amended";
        rows.push(Row::new(2, words, all.amended_since, which));
    }
    rows.push(Row::new(1, "not yet", all.not_yet, Some(Which::NotYet)));
    let cannot = all.cannot_map.values().sum();
    rows.push(Row::new(
        1,
        "cannot map",
        cannot,
        Some(Which::CannotMap(None)),
    ));
    for (why, count) in &all.cannot_map {
        let which = Some(Which::CannotMap(Some(*why)));
        rows.push(Row::new(2, why.words(), *count, which));
    }
    rows.push(Row::new(0, "in scope", all.in_scope, Some(Which::InScope)));
    let out = all.out_of_scope.values().sum();
    rows.push(Row::new(0, "out of scope", out, None));
    for (why, count) in &all.out_of_scope {
        let which = Some(Which::OutOfScope(*why));
        rows.push(Row::new(1, why.words(), *count, which));
    }
    rows.push(Row::new(0, "caseload", all.caseload, None));
    rows
}

/// A column of the cross table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Column {
    /// Its head.
    pub(super) head: String,
    /// Which pupils its cells count.
    pub(super) which: Which,
    place: Counts,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Counts {
    Tariff(usize),
    Mapped,
    NotYet,
    CannotMap,
    InScope,
}

impl Column {
    /// Its count in a line.
    pub(super) fn count(&self, line: &Line) -> u64 {
        match self.place {
            Counts::Tariff(at) => line.counts.get(at).copied().unwrap_or(0),
            Counts::Mapped => line.mapped,
            Counts::NotYet => line.not_yet,
            Counts::CannotMap => line.cannot_map,
            Counts::InScope => line.in_scope(),
        }
    }
}

/// The columns of a table: its tariffs, and the counts that add up to those in scope.
pub(super) fn columns(table: &Table) -> Vec<Column> {
    let tariffs = table.tariffs.iter().enumerate().map(|(at, tariff)| Column {
        head: tariff.to_string(),
        which: Which::Mapped(Some(tariff.clone())),
        place: Counts::Tariff(at),
    });
    let others = [
        ("mapped", Which::Mapped(None), Counts::Mapped),
        ("not yet", Which::NotYet, Counts::NotYet),
        ("cannot", Which::CannotMap(None), Counts::CannotMap),
        ("in scope", Which::InScope, Counts::InScope),
    ];
    let others = others.into_iter().map(|(head, which, place)| Column {
        head: head.to_owned(),
        which,
        place,
    });
    tariffs.chain(others).collect()
}
