//! Several rate sets side by side, a column each.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::exact::Money;
use crate::domain::identity::TariffId;
use crate::domain::place::Setting;
use crate::domain::rates::impact::Group;
use crate::domain::rates::{Cost, Envelope, Impact, RateSet};

use super::{Cell, Column, Grid, Report, Source};

/// One of the sets that are laid side by side.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The set.
    pub set: RateSet,
    /// What it costs for those who are mapped.
    pub cost: Cost,
    /// Whom it touches, and what protection costs.
    pub impact: Impact,
    /// Gains and losses of all together.
    pub all: Group,
}

/// Lays rate sets side by side: what each brings, what it costs, and whom it touches.
pub fn compare(options: &[Choice], envelope: Option<&Envelope>, source: &Source) -> Report {
    let mut report = Report::new("Rate sets side by side");
    let about = options
        .first()
        .map(|one| one.cost.about())
        .unwrap_or_default();
    report.source(source, about);
    if let Some(envelope) = envelope {
        report.figure("envelope", "Envelope", Cell::text(envelope.id.clone()));
        report.figure(
            "for_rates",
            "for rates in a whole year",
            Cell::Money(envelope.for_rates()),
        );
    }
    let names = names(options);
    report.grids.push(whole(options, envelope, &names));
    report.grids.push(rates(options, &names));
    report.grids.push(settings(options, &names));
    report.remarks.extend(
        (options.iter())
            .filter(|one| !one.set.notice.is_empty())
            .map(|one| format!("{}: {}", one.set.id, one.set.notice)),
    );
    report
        .remarks
        .push("Costs are those of a whole year, for the pupils who are mapped.".to_owned());
    report.not_in_here(about);
    report
}

/// A key a set: its id, numbered where two have the same.
pub(in crate::exchange) fn names(options: &[Choice]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for one in options {
        let same = names
            .iter()
            .filter(|name| **name == one.set.id || name.starts_with(&format!("{} (", one.set.id)))
            .count();
        names.push(if same == 0 {
            one.set.id.clone()
        } else {
            format!("{} ({})", one.set.id, same + 1)
        });
    }
    names
}

fn grid(
    code: &'static str,
    title: &str,
    first: &[(&str, &str)],
    names: &[String],
    rows: Vec<Vec<Cell>>,
) -> Grid {
    let keys = first.iter().map(|(code, words)| Column {
        code: (*code).to_owned(),
        words: (*words).to_owned(),
    });
    let sets = names.iter().map(|name| Column {
        code: name.clone(),
        words: name.clone(),
    });
    Grid {
        code,
        title: title.to_owned(),
        columns: keys.chain(sets).collect(),
        rows,
    }
}

fn whole(options: &[Choice], envelope: Option<&Envelope>, names: &[String]) -> Grid {
    let mut rows = Vec::new();
    let mut row = |code: &str, of: &dyn Fn(&Choice) -> Cell| {
        let cells = options.iter().map(of);
        rows.push(std::iter::once(Cell::text(code)).chain(cells).collect());
    };
    row("status", &|one| Cell::text(one.set.status.code()));
    row("effective from", &|one| {
        Cell::text(one.set.effective_from.to_string())
    });
    row("cost", &|one| Cell::Money(one.cost.total));
    if let Some(envelope) = envelope {
        row("headroom", &|one| {
            Cell::Moves(envelope.for_rates() - one.cost.total)
        });
    }
    row("protection brings", &|one| {
        Cell::Money(one.impact.bill.brought())
    });
    row("caps take", &|one| Cell::Money(one.impact.bill.taken));
    row("cost with protection", &|one| {
        Cell::Money(one.cost.total + one.impact.bill.envelope)
    });
    if let Some(envelope) = envelope {
        row("headroom with protection", &|one| {
            Cell::Moves(envelope.for_rates() - one.cost.total - one.impact.bill.envelope)
        });
    }
    row("today, of those compared", &|one| {
        Cell::Money(one.all.before)
    });
    row("they move by", &|one| Cell::Moves(one.all.moves()));
    row("pupils compared", &|one| Cell::Count(one.all.compared));
    row("pupils who gain", &|one| Cell::Count(one.all.gain));
    row("pupils who lose", &|one| Cell::Count(one.all.lose));
    row("today not known", &|one| Cell::Count(one.all.today_unknown));
    row("priced by hand", &|one| Cell::Count(one.cost.by_hand));
    row("without a rate", &|one| Cell::Count(one.cost.no_rate));
    grid(
        "whole",
        "In all, in a whole year",
        &[("figure", "Figure")],
        names,
        rows,
    )
}

