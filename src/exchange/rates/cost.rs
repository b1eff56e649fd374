//! What a rate set costs, told: by route, setting and tariff, against the envelope.

use crate::domain::exact::Money;
use crate::domain::framework::Route;
use crate::domain::place::Setting;
use crate::domain::rates::{Cost, Envelope, ExpectedCost, RateSet, Sum, YearPart};

use super::{About, Cell, Report, Source};

/// A rate set with what it costs.
#[derive(Clone, Debug)]
pub struct Costed<'a> {
    /// The set.
    pub set: &'a RateSet,
    /// What it costs for those who are mapped.
    pub cost: &'a Cost,
    /// What it would cost were all mapped, where an estimate was asked for.
    pub expected: Option<&'a ExpectedCost>,
    /// What there is, where an envelope was named.
    pub envelope: Option<&'a Envelope>,
    /// How much of the year is meant.
    pub year: YearPart,
}

impl Cost {
    /// Whom it counts.
    pub(super) fn about(&self) -> About {
        About {
            in_scope: self.in_scope,
            mapped: self.mapped,
            not_yet: self.not_yet,
            cannot_map: self.cannot_map,
        }
    }
}

/// Tells what a rate set costs.
pub fn cost(costed: &Costed<'_>, source: &Source) -> Report {
    let cost = costed.cost;
    let mut report = Report::new(format!("What the rates \"{}\" cost", costed.set.title));
    report.of_set(costed.set);
    report.source(source, cost.about());
    report.figure(
        "by_hand",
        "of the mapped, priced by hand",
        Cell::Count(cost.by_hand),
    );
    report.figure(
        "no_rate",
        "of the mapped, without a rate",
        Cell::Count(cost.no_rate),
    );
    report.figure("cost", "Cost in a whole year", Cell::Money(cost.total));
    report.figure(
        "residue_pence",
        "left by rounding, in pence",
        Cell::Number(cost.residue),
    );
    report.figure("year", "Year", Cell::text(costed.year.words()));
    let due = costed.year.of_cost(cost.total);
    report.figure("cost_in_year", "Cost in this part of it", Cell::Money(due));
    expected(&mut report, costed);
    envelope(&mut report, costed, due);
    lines(&mut report, cost);
    by_setting(&mut report, costed);
    by_route(&mut report, cost);
    remarks(&mut report, costed);
    report.not_in_here(cost.about());
    report
}

fn expected(report: &mut Report, costed: &Costed<'_>) {
    let found = costed.expected;
    let of = |money: fn(&ExpectedCost) -> Money| {
        Cell::money(found.map(|one| costed.year.of_cost(money(one))))
    };
    if found.is_some() {
        report.figure("expected", "Were all mapped: expected", of(|one| one.cost));
        report.figure("expected_low", "at least", of(|one| one.low));
        report.figure("expected_high", "at most", of(|one| one.high));
    }
}

fn envelope(report: &mut Report, costed: &Costed<'_>, due: Money) {
    let Some(envelope) = costed.envelope else {
        return;
    };
    let there = costed.year.of_cost(envelope.for_rates());
    report.figure("envelope", "Envelope", Cell::text(envelope.id.clone()));
    report.figure(
        "envelope_title",
        "its title",
        Cell::text(format!("{} ({})", envelope.title, envelope.status.code())),
    );
    report.figure("covers", "it covers", Cell::text(envelope.covers.clone()));
    report.figure("pounds", "for the whole year", Cell::Money(envelope.pounds));
    report.figure(
        "kept_back",
        "of it kept back",
        Cell::Money(envelope.kept_back),
    );
    report.figure(
        "for_rates",
        "for rates in this part of the year",
        Cell::Money(there),
    );
    report.figure(
        "headroom",
        "Headroom (below nothing: shortfall)",
        Cell::Moves(there - due),
    );
    if let Some(expected) = costed.expected {
        let left = |money| Cell::Moves(there - costed.year.of_cost(money));
        report.figure(
            "headroom_expected",
            "expected were all mapped",
            left(expected.cost),
        );
        report.figure(
            "headroom_at_most",
            "were the cost at its highest",
            left(expected.high),
        );
    }
    if !envelope.notice.is_empty() {
        report.remarks.push(envelope.notice.clone());
    }
}

fn setting(setting: Option<Setting>) -> Cell {
    Cell::text(setting.map_or("not recorded", Setting::code))
}

fn lines(report: &mut Report, cost: &Cost) {
    let rows = cost.lines.iter().map(|line| {
        vec![
            setting(line.setting),
            Cell::text(line.tariff.to_string()),
            Cell::text(line.route.code()),
            Cell::money(line.rate),
            Cell::Count(line.pupils),
            // What no rate says is not nothing.
            Cell::money(line.rate.map(|_| line.cost)),
        ]
    });
    let columns = [
        ("setting", "Setting"),
        ("tariff", "Tariff"),
        ("route", "Route"),
        ("rate", "Rate a year"),
        ("pupils", "Pupils"),
        ("cost", "Cost"),
    ];
    report.grid(
        "lines",
        "By setting and tariff, in a whole year",
        &columns,
        rows.collect(),
    );
}

