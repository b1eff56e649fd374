//! `continuum bundle`: work that travels to colleagues and from them.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::io::{Write as _, stderr, stdin};
use std::path::Path;

use serde::Serialize;
use serde_json::json;

use crate::domain::day::Moment;
use crate::domain::identity::PupilId;
use crate::domain::printable::printable;
use crate::domain::travel::{Arrived, Part};
use crate::domain::worklist::{Filter, State};
use crate::workspace::{BundleOrder, Problem, Scrubbed, Taken, Workspace};

use super::arguments::{Bundle, BundleCommand, ExportBundle, ImportBundle};
use super::erase::unscrubbed;
use super::failure::Failure;
use super::open::is_attended;
use super::output;
use super::progress::{Bar, read_caseload};
use super::room::Room;

/// How many lines of what was not taken a person is shown; the JSON has all.
const SHOWN: usize = 20;

pub(super) fn run(order: &Bundle, room: &Room) -> Result<(), Failure> {
    match &order.command {
        BundleCommand::Export(order) => export(order, room),
        BundleCommand::Import(order) => import(order, room),
    }
}

fn export(order: &ExportBundle, room: &Room) -> Result<(), Failure> {
    let mut workspace = room.workspace()?;
    let to: Result<Vec<_>, Problem> = order
        .to
        .iter()
        .map(|one| workspace.colleague(one))
        .collect();
    let to = to?;
    let parcel = BundleOrder {
        what: order.what.iter().map(|what| Part::from(*what)).collect(),
        since: order.since,
        pupils: slice(order, &mut workspace, room)?,
        to,
    };
    let mut bar = Bar::start("Making the bundle", room);
    let (file, packed) =
        workspace.export_bundle(&parcel, order.file.as_deref(), room.now(), &mut bar.watch())?;
    drop(bar);
    let names: Vec<&str> = parcel.to.iter().map(|one| one.name.as_str()).collect();
    if order.json {
        return output::json(&json!({
            "file": file.display().to_string(), "to": names,
            "pupils": packed.pupils, "plans": packed.plans, "records": packed.records,
        }));
    }
    let text = format!(
        "{}\nFor {}: {} pupils, {} plans, {} records. Nobody else can open it.\n",
        file.display(),
        names.join(", "),
        packed.pupils,
        packed.plans,
        packed.records
    );
    output::text(&printable(&text))
}

/// The pupils that alone are to go, where some were named.
fn slice(
    order: &ExportBundle,
    workspace: &mut Workspace,
    room: &Room,
) -> Result<Option<HashSet<PupilId>>, Failure> {
    if let Some(officer) = &order.officer {
        read_caseload(workspace, room)?;
        let filter = Filter {
            states: State::ALL.to_vec(),
            officer: Some(officer.clone()),
            ..Filter::default()
        };
        let page = workspace.page(&filter, 0, usize::MAX, room.now())?;
        if page.rows.is_empty() {
            return Err(
                Failure::refused(format!("Nobody in scope was given to \"{officer}\"."))
                    .hint("`continuum assign` lists who has what."),
            );
        }
        return Ok(Some(page.rows.into_iter().map(|row| row.pupil).collect()));
    }
    if order.pupils.is_empty() {
        return Ok(None);
    }
    let pupils: Result<HashSet<_>, Problem> = order
        .pupils
        .iter()
        .map(|one| workspace.pupil(one))
        .collect();
    Ok(Some(pupils?))
}

/// The JSON of a bundle that came.
#[derive(Serialize)]
struct Listed {
    file: String,
    from: Option<String>,
    fingerprint: Option<String>,
    made: Option<Moment>,
    replayed: bool,
    #[serde(flatten)]
    arrived: Arrived,
    scrubbed: Option<bool>,
    error: Option<String>,
}

