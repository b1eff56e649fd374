//! `continuum documents`: plan documents whose pupil is not sure, and who has no plan text yet.

use std::fmt::Write as _;
use std::path::Path;

use serde::Serialize;

use crate::domain::day::{Day, Moment};
use crate::domain::matching::Outcome;
use crate::domain::paper::{Aside, Fate, PaperId, Shown};
use crate::domain::printable::printable;
use crate::domain::worklist::{Filter, Row};
use crate::exchange::missing;
use crate::workspace::{Workspace, files};

use super::arguments::{
    Documents, DocumentsCommand, DocumentsList, Missing, SetDocumentAside, SettleDocument,
};
use super::failure::Failure;
use super::output;
use super::progress::{Bar, read_caseload};
use super::room::Room;

/// The JSON of the list.
#[derive(Serialize)]
struct Listed<'a> {
    waiting: usize,
    documents: Vec<ListedDocument<'a>>,
}

/// One document of the JSON.
#[derive(Serialize)]
struct ListedDocument<'a> {
    id: PaperId,
    file: &'a str,
    received: Moment,
    state: &'static str,
    set_aside: Option<Aside>,
    outcome: Outcome,
    why: &'a str,
    nearest: Vec<ListedNearest<'a>>,
}

/// One pupil near a document of the JSON.
#[derive(Serialize)]
struct ListedNearest<'a> {
    #[serde(rename = "ref")]
    reference: &'a str,
    score: i32,
    why: &'a str,
    has_text: bool,
}

/// What became of a document, in JSON.
#[derive(Serialize)]
struct Became<'a> {
    id: PaperId,
    file: &'a str,
    state: &'static str,
    #[serde(rename = "ref")]
    reference: Option<&'a str>,
}

/// The JSON of who has no plan text.
#[derive(Serialize)]
struct MissingTexts<'a> {
    as_of: Day,
    in_scope: u64,
    missing: Vec<MissingText<'a>>,
}

/// One pupil without a plan text, of the JSON.
#[derive(Serialize)]
struct MissingText<'a> {
    #[serde(rename = "ref")]
    reference: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    school: Option<&'a str>,
    district: Option<&'a str>,
    year_group: Option<i16>,
    priority: &'static str,
    due: Option<Day>,
}

pub(super) fn run(order: &Documents, room: &Room) -> Result<(), Failure> {
    match &order.command {
        DocumentsCommand::List(order) => list(order, room),
        DocumentsCommand::Settle(order) => settle(order, room),
        DocumentsCommand::SetAside(order) => set_aside(order, room),
        DocumentsCommand::Missing(order) => missing(order, room),
    }
}

fn papers(workspace: &Workspace, room: &Room) -> Result<Vec<Shown>, Failure> {
    let mut bar = Bar::start("Matching documents", room);
    Ok(workspace.papers(&mut bar.watch())?)
}

fn list(order: &DocumentsList, room: &Room) -> Result<(), Failure> {
    let mut papers = papers(&room.workspace()?, room)?;
    papers.retain(|paper| order.all || !matches!(paper.fate, Fate::Aside(_)));
    let waiting = papers
        .iter()
        .filter(|paper| paper.fate == Fate::Waiting)
        .count();
    if order.json {
        let documents = papers.iter().map(listed).collect();
        return output::json(&Listed { waiting, documents });
    }
    let mut text = String::new();
    for paper in &papers {
        let state = match &paper.fate {
            Fate::Waiting => format!("{}: {}", paper.outcome.words(), paper.why),
            Fate::Given(_) | Fate::Taken(_) => "settled; goes in with the next import".to_owned(),
            Fate::Aside(why) => format!("set aside: {}", why.words()),
        };
        let _ = writeln!(text, "{:>5}  {}\n       {state}", paper.id.0, paper.file);
        for near in &paper.nearest {
            let _ = writeln!(
                text,
                "       {}  {}: {}",
                near.reference, near.name, near.why
            );
        }
    }
    let _ = writeln!(text, "{waiting} wait to be settled.");
    output::text(&printable(&text))
}

fn listed(paper: &Shown) -> ListedDocument<'_> {
    let near = paper.nearest.iter().map(|near| ListedNearest {
        reference: near.reference.as_str(),
        score: near.score,
        why: &near.why,
        has_text: near.has_text,
    });
    ListedDocument {
        id: paper.id,
        file: &paper.file,
        received: paper.received,
        state: paper.fate.code(),
        set_aside: match paper.fate {
            Fate::Aside(why) => Some(why),
            Fate::Waiting | Fate::Given(_) | Fate::Taken(_) => None,
        },
        outcome: paper.outcome,
        why: &paper.why,
        nearest: near.collect(),
    }
}

