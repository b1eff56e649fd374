//! `continuum read --report`: how plans are worded, as two tables and a page.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::domain::printable::printable;
use crate::domain::quality::Frequent;
use crate::section_f::Reader;
use crate::workspace::{Plans, Report, report};

use super::arguments::Read;
use super::failure::Failure;
use super::output;
use super::progress::Bar;
use super::room::Room;

/// How many phrases a person is shown; the JSON and the table have all.
const SHOWN: usize = 10;

/// Reports on a folder's plans, or on those of the workspace where no folder is named.
pub(super) fn run(order: &Read, reader: Reader, room: &Room) -> Result<(), Failure> {
    let (written, reader) = if let Some(folder) = &order.file {
        of_folder(order, folder, reader, room)?
    } else {
        of_workspace(order, reader, room)?
    };
    let wording = reader.wording().name();
    if order.json {
        return output::json(&as_json(&written, wording));
    }
    output::text(&printable(&told(&written)))
}

fn of_folder(
    order: &Read,
    folder: &Path,
    reader: Reader,
    room: &Room,
) -> Result<(Report, Reader), Failure> {
    if !folder.exists() {
        let shown = folder.display();
        return Err(Failure::refused(format!(
            "There is no file or folder \"{shown}\"."
        )));
    }
    let into = order.out.clone().unwrap_or_else(|| PathBuf::from("."));
    let written = write(&Plans::In(folder), &reader, &into, room)?;
    Ok((written, reader))
}

fn of_workspace(order: &Read, reader: Reader, room: &Room) -> Result<(Report, Reader), Failure> {
    let workspace = room.workspace()?;
    let into = match &order.out {
        Some(into) => into.clone(),
        None => room.folder()?.join("exports"),
    };
    // Hours are counted as the workspace's framework counts them.
    let reader = reader.for_year(workspace.plan_reader().year());
    let written = write(&Plans::Of(&workspace), &reader, &into, room)?;
    Ok((written, reader))
}

fn write(plans: &Plans<'_>, reader: &Reader, into: &Path, room: &Room) -> Result<Report, Failure> {
    let mut bar = Bar::start("Reading plans", room);
    let day = room.now().day();
    Ok(report(plans, reader, into, day, &mut bar.watch())?)
}

fn as_json(report: &Report, wording: &str) -> Value {
    let tally = &report.tally;
    let totals = tally.totals();
    let not_read: Vec<Value> = (tally.not_read().iter())
        .map(|(plan, reason)| json!({"plan": plan, "reason": reason}))
        .collect();
    let files = json!({
        "words": report.words.display().to_string(),
        "plans": report.plans.display().to_string(),
        "page": report.page.display().to_string(),
    });
    json!({
        "files": files, "wording": wording, "totals": totals,
        "quantified_percent": totals.percent(totals.quantified),
        "vague_percent": totals.percent(totals.vague),
        "phrases": tally.phrases(), "not_read": not_read,
    })
}

fn told(report: &Report) -> String {
    let tally = &report.tally;
    let totals = tally.totals();
    let share = |so: u64| {
        let share = totals.percent(so);
        share.map_or_else(|| "–".to_owned(), |share| format!("{share} %"))
    };
    let mut text = format!(
        "{} plans, {} provisions · {} quantified · {} vague · {} said twice\n\
         {} plans cannot be costed · {} are over a school week · {} name another pupil\n",
        totals.plans,
        totals.provisions,
        share(totals.quantified),
        share(totals.vague),
        totals.duplicates,
        totals.cannot_be_costed,
        totals.over_school_week,
        totals.name_others,
    );
    for Frequent { phrase, count, .. } in tally.phrases().into_iter().take(SHOWN) {
        let _ = writeln!(text, "{count:>7}  {phrase}");
    }
    if totals.not_read > 0 {
        let noun = if totals.not_read == 1 {
            "plan"
        } else {
            "plans"
        };
        let _ = writeln!(
            text,
            "! {} {noun} could not be read; the report lists each with its reason",
            totals.not_read
        );
    }
    for path in [&report.page, &report.plans, &report.words] {
        let _ = writeln!(text, "{}", path.display());
    }
    text
}
