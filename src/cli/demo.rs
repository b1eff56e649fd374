//! `continuum demo`: an invented caseload, imported like a real one, mapped in part, and opened.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use crate::demo::{self, Caseload, Order, Paper, PlanFile};
use crate::domain::day::Moment;
use crate::domain::exact::Quantity;
use crate::domain::identity::{PupilId, PupilRef};
use crate::domain::provision::Provision;
use crate::domain::worklist::{Filter, Priority, State};
use crate::exchange::{docx, table};
use crate::workspace::{Made, Whose, Wish, Workspace, files};

use super::arguments::Demo;
use super::failure::Failure;
use super::progress::{Bar, read_caseload};
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

/// The folder of invented rates files.
const RATES: &str = "rates";

/// All of them.
const MADE: [&str; 5] = [TABLE, PLANS, REVIEWS, AMENDED, RATES];

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
    let made = {
        // Also between two parts of the work a press takes back the whole.
        let _heed = room.heed();
        let made = make((order.seed, share), &caseload, &folder, room);
        if made.is_err() {
            // Half a demo is none.
            files::clear(&folder, &MADE).map_err(Failure::refused)?;
            Workspace::remove(&folder)?;
        }
        made
    };
    let (workspace, mapped, amended) = made?;
    if order.no_ui || !open::is_attended() {
        return output::line(format!(
            "{} invented pupils, {mapped} of them mapped, {amended} of these amended since, in {}",
            order.pupils,
            folder.display()
        ));
    }
    open::show(workspace, room)
}

/// Makes the workspace; gives it, and how many are mapped and amended since.
fn make(
    (seed, share): (u64, Quantity),
    caseload: &Caseload,
    folder: &Path,
    room: &Room,
) -> Result<(Workspace, usize, usize), Failure> {
    let (table, plans) = write(caseload, folder, room)?;
    // The caseload came in before anybody mapped.
    let begun = caseload.recorded(0, caseload.len()).plus_millis(-3_600_000);
    let mut workspace = Workspace::open(folder, Some(seed), begun)?;
    workspace.be(READER)?;
    // What is invented is invented again.
    workspace.without_backups();
    import(&mut workspace, &[table, plans], begun, room)?;
    let mapped = map(&mut workspace, caseload, share, room)?;
    let amended = review(&mut workspace, caseload, mapped, folder, room)?;
    for (name, text) in demo::RATES {
        let path = folder.join(RATES).join(name);
        files::write(&path, text.as_bytes()).map_err(Failure::refused)?;
    }
    Ok((workspace, mapped, amended))
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
    for name in MADE {
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
fn write(caseload: &Caseload, folder: &Path, room: &Room) -> Result<(PathBuf, PathBuf), Failure> {
    let mut bar = Bar::start("Inventing pupils", room);
    let of = caseload.len();
    let path = folder.join(TABLE);
    let mut growing = files::Growing::begin(&path).map_err(Failure::refused)?;
    caseload.each_stretch(&mut |bytes, done| {
        bar.step("Inventing pupils", done, of)?;
        Ok::<_, Failure>(growing.write_all(bytes)?)
    })?;
    growing.finish().map_err(Failure::refused)?;
    let (plans, of) = (caseload.plan_files(), of.min(demo::FILES));
    let plans = write_plans(&folder.join(PLANS), plans, of, &mut bar)?;
    Ok((path, plans))
}

fn write_plans(
    folder: &Path,
    plans: impl Iterator<Item = PlanFile>,
    of: usize,
    bar: &mut Bar<'_>,
) -> Result<PathBuf, Failure> {
    files::make_folder(folder).map_err(Failure::refused)?;
    for (plan, done) in plans.zip(1..) {
        bar.step("Writing plans", done, of)?;
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

fn import(
    workspace: &mut Workspace,
    files: &[PathBuf],
    now: Moment,
    room: &Room,
) -> Result<(), Failure> {
    let mut bar = Bar::start("Importing", room);
    let wish = Wish {
        whose: Whose::Nobodys,
        ..Wish::default()
    };
    let account = workspace.import(files, wish, now, &mut bar.watch())?;
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
    room: &Room,
) -> Result<usize, Failure> {
    read_caseload(workspace, room)?;
    let in_scope = workspace.page(&Filter::all(), 0, 0, room.now())?.in_scope;
    let total = share
        .times(Quantity::from(u32::try_from(in_scope).unwrap_or(u32::MAX)))
        .and_then(Quantity::whole)
        .unwrap_or_default();
    let ready = Filter {
        states: vec![State::NotStarted],
        ..Filter::all()
    };
    let mut ready = workspace.shown(&ready, room.now())?;
    ready.truncate(usize::try_from(total).unwrap_or_default());
    let (total, officers) = (ready.len(), caseload.officers());
    let framework = workspace.framework().clone();
    let judge = |pupil: &PupilRef, nth: usize, provisions: &[Provision]| {
        let officer = nth.checked_rem(officers.len())?;
        let number = u8::try_from(officer).unwrap_or_default();
        Some(Made {
            judged: caseload.judge(pupil, number, &framework, provisions)?,
            reader: officers.get(officer)?.clone(),
            at: caseload.recorded(nth, total),
        })
    };
    let mut bar = Bar::start("Mapping", room);
    Ok(workspace.record_all(&ready, &judge, &mut bar.watch())?)
}

/// Holds the annual review of a few of those mapped whose review was due, and takes in what came of it; gives how many.
///
/// Their next review is far off, so that they come back below those not begun.
fn review(
    workspace: &mut Workspace,
    caseload: &Caseload,
    mapped: usize,
    folder: &Path,
    room: &Room,
) -> Result<usize, Failure> {
    let filter = Filter {
        states: vec![State::Recorded],
        priorities: vec![Priority::AnnualReview],
        ..Filter::all()
    };
    read_caseload(workspace, room)?;
    let due = workspace.shown(&filter, room.now())?;
    let most = mapped / REVIEWED;
    let apart = due.len().checked_div(most).unwrap_or_default().max(1);
    let due: Vec<PupilId> = due.into_iter().step_by(apart).take(most).collect();
    let due = workspace.references_of(&due)?;
    if due.is_empty() {
        return Ok(0);
    }
    let mut bar = Bar::start("Writing reviews", room);
    let path = folder.join(REVIEWS);
    let growing = files::Growing::begin(&path).map_err(Failure::refused)?;
    let mut table = table::TableWriter::new(growing, &Caseload::header())?;
    let (mut plans, mut count) = (Vec::new(), 0);
    for (pupil, nth) in due.iter().zip(0..) {
        bar.step("Writing reviews", nth, due.len())?;
        if let Some(review) = caseload.review(pupil, nth) {
            count += 1;
            plans.extend(review.plan);
            table.row(&review.row)?;
        }
    }
    table.into_inner()?.finish().map_err(Failure::refused)?;
    let of = plans.len();
    let plans = write_plans(&folder.join(AMENDED), plans.into_iter(), of, &mut bar)?;
    drop(bar);
    let at = caseload.recorded(mapped.saturating_sub(1), mapped);
    import(workspace, &[path, plans], at.plus_millis(3_600_000), room)?;
    Ok(count)
}
