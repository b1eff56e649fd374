//! The rates that an envelope affords, told.

use crate::domain::place::Setting;
use crate::domain::rates::{Envelope, RateSet, Solved, Value};

use super::{About, Cell, Report, Source};

/// For whom the rates were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// Those who are mapped.
    Counted,
    /// All in scope, as expected from the audit sample.
    Expected,
    /// All in scope, at the most that they may weigh: affordable with 95 % confidence.
    AtMost,
}

impl Basis {
    /// The code in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Counted => "counted",
            Self::Expected => "expected",
            Self::AtMost => "at_most",
        }
    }

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Counted => "the pupils who are mapped",
            Self::Expected => "all in scope, as expected from the audit sample",
            Self::AtMost => "all in scope, affordable with 95 % confidence",
        }
    }
}

/// Tells the rates that were found.
pub fn solve(
    set: &RateSet,
    envelope: &Envelope,
    solved: &Solved,
    basis: Basis,
    (source, about): (&Source, About),
) -> Report {
    let mut report = Report::new(format!("What \"{}\" affords", envelope.title));
    report.of_set(set);
    report.source(source, about);
    report.figure("envelope", "Envelope", Cell::text(envelope.id.clone()));
    report.figure(
        "for_rates",
        "for rates in a whole year",
        Cell::Money(envelope.for_rates()),
    );
    report.figure("basis", "For", Cell::text(basis.code()));
    report.figure("basis_words", "that is", Cell::text(basis.words()));
    report.figure("cost", "Cost of the rates found", Cell::Money(solved.cost));
    report.figure(
        "residue",
        "Left of the envelope",
        Cell::Moves(solved.residue),
    );
    report.figure(
        "one_more",
        "A pound more on every rate costs",
        Cell::Money(solved.one_more),
    );
    rates(&mut report, set, solved);
    let rows = solved.scales.iter().map(|scale| {
        vec![
            Cell::text(settings(&scale.settings)),
            Cell::Money(scale.pounds),
            Cell::Number(scale.weight),
            Cell::Number(scale.scale),
        ]
    });
    let (weight, unit) = if set.is_weighted() {
        ("Pupils × weight", "A weight of 1 brings, in pounds")
    } else {
        ("Pupils × rate, in pounds", "The rates are taken times")
    };
    let columns = [
        ("settings", "Settings"),
        ("pounds", "There is"),
        ("weight", weight),
        ("scale", unit),
    ];
    report.grid("scales", "The scale", &columns, rows.collect());
    report.remarks.push(
        "Rates are rounded down to whole pounds, so that they never cost more than there is; what is left is less than a pound more on every rate would cost.".to_owned(),
    );
    if basis == Basis::AtMost {
        report.remarks.push(
            "The scale is found at the most that pupils may weigh within bounds that hold for all tariffs together with 95 % confidence; the cost is that of the pupils expected.".to_owned(),
        );
    }
    if basis == Basis::Counted && about.not_yet + about.cannot_map > 0 {
        report.remarks.push(
            "Not all are mapped: these rates leave nothing for whoever is mapped later. --estimate finds them for all in scope.".to_owned(),
        );
    }
    report.not_in_here(about);
    report
}

/// Settings in a row; all where none are named.
pub(super) fn settings(settings: &[Setting]) -> String {
    if settings.is_empty() {
        return "all".to_owned();
    }
    let codes: Vec<&str> = settings.iter().map(|one| one.code()).collect();
    codes.join(", ")
}

fn rates(report: &mut Report, set: &RateSet, solved: &Solved) {
    let rows = solved.set.rates.iter().map(|rate| {
        let phases: Vec<&str> = rate.phases.iter().map(|one| one.code()).collect();
        let phases = if phases.is_empty() {
            "all".to_owned()
        } else {
            phases.join(", ")
        };
        // A line of the parts names settings of its own; what it was found from is the set's line for the first of them.
        let from = set.value(
            &rate.tariff,
            rate.settings.first().copied(),
            rate.phases.first().copied(),
        );
        let from = match from {
            Some(Value::Weight(weight)) => Cell::Number(weight),
            Some(Value::Pounds(money)) => Cell::Money(money),
            None => Cell::Unknown,
        };
        let found = match rate.value {
            Value::Pounds(money) => Cell::Money(money),
            Value::Weight(weight) => Cell::Number(weight),
        };
        vec![
            Cell::text(rate.tariff.to_string()),
            Cell::text(settings(&rate.settings)),
            Cell::text(phases),
            from,
            found,
        ]
    });
    let from = if set.is_weighted() {
        "Weight"
    } else {
        "Rate before"
    };
    let columns = [
        ("tariff", "Tariff"),
        ("settings", "Settings"),
        ("phases", "Phases"),
        ("from", from),
        ("rate", "Rate a year"),
    ];
    report.grid("rates_found", "The rates", &columns, rows.collect());
}
