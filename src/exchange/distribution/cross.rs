//! The distribution laid out to be read: a line for each set of values, a column for each tariff.

use std::collections::{BTreeMap, BTreeSet};

use super::long::ALL;
use crate::domain::distribution::disclosure::{Release, Rounding, Rule, Shown, ShownRow};
use crate::domain::distribution::{Dimension, Distribution};
use crate::domain::framework::Route;
use crate::domain::identity::TariffId;

/// A distribution with its tariffs across.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::exchange) struct Cross {
    /// The heads of the columns: the dimensions, the tariffs, and all.
    pub(in crate::exchange) head: Vec<String>,
    /// The lines, the totals after the cells.
    pub(in crate::exchange) lines: Vec<CrossLine>,
    /// The columns of tariffs with their totals over all pupils.
    pub(in crate::exchange) bars: Vec<Bar>,
}

/// A line of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::exchange) struct CrossLine {
    /// The value in each dimension.
    pub(in crate::exchange) keys: Vec<String>,
    /// The pupils at each tariff, and all.
    pub(in crate::exchange) counts: Vec<Shown>,
}

/// A tariff's pupils in all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::exchange) struct Bar {
    /// The tariff; with who pays where several do.
    pub(in crate::exchange) name: String,
    /// How many pupils.
    pub(in crate::exchange) count: Shown,
    /// How many of all in scope they are estimated to be, where an estimate is told.
    pub(in crate::exchange) estimate: Option<Whisker>,
}

/// An estimate that stands over a bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::exchange) struct Whisker {
    /// How many pupils are expected.
    pub(in crate::exchange) expected: u64,
    /// The ends of its interval.
    pub(in crate::exchange) ends: (u64, u64),
}

type Key<'a> = (&'a [Option<String>], Option<&'a TariffId>, Option<Route>);

impl Cross {
    /// Lays a distribution out.
    pub(in crate::exchange) fn of(counted: &Distribution, release: &Release) -> Self {
        let rows = || release.rows.iter().chain(&release.totals);
        let found: BTreeMap<Key<'_>, &ShownRow> = rows()
            .map(|row| (key(&row.keys, row.tariff.as_ref(), row.route), row))
            .collect();
        let columns = columns(counted, release);
        let nobody = Shown::count(0, rounding(release.rule));
        let shown = |keys: &[Option<String>], tariff: Option<&TariffId>, route| {
            found
                .get(&key(keys, tariff, route))
                .map_or(nobody, |row| row.count)
        };
        let line = |keys: &[Option<String>]| CrossLine {
            keys: keys
                .iter()
                .zip(&counted.by)
                .map(|(key, by)| words(*by, key.as_deref()))
                .collect(),
            counts: (columns.iter())
                .map(|(_, tariff, route)| shown(keys, Some(tariff), *route))
                .chain([shown(keys, None, None)])
                .collect(),
        };
        let mut seen = BTreeSet::new();
        let mut lines: Vec<CrossLine> = rows()
            .filter(|row| row.keys.iter().any(Option::is_some) && seen.insert(&row.keys))
            .map(|row| line(&row.keys))
            .collect();
        let all = vec![None; counted.by.len()];
        lines.push(line(&all));
        let head = counted.by.iter().map(|by| by.words().to_owned());
        let head = head.chain(columns.iter().map(|(name, _, _)| name.clone()));
        let bars = columns.iter().map(|(name, tariff, route)| Bar {
            name: name.clone(),
            count: shown(&all, Some(tariff), *route),
            estimate: None,
        });
        Self {
            head: head.chain([ALL.to_owned()]).collect(),
            bars: bars.collect(),
            lines,
        }
    }
}

fn key<'a>(
    keys: &'a [Option<String>],
    tariff: Option<&'a TariffId>,
    route: Option<Route>,
) -> Key<'a> {
    (keys, tariff, route)
}

fn rounding(rule: Rule) -> Rounding {
    match rule {
        Rule::Office => Rounding::Exact,
        Rule::Public(rounding) => rounding,
    }
}

fn words(by: Dimension, value: Option<&str>) -> String {
    value.map_or_else(|| ALL.to_owned(), |value| by.value_words(value))
}

/// The columns: every tariff of the framework, once for each route that pays for it.
fn columns<'a>(
    counted: &'a Distribution,
    release: &'a Release,
) -> Vec<(String, &'a TariffId, Option<Route>)> {
    let mut columns = Vec::new();
    for tariff in &counted.tariffs {
        let own = release
            .rows
            .iter()
            .filter(|row| row.tariff.as_ref() == Some(tariff));
        let routes: BTreeSet<Route> = own.filter_map(|row| row.route).collect();
        let several = routes.len() > 1;
        if routes.is_empty() {
            columns.push((tariff.to_string(), tariff, None));
        }
        columns.extend(routes.into_iter().map(|route| {
            let name = if several {
                format!("{tariff} ({})", route.code())
            } else {
                tariff.to_string()
            };
            (name, tariff, Some(route))
        }));
    }
    columns
}
