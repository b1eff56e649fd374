//! The account: a row for each tariff, and rows that add up to the caseload.

use crate::domain::distribution::estimate::Ranges;
use crate::domain::distribution::{Dimension, Which};
use crate::domain::framework::{Framework, Route};
use crate::domain::identity::AreaId;
use crate::domain::worklist::Mark;
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
    /// From how many to how many of all in scope it is estimated to be, where an estimate stands.
    pub(super) range: Option<(u64, u64)>,
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
            range: None,
            which,
        }
    }

    /// Whether it is a tariff's, with a bar.
    pub(super) fn is_tariff(&self) -> bool {
        matches!(self.which, Some(Which::Mapped(Some(_))))
    }
}

/// Writes the account: tariffs = mapped; mapped + not yet + cannot map = in scope; with out of scope = caseload.
pub(super) fn rows(counted: &Counted, ranges: Option<&Ranges>) -> Vec<Row> {
    let framework = counted.framework.as_ref();
    let all = &counted.distribution;
    let total = &counted.table.total;
    let mut rows = Vec::new();
    for (tariff, count) in counted.table.tariffs.iter().zip(&total.counts) {
        let known = framework.tariff(tariff);
        let words = match known {
            Some(known) if known.name != tariff.as_str() => format!("{tariff} {}", known.name),
            Some(_) | None => tariff.to_string(),
        };
        rows.push(Row {
            route: known.map(|known| known.route),
            range: ranges.and_then(|ranges| ranges.as_ref().ok()?.get(tariff).copied()),
            ..Row::new(2, words, *count, Some(Which::Mapped(Some(tariff.clone()))))
        });
    }
    rows.push(Row::new(1, "mapped", all.mapped, Some(Which::Mapped(None))));
    for own in &all.by_area {
        let area = framework.area(&own.area);
        let area = area.map_or_else(|| own.area.to_string(), |area| area.name.clone());
        let words = format!("of them {} in {area}", own.tariff);
        rows.push(Row::new(2, words, own.count, None));
    }
    if all.amended_since > 0 {
        let which = Some(Which::AmendedSince);
        let words = "of them since amended";
        rows.push(Row::new(2, words, all.amended_since, which));
    }
    for mark in Mark::ALL {
        let count = all.marked(mark);
        // Schools' own readings are among the counted only where they are asked for.
        if mark != Mark::School || count > 0 {
            let words = format!("of them {}", mark.words());
            rows.push(Row::new(2, words, count, Some(Which::Marked(mark))));
        }
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

/// The value of a line in words, where the file has a code.
pub(super) fn value_words(dimension: Dimension, value: &str, framework: &Framework) -> String {
    let area = (dimension == Dimension::Area).then(|| framework.area(&AreaId::new(value)));
    let area = area.flatten().map(|area| area.name.clone());
    area.unwrap_or_else(|| dimension.value_words(value))
}
