//! Rates files: rate sets, envelopes and what schools meet themselves, each read strictly, every fault at once.

mod against;
mod elements;
mod envelope;
mod overlap;
mod places;
mod protections;
mod set;
mod skeleton;
mod written;

use crate::domain::communities::Method;
use crate::domain::framework::Framework;
use crate::domain::rates::{Elements, Envelope, RateSet};
use crate::domain::sufficiency::CostBook;
use crate::source;
use crate::source::tree::Table;

use super::community_method::load_method;
use super::cost_book::load_cost_book;
use super::fields::{Fields, sweep_controls};
use super::finding::{Finding, Report, Severity};
use super::shelf::Shelf;

pub use elements::usual_elements;
pub use skeleton::{RatesKind, rates_skeleton};
pub use written::written_rates;

/// What a rates file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RatesFile {
    /// A rate set.
    Set(RateSet),
    /// An envelope.
    Envelope(Envelope),
    /// What schools meet themselves.
    Elements(Elements),
    /// A cost book.
    CostBook(CostBook),
    /// A method of sharing a pot out over Communities.
    Method(Method),
}

/// What a check of a rates file finds.
#[derive(Clone, Debug)]
pub struct CheckedRates {
    /// What it holds, where there is no error.
    pub file: Option<RatesFile>,
    /// Errors and warnings, in the file's order.
    pub findings: Vec<Finding>,
}

/// The schema of the files that this version reads.
const SCHEMA: i64 = 1;

/// The tables by which the kinds of files are told.
const HEADS: [&str; 3] = ["rates", "envelope", "elements"];

/// Checks a rates file for everything, a rate set against the frameworks at hand.
pub fn check_rates(file: &str, bytes: &[u8], shelf: &Shelf) -> CheckedRates {
    if let Some(other) = of_other_kind(file, bytes) {
        return other;
    }
    read(file, bytes, &mut |set, places, report| {
        against::shelf(set, places, shelf, report);
    })
}

/// Checks a cost book or a method of sharing out over Communities, which lie in the same folder and have readers of their
/// own; nothing where the file is neither.
fn of_other_kind(file: &str, bytes: &[u8]) -> Option<CheckedRates> {
    let table = source::tree(file, source::text(file, bytes).ok()?).ok()?;
    let has = |key: &str| table.iter().any(|entry| entry.key == key);
    let read = if has("cost_book") {
        load_cost_book(file, bytes).map(RatesFile::CostBook)
    } else if has("method") {
        load_method(file, bytes).map(RatesFile::Method)
    } else {
        return None;
    };
    let (file, findings) = match read {
        Ok(file) => (Some(file), Vec::new()),
        Err(findings) => (None, findings),
    };
    Some(CheckedRates { file, findings })
}

/// Gives the rate set of a file for a framework, or its errors.
pub fn load_rates(
    file: &str,
    bytes: &[u8],
    framework: &Framework,
) -> Result<RateSet, Vec<Finding>> {
    let checked = read(file, bytes, &mut |set, places, report| {
        against::one(set, places, framework, report);
    });
    match sound(checked)? {
        RatesFile::Set(set) => Ok(set),
        RatesFile::Envelope(_)
        | RatesFile::Elements(_)
        | RatesFile::CostBook(_)
        | RatesFile::Method(_) => Err(other(
            file,
            "a rate set, which begins with the table [rates]",
        )),
    }
}

/// Gives the envelope of a file, or its errors.
pub fn load_envelope(file: &str, bytes: &[u8]) -> Result<Envelope, Vec<Finding>> {
    match sound(read(file, bytes, &mut |_, _, _| {}))? {
        RatesFile::Envelope(envelope) => Ok(envelope),
        RatesFile::Set(_)
        | RatesFile::Elements(_)
        | RatesFile::CostBook(_)
        | RatesFile::Method(_) => Err(other(
            file,
            "an envelope, which begins with the table [envelope]",
        )),
    }
}

/// Gives what schools meet themselves by a file, or its errors.
pub fn load_elements(file: &str, bytes: &[u8]) -> Result<Elements, Vec<Finding>> {
    match sound(read(file, bytes, &mut |_, _, _| {}))? {
        RatesFile::Elements(elements) => Ok(elements),
        RatesFile::Set(_)
        | RatesFile::Envelope(_)
        | RatesFile::CostBook(_)
        | RatesFile::Method(_) => Err(other(
            file,
            "a file of the elements that schools meet, which begins with the table [elements]",
        )),
    }
}

fn other(file: &str, wanted: &str) -> Vec<Finding> {
    let mut report = Report::new(file, "");
    report.error(0, format!("this file is not {wanted}; name another"));
    report.findings()
}

/// The contents of a file without errors; else the errors alone.
fn sound(checked: CheckedRates) -> Result<RatesFile, Vec<Finding>> {
    let mut findings = checked.findings;
    checked.file.ok_or_else(|| {
        findings.retain(|finding| finding.severity == Severity::Error);
        findings
    })
}

/// Holds a rate set against frameworks.
type Against<'a> = dyn FnMut(&RateSet, &places::Places, &mut Report<'_>) + 'a;

fn read(file: &str, bytes: &[u8], against: &mut Against<'_>) -> CheckedRates {
    let broken = |findings| CheckedRates {
        file: None,
        findings,
    };
    let text = match source::text(file, bytes) {
        Ok(text) => text,
        Err(fault) => return broken(vec![fault.into()]),
    };
    let table = match source::tree(file, text) {
        Ok(table) => table,
        Err(faults) => return broken(faults.into_iter().map(Finding::from).collect()),
    };
    let mut report = Report::new(file, text);
    let held = contents(&table, against, &mut report);
    sweep_controls(&table, &mut report);
    CheckedRates {
        file: held.filter(|_| !report.has_errors()),
        findings: report.findings(),
    }
}

fn contents(
    table: &Table,
    against: &mut Against<'_>,
    report: &mut Report<'_>,
) -> Option<RatesFile> {
    let mut top = Fields::new("a rates file", 0, table);
    if let Some(schema) = top.need::<i64>("schema", report)
        && schema.value != SCHEMA
    {
        let what = format!(
            "schema {} is not read by this version; write schema = {SCHEMA}",
            schema.value
        );
        report.error(schema.at, what);
    }
    let heads: Vec<_> = (table.iter())
        .filter(|entry| HEADS.contains(&entry.key.as_str()))
        .collect();
    let [head] = heads.as_slice() else {
        let at = heads.get(1).map_or(0, |second| second.at);
        let what = "a rates file has one of the tables [rates] (a rate set), [envelope] and [elements]; write exactly one";
        report.error(at, what);
        return None;
    };
    if head.key == "envelope" {
        return envelope::read(top, report).map(RatesFile::Envelope);
    }
    if head.key == "elements" {
        return elements::read_file(top, report).map(RatesFile::Elements);
    }
    let (set, places) = set::read(top, report)?;
    if !report.has_errors() {
        against(&set, &places, report);
    }
    Some(RatesFile::Set(set))
}

#[cfg(test)]
mod tests;
