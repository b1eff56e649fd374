//! The table of what is told of each Community: a row each, every fault at its row and column.

use std::collections::BTreeMap;

use crate::domain::communities::Community;
use crate::domain::exact::{Money, Quantity};
use crate::exchange::encoding;
use crate::exchange::fault::{Cause, Fault};
use crate::exchange::table::{Row, Table};

/// The columns of the table, all but the last needed.
const COLUMNS: [&str; 8] = [
    "community",
    "pupils",
    "idaci",
    "looked_after",
    "low_prior_attainment",
    "historic",
    "claims",
    "choice",
];

/// At most so many faults are told at once.
const MOST: usize = 50;

/// Reads a table of communities: a row each, every fault at its row and column.
pub fn read(file: &str, bytes: &[u8]) -> Result<Vec<Community>, Fault> {
    rows(bytes).map_err(|cause| cause.of(file))
}

fn rows(bytes: &[u8]) -> Result<Vec<Community>, Cause> {
    let text = encoding::text(bytes)?;
    let mut table = Table::open(&text)?;
    let places = places(table.header())?;
    let (mut row, mut faults) = (Row::default(), Vec::new());
    let (mut found, mut seen) = (Vec::new(), BTreeMap::new());
    while table.read_row(&mut row)? {
        if row.is_empty() {
            continue;
        }
        let mut reading = Reading {
            row: &row,
            places: &places,
            faults: &mut faults,
        };
        let community = community(&mut reading);
        if let Some(before) = seen.insert(community.name.to_lowercase(), row.number()) {
            reading.fault(
                "community",
                &format!(
                    "\"{}\" stands in row {before} too; take one out",
                    community.name
                ),
            );
        }
        found.push(community);
    }
    if faults.is_empty() {
        return Ok(found);
    }
    let more = faults.len().saturating_sub(MOST);
    faults.truncate(MOST);
    faults.extend((more > 0).then(|| format!("and {more} more faults")));
    Err(Cause::Meaning(faults.join("\n")))
}

/// Where each column stands.
fn places(header: &Row) -> Result<Vec<Option<usize>>, Cause> {
    let names: Vec<String> = (header.cells().map(|cell| cell.trim().to_lowercase())).collect();
    let place = |column: &&str| names.iter().position(|name| name == *column);
    let places: Vec<Option<usize>> = COLUMNS.iter().map(place).collect();
    let missing =
        (COLUMNS.iter().zip(&places)).filter(|(name, at)| at.is_none() && **name != "choice");
    let missing: Vec<&str> = missing.map(|(name, _)| *name).collect();
    if missing.is_empty() {
        return Ok(places);
    }
    let said = match missing.as_slice() {
        [one] => format!("the column {one} is"),
        many => format!("the columns {} are", many.join(", ")),
    };
    let here: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
    Err(Cause::Meaning(format!(
        "row 1: {said} missing; this table needs {}, and has {}",
        COLUMNS.join(", "),
        here.join(", ")
    )))
}

/// A row that is being read.
struct Reading<'a> {
    row: &'a Row,
    places: &'a [Option<usize>],
    faults: &'a mut Vec<String>,
}

impl Reading<'_> {
    fn cell(&self, column: &str) -> &str {
        let at = COLUMNS.iter().position(|name| *name == column);
        let at = at.and_then(|at| self.places.get(at).copied().flatten());
        at.map_or("", |at| self.row.cell(at).trim())
    }

    fn fault(&mut self, column: &str, what: &str) {
        let row = self.row.number();
        self.faults
            .push(format!("row {row}, column \"{column}\": {what}"));
    }

    /// A number that is not below nothing.
    fn number(&mut self, column: &str) -> Quantity {
        let text = self.cell(column).replace(',', "");
        let read = text.parse::<Quantity>().ok();
        // More decimals than any score has would be too large to be shared out by.
        let read = read.filter(|number| !number.is_negative() && number.decimals() <= 6);
        if read.is_none() {
            let what = format!(
                "\"{text}\" is not a number from 0 with six decimals at most; write 0 where there is none"
            );
            self.fault(column, &what);
        }
        read.unwrap_or_default()
    }

    /// An amount that is not below nothing.
    fn money(&mut self, column: &str) -> Money {
        let text = self.cell(column).to_owned();
        let read = text
            .parse::<Money>()
            .ok()
            .filter(|money| money.pence() >= 0);
        if read.is_none() {
            let what = format!(
                "\"{text}\" is not an amount in pounds and pence from 0; write it as 6000 or 6000.50"
            );
            self.fault(column, &what);
        }
        read.unwrap_or_default()
    }
}

fn community(reading: &mut Reading<'_>) -> Community {
    let name = reading.cell("community").to_owned();
    if name.is_empty() {
        reading.fault(
            "community",
            "there is no name; write the Community's, as the caseload has it",
        );
    }
    Community {
        pupils: reading.number("pupils"),
        idaci: reading.number("idaci"),
        looked_after: reading.number("looked_after"),
        low_prior_attainment: reading.number("low_prior_attainment"),
        historic: reading.money("historic"),
        claims: reading.money("claims"),
        choice: reading.cell("choice").to_owned(),
        name,
    }
}
