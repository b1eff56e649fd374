//! Cost books: pounds an hour by role, read strictly, every fault at once.

use std::collections::BTreeMap;

use crate::domain::day::Day;
use crate::domain::digest::Digest;
use crate::domain::dose::Who;
use crate::domain::exact::{Money, Quantity};
use crate::domain::sufficiency::book::{CostBook, HourPrice, role_from};
use crate::source;

use super::fields::{Fields, sweep_controls};
use super::finding::{Finding, Report};
use super::reading::is_id;

/// The schema of the files that this version reads.
const SCHEMA: i64 = 1;

/// The most that on-costs can be, in a hundred of the pay: above it a figure was meant otherwise.
const MOST_ON_COSTS: u32 = 200;

/// The invented cost book, for the demo and to begin one's own from.
pub const INVENTED_COST_BOOK: &str = include_str!("../../fixtures/rates/cost-book.toml");

/// Gives the cost book of a file, or every error of it.
pub fn load_cost_book(file: &str, bytes: &[u8]) -> Result<CostBook, Vec<Finding>> {
    let text = source::text(file, bytes).map_err(|fault| vec![Finding::from(fault)])?;
    let table = source::tree(file, text)
        .map_err(|faults| faults.into_iter().map(Finding::from).collect::<Vec<_>>())?;
    let mut report = Report::new(file, text);
    let mut top = Fields::new("a cost book", 0, &table);
    schema(&mut top, &mut report);
    let head = top.table("cost_book", "the table [cost_book]", &mut report);
    let Some(mut head) = head else {
        report.error(
            0,
            "the table [cost_book] is missing; add it with id, title, effective_from and source",
        );
        return Err(report.findings());
    };
    let id = head.need::<String>("id", &mut report);
    if let Some(id) = id.as_ref().filter(|id| !is_id(&id.value)) {
        report.error(
            id.at,
            format!(
                "\"{}\" cannot be an id; use small letters, figures and hyphens",
                id.value
            ),
        );
    }
    let title = head.or_empty("title", &mut report);
    let from = head.need::<Day>("effective_from", &mut report);
    let source = head.need::<String>("source", &mut report);
    if let Some(source) = source.as_ref().filter(|one| one.value.trim().is_empty()) {
        report.error(
            source.at,
            "\"source\" is empty; say where the figures come from",
        );
    }
    let on_costs = percent(&mut head, &mut report).unwrap_or_default();
    head.rest_with_money(&mut report);
    let prices = prices(&mut top, on_costs, &mut report);
    top.rest_with_money(&mut report);
    sweep_controls(&table, &mut report);
    let (Some(id), Some(from), false) = (id, from, report.has_errors()) else {
        return Err(report.findings());
    };
    Ok(CostBook {
        id: id.value,
        title,
        effective_from: from.value,
        source: source.map(|one| one.value).unwrap_or_default(),
        hash: Digest::of_text(bytes),
        prices,
    })
}

/// Checks that a file is of the schema that is read here.
pub(super) fn schema(top: &mut Fields<'_>, report: &mut Report<'_>) {
    if let Some(schema) = top.need::<i64>("schema", report)
        && schema.value != SCHEMA
    {
        let what = format!(
            "schema {} is not read by this version; write schema = {SCHEMA}",
            schema.value
        );
        report.error(schema.at, what);
    }
}

fn prices(
    top: &mut Fields<'_>,
    on_costs: Quantity,
    report: &mut Report<'_>,
) -> BTreeMap<Option<Who>, HourPrice> {
    let mut prices = BTreeMap::new();
    let mut lines: BTreeMap<Option<Who>, usize> = BTreeMap::new();
    for mut line in top.tables("role", "a role", report) {
        let who = line.need::<String>("who", report);
        let per_hour = line.need::<Money>("per_hour", report);
        let own = percent(&mut line, report);
        let shared_by = line.maybe::<u32>("shared_by", report);
        let at = line.at;
        line.rest_with_money(report);
        if let Some(none) = shared_by.as_ref().filter(|by| by.value == 0) {
            report.error(none.at, "\"shared_by\" is 0; write 1 for the pupil alone, or over how many pupils an hour is shared");
        }
        if let Some(free) = per_hour.as_ref().filter(|hour| hour.value.is_zero()) {
            report.error(free.at, "\"per_hour\" is 0: an hour that costs nothing makes every plan look covered; leave the role out, and its hours are listed as not priced");
        }
        let Some(who) = who else { continue };
        let who = match role_from(&who.value) {
            Ok(who) => who,
            Err(fault) => {
                report.error(who.at, fault.to_string());
                continue;
            }
        };
        if let Some(before) = lines.insert(who, at) {
            let what = format!(
                "the role of line {} stands here again; take one out",
                report.line(before)
            );
            report.error(at, what);
        }
        let Some(per_hour) = per_hour else { continue };
        let price = HourPrice {
            per_hour: per_hour.value,
            on_costs: own.unwrap_or(on_costs),
            shared_by: shared_by.map_or(1, |by| by.value),
        };
        prices.insert(who, price);
    }
    if lines.is_empty() {
        report.error(
            0,
            "there is no [[role]] in this file; add one for each role that your plans name",
        );
    }
    prices
}