fn import(order: &ImportBundle, room: &Room) -> Result<(), Failure> {
    let mut workspace = room.workspace()?;
    let mut listed = Vec::new();
    let mut refused = Vec::new();
    for file in &order.files {
        let came = one(order, &mut workspace, file, room);
        // What stopped the work stops the rest of it too.
        if let Err(Problem::Stopped) = came {
            return Err(Problem::Stopped.into());
        }
        let shown = file.display().to_string();
        if let Err(problem) = &came {
            refused.push(problem.to_string());
        }
        if order.json {
            listed.push(as_json(shown, came));
        }
    }
    let came_in = !order.dry_run && refused.len() < order.files.len();
    let notice = if came_in { workspace.notice()? } else { None };
    if order.json {
        let mut told = json!({"dry_run": order.dry_run, "bundles": listed});
        if let (Some(notice), Some(told)) = (notice, told.as_object_mut()) {
            told.insert("notice".to_owned(), notice.into());
        }
        output::json(&told)?;
    } else {
        notice.map(output::aside);
    }
    let told = refused.join("\n");
    match (refused.len(), order.files.len()) {
        (0, _) => Ok(()),
        (_, 1) => Err(Failure::refused(told)),
        (some, of) => Err(Failure::refused(format!(
            "{some} of {of} bundles were refused, and changed nothing:\n{told}"
        ))),
    }
}

fn as_json(file: String, came: Result<Taken, Problem>) -> Listed {
    let (taken, error) = match came {
        Ok(taken) => (Some(taken), None),
        Err(problem) => (None, Some(problem.to_string())),
    };
    let scrubbed = taken.as_ref().and_then(|taken| taken.scrubbed.as_ref());
    let scrubbed = scrubbed.map(|scrubbed| *scrubbed == Scrubbed::Done);
    let (manifest, arrived) = taken.map(|taken| (taken.manifest, taken.arrived)).unzip();
    let arrived = arrived.unwrap_or_default();
    Listed {
        file,
        from: manifest.as_ref().map(|manifest| manifest.from.name.clone()),
        fingerprint: manifest
            .as_ref()
            .map(|manifest| manifest.from.fingerprint()),
        made: manifest.map(|manifest| manifest.made),
        replayed: arrived.is_replayed(),
        arrived,
        scrubbed,
        error,
    }
}

/// Takes one bundle in; on a terminal it is shown first, and taken when somebody says so.
fn one(
    order: &ImportBundle,
    workspace: &mut Workspace,
    file: &Path,
    room: &Room,
) -> Result<Taken, Problem> {
    let take = |workspace: &mut Workspace, dry_run| {
        let mut bar = Bar::start("Taking the bundle in", room);
        workspace.import_bundle(file, dry_run, room.now(), &mut bar.watch())
    };
    let say = |taken: &Taken, is_preview| {
        if !order.json {
            // Whoever reads it has gone away, or not: the bundle's fate does not hang on it.
            let _ = output::text(&printable(&told(file, taken, is_preview)));
        }
    };
    let asks = is_attended() && !order.yes && !order.dry_run && !order.json;
    if order.dry_run || asks {
        let preview = take(workspace, true)?;
        say(&preview, true);
        if order.dry_run || !preview.arrived.news {
            return Ok(preview);
        }
        if !agreed() {
            let _ = output::line("Left as it is: nothing was changed.");
            return Ok(preview);
        }
    }
    let taken = take(workspace, false)?;
    say(&taken, false);
    Ok(taken)
}

/// Asks whether to go on.
fn agreed() -> bool {
    let mut answer = String::new();
    let _ = write!(stderr(), "Take it in? (y/n) ");
    stdin().read_line(&mut answer).is_ok() && matches!(answer.trim(), "y" | "Y" | "yes")
}

/// What came of a bundle, for a person.
fn told(file: &Path, taken: &Taken, is_preview: bool) -> String {
    let from = &taken.manifest.from;
    let mut text = format!(
        "{}: from {from}, made {}\n",
        file.display(),
        taken.manifest.made.long()
    );
    let arrived = &taken.arrived;
    if let (Some(before), false) = (arrived.before, arrived.news) {
        let _ = writeln!(
            text,
            "It was taken in before ({}), and nothing in it is new: nothing was changed.",
            before.long()
        );
    } else if !arrived.news {
        text.push_str("Nothing in it is new here: nothing was changed.\n");
    } else if is_preview {
        text.push_str("Nothing was changed. It would be:\n");
    }
    text.push_str(&arrived.told(SHOWN));
    if let Some(left) = taken.scrubbed.as_ref().and_then(unscrubbed) {
        let _ = writeln!(text, "! {left}");
    }
    text
}
