//! What the worklist of a large caseload costs: `cargo bench --bench worklist`, with `-- 720000` for England's.
//!
//! Puts invented pupils into a workspace through the store, then opens it anew in a process of its own, so that the
//! memory is the worklist's alone. Prints medians in milliseconds and the memory in megabytes (Linux). With
//! `CONTINUUM_NAMES=FILE` the names go to a file too, a line a pupil, for `fzf --filter` on the same list.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Instant;

use continuum::demo;
use continuum::domain::day::{Day, Moment};
use continuum::domain::digest::Digest;
use continuum::domain::distribution::{Dimension, Wanted};
use continuum::domain::identity::PupilRef;
use continuum::domain::place::Setting;
use continuum::domain::pupil::Facts;
use continuum::domain::worklist::Filter;
use continuum::store::{File, Incoming, IncomingPlan, Mint, Order, Store};
use continuum::workspace::Workspace;

/// How many different pupils are invented; a larger caseload has their names in other pairs.
const COUNTY: usize = 20_635;

/// How many pupils come in at once.
const BATCH: usize = 20_000;

/// How often a page is asked for.
const PASSES: usize = 9;

/// How many rows a page has, as the screen asks for them.
const ROWS: usize = 180;

/// What is looked for: a surname's beginning, both names, a reference, letters from all over, a single letter.
const FINDS: [&str; 5] = ["smi", "evans john", "K-1042", "aeln", "a"];

type Fault = Box<dyn std::error::Error>;

#[expect(clippy::print_stdout, reason = "a benchmark prints")]
fn main() -> Result<(), Fault> {
    let asked: Vec<String> = std::env::args().skip(1).collect();
    if let [word, folder] = asked.as_slice()
        && word == "measure"
    {
        return measure(Path::new(folder));
    }
    let named: Vec<usize> = asked.iter().filter_map(|word| word.parse().ok()).collect();
    let sizes = if named.is_empty() {
        vec![COUNTY, 100_000]
    } else {
        named
    };
    for pupils in sizes {
        let folder = tempfile::tempdir()?;
        fill(folder.path(), pupils)?;
        println!("{pupils} pupils");
        let program = std::env::current_exe()?;
        let run = std::process::Command::new(program)
            .arg("measure")
            .arg(folder.path())
            .status()?;
        if !run.success() {
            return Err("the measuring failed".into());
        }
    }
    Ok(())
}

fn today() -> Moment {
    Moment::of_day(day("2026-01-12").unwrap_or_else(|| unreachable!()))
}

fn day(text: &str) -> Option<Day> {
    text.parse().ok()
}

/// Times one thing.
#[expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]
fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let start = Instant::now();
    let made = work();
    (made, start.elapsed().as_secs_f64() * 1_000.0)
}

/// The median time of several passes.
fn median(mut work: impl FnMut() -> Result<(), Fault>) -> Result<f64, Fault> {
    let mut times = Vec::new();
    for _ in 0..PASSES {
        let (done, time) = timed(&mut work);
        done?;
        times.push(time);
    }
    times.sort_by(f64::total_cmp);
    Ok(times.get(PASSES / 2).copied().unwrap_or_default())
}

#[expect(clippy::print_stdout, reason = "a benchmark prints")]
fn measure(folder: &Path) -> Result<(), Fault> {
    let now = today();
    let say = |what: &str, time: f64| println!("  {what:<34} {time:>10.2}");
    let (opened, time) = timed(|| Workspace::open_existing(folder, now));
    let mut workspace = opened?;
    let (opening, more) = timed(|| workspace.opening());
    opening?;
    say("to the first frame, ms", time + more);
    let all = Filter::default();
    let (page, time) = timed(|| workspace.page(&all, 0, ROWS, now));
    let total = page?.total;
    say("reading, and the first page, ms", time);
    memory("memory, MB");
    let again = median(|| Ok(workspace.page(&all, 0, ROWS, now).map(drop)?))?;
    say("the first page again, ms", again);
    let mut from = total / 2;
    let never_seen = median(|| {
        from += ROWS;
        Ok(workspace.page(&all, from, ROWS, now).map(drop)?)
    })?;
    say("a page never seen before, ms", never_seen);
    let first = workspace.page(&all, 0, 1, now)?.rows.into_iter().next();
    if let Some(row) = first {
        let draft = workspace.case(&row.pupil, now)?.draft;
        let marked = median(|| {
            workspace.save(&draft, now)?;
            Ok(workspace.page(&all, 0, ROWS, now).map(drop)?)
        })?;
        say("a draft kept, and the page, ms", marked);
    }
    for text in FINDS {
        let filter = Filter {
            text: text.to_owned(),
            ..Filter::all()
        };
        // Another filter in between, so that nothing of the search is kept.
        let mut found = 0;
        let once = median(|| {
            workspace.page(&all, 0, 0, now)?;
            found = workspace.page(&filter, 0, ROWS, now)?.total;
            Ok(())
        })?;
        say(&format!("find \"{text}\" ({found}), ms"), once);
        let again = median(|| Ok(workspace.page(&filter, 0, ROWS, now).map(drop)?))?;
        say("  its page again, ms", again);
    }
    let wanted = Wanted::by(&[
        Dimension::Setting,
        Dimension::Phase,
        Dimension::District,
        Dimension::Priority,
    ]);
    let counted = median(|| Ok(workspace.distribution(&wanted, now).map(drop)?))?;
    say("the distribution, ms", counted);
    memory("memory at the end, MB");
    Ok(())
}

