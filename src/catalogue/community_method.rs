//! Methods of sharing a pot out over communities: weights, years and protection, read strictly, every fault at once.

use crate::domain::communities::{Indicator, Method, Payer, Protection, Year};
use crate::domain::day::Day;
use crate::domain::digest::Digest;
use crate::domain::exact::{Money, Quantity};
use crate::source;

use super::cost_book::schema;
use super::fields::{Fields, sweep_controls};
use super::finding::{Finding, Report};
use super::reading::is_id;
use super::values::Spot;

/// An invented method by the published shape, for the demo and to begin one's own from.
pub const INVENTED_METHOD: &str = include_str!("../../fixtures/rates/community-method.toml");

/// Gives the method of a file, or every error of it.
pub fn load_method(file: &str, bytes: &[u8]) -> Result<Method, Vec<Finding>> {
    let text = source::text(file, bytes).map_err(|fault| vec![Finding::from(fault)])?;
    let table = source::tree(file, text)
        .map_err(|faults| faults.into_iter().map(Finding::from).collect::<Vec<_>>())?;
    let mut report = Report::new(file, text);
    let mut top = Fields::new("a method", 0, &table);
    schema(&mut top, &mut report);
    let Some(mut head) = top.table("method", "the table [method]", &mut report) else {
        report.error(
            0,
            "the table [method] is missing; add it with id, title and source",
        );
        return Err(report.findings());
    };
    let id = head.need::<String>("id", &mut report);
    if let Some(id) = id.as_ref().filter(|id| !is_id(&id.value)) {
        let what = format!(
            "\"{}\" cannot be an id; use small letters, figures and hyphens",
            id.value
        );
        report.error(id.at, what);
    }
    let title = head.or_empty("title", &mut report);
    let source = head.or_empty::<String>("source", &mut report);
    head.rest_with_money(&mut report);
    let weights = weights(&mut top, &mut report);
    let years = years(&mut top, &mut report);
    let protection = protection(&mut top, &mut report);
    top.rest_with_money(&mut report);
    sweep_controls(&table, &mut report);
    match id {
        Some(id) if !report.has_errors() => Ok(Method {
            id: id.value,
            title,
            source,
            hash: Digest::of_text(bytes),
            weights,
            years,
            protection,
        }),
        Some(_) | None => Err(report.findings()),
    }
}

/// Reads a percentage of 0 to 100 with two decimals at most.
fn percent(spot: &Spot<Quantity>, key: &str, report: &mut Report<'_>) -> Quantity {
    let hundred = Quantity::from(100_u32);
    let value = spot.value;
    if value.is_negative() || value > hundred || value.decimals() > 2 {
        let what = format!(
            "\"{key}\": {value} is not a percentage; write it from 0 to 100 with two decimals at most"
        );
        report.error(spot.at, what);
    }
    value
}

fn weights(top: &mut Fields<'_>, report: &mut Report<'_>) -> Vec<(Indicator, Quantity)> {
    let Some(mut table) = top.table("weights", "the table [weights]", report) else {
        let keys = Indicator::ALL.map(Indicator::code).join(", ");
        report.error(
            0,
            format!("the table [weights] is missing; add it with {keys}, which sum to 100"),
        );
        return Vec::new();
    };
    let at = table.at;
    let (mut weights, mut sum) = (Vec::new(), Quantity::ZERO);
    for indicator in Indicator::ALL {
        let weight = table.need::<Quantity>(indicator.code(), report);
        let weight = weight.map_or(Quantity::ZERO, |one| {
            percent(&one, indicator.code(), report)
        });
        sum = sum.plus(weight).unwrap_or(sum);
        weights.push((indicator, weight));
    }
    table.rest_with_money(report);
    if sum != Quantity::from(100_u32) && !report.has_errors() {
        report.error(at, format!("the weights sum to {sum}; they are parts of the pot in a hundred, so make them sum to 100"));
    }
    weights
}

