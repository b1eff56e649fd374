//! `continuum rates sheet`: a sheet a school.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::json;

use crate::cli::arguments::{RatesFormat, SheetRates};
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::progress::Bar;
use crate::cli::room::Room;
use crate::domain::fold::folded;
use crate::domain::place::Setting;
use crate::domain::rates::cohort::School;
use crate::domain::rates::impact::Row;
use crate::domain::rates::{Cohort, Elements, Impact, RateSet, impact};
use crate::exchange::rates::{self, Report, Source};
use crate::workspace::{Workspace, files as disk};

use super::{files, telling};

/// What sheets are written from.
struct Desk<'a> {
    workspace: &'a Workspace,
    set: RateSet,
    cohort: Cohort,
    found: Impact,
    rows: BTreeMap<usize, Vec<Row>>,
    elements: Elements,
    source: Source,
}

pub(super) fn run(order: &SheetRates, room: &Room) -> Result<(), Failure> {
    let workspace = room.workspace()?;
    let set = workspace.rate_set(&files::find(&order.rates, room)?)?;
    files::priced(&set)?;
    let cohort = telling::cohort(&workspace, room)?;
    let found = impact(&cohort, &set);
    let desk = Desk {
        elements: workspace.elements(Some(&set))?,
        source: workspace.rates_source(room.now()),
        rows: found.by_school(&cohort),
        workspace: &workspace,
        set,
        cohort,
        found,
    };
    match &order.school {
        Some(named) => one(order, named, &desk),
        None => all(order, &desk, room),
    }
}

impl Desk<'_> {
    fn sheet(&self, school: usize) -> Option<Report> {
        let rows = self
            .rows
            .get(&school)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let setting = self.cohort.schools.get(school)?.setting;
        rates::sheet(
            (school, rows),
            (&self.cohort, &self.found),
            (&self.set, self.workspace.framework()),
            self.elements.of(setting),
            &self.source,
        )
    }
}

/// Tells the sheet of one school: one for each setting that it has pupils in.
fn one(order: &SheetRates, named: &str, desk: &Desk<'_>) -> Result<(), Failure> {
    let wanted = folded(named.trim());
    let is_meant = |school: &School| {
        folded(&school.name) == wanted || school.urn.as_deref() == Some(named.trim())
    };
    let schools = desk.cohort.schools.iter().enumerate();
    let meant = schools
        .filter(|(_, school)| is_meant(school))
        .map(|(at, _)| at);
    let reports: Vec<Report> = meant.filter_map(|at| desk.sheet(at)).collect();
    if reports.is_empty() {
        return Err(Failure::refused(format!(
            "No pupil in scope is at a school called \"{named}\"."
        ))
        .hint("Write its number or its whole name, as the caseload has it."));
    }
    let out = order.out.as_deref();
    let format = order.told.meant(out);
    output::made(&telling::bytes(&reports, format)?, out)
}

/// Writes the sheets of all schools into a folder.
fn all(order: &SheetRates, desk: &Desk<'_>, room: &Room) -> Result<(), Failure> {
    let format = order.told.format.unwrap_or(RatesFormat::Html);
    let ending = match format {
        RatesFormat::Text => "txt",
        RatesFormat::Csv => "csv",
        RatesFormat::Json => "json",
        RatesFormat::Md => "md",
        RatesFormat::Html => "html",
        RatesFormat::Xlsx => "xlsx",
    };
    let folder = match &order.out {
        Some(folder) => folder.clone(),
        None => room
            .folder()?
            .join("exports")
            .join(format!("sheets-{}", desk.set.id)),
    };
    let mut bar = Bar::start("Writing sheets", room);
    let (mut names, mut written) = (BTreeSet::new(), Vec::new());
    let of = desk.cohort.schools.len();
    for (at, school) in desk.cohort.schools.iter().enumerate() {
        bar.step("Writing sheets", at, of)?;
        let Some(report) = desk.sheet(at) else {
            continue;
        };
        let setting = school.setting.map_or("", Setting::code);
        let words = format!("{} {setting}", folded(&school.name));
        let name = disk::names::free(&words, &mut names);
        let path = folder.join(format!("{name}.{ending}"));
        let bytes = telling::bytes(std::slice::from_ref(&report), format)?;
        disk::write(&path, &bytes).map_err(Failure::refused)?;
        written.push((school, path));
    }
    drop(bar);
    tell(&folder, &written, order.told.json)
}

fn tell(folder: &Path, written: &[(&School, PathBuf)], as_json: bool) -> Result<(), Failure> {
    if as_json {
        let sheets: Vec<_> = (written.iter())
            .map(|(school, path)| {
                json!({"school": school.name, "urn": school.urn, "setting": school.setting, "file": path.display().to_string()})
            })
            .collect();
        return output::json(&json!({"folder": folder.display().to_string(), "sheets": sheets}));
    }
    output::line(format!("{} sheets in {}", written.len(), folder.display()))
}
