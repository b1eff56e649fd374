//! Communities in files: the table of what is told of each, and their budgets as a table and a document.

mod inputs;

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde_json::{Value, json};

use super::document::{Block, Document};
use super::sheets::{self, Cell, Sheet};
use super::table::TableWriter;
use crate::domain::communities::{Budget, Indicator, Shared};
use crate::domain::exact::Money;
use crate::domain::printable::printable;

pub use inputs::read;

/// Writes the budgets as comma-separated values: lines of provenance that begin with `#`, then a row a community.
pub fn csv(shared: &Shared, mut out: impl Write) -> io::Result<()> {
    for said in shared.sentences() {
        writeln!(out, "# {}", super::distribution::harmless(&said))?;
    }
    let mut table = TableWriter::new(&mut out, &HEADER)?;
    for (community, budget, routed) in shared.each() {
        let pounds = |money: Money| money.in_pounds();
        let mut cells = vec![
            printable(&community.name).into_owned(),
            pounds(budget.historic),
        ];
        cells.extend(Indicator::ALL.map(|by| pounds(budget.part(by))));
        cells.extend([
            pounds(budget.formula_alone()),
            pounds(budget.blended()),
            budget.protected.map(pounds).unwrap_or_default(),
            pounds(budget.gets),
            pounds(budget.pays),
            pounds(budget.budget()),
            pounds(budget.change()),
            budget.per_pupil.map(pounds).unwrap_or_default(),
            routed.to_string(),
            printable(&community.choice).into_owned(),
        ]);
        table.row(&cells)?;
    }
    table.finish()
}

/// The columns of the budgets.
const HEADER: [&str; 16] = [
    "community",
    "historic",
    "formula_pupils",
    "formula_idaci",
    "formula_looked_after",
    "formula_low_prior_attainment",
    "formula",
    "blended",
    "protected",
    "gets",
    "pays",
    "budget",
    "change",
    "per_pupil",
    "pupils_of_the_route",
    "choice",
];

/// The budgets as JSON; amounts are whole pence.
pub fn json(shared: &Shared) -> Value {
    let (method, year) = (&shared.method, &shared.budgets.year);
    let rows: Vec<Value> = (shared.each())
        .map(|(community, budget, routed)| {
            let formula: BTreeMap<&str, Money> =
                (budget.formula.iter()).map(|(by, money)| (by.code(), *money)).collect();
            json!({
                "community": community.name, "historic": budget.historic, "formula": budget.formula_alone(),
                "formula_parts": formula, "by_historic": budget.by_historic, "by_formula": budget.by_formula,
                "blended": budget.blended(), "protected": budget.protected, "gets": budget.gets, "pays": budget.pays,
                "budget": budget.budget(), "change": budget.change(), "per_pupil": budget.per_pupil,
                "pupils": community.pupils, "pupils_of_the_route": routed, "choice": community.choice,
            })
        })
        .collect();
    json!({
        "method": {"id": method.id, "title": method.title, "source": method.source, "hash": method.hash.to_string()},
        "year": year.name, "pot": year.pot, "historic_percent": year.historic,
        "protection": method.protection.map(|one| json!({
            "claims_percent": one.claims, "until": one.until, "paid_by": one.paid_by.code(),
            "months": shared.budgets.months, "cost": shared.budgets.protection(),
        })),
        "total": shared.budgets.total(), "communities": rows, "route_elsewhere": shared.elsewhere(),
    })
}

/// The budgets as a document.
pub fn document(shared: &Shared) -> Document {
    let title = "Budgets of the Communities of schools";
    let mut blocks = vec![Block::Heading(1, title.to_owned())];
    blocks.extend(shared.sentences().into_iter().map(Block::Paragraph));
    blocks.push(Block::Table(table(shared)));
    Document { blocks }
}

/// The budgets, a row a Community with a header before and the sums of all behind.
pub fn table(shared: &Shared) -> Vec<Vec<String>> {
    let header = [
        "Community",
        "had before",
        "formula alone",
        "before protection",
        "gets for protection",
        "pays for protection",
        "budget",
        "change",
        "a pupil",
        "pupils of the route",
        "its own choice",
    ];
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    for (community, budget, routed) in shared.each() {
        rows.push(vec![
            community.name.clone(),
            budget.historic.to_string(),
            budget.formula_alone().to_string(),
            budget.blended().to_string(),
            budget.gets.to_string(),
            budget.pays.to_string(),
            budget.budget().to_string(),
            budget.change().signed(),
            budget
                .per_pupil
                .map(|money| money.to_string())
                .unwrap_or_default(),
            routed.to_string(),
            community.choice.clone(),
        ]);
    }
    let sum = |of: fn(&Budget) -> Money| -> Money { shared.budgets.budgets.iter().map(of).sum() };
    let routed: u64 = shared.each().map(|(.., routed)| routed).sum();
    rows.push(vec![
        "all".to_owned(),
        sum(|one| one.historic).to_string(),
        sum(Budget::formula_alone).to_string(),
        sum(Budget::blended).to_string(),
        sum(|one| one.gets).to_string(),
        sum(|one| one.pays).to_string(),
        sum(Budget::budget).to_string(),
        sum(Budget::change).signed(),
        String::new(),
        routed.to_string(),
        String::new(),
    ]);
    rows
}

/// The budgets as a workbook; the same budgets give the same bytes.
pub fn xlsx(shared: &Shared) -> io::Result<Vec<u8>> {
    let title = |words: &str| Cell::Title(words.to_owned());
    let mut about = Sheet::new("About", &[110]);
    about
        .rows
        .push(vec![title("Budgets of the Communities of schools")]);
    let said = shared.sentences().into_iter();
    about.rows.extend(said.map(|said| vec![Cell::Text(said)]));
    let mut budgets = Sheet::new("Budgets", &[16; 16]);
    budgets.frozen = 1;
    budgets.rows.push(HEADER.map(title).to_vec());
    for (community, budget, routed) in shared.each() {
        let mut cells = vec![
            Cell::Text(community.name.clone()),
            Cell::Money(budget.historic),
        ];
        cells.extend(Indicator::ALL.map(|by| Cell::Money(budget.part(by))));
        let maybe = |money: Option<Money>| money.map_or(Cell::Text(String::new()), Cell::Money);
        cells.extend([
            Cell::Money(budget.formula_alone()),
            Cell::Money(budget.blended()),
            maybe(budget.protected),
            Cell::Money(budget.gets),
            Cell::Money(budget.pays),
            Cell::Money(budget.budget()),
            Cell::Money(budget.change()),
            maybe(budget.per_pupil),
            Cell::Number(u32::try_from(routed).unwrap_or(u32::MAX)),
            Cell::Text(community.choice.clone()),
        ]);
        budgets.rows.push(cells);
    }
    sheets::write(&[about, budgets]).map_err(|fault| io::Error::other(fault.to_string()))
}

#[cfg(test)]
mod tests;
