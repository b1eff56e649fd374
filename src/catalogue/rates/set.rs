//! A rate set as its file gives it.

use crate::catalogue::fields::Fields;
use crate::catalogue::finding::Report;
use crate::catalogue::reading::is_id;
use crate::catalogue::values::Spot;
use crate::domain::day::Day;
use crate::domain::exact::{Money, Quantity};
use crate::domain::identity::TariffId;
use crate::domain::place::Setting;
use crate::domain::rates::{Factor, FactorCount, Payer, Rate, RateSet, RatesStatus, Unit, Value};

use super::places::Places;
use super::{elements, overlap, protections};

/// A day that stands in for one that is missing; the file has an error then.
fn never() -> Day {
    Day::new(2000, 1, 1).unwrap_or_else(|| crate::domain::day::Moment::from_millis(0).day())
}

pub(super) fn read(mut top: Fields<'_>, report: &mut Report<'_>) -> Option<(RateSet, Places)> {
    let mut places = Places::default();
    let mut head = top.table("rates", "the table [rates]", report)?;
    places.head = head.at;
    let id = identity(&mut head, report);
    let title = head.or_empty("title", report);
    let status = head.or("status", RatesStatus::Draft, report);
    let from = head.need::<Day>("effective_from", report);
    places.effective_from = from.as_ref().map_or(head.at, |from| from.at);
    let framework = head.need::<String>("framework", report);
    places.framework = framework.as_ref().map_or(head.at, |one| one.at);
    let versions = head.maybe::<Vec<String>>("versions", report);
    places.versions = versions.as_ref().map_or(places.framework, |one| one.at);
    let mut set = RateSet {
        id,
        title,
        status,
        effective_from: from.map_or_else(never, |from| from.value),
        source: head.or_empty("source", report),
        notice: head.or("notice", String::new(), report),
        framework: framework.map(|one| one.value).unwrap_or_default(),
        versions: versions.map(|one| one.value).unwrap_or_default(),
        rates: Vec::new(),
        factors: Vec::new(),
        protections: Vec::new(),
        protect: head.or("protect", Unit::School, report),
        paid_by: head.or("paid_by", Payer::Envelope, report),
        elements: None,
    };
    head.rest_with_money(report);
    rates(&mut top, &mut set, &mut places, report);
    factors(&mut top, &mut set, report);
    protections::read(&mut top, &mut set, &mut places, report);
    set.elements = elements::own(&mut top, report);
    top.rest_with_money(report);
    overlap::rates(&set, &places, report);
    Some((set, places))
}

/// Reads the id that a file has in the program: letters, digits, hyphens and underscores.
pub(super) fn identity(head: &mut Fields<'_>, report: &mut Report<'_>) -> String {
    let id: Option<Spot<String>> = head.need("id", report);
    let Some(id) = id else {
        return String::new();
    };
    if !is_id(&id.value) {
        let what = format!(
            "\"{}\" cannot be an id; use letters, digits, hyphens and underscores: equal-2027",
            id.value
        );
        report.error(id.at, what);
    }
    id.value
}

fn rates(top: &mut Fields<'_>, set: &mut RateSet, places: &mut Places, report: &mut Report<'_>) {
    let lines = top.tables("rate", "a rate", report);
    if lines.is_empty() {
        let what =
            "there is no rate in this file; add a [[rate]] for each tariff that pays a top-up";
        report.error(places.head, what);
    }
    let mut first: Option<(bool, usize)> = None;
    for mut line in lines {
        let at = line.at;
        let tariff = line.need::<String>("tariff", report);
        let settings = line.narrowing("settings", report);
        let phases = line.narrowing("phases", report);
        let value = value(&mut line, report);
        line.rest_with_money(report);
        let (Some(tariff), Some(value)) = (tariff, value) else {
            continue;
        };
        let weighted = matches!(value, Value::Weight(_));
        match first {
            Some((other, line)) if other != weighted => {
                let what = format!(
                    "a rate set is in pounds or in weights, not in both; the rate in line {} is the other",
                    report.line(line)
                );
                report.error(at, what);
            }
            Some(_) => {}
            None => first = Some((weighted, at)),
        }
        places.rates.push(tariff.at);
        set.rates.push(Rate {
            tariff: TariffId::new(tariff.value),
            settings,
            phases,
            value,
        });
    }
}

/// The most that a rate is likely to be; more was perhaps meant in pence.
const LIKELY: i64 = 250_000;

fn value(line: &mut Fields<'_>, report: &mut Report<'_>) -> Option<Value> {
    let at = line.at;
    let pounds = line.maybe::<Money>("pounds", report);
    let weight = line.maybe::<Quantity>("weight", report);
    match (pounds, weight) {
        (Some(pounds), None) => {
            if pounds.value > Money::from_pence(LIKELY * 100) {
                let what = format!(
                    "{} a year for one pupil is a lot; is it in pounds?",
                    pounds.value
                );
                report.warning(pounds.at, what);
            }
            Some(Value::Pounds(pounds.value))
        }
        (None, Some(weight)) => {
            if weight.value.is_negative() {
                report.error(
                    weight.at,
                    "a weight below nothing cannot be; write 0 or more",
                );
            }
            Some(Value::Weight(weight.value))
        }
        (Some(_), Some(weight)) => {
            report.error(
                weight.at,
                "this rate has both \"pounds\" and \"weight\"; take one away",
            );
            None
        }
        (None, None) => {
            // Where a value stood there and was not readable, that is said already.
            if !line.has("pounds") && !line.has("weight") {
                report.error(at, "\"pounds\" is missing in a rate; add what the tariff brings a year (or a \"weight\")");
            }
            None
        }
    }
}

fn factors(top: &mut Fields<'_>, set: &mut RateSet, report: &mut Report<'_>) {
    let mut before: Vec<(usize, Factor)> = Vec::new();
    for mut line in top.tables("factor", "a factor", report) {
        let at = line.at;
        let settings: Vec<Setting> = line.narrowing("settings", report);
        let count = line.or("count", FactorCount::InScope, report);
        let from = line.or("from", 0, report);
        let to = line.maybe::<u32>("to", report).map(|to| to.value);
        let percent = line.need::<Quantity>("percent", report);
        line.rest_with_money(report);
        if to.is_some_and(|to| to < from) {
            report.error(
                at,
                "\"to\" is less than \"from\", so no school has this size; turn them round",
            );
            continue;
        }
        let Some(percent) = percent else { continue };
        if percent.value.is_negative() || percent.value == Quantity::ZERO {
            report.error(
                percent.at,
                "a factor is in a hundred of the rate, as 105; nothing or less cannot be",
            );
        }
        let factor = Factor {
            settings,
            count,
            from,
            to,
            percent: percent.value,
        };
        if let Some((other, _)) = before
            .iter()
            .find(|(_, other)| overlap::factors(other, &factor))
        {
            let what = format!(
                "a school could be of this size and of that in line {}; part them, or give both the same \"count\"",
                report.line(*other)
            );
            report.error(at, what);
        }
        before.push((at, factor));
    }
    set.factors = before.into_iter().map(|(_, factor)| factor).collect();
}