/// On-costs in a hundred of the pay.
fn percent(fields: &mut Fields<'_>, report: &mut Report<'_>) -> Option<Quantity> {
    let found = fields.maybe::<Quantity>("on_costs", report)?;
    let is_sound = !found.value.is_negative()
        && found.value <= Quantity::from(MOST_ON_COSTS)
        && found.value.decimals() <= 2;
    if !is_sound {
        let what = format!(
            "\"on_costs\": {} is not a percentage of the pay; write it from 0 to {MOST_ON_COSTS} with two decimals at most, as 28.5",
            found.value
        );
        report.error(found.at, what);
    }
    Some(found.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_invented_book_is_sound_and_says_that_it_is_invented() {
        let book = load_cost_book("cost-book.toml", INVENTED_COST_BOOK.as_bytes()).unwrap();
        assert!(book.title.contains("nvented") && book.source.contains("nvented"));
        let ta = book.price(Some(Who::Ta)).unwrap();
        assert_eq!((ta.per_hour, ta.shared_by), (Money::from_pence(1_350), 1));
        assert_eq!(book.price(Some(Who::Other)), None);
    }

    #[track_caller]
    fn faults(text: &str, expected: &[&str]) {
        let found = load_cost_book("b.toml", text.as_bytes()).unwrap_err();
        let found: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert_eq!(found.len(), expected.len(), "{found:#?}");
        for (found, expected) in found.iter().zip(expected) {
            assert!(found.starts_with(expected), "{found}");
        }
    }

    const HEAD: &str = "schema = 1\n[cost_book]\nid = \"b\"\ntitle = \"B\"\neffective_from = 2026-04-01\nsource = \"s\"\n";

    #[test]
    fn every_fault_is_told_at_its_line_and_column() {
        let roles = "on_costs = -1\n[[role]]\nwho = \"TSA\"\nper_hour = 13.505\n[[role]]\nwho = \"TA\"\nper_hour = 0\nshared_by = 0\npay = 3\n[[role]]\nwho = \"TA\"\nper_hour = 12\n";
        faults(
            &format!("{HEAD}{roles}"),
            &[
                "b.toml:7:12: error: \"on_costs\": -1 is not a percentage",
                "b.toml:9:7: error: \"TSA\" is no role; write one of TA, HLTA, teacher",
                "b.toml:10:12: error: \"per_hour\": the number 13.505 is not an amount in pounds and pence",
                "b.toml:13:12: error: \"per_hour\" is 0",
                "b.toml:14:13: error: \"shared_by\" is 0",
                "b.toml:15:1: error: \"pay\" is not a key of a role; its keys are \"who\", \"per_hour\", \"on_costs\", \"shared_by\"",
                "b.toml:16:1: error: the role of line 11 stands here again",
            ],
        );
        faults(
            "schema = 2\n",
            &[
                "b.toml:1:1: error: the table [cost_book]",
                "b.toml:1:10: error: schema 2",
            ],
        );
        faults(HEAD, &["b.toml:1:1: error: there is no [[role]]"]);
        faults("schema = \n", &["b.toml:1:"]);
    }

    #[test]
    fn a_role_has_on_costs_of_its_own_or_those_of_the_book() {
        let roles = "on_costs = 20\n[[role]]\nwho = \"TA\"\nper_hour = 10\n[[role]]\nwho = \"not_named\"\nper_hour = 10.5\non_costs = 0\nshared_by = 4\n";
        let book = load_cost_book("b.toml", format!("{HEAD}{roles}").as_bytes()).unwrap();
        assert_eq!(
            book.price(Some(Who::Ta)).unwrap().exact(),
            Some(1_200_u32.into())
        );
        let nobody = book.price(None).unwrap();
        assert_eq!(
            (nobody.exact(), nobody.shared_by),
            (Some(1_050_u32.into()), 4)
        );
    }
}
