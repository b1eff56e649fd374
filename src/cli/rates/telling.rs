//! A report of rates in the format that was asked for, printed or in a file.

use std::path::Path;

use serde::Serialize;

use crate::cli::arguments::{RatesFormat, Told};
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::progress::{Bar, read_caseload};
use crate::cli::room::Room;
use crate::domain::distribution::estimate::Estimate;
use crate::domain::distribution::{Dimension, Format};
use crate::domain::rates::Cohort;
use crate::exchange::rates::{About, Report};
use crate::exchange::{html, markdown, rates};
use crate::workspace::Workspace;

/// Reads the pupils behind a bar.
pub(super) fn cohort(workspace: &Workspace, room: &Room) -> Result<Cohort, Failure> {
    let mut bar = Bar::start("Reading the caseload", room);
    Ok(workspace.cohort(room.now(), &mut bar.watch())?)
}

/// Estimates how all in scope would stand, with what the sample was drawn by.
///
/// # Errors
///
/// There is no sample that says so, with the reason.
pub(super) fn estimate(
    workspace: &mut Workspace,
    room: &Room,
) -> Result<(Estimate, Vec<Dimension>), Failure> {
    read_caseload(workspace, room)?;
    let laid = workspace.laid(&[Dimension::Phase, Dimension::Setting], room.now())?;
    let estimate = laid.whole().map_err(|refused| {
        Failure::refused(format!("There is no estimate of all in scope: {refused}."))
            .hint("`continuum moderate sample --audit N` draws an audit sample; until it is read, leave out --estimate.")
    })?;
    Ok((estimate, laid.by))
}

/// Whom a cohort counts.
pub(super) fn about(cohort: &Cohort) -> About {
    let (mapped, not_yet, cannot_map) = cohort.counts();
    About {
        in_scope: cohort.pupils.len() as u64,
        mapped,
        not_yet,
        cannot_map,
    }
}

impl Told {
    /// The format that was named, else the one that the file's ending says, else text.
    pub(super) fn meant(&self, out: Option<&Path>) -> RatesFormat {
        if self.json {
            return RatesFormat::Json;
        }
        let by_ending = || output::format_of(out).map(RatesFormat::from);
        self.format.or_else(by_ending).unwrap_or(RatesFormat::Text)
    }
}

impl From<Format> for RatesFormat {
    fn from(format: Format) -> Self {
        match format {
            Format::Xlsx => Self::Xlsx,
            Format::Csv => Self::Csv,
            Format::Html => Self::Html,
            Format::Md => Self::Md,
            Format::Json => Self::Json,
        }
    }
}

/// Tells a report as it was asked for.
pub(super) fn tell(report: &Report, told: &Told, out: Option<&Path>) -> Result<(), Failure> {
    let bytes = bytes(std::slice::from_ref(report), told.meant(out))?;
    output::made(&bytes, out)
}

/// Writes reports in a format; several one after the other, in JSON as a list.
pub(super) fn bytes(reports: &[Report], format: RatesFormat) -> Result<Vec<u8>, Failure> {
    let joined = |of: &dyn Fn(&Report) -> String| {
        let texts: Vec<String> = reports.iter().map(of).collect();
        texts.join("\n").into_bytes()
    };
    Ok(match format {
        RatesFormat::Text => joined(&rates::text),
        RatesFormat::Md => joined(&|report| markdown::page(&rates::document(report))),
        RatesFormat::Html => {
            let mut whole = crate::exchange::document::Document::default();
            let documents = reports.iter().map(rates::document);
            whole.blocks.extend(documents.flat_map(|one| one.blocks));
            html::page(&whole).into_bytes()
        }
        RatesFormat::Csv => {
            let mut bytes = Vec::new();
            for report in reports {
                rates::csv(report, &mut bytes)?;
            }
            bytes
        }
        RatesFormat::Xlsx => rates::xlsx(reports)?,
        RatesFormat::Json => {
            let values: Vec<_> = reports.iter().map(rates::json).collect();
            match values.as_slice() {
                [one] => json(one)?,
                several => json(&several)?,
            }
        }
    })
}

/// A value as indented JSON.
pub(super) fn json(value: &impl Serialize) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    crate::exchange::json::pretty(&mut bytes, value).map_err(Failure::refused)?;
    bytes.push(b'\n');
    Ok(bytes)
}
