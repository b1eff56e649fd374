//! `continuum demo`: an invented caseload, imported like a real one, mapped in part, and opened.

use std::path::{Path, PathBuf};

use crate::demo::{self, Caseload, Order, Paper, PlanFile, Review};
use crate::domain::day::Moment;
use crate::domain::exact::Quantity;
use crate::domain::worklist::{Filter, Priority, State};
use crate::exchange::{docx, table};
use crate::workspace::{Wish, Workspace, files};

use super::arguments::Demo;
use super::failure::Failure;
use super::progress::Bar;
use super::room::Room;
use super::{open, output};

/// Who sits before a demo.
const READER: &str = "Demo officer";

/// The invented caseload's table, and the folder of its plans.
const TABLE: &str = "caseload.csv";
const PLANS: &str = "plans";

/// What came of the annual reviews held since: a table, and a folder of amended plans.
const REVIEWS: &str = "reviews.csv";
const AMENDED: &str = "amended";

/// One in so many of those mapped has had an annual review since.
const REVIEWED: usize = 12;

pub(super) fn run(order: &Demo, room: &Room) -> Result<(), Failure> {
    let share = share(&order.mapped)?;
    let folder = folder(room)?;
    let as_of = room.now().day();
    let caseload = demo::invent(&Order {
        pupils: order.pupils,
        seed: order.seed,
        as_of,
    })
    .map_err(Failure::refused)?;
    let (table, plans) = write(&caseload, &folder)?;
    // The caseload came in before anybody mapped.
    let begun = caseload.recorded(0, order.pupils).plus_millis(-3_600_000);
    let mut workspace = Workspace::open(&folder, Some(order.seed), begun)?;
    workspace.be(READER)?;
    import(&mut workspace, &[table, plans], begun)?;
    let mapped = map(&mut workspace, &caseload, share, room.now())?;
    let amended = review(&mut workspace, &caseload, mapped, &folder, room.now())?;
    if order.no_ui || !open::is_attended() {
        return output::line(format!(
            "{} invented pupils, {mapped} of them mapped, {amended} of these amended since, in {}",
            order.pupils,
            folder.display()
        ));
    }
    open::show(workspace, room)
}

/// Reads the share that is mapped already.
fn share(text: &str) -> Result<Quantity, Failure> {
    let share: Result<Quantity, _> = text.parse();
    share
        .ok()
        .filter(|share| (Quantity::ZERO..=Quantity::from(1)).contains(share))
        .ok_or_else(|| {
            Failure::usage(format!("\"{text}\" is not a share."))
                .hint("Write it from 0 (nobody) to 1 (everybody), as --mapped 0.3.")
        })
}

/// The folder to make the workspace in: the one named, or a temporary one.
fn folder(room: &Room) -> Result<PathBuf, Failure> {
    let Some(named) = room.named() else {
        return files::temporary_folder("continuum-demo").map_err(Failure::refused);
    };
    if Workspace::is_at(named) {
        let shown = named.display();
        return Err(
            Failure::refused(format!("\"{shown}\" holds a workspace already.")).hint(format!(
                "Open it with `continuum --workspace {shown}`, or name another folder."
            )),
        );
    }
    // The invented files must not take the place of anybody's own.
    for name in [TABLE, PLANS, REVIEWS, AMENDED] {
        let path = named.join(name);
        if path.exists() {
            let shown = path.display();
            return Err(Failure::refused(format!("\"{shown}\" is there already."))
                .hint("Name an empty folder for the demo."));
        }
    }
    Ok(named.clone())
}

/// Writes the caseload as an authority would hold it: a table, and a folder of plans.
fn write(caseload: &Caseload, folder: &Path) -> Result<(PathBuf, PathBuf), Failure> {
    let bar = Bar::start("Inventing");
    let of = caseload.len() as u64;
    let rows = caseload.rows().zip(1..).map(|(row, done)| {
        bar.at("Inventing pupils", done, of);
        row
    });
    let path = write_table(&folder.join(TABLE), rows)?;
    let plans = write_plans(&folder.join(PLANS), caseload.plan_files())?;
    Ok((path, plans))
}

