//! The pupils one by one, written as they come: a country's list is never in memory as a whole.

use std::io::{self, Write};

use serde_json::{Map, Value};

use super::long::harmless;
use super::source;
use crate::domain::distribution::disclosure::Release;
use crate::domain::distribution::{Dimension, Distribution, Provenance, PupilLine};
use crate::domain::printable::printable;
use crate::exchange::table::TableWriter;

/// What is said of the pupils' names.
const PSEUDONYMS: &str = "by a pseudonym each, made with this workspace's key, which is not in this file; the rows are in the order of the pseudonyms, \
     some ten thousands at a time; not for publication";
const NAMES: &str = "by reference, UPN, name and date of birth, because --identifiable was asked for and confirmed; children's personal data";

/// Who a pupil of the list is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// By a pseudonym.
    Pseudonym(String),
    /// By reference, UPN, name and date of birth.
    Named([String; 4]),
}

/// A list of pupils as it is written.
pub enum PupilList<W: Write> {
    /// Comma-separated values.
    Csv(Box<TableWriter<W>>),
    /// JSON: whether a pupil was written already, and the heads.
    Json(W, bool, Vec<&'static str>),
}

impl<W: Write> PupilList<W> {
    /// Begins a table with its provenance.
    pub fn csv(
        counted: &Distribution,
        from: &Provenance,
        by: &[Dimension],
        identifiable: bool,
        mut out: W,
    ) -> io::Result<Self> {
        for (key, value) in lines(counted, from, identifiable) {
            writeln!(out, "# {key}: {}", harmless(&value))?;
        }
        let table = TableWriter::new(out, &heads(by, identifiable))?;
        Ok(Self::Csv(Box::new(table)))
    }

    /// Begins JSON with its provenance: {"provenance", "pupils"}.
    pub fn json(
        counted: &Distribution,
        from: &Provenance,
        by: &[Dimension],
        identifiable: bool,
        mut out: W,
    ) -> io::Result<Self> {
        let lines = lines(counted, from, identifiable).into_iter();
        let lines: Map<String, Value> = lines
            .map(|(key, value)| (key.to_owned(), Value::String(value)))
            .collect();
        write!(out, "{{\"provenance\": ")?;
        crate::exchange::json::compact(&mut out, &lines)?;
        write!(out, ",\n\"pupils\": [")?;
        Ok(Self::Json(out, false, heads(by, identifiable)))
    }

    /// Writes a pupil.
    pub fn row(&mut self, who: &Who, line: &PupilLine<'_>) -> io::Result<()> {
        let names: &[String] = match who {
            Who::Pseudonym(one) => std::slice::from_ref(one),
            Who::Named(names) => names,
        };
        let (tariff, route) = match line.outcome {
            Some((tariff, route)) => (tariff.as_str(), route.code()),
            None => ("", ""),
        };
        let amended = if line.amended { "yes" } else { "" };
        let keys = names.iter().chain(&line.keys).map(|text| printable(text));
        let last = [line.counted, line.why, tariff, route, amended];
        let cells = keys.chain(last.map(std::borrow::Cow::Borrowed));
        match self {
            Self::Csv(table) => table.row(&cells.collect::<Vec<_>>()),
            Self::Json(out, begun, heads) => {
                let cells = heads.iter().zip(cells);
                let row: Map<String, Value> = cells
                    .map(|(head, cell)| ((*head).to_owned(), Value::String(cell.into_owned())))
                    .collect();
                writeln!(out, "{}", if *begun { "," } else { "" })?;
                *begun = true;
                Ok(crate::exchange::json::compact(out, &row)?)
            }
        }
    }

    /// Ends the list.
    pub fn finish(self) -> io::Result<()> {
        match self {
            Self::Csv(table) => table.finish(),
            Self::Json(mut out, _, _) => {
                writeln!(out, "\n]}}")?;
                out.flush()
            }
        }
    }
}

fn lines(
    counted: &Distribution,
    from: &Provenance,
    identifiable: bool,
) -> Vec<(&'static str, String)> {
    let mut lines = source::lines(counted, &Release::office(counted), from);
    let who = if identifiable { NAMES } else { PSEUDONYMS };
    lines.push(("pupils", who.to_owned()));
    lines
}

/// The heads of the columns.
fn heads(by: &[Dimension], identifiable: bool) -> Vec<&'static str> {
    let who: &[&str] = if identifiable {
        &["ref", "upn", "name", "dob"]
    } else {
        &["pupil"]
    };
    let by = by.iter().map(|by| by.code());
    let last = ["counted", "why", "tariff", "route", "amended_since"];
    who.iter().copied().chain(by).chain(last).collect()
}
