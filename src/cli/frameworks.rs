//! `continuum frameworks`: lists, shows, checks; what is derived and what is adopted has a room of its own.

mod derive;
mod evidence;
mod versions;

use std::path::{Path, PathBuf};

use serde_json::json;

use crate::catalogue::{self, Lock, Severity, Shelf};
use crate::domain::framework::Framework;
use crate::domain::identity::FrameworkKey;
use crate::domain::printable::printable;
use crate::exchange::booklet::booklet;
use crate::exchange::{html, markdown};
use crate::workspace::files;

use super::arguments::{Frameworks, FrameworksCommand, PageFormat};
use super::failure::Failure;
use super::output;
use super::room::Room;

pub(super) fn run(order: &Frameworks, room: &Room) -> Result<(), Failure> {
    match &order.what {
        FrameworksCommand::List { json } => list(*json, room),
        FrameworksCommand::Show {
            framework,
            format,
            json,
        } => show(framework, *format, *json, room),
        FrameworksCommand::New { id, out } => begin(id, out.as_deref()),
        FrameworksCommand::Check { file, json } => check(file, *json),
        FrameworksCommand::Derive(order) => {
            derive::tell(order, &framework(&order.framework, room)?)
        }
        FrameworksCommand::Diff { from, to, json } => versions::diff(from, to, *json, room),
        FrameworksCommand::Evidence {
            framework,
            version,
            json,
        } => {
            let named = match version {
                Some(version) => format!("{framework}@{version}"),
                None => framework.clone(),
            };
            evidence::run(&named, *json, room)
        }
        FrameworksCommand::Adopt {
            framework,
            yes,
            json,
        } => versions::adopt(framework, *yes, *json, room),
    }
}

fn list(as_json: bool, room: &Room) -> Result<(), Failure> {
    // Without a workspace there are still those that are shipped.
    let (frameworks, adopted) = match room.workspace_if_any()? {
        Some(workspace) => {
            let all = workspace
                .frameworks()
                .iter()
                .map(|one| Framework::clone(one))
                .collect();
            (all, Some(workspace.framework().key.clone()))
        }
        None => (catalogue::shelf(&[]).frameworks().to_vec(), None),
    };
    let is_adopted = |framework: &Framework| adopted.as_ref() == Some(&framework.key);
    if as_json {
        let rows: Vec<_> = frameworks
            .iter()
            .map(|one| {
                json!({"id": one.key.id, "version": one.key.version, "hash": one.hash, "title": one.title,
                    "status": one.status, "adopted": is_adopted(one), "notice": one.notice})
            })
            .collect();
        return output::json(&rows);
    }
    for one in &frameworks {
        let mark = if is_adopted(one) { "▸" } else { " " };
        output::line(format!(
            "{mark} {}  {}  {}  {}",
            one.key,
            one.hash.short(),
            one.status.code(),
            one.title
        ))?;
        output::line(format!("    {}", one.notice))?;
    }
    Ok(())
}

fn show(named: &str, format: PageFormat, as_json: bool, room: &Room) -> Result<(), Failure> {
    let framework = framework(named, room)?;
    if as_json {
        return output::json(&catalogue::json(&framework));
    }
    let booklet = booklet(&framework);
    match format {
        PageFormat::Md => output::text(&markdown::page(&booklet)),
        PageFormat::Html => output::text(&html::page(&booklet)),
    }
}

/// Writes a skeleton for an authority to fill.
fn begin(id: &str, out: Option<&Path>) -> Result<(), Failure> {
    let skeleton = catalogue::skeleton(id).ok_or_else(|| {
        let what = format!("\"{id}\" cannot be a framework's id.");
        Failure::usage(what).hint("Use letters, digits, hyphens and underscores: our-continuum.")
    })?;
    let named = PathBuf::from(format!("{id}.toml"));
    let path = out.unwrap_or(&named);
    if path == Path::new("-") {
        return output::text(&skeleton);
    }
    if path.exists() {
        let what = format!(
            "{} is there already and is not written over.",
            path.display()
        );
        return Err(Failure::refused(what).hint("Name another file with --out."));
    }
    files::write(path, skeleton.as_bytes()).map_err(Failure::refused)?;
    let shown = path.display();
    output::line(format!(
        "Written to {shown}. `continuum frameworks check {shown}` says what is missing."
    ))
}

fn check(file: &Path, as_json: bool) -> Result<(), Failure> {
    let bytes = files::read(file).map_err(Failure::refused)?;
    let checked = catalogue::check(&file.display().to_string(), &bytes, &lock(file)?);
    let errors = checked
        .findings
        .iter()
        .filter(|one| one.severity == Severity::Error)
        .count();
    if as_json {
        let findings: Vec<_> = (checked.findings.iter())
            .map(|one| json!({"severity": one.severity.word(), "line": one.line, "column": one.column, "what": one.what}))
            .collect();
        let reached: Vec<_> = checked.reached.iter().map(derive::reached_json).collect();
        output::json(&json!({"ok": errors == 0, "findings": findings, "reached": reached}))?;
    } else {
        for finding in &checked.findings {
            output::line(printable(&finding.to_string()))?;
        }
        for reached in &checked.reached {
            output::line(printable(&derive::reached_line(reached)))?;
        }
        output::line(format!(
            "{errors} errors, {} warnings",
            checked.findings.len() - errors
        ))?;
    }
    if errors > 0 {
        return Err(Failure::refused(
            "The framework cannot be used until its errors are mended.",
        ));
    }
    Ok(())
}

/// The digests of released versions: the program's own, and those of `released.lock` beside a framework's file or in the
/// folder above, as in `descriptors/<id>/<version>.toml`.
fn lock(file: &Path) -> Result<Lock, Failure> {
    let mut lock = Lock::shipped();
    let folder = file.parent();
    let folders = [folder, folder.and_then(Path::parent)];
    for folder in folders.into_iter().flatten() {
        let path = folder.join("released.lock");
        if !path.is_file() {
            continue;
        }
        let bytes = files::read(&path).map_err(Failure::refused)?;
        let text = String::from_utf8_lossy(&bytes);
        let name = path.display().to_string();
        lock = lock.and(Lock::read(&name, &text).map_err(Failure::refused)?);
    }
    Ok(lock)
}

/// The framework that is meant: a file, an id, or an id with its version behind an `@`.
pub(super) fn framework(named: &str, room: &Room) -> Result<Framework, Failure> {
    let path = Path::new(named);
    if path.is_file() {
        let bytes = files::read(path).map_err(Failure::refused)?;
        return catalogue::load(named, &bytes, &lock(path)?).map_err(|findings| {
            let lines: Vec<String> = findings.iter().map(ToString::to_string).collect();
            Failure::refused(lines.join("\n"))
        });
    }
    let found = |shelf: &Shelf| match named.split_once('@') {
        Some((id, version)) => {
            let key = FrameworkKey {
                id: id.to_owned(),
                version: version.to_owned(),
            };
            shelf.get(&key).cloned()
        }
        None => shelf.latest(named).cloned(),
    };
    let kept = room.workspace_if_any()?;
    let kept = kept.and_then(|workspace| found(workspace.shelf()));
    kept.or_else(|| found(&catalogue::shelf(&[])))
        .ok_or_else(|| {
            Failure::refused(format!(
                "\"{named}\" is no file, and no framework of that id is at hand."
            ))
            .hint(
                "`continuum frameworks list` shows those that are; write a version as ID@VERSION.",
            )
        })
}