fn write_table(path: &Path, rows: impl Iterator<Item = Vec<String>>) -> Result<PathBuf, Failure> {
    let mut bytes = Vec::new();
    let mut table = table::TableWriter::new(&mut bytes, &Caseload::header())?;
    for row in rows {
        table.row(&row)?;
    }
    table.finish()?;
    files::write(path, &bytes).map_err(Failure::refused)?;
    Ok(path.to_owned())
}

fn write_plans(folder: &Path, plans: impl Iterator<Item = PlanFile>) -> Result<PathBuf, Failure> {
    files::make_folder(folder).map_err(Failure::refused)?;
    for plan in plans {
        let bytes = match plan.paper {
            Paper::Document(document) => {
                let mut bytes = Vec::new();
                docx::write(&document, &mut bytes)?;
                bytes
            }
            Paper::Text(text) => text.into_bytes(),
        };
        files::write(&folder.join(plan.name), &bytes).map_err(Failure::refused)?;
    }
    Ok(folder.to_owned())
}

fn import(workspace: &mut Workspace, files: &[PathBuf], now: Moment) -> Result<(), Failure> {
    let bar = Bar::start("Importing");
    let account = workspace.import(files, Wish::default(), now, &mut |step| {
        bar.at(step.what, step.done, step.of);
    })?;
    if let Some(rejected) = account.rejected.first() {
        return Err(Failure::refused(format!(
            "The invented caseload was not taken in whole: {rejected}"
        )));
    }
    Ok(())
}

/// Maps a share of those in scope, in the order of the worklist, by the invented officers in turn.
fn map(
    workspace: &mut Workspace,
    caseload: &Caseload,
    share: Quantity,
    now: Moment,
) -> Result<usize, Failure> {
    let page = workspace.page(&Filter::all(), 0, usize::MAX, now)?;
    let in_scope = u32::try_from(page.rows.len()).unwrap_or(u32::MAX);
    let total = share
        .times(in_scope.into())
        .and_then(Quantity::whole)
        .unwrap_or_default();
    let total = usize::try_from(total).unwrap_or_default();
    let ready = page
        .rows
        .iter()
        .filter(|row| row.state == State::NotStarted);
    let officers = caseload.officers();
    let framework = workspace.framework().clone();
    let bar = Bar::start("Mapping");
    let mut mapped = 0;
    for (row, reader) in ready.take(total).zip(officers.iter().cycle()) {
        let provisions = workspace.provisions(&row.pupil)?;
        let officer = officers.iter().position(|one| one == reader);
        let officer = officer
            .and_then(|officer| u8::try_from(officer).ok())
            .unwrap_or_default();
        let judged = caseload.judge(&row.reference, officer, &framework, &provisions);
        if let Some(judged) = judged {
            let at = caseload.recorded(mapped, total);
            workspace.record_judged(row.reference.as_str(), judged, None, reader.clone(), at)?;
            mapped += 1;
        }
        bar.at("Mapping", mapped as u64, total as u64);
    }
    Ok(mapped)
}

/// Holds the annual review of a few of those mapped whose review was due, and takes in what came of it; gives how many.
///
/// Their next review is far off, so that they come back below those not begun.
fn review(
    workspace: &mut Workspace,
    caseload: &Caseload,
    mapped: usize,
    folder: &Path,
    now: Moment,
) -> Result<usize, Failure> {
    let filter = Filter {
        states: vec![State::Recorded],
        priorities: vec![Priority::AnnualReview],
        ..Filter::all()
    };
    let rows = workspace.page(&filter, 0, usize::MAX, now)?.rows;
    let most = mapped / REVIEWED;
    let apart = rows.len().checked_div(most).unwrap_or_default().max(1);
    let reviews: Vec<Review> = (rows.iter().step_by(apart).take(most))
        .filter_map(|row| caseload.review(&row.reference))
        .collect();
    if reviews.is_empty() {
        return Ok(0);
    }
    let (rows, plans): (Vec<_>, Vec<_>) = (reviews.into_iter())
        .map(|review| (review.row, review.plan))
        .unzip();
    let count = rows.len();
    let table = write_table(&folder.join(REVIEWS), rows.into_iter())?;
    let plans = write_plans(&folder.join(AMENDED), plans.into_iter())?;
    let at = caseload.recorded(mapped.saturating_sub(1), mapped);
    import(workspace, &[table, plans], at.plus_millis(3_600_000))?;
    Ok(count)
}