/// The document that was named: by its file, or by its number where several files have one name.
fn named(workspace: &mut Workspace, file: &str) -> Result<(PaperId, String), Failure> {
    let kept = workspace.kept_papers()?;
    let number = file.strip_prefix('#').unwrap_or(file).parse().map(PaperId);
    let by_name: Vec<_> = kept.iter().filter(|(_, name)| name == file).collect();
    match by_name.as_slice() {
        [(id, name)] => Ok((*id, name.clone())),
        [] => (kept.iter())
            .find(|(id, _)| number.as_ref() == Ok(id))
            .cloned()
            .ok_or_else(|| {
                Failure::refused(format!("No document \"{file}\" waits."))
                    .hint("`continuum documents list --all` shows those that are kept.")
            }),
        several => {
            let numbers: Vec<String> = several.iter().map(|(id, _)| id.0.to_string()).collect();
            Err(
                Failure::refused(format!("Several documents are called \"{file}\"."))
                    .hint(format!("Name one by its number: {}.", numbers.join(", "))),
            )
        }
    }
}

fn settle(order: &SettleDocument, room: &Room) -> Result<(), Failure> {
    let mut workspace = room.workspace()?;
    let (id, file) = named(&mut workspace, &order.file)?;
    let pupil = workspace.pupil(&order.reference)?;
    let mut bar = Bar::start("Taking documents in", room);
    workspace.settle_and_take(id, pupil, room.now(), &mut bar.watch())?;
    drop(bar);
    if order.json {
        return output::json(&Became {
            id,
            file: &file,
            state: "taken",
            reference: Some(&order.reference),
        });
    }
    let words = format!("\"{file}\" is in as the plan of {}.", order.reference);
    output::line(printable(&words))
}

fn set_aside(order: &SetDocumentAside, room: &Room) -> Result<(), Failure> {
    let why = Aside::from_code(&order.reason).ok_or_else(|| {
        let known: Vec<&str> = Aside::ALL.into_iter().map(Aside::code).collect();
        Failure::usage(format!("There is no reason \"{}\".", order.reason))
            .hint(format!("Reasons: {}.", known.join(", ")))
    })?;
    let mut workspace = room.workspace()?;
    let (id, file) = named(&mut workspace, &order.file)?;
    let (fate, words) = if order.back {
        (Fate::Waiting, "waits again".to_owned())
    } else {
        (Fate::Aside(why), format!("is set aside: {}", why.words()))
    };
    workspace.settle_paper(id, &fate, room.now())?;
    if order.json {
        return output::json(&Became {
            id,
            file: &file,
            state: fate.code(),
            reference: None,
        });
    }
    output::line(printable(&format!("\"{file}\" {words}.")))
}

fn missing(order: &Missing, room: &Room) -> Result<(), Failure> {
    let mut workspace = room.workspace()?;
    read_caseload(&mut workspace, room)?;
    let rows = workspace.missing(room.now())?;
    if order.json {
        let in_scope = workspace.page(&Filter::all(), 0, 0, room.now())?.in_scope;
        return output::json(&MissingTexts {
            as_of: room.now().day(),
            in_scope,
            missing: rows.iter().map(|row| text(row, order.names)).collect(),
        });
    }
    match order.csv.as_deref() {
        Some(path) if path == Path::new("-") => output::bytes(&missing::write(&rows, order.names)),
        Some(path) => {
            let bytes = missing::write(&rows, order.names);
            files::write(path, &bytes).map_err(Failure::refused)?;
            let words = format!("{} without plan text: {}", rows.len(), path.display());
            output::line(printable(&words))
        }
        None => output::text(&printable(&written(&rows, order.names))),
    }
}

fn text(row: &Row, names: bool) -> MissingText<'_> {
    MissingText {
        reference: row.reference.as_str(),
        name: names.then_some(row.name.as_str()),
        school: row.school.as_deref(),
        district: row.district.as_deref(),
        year_group: row.year_group,
        priority: row.priority.code(),
        due: row.due,
    }
}

fn written(rows: &[Row], names: bool) -> String {
    let mut text = String::new();
    for row in rows {
        let name = if names { row.name.as_str() } else { "" };
        let due = row
            .due
            .map_or_else(String::new, |due| format!(", due {}", due.long()));
        let _ = writeln!(
            text,
            "{:<14} {name}{}{}{due}  {}",
            row.reference,
            if names { "  " } else { "" },
            row.priority.words(),
            row.school.as_deref().unwrap_or_default(),
        );
    }
    let _ = writeln!(text, "{} in scope have no plan text.", rows.len());
    text
}