fn by_setting(report: &mut Report, costed: &Costed<'_>) {
    let parts = costed
        .envelope
        .is_some_and(|envelope| !envelope.parts.is_empty());
    let sums = costed.cost.by_setting().into_iter();
    let rows = sums.map(|(one, Sum { pupils, cost })| {
        vec![setting(one), Cell::Count(pupils), Cell::Money(cost)]
    });
    let columns = [
        ("setting", "Setting"),
        ("pupils", "Pupils"),
        ("cost", "Cost"),
    ];
    report.grid(
        "by_setting",
        "By setting, in a whole year",
        &columns,
        rows.collect(),
    );
    if let Some(expected) = costed.expected {
        let sums = expected.by_setting.iter();
        let rows = sums.map(|(one, cost)| vec![setting(*one), Cell::Money(*cost)]);
        let columns = [("setting", "Setting"), ("cost", "Expected cost")];
        report.grid(
            "expected_by_setting",
            "Were all mapped, by setting, in a whole year",
            &columns,
            rows.collect(),
        );
    }
    if parts {
        let sums = costed.cost.by_setting();
        let rows = costed
            .envelope
            .into_iter()
            .flat_map(|envelope| &envelope.parts)
            .map(|part| {
                let own = sums
                    .iter()
                    .filter(|(one, _)| one.is_some_and(|one| part.settings.contains(&one)));
                let cost: Money = own.map(|(_, sum)| sum.cost).sum();
                let codes: Vec<&str> = part.settings.iter().map(|one| one.code()).collect();
                vec![
                    Cell::text(part.title.clone()),
                    Cell::text(codes.join(", ")),
                    Cell::Money(part.pounds),
                    Cell::Money(cost),
                    Cell::Moves(part.pounds - cost),
                ]
            });
        let columns = [
            ("part", "Part"),
            ("settings", "Settings"),
            ("pounds", "There is"),
            ("cost", "Cost"),
            ("headroom", "Headroom"),
        ];
        report.grid(
            "parts",
            "Parts of the envelope, in a whole year",
            &columns,
            rows.collect(),
        );
    }
}

fn by_route(report: &mut Report, cost: &Cost) {
    let rows = cost.by_route().into_iter().map(|(route, sum)| {
        let known = route != Route::Bespoke;
        vec![
            Cell::text(route.code()),
            Cell::text(route.words()),
            Cell::Count(sum.pupils),
            Cell::money(known.then_some(sum.cost)),
        ]
    });
    let columns = [
        ("route", "Route"),
        ("paid_by", "Paid from"),
        ("pupils", "Pupils"),
        ("cost", "Cost on this budget"),
    ];
    report.grid(
        "by_route",
        "By who pays, in a whole year",
        &columns,
        rows.collect(),
    );
}

fn remarks(report: &mut Report, costed: &Costed<'_>) {
    let cost = costed.cost;
    if let Some(expected) = costed.expected {
        let rows = expected.lines.iter().map(|line| {
            vec![
                Cell::text(
                    line.tariff
                        .as_ref()
                        .map_or("cannot_map", |tariff| tariff.as_str()),
                ),
                Cell::text(line.route.map_or("", Route::code)),
                Cell::Number(line.pupils),
                Cell::Count(line.low),
                Cell::Count(line.high),
                Cell::Money(line.cost),
            ]
        });
        let columns = [
            ("tariff", "Tariff"),
            ("route", "Route"),
            ("pupils", "Expected pupils"),
            ("low", "at least"),
            ("high", "at most"),
            ("cost", "Expected cost"),
        ];
        report.grid(
            "expected_lines",
            "Were all mapped, in a whole year",
            &columns,
            rows.collect(),
        );
        report.remarks.push(
            "Expected, at least and at most come from the random audit sample: all tariffs' pupils lie within their bounds together with 95 % confidence, and so does the cost.".to_owned(),
        );
    }
    if cost.by_hand > 0 {
        report.remarks.push(format!(
            "{} mapped pupils have a sum agreed by hand, which no rate says: it is in no total here.",
            cost.by_hand
        ));
    }
    if cost.no_rate > 0 {
        report.remarks.push(format!(
            "{} mapped pupils have a tariff without a rate for them, and are in no total; `continuum rates check` says which.",
            cost.no_rate
        ));
    }
    if let Some(envelope) = costed.envelope
        && (costed.set.effective_from > envelope.year_from)
        && costed.year.is_whole()
    {
        report.remarks.push(format!(
            "The rates take effect on {}, within the envelope's year: --from {} gives the part of the year that they are paid for.",
            costed.set.effective_from.long(),
            costed.set.effective_from
        ));
    }
}