fn years(top: &mut Fields<'_>, report: &mut Report<'_>) -> Vec<Year> {
    let mut years: Vec<Year> = Vec::new();
    for mut table in top.tables("year", "a year", report) {
        let name = table.need::<String>("name", report);
        let from = table.need::<Day>("from", report);
        let pot = table.need::<Money>("pot", report);
        let historic = table.need::<Quantity>("historic", report);
        let historic = historic.map(|one| percent(&one, "historic", report));
        table.rest_with_money(report);
        let (Some(name), Some(from), Some(pot), Some(historic)) = (name, from, pot, historic)
        else {
            continue;
        };
        if from.value.day_of_month() != 1 {
            report.error(from.at, "a year begins with a month, for protection is counted in months; write its first day, as 2026-04-01");
        }
        if years.iter().any(|year| year.name == name.value) {
            report.error(
                name.at,
                format!(
                    "the year \"{}\" stands here again; give it another name",
                    name.value
                ),
            );
        }
        if years.last().is_some_and(|last| last.from >= from.value) {
            report.error(
                from.at,
                "this year begins no later than the one above; put the years in order",
            );
        }
        years.push(Year {
            name: name.value,
            from: from.value,
            pot: pot.value,
            historic,
        });
    }
    if years.is_empty() && !report.has_errors() {
        report.error(
            0,
            "there is no [[year]] in this file; add one with name, from, pot and historic",
        );
    }
    years
}

fn protection(top: &mut Fields<'_>, report: &mut Report<'_>) -> Option<Protection> {
    let mut table = top.table("protection", "the table [protection]", report)?;
    let claims = table.need::<Quantity>("claims", report);
    let claims = claims.map(|one| percent(&one, "claims", report));
    let until = table.need::<Day>("until", report);
    let paid_by = table.need::<String>("paid_by", report);
    table.rest_with_money(report);
    let paid_by = paid_by.and_then(|paid_by| {
        let found = [Payer::OnTop, Payer::Others];
        let found = found.into_iter().find(|one| one.code() == paid_by.value);
        if found.is_none() {
            let what = format!("\"{}\" is nobody who pays; write \"on_top\" (it comes on top of the pot) or \"others\" (the communities above their own protected sum)", paid_by.value);
            report.error(paid_by.at, what);
        }
        found
    })?;
    Some(Protection {
        claims: claims?,
        until: until?.value,
        paid_by,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_invented_method_is_sound_and_has_the_published_shape() {
        let method = load_method("m.toml", INVENTED_METHOD.as_bytes()).unwrap();
        assert!(method.title.contains("nvented"));
        assert_eq!(method.weights[0], (Indicator::Pupils, 50_u32.into()));
        let historic: Vec<Quantity> = method.years.iter().map(|year| year.historic).collect();
        assert_eq!(historic.first(), Some(&75_u32.into()));
        assert_eq!(historic.get(2), Some(&Quantity::ZERO));
        assert_eq!(method.protection.unwrap().months(&method.years[0]), 5);
    }

    #[track_caller]
    fn faults(text: &str, expected: &[&str]) {
        let found = load_method("m.toml", text.as_bytes()).unwrap_err();
        let found: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert_eq!(found.len(), expected.len(), "{found:#?}");
        for (found, expected) in found.iter().zip(expected) {
            assert!(found.starts_with(expected), "{found}");
        }
    }

    const HEAD: &str = "schema = 1\n[method]\nid = \"m\"\ntitle = \"M\"\nsource = \"s\"\n";
    const WEIGHTS: &str =
        "[weights]\npupils = 50\nidaci = 25\nlooked_after = 10\nlow_prior_attainment = 15\n";

    #[test]
    fn every_fault_is_told_at_its_line_and_column() {
        let year = "[[year]]\nname = \"2026-27\"\nfrom = 2026-04-01\npot = 5.125\nhistoric = 101\n";
        let rest = "[protection]\nclaims = 60\nuntil = 2026-08-31\npaid_by = \"us\"\n";
        faults(
            &format!("{HEAD}{WEIGHTS}{year}{rest}"),
            &[
                "m.toml:14:7: error: \"pot\": the number 5.125 is not an amount",
                "m.toml:15:12: error: \"historic\": 101 is not a percentage",
                "m.toml:19:11: error: \"us\" is nobody who pays",
            ],
        );
        let sum = WEIGHTS.replace("= 15", "= 14");
        let year = "[[year]]\nname = \"a\"\nfrom = 2026-04-02\npot = 5\nhistoric = 75\n";
        faults(
            &format!("{HEAD}{sum}{year}{year}"),
            &[
                "m.toml:6:1: error: the weights sum to 99",
                "m.toml:13:8: error: a year begins with a month",
                "m.toml:17:8: error: the year \"a\" stands here again",
                "m.toml:18:8: error: a year begins with a month",
                "m.toml:18:8: error: this year begins no later",
            ],
        );
        faults(
            &format!("{HEAD}{WEIGHTS}"),
            &["m.toml:1:1: error: there is no [[year]]"],
        );
        faults("schema = 1\n", &["m.toml:1:1: error: the table [method]"]);
    }
}
