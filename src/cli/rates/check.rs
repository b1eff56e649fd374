//! `continuum rates check`: every fault of rates files, at its line and column.

use std::path::{Path, PathBuf};

use serde_json::json;

use crate::catalogue::{self, CheckedRates, RatesFile, Severity, Shelf};
use crate::cli::arguments::CheckRates;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::room::Room;
use crate::domain::printable::printable;
use crate::workspace::files;

use super::files as rates_files;

pub(super) fn run(order: &CheckRates, room: &Room) -> Result<(), Failure> {
    let paths = if order.files.is_empty() {
        rates_files::all(room)?
    } else {
        let found = order.files.iter().map(|file| rates_files::find(file, room));
        found.collect::<Result<_, _>>()?
    };
    if paths.is_empty() {
        return Err(Failure::refused("There is no rates file to check.")
            .hint("Name a file, or begin one with `continuum rates new NAME`."));
    }
    let shelf = match room.workspace_if_any()? {
        Some(workspace) => workspace.shelf().clone(),
        None => catalogue::shelf(&[]),
    };
    let checked: Vec<(PathBuf, CheckedRates)> = (paths.into_iter())
        .map(|path| check(path, &shelf))
        .collect::<Result<_, _>>()?;
    let sound = checked.iter().all(|(_, one)| one.file.is_some());
    if order.json {
        let files: Vec<_> = checked
            .iter()
            .map(|(path, one)| as_json(path, one))
            .collect();
        output::json(&json!({"ok": sound, "files": files}))?;
    } else {
        for (path, one) in &checked {
            tell(path, one)?;
        }
    }
    if sound {
        return Ok(());
    }
    Err(Failure::refused(
        "A file with errors cannot be used until they are mended.",
    ))
}

fn check(path: PathBuf, shelf: &Shelf) -> Result<(PathBuf, CheckedRates), Failure> {
    let bytes = files::read(&path).map_err(Failure::refused)?;
    let checked = catalogue::check_rates(&path.display().to_string(), &bytes, shelf);
    Ok((path, checked))
}

/// What a file is, and its id.
fn kind(file: Option<&RatesFile>) -> (&'static str, &str) {
    match file {
        Some(RatesFile::Set(set)) => ("rates", &set.id),
        Some(RatesFile::Envelope(envelope)) => ("envelope", &envelope.id),
        Some(RatesFile::Elements(_)) => ("elements", "elements"),
        Some(RatesFile::CostBook(book)) => ("cost_book", &book.id),
        Some(RatesFile::Method(method)) => ("method", &method.id),
        None => ("unknown", ""),
    }
}

fn as_json(path: &Path, checked: &CheckedRates) -> serde_json::Value {
    let (kind, id) = kind(checked.file.as_ref());
    let findings: Vec<_> = (checked.findings.iter())
        .map(|one| json!({"severity": one.severity.word(), "line": one.line, "column": one.column, "what": one.what}))
        .collect();
    json!({"file": path.display().to_string(), "kind": kind, "id": id, "ok": checked.file.is_some(), "findings": findings})
}

fn tell(path: &Path, checked: &CheckedRates) -> Result<(), Failure> {
    for finding in &checked.findings {
        output::line(printable(&finding.to_string()))?;
    }
    let errors = (checked.findings.iter())
        .filter(|one| one.severity == Severity::Error)
        .count();
    let warnings = checked.findings.len() - errors;
    let what = match kind(checked.file.as_ref()) {
        ("unknown", _) => String::new(),
        (kind, id) => format!("{kind} {id}, "),
    };
    let line = format!(
        "{}: {what}{errors} errors, {warnings} warnings",
        path.display()
    );
    output::line(printable(&line))
}
