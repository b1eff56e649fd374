//! A framework file read whole: every fault that the file shows by itself.

mod head;
mod lineage;
mod names;
mod parts;
mod rule;

use crate::domain::digest::Digest;
use crate::domain::framework::Framework;
use crate::source;

use super::fields::{Fields, sweep};
use super::finding::{Finding, Report};
use super::places::Places;

pub(super) use lineage::against;
pub use names::is_id;
pub(super) use rule::against_sums;

/// A framework as its file gives it; of use only when the report has no errors.
#[derive(Debug)]
pub(super) struct Reading<'a> {
    pub(super) framework: Framework,
    pub(super) places: Places,
    pub(super) report: Report<'a>,
}

/// The schema of the files that this version reads.
const SCHEMA: i64 = 1;

/// Reads a file; a file that is not TOML, or not a framework at all, gives findings alone.
pub(super) fn read<'a>(file: &'a str, bytes: &'a [u8]) -> Result<Reading<'a>, Vec<Finding>> {
    let text = source::text(file, bytes).map_err(|fault| vec![fault.into()])?;
    let table = source::tree(file, text)
        .map_err(|faults| faults.into_iter().map(Finding::from).collect::<Vec<_>>())?;
    let mut report = Report::new(file, text);
    let mut places = Places::default();
    let mut top = Fields::new("a framework file", 0, &table);

    if let Some(schema) = top.need::<i64>("schema", &mut report)
        && schema.value != SCHEMA
    {
        let what = format!(
            "schema {} is not read by this version; write schema = {SCHEMA}",
            schema.value
        );
        report.error(schema.at, what);
    }
    let head = top.table("framework", "the table [framework]", &mut report);
    let Some(head) = head else {
        report.error(
            0,
            "the table [framework] is missing; add it with the id and the version",
        );
        return Err(report.findings());
    };
    let mut framework = head::read(head, Digest::of_text(bytes), &mut places, &mut report);
    parts::levels(&mut top, &mut framework, &mut places, &mut report);
    parts::areas(&mut top, &mut framework, &mut places, &mut report);
    parts::tariffs(&mut top, &mut framework, &mut places, &mut report);
    parts::descriptors(&mut top, &mut framework, &mut places, &mut report);
    rule::read(&mut top, &mut framework, &mut places, &mut report);
    lineage::read(&mut top, &mut framework, &mut places, &mut report);
    top.rest(&mut report);
    sweep(&table, &mut report);
    Ok(Reading {
        framework,
        places,
        report,
    })
}
