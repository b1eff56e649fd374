//! `continuum school`: forms written for schools, and taken in when they come back.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::domain::identity::PupilRef;
use crate::domain::printable::printable;
use crate::domain::school::form::{Became, Fault, Sent, TakenForm, TakenPupil};
use crate::workspace::WantedForms;

use super::arguments::{ExportForms, ImportForms, School, SchoolCommand};
use super::failure::Failure;
use super::output;
use super::progress::Bar;
use super::room::Room;

/// How many days a school has where no day is named.
const DAYS: i32 = 28;

/// How many references are named in one line.
const SHOWN: usize = 20;

/// What can become of a pupil, in the order it is told.
const ALL: [Became; 4] = [
    Became::Imported,
    Became::Unchanged,
    Became::NotFilledIn,
    Became::Rejected,
];

pub(super) fn run(order: &School, room: &Room) -> Result<(), Failure> {
    match &order.what {
        SchoolCommand::Export(order) => export(order, room),
        SchoolCommand::Import(order) => import(order, room),
    }
}

fn export(order: &ExportForms, room: &Room) -> Result<(), Failure> {
    let workspace = room.workspace()?;
    let wanted = WantedForms {
        schools: &order.school,
        by: order.by.unwrap_or_else(|| room.now().day().plus_days(DAYS)),
        names: order.names,
    };
    let mut bar = Bar::start("Making forms", room);
    let sent = workspace.send_forms(&order.folder, &wanted, room.now(), &mut bar.watch())?;
    drop(bar);
    if order.json {
        return output::json(&sent);
    }
    output::text(&printable(&written(&sent)))
}

fn written(sent: &Sent) -> String {
    let mut text = String::new();
    for file in &sent.files {
        let _ = writeln!(
            text,
            "{}  {}, {}",
            file.file,
            counted(file.pupils, "pupil"),
            counted(file.provisions, "provision")
        );
    }
    let by = sent
        .by
        .map_or_else(String::new, |by| format!(", to come back by {}", by.long()));
    let _ = writeln!(
        text,
        "{} under {} in {}{by}.",
        counted(sent.pupils, "pupil"),
        sent.framework,
        counted(sent.files.len(), "form")
    );
    if sent.no_school > 0 {
        let _ = writeln!(
            text,
            "On no form: {} in scope at no school that is named.",
            counted(sent.no_school, "pupil")
        );
    }
    if !sent.no_text.is_empty() {
        let named: Vec<&str> = sent
            .no_text
            .iter()
            .take(SHOWN)
            .map(PupilRef::as_str)
            .collect();
        let more = sent.no_text.len().saturating_sub(SHOWN);
        let more = if more > 0 {
            format!(" and {more} more")
        } else {
            String::new()
        };
        let _ = writeln!(
            text,
            "On no form: {} without a plan text, or with no provision in it: {}{more}.",
            counted(sent.no_text.len(), "pupil"),
            named.join(", ")
        );
    }
    text
}

/// Writes `1 pupil`, `2 pupils`.
fn counted(count: usize, what: &str) -> String {
    if count == 1 {
        format!("1 {what}")
    } else {
        format!("{count} {what}s")
    }
}

fn import(order: &ImportForms, room: &Room) -> Result<(), Failure> {
    let mut workspace = room.workspace()?;
    let mut bar = Bar::start("Reading forms", room);
    let taken = workspace.take_forms(&order.files, order.dry_run, room.now(), &mut bar.watch())?;
    drop(bar);
    if order.json {
        let files: Vec<Value> = taken.iter().map(told).collect();
        return output::json(&json!({"dry_run": order.dry_run, "files": files}));
    }
    if order.dry_run {
        output::line("Nothing was changed. It would be:")?;
    }
    let mut texts: Vec<String> = taken.iter().map(account).collect();
    if taken.len() > 1 {
        let pupils = taken.iter().map(|form| form.pupils.len()).sum();
        let all = |became| taken.iter().map(|form| form.count(became)).sum();
        texts.push(format!("In all: {}.\n", counts(pupils, &all)));
    }
    output::text(&printable(&texts.concat()))
}

fn told(form: &TakenForm) -> Value {
    json!({"file": form.file, "school": form.school, "read": form.pupils.len(),
        "imported": form.count(Became::Imported), "unchanged": form.count(Became::Unchanged),
        "not_filled_in": form.count(Became::NotFilledIn), "rejected": form.count(Became::Rejected),
        "pupils": form.pupils, "strays": form.strays})
}

/// Writes `read 3 pupils: 1 imported, 0 unchanged, …`.
fn counts(pupils: usize, count: &dyn Fn(Became) -> usize) -> String {
    let counts = ALL.map(|became| format!("{} {}", count(became), became.words()));
    format!("read {}: {}", counted(pupils, "pupil"), counts.join(", "))
}

fn account(form: &TakenForm) -> String {
    let count = |became| form.count(became);
    let mut text = format!(
        "\"{}\", {}: {}.\n",
        form.file,
        form.school,
        counts(form.pupils.len(), &count)
    );
    for pupil in &form.pupils {
        pupil_lines(&mut text, pupil);
    }
    for stray in &form.strays {
        let _ = writeln!(text, "  {}", placed(stray));
    }
    text
}

fn pupil_lines(text: &mut String, pupil: &TakenPupil) {
    if pupil.told.is_empty() && pupil.faults.is_empty() {
        return;
    }
    let _ = writeln!(text, "  {}, {}:", pupil.reference, pupil.became.words());
    for told in &pupil.told {
        let _ = writeln!(text, "    {told}.");
    }
    for fault in &pupil.faults {
        let _ = writeln!(text, "    {}", placed(fault));
    }
}

fn placed(fault: &Fault) -> String {
    let column = fault.column.as_ref();
    let column = column.map_or_else(String::new, |column| format!(", column \"{column}\""));
    let end = if fault.what.ends_with('.') { "" } else { "." };
    format!(
        "sheet \"{}\", row {}{column}: {}{end}",
        fault.sheet, fault.row, fault.what
    )
}