/// Prints what the process has in memory, and the most it had.
#[expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a benchmark looks at its own process and prints"
)]
fn memory(what: &str) {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let of = |name: &str| {
        let line = status.lines().find(|line| line.starts_with(name));
        let number = line.and_then(|line| line.split_whitespace().nth(1));
        number.and_then(|number| number.parse::<f64>().ok())
    };
    if let (Some(now), Some(most)) = (of("VmRSS:"), of("VmHWM:")) {
        println!(
            "  {what:<34} {:>10.1} (most {:.1})",
            now / 1024.0,
            most / 1024.0
        );
    }
}

/// Makes a workspace of so many pupils.
#[expect(
    clippy::disallowed_methods,
    reason = "a benchmark writes the names where it is told to"
)]
fn fill(folder: &Path, pupils: usize) -> Result<(), Fault> {
    let order = demo::Order {
        pupils: COUNTY,
        seed: 7,
        as_of: today().day(),
    };
    let invented: Vec<Vec<String>> = demo::invent(&order)?.rows().collect();
    // The workspace's own way of opening shelves the framework.
    drop(Workspace::open(folder, Some(7), today())?);
    let mut store = Store::open(folder, Mint::seeded(8), today())?;
    let mut names = String::new();
    for from in (0..pupils).step_by(BATCH) {
        let to = (from + BATCH).min(pupils);
        let coming: Vec<Incoming> = (from..to).map(|at| incoming(&invented, at)).collect();
        for facts in coming.iter().map(|one| &one.facts) {
            writeln!(names, "{} {}", facts.reference, facts.name())?;
        }
        let file = File {
            name: format!("caseload-{from}.csv"),
            digest: Digest::of(&from.to_le_bytes()),
            kind: "table".to_owned(),
            silent: Vec::new(),
        };
        let order = Order {
            now: today(),
            whole: false,
            dry_run: false,
            compare: None,
        };
        store.import(order, |taking| {
            taking.file(file, |intake| {
                (coming.iter()).try_for_each(|one| intake.take(one).map(drop))
            })
        })?;
    }
    if let Some(file) = std::env::var_os("CONTINUUM_NAMES") {
        std::fs::write(PathBuf::from(file), names)?;
    }
    Ok(())
}

/// A pupil: the facts of one who was invented, with another's forename from the second round on.
fn incoming(invented: &[Vec<String>], at: usize) -> Incoming {
    let row = invented.get(at % COUNTY).map_or(&[][..], Vec::as_slice);
    let other = invented.get((at + at / COUNTY * 7_919) % COUNTY);
    let cell = |at: usize| row.get(at).filter(|cell| !cell.is_empty()).cloned();
    let date = |at: usize| day(row.get(at).map_or("", String::as_str));
    let facts = Facts {
        surname: cell(2),
        forename: other.and_then(|row| row.get(3)).cloned(),
        dob: date(4),
        sex: cell(5),
        ethnicity: cell(6),
        urn: cell(8),
        school: cell(9),
        setting: cell(10).and_then(|code| Setting::from_code(&code)),
        district: cell(11),
        community: cell(12),
        need_1: cell(13),
        plan_start: date(15),
        last_review: date(17),
        review_due: date(18),
        ..Facts::unknown(PupilRef::new(format!("K-{:05}", at + 1)))
    };
    let plan = IncomingPlan {
        text: format!("Plan {at}. A teaching assistant, 15 minutes a day."),
        source: "caseload.csv".to_owned(),
        version: None,
        provisions: 1,
        amends: None,
    };
    Incoming {
        facts,
        row: at,
        plan: (!at.is_multiple_of(10)).then_some(plan),
    }
}