/// The rates by tariff and setting: one line where a tariff brings the same in every setting of every set.
pub(in crate::exchange) fn rates(options: &[Choice], names: &[String]) -> Grid {
    let mut tariffs: Vec<&TariffId> = Vec::new();
    let mut settings: BTreeSet<Setting> = BTreeSet::new();
    for one in options {
        settings.extend(one.cost.lines.iter().filter_map(|line| line.setting));
        for rate in &one.set.rates {
            if !tariffs.contains(&&rate.tariff) {
                tariffs.push(&rate.tariff);
            }
        }
    }
    let mut rows = Vec::new();
    for tariff in tariffs {
        let line = |setting: Option<Setting>| -> Vec<String> {
            options
                .iter()
                .map(|one| told(&one.set, tariff, setting))
                .collect()
        };
        let lines: Vec<(Setting, Vec<String>)> = settings
            .iter()
            .map(|one| (*one, line(Some(*one))))
            .collect();
        let alike = lines
            .windows(2)
            .all(|pair| matches!(pair, [(_, one), (_, other)] if one == other));
        let shown: Vec<(&str, Vec<String>)> = match lines.into_iter().next() {
            None => vec![("all", line(None))],
            Some((_, first)) if alike => vec![("all", first)],
            Some(_) => settings
                .iter()
                .map(|one| (one.code(), line(Some(*one))))
                .collect(),
        };
        for (setting, cells) in shown {
            let mut row = vec![Cell::text(tariff.to_string()), Cell::text(setting)];
            row.extend(cells.into_iter().map(Cell::Text));
            rows.push(row);
        }
    }
    let first = [("tariff", "Tariff"), ("setting", "Setting")];
    grid("rates", "Rates a year, in pounds", &first, names, rows)
}

/// What a tariff brings in a setting: several amounts where it goes by phase.
fn told(set: &RateSet, tariff: &TariffId, setting: Option<Setting>) -> String {
    let phases = crate::domain::place::Phase::ALL;
    let rates: BTreeSet<Money> = phases
        .iter()
        .filter_map(|phase| set.rate(tariff, setting, Some(*phase)))
        .collect();
    let rates: Vec<String> = rates.into_iter().map(|rate| rate.to_string()).collect();
    if rates.is_empty() {
        "–".to_owned()
    } else {
        rates.join(" to ")
    }
}

fn settings(options: &[Choice], names: &[String]) -> Grid {
    let mut costs: BTreeMap<Option<Setting>, Vec<Money>> = BTreeMap::new();
    for (one, at) in options.iter().zip(0..) {
        for (setting, sum) in one.cost.by_setting() {
            let row = costs
                .entry(setting)
                .or_insert_with(|| vec![Money::default(); options.len()]);
            if let Some(cell) = row.get_mut::<usize>(at) {
                *cell = sum.cost;
            }
        }
    }
    let rows = costs.into_iter().map(|(setting, row)| {
        let name = Cell::text(setting.map_or("not recorded", Setting::code));
        std::iter::once(name)
            .chain(row.into_iter().map(Cell::Money))
            .collect()
    });
    let rows = rows.collect();
    grid(
        "by_setting",
        "Cost by setting, in a whole year",
        &[("setting", "Setting")],
        names,
        rows,
    )
}
