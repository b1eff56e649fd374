//! How long the distribution takes from a cold start: `cargo bench --bench distribution`, with `-- 720000` for England's.
//!
//! Puts invented pupils into a workspace, maps every one of them, and then runs the program itself, process start
//! included: `continuum distribution --by setting,phase,district,priority`. The peer is `duckdb` on the path, or else
//! Python's module of that name, which groups the same rows from a file of its own by the same columns; the two run one
//! after the other. Each is run with its file in the system's cache, and with it dropped from there where `dd` can do
//! that. Then, in one process that has the worklist before it, mappings are recorded one by one, each with the
//! distribution counted after it. Prints medians in milliseconds.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a benchmark reads the clock, lays files and prints"
)]

use std::fs::{self, File as Disk};
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use continuum::demo;
use continuum::domain::caseload::MappingResult;
use continuum::domain::day::{Day, Moment};
use continuum::domain::derive::Outcome;
use continuum::domain::digest::Digest;
use continuum::domain::distribution::{Dimension, Wanted};
use continuum::domain::framework::Framework;
use continuum::domain::identity::{LevelId, PupilId, PupilRef, Reader, Role};
use continuum::domain::judgement::{AreaLevel, AreaSource, Judged, Judgement, SetAside, Verdict};
use continuum::domain::mapping::{Course, Sheet};
use continuum::domain::place::Setting;
use continuum::domain::pupil::Facts;
use continuum::domain::worklist::{Basis, Filter, Standing, current, phase};
use continuum::store::{End, File, Incoming, IncomingPlan, Mint, Order, Store};
use continuum::workspace::{Workspace, unwatched};

/// How many pupils are invented, and mapped where nothing else is said; England's are the county's many times over.
const COUNTY: usize = 20_635;

/// How many pupils come in at once.
const BATCH: usize = 20_000;

/// How often each is done; the median is what to quote.
const PASSES: usize = 9;

/// What the pupils are crossed by.
const BY: [Dimension; 4] = [
    Dimension::Setting,
    Dimension::Phase,
    Dimension::District,
    Dimension::Priority,
];

/// What the peer is asked.
const QUERY: &str = "SELECT setting, phase, district, priority, tariff, route, count(*) FROM pupils GROUP BY ALL ORDER BY ALL";

/// What it asks of its Python module.
const PYTHON: &str = "import sys, duckdb
rows = duckdb.connect(sys.argv[1]).execute(sys.argv[2]).fetchall()
for row in rows: print(*row, sep=',')";

type Fault = Box<dyn std::error::Error>;

fn main() -> Result<(), Fault> {
    let asked: Vec<String> = std::env::args().skip(1).collect();
    if let [word, folder] = asked.as_slice()
        && word == "measure"
    {
        return measure(Path::new(folder));
    }
    let named = asked.iter().find_map(|word| word.parse().ok());
    let pupils = named.unwrap_or(COUNTY);
    let folder = tempfile::tempdir()?;
    let kept = folder.path().join("work");
    fs::create_dir(&kept)?;
    fill(&kept, pupils)?;
    println!("{pupils} mapped pupils, medians of {PASSES} passes");
    let ours = Run::of_program(&kept, folder.path());
    let (_, first) = timed(|| ours.run());
    say("counted from the records, once, ms", first);
    let theirs = Run::of_peer(&kept, folder.path())?;
    let sides = [Some(&ours), theirs.as_ref()];
    for (what, is_cold) in [("cached", false), ("from the disk", true)] {
        let mut medians = vec![];
        for one in sides.into_iter().flatten() {
            let Some(time) = one.median(is_cold)? else {
                println!("  there is no dd that drops a file from the cache");
                continue;
            };
            say(&format!("{}, {what}, ms", one.name), time);
            medians.push(time);
        }
        if let [ours, theirs] = medians.as_slice() {
            println!("  {what}: {:.2} times the peer's time", ours / theirs);
        }
    }
    match &theirs {
        None => println!(
            "  there is no duckdb on the path and no module of it: nothing to compare with"
        ),
        Some(theirs) => println!(
            "  cells: {} and the peer's {}",
            cells(&ours.out)?,
            cells(&theirs.out)?
        ),
    }
    let program = std::env::current_exe()?;
    let run = Command::new(program).arg("measure").arg(&kept).status()?;
    if run.success() {
        Ok(())
    } else {
        Err("the measuring failed".into())
    }
}

fn say(what: &str, time: f64) {
    println!("  {what:<44} {time:>9.2}");
}

fn today() -> Moment {
    Moment::of_day(day("2026-01-12").unwrap_or_else(|| unreachable!()))
}

fn day(text: &str) -> Option<Day> {
    text.parse().ok()
}

/// Times one thing.
fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let start = Instant::now();
    let made = work();
    (made, start.elapsed().as_secs_f64() * 1_000.0)
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// How many lines of counts a run gave.
fn cells(out: &Path) -> Result<usize, Fault> {
    let text = fs::read_to_string(out)?;
    let counts = text.lines().filter(|line| {
        let last = line.rsplit(',').next().unwrap_or_default();
        !line.starts_with('#') && last.parse::<u64>().is_ok()
    });
    Ok(counts.count())
}

/// A command that counts, as a process of its own.
struct Run {
    name: &'static str,
    words: Vec<String>,
    /// The file that it reads.
    file: PathBuf,
    out: PathBuf,
}

impl Run {
    fn of_program(kept: &Path, folder: &Path) -> Self {
        let by = BY.map(Dimension::code).join(",");
        let kept_as = kept.display().to_string();
        let words = [
            env!("CARGO_BIN_EXE_continuum"),
            "--workspace",
            &kept_as,
            "--now",
            "2026-01-12",
            "distribution",
            "--by",
            &by,
            "--format",
            "csv",
        ];
        Self {
            name: "continuum distribution",
            words: words.map(str::to_owned).to_vec(),
            file: kept.join("workspace.sqlite"),
            out: folder.join("ours.csv"),
        }
    }

    /// The peer, with the same rows in its own file; none where it is not here.
    fn of_peer(kept: &Path, folder: &Path) -> Result<Option<Self>, Fault> {
        let table = folder.join("pupils.csv");
        write_rows(kept, &table)?;
        let file = folder.join("pupils.duckdb");
        let made = format!(
            "CREATE TABLE pupils AS SELECT * FROM read_csv('{}', header = true); CHECKPOINT",
            table.display()
        );
        let shown = file.display().to_string();
        for words in [
            vec!["duckdb", "-csv", "-noheader", &shown],
            vec!["python3", "-c", PYTHON, &shown],
        ] {
            let mut run = Self {
                name: "duckdb",
                words: words.into_iter().map(str::to_owned).collect(),
                file: file.clone(),
                out: folder.join("theirs.csv"),
            };
            run.words.push(made.clone());
            if run.run().is_ok() {
                run.words.pop();
                run.words.push(QUERY.to_owned());
                return Ok(Some(run));
            }
        }
        Ok(None)
    }

    fn run(&self) -> Result<(), Fault> {
        let (program, words) = self.words.split_first().ok_or("nothing to run")?;
        let status = Command::new(program)
            .args(words)
            .stdout(Disk::create(&self.out)?)
            .stderr(Stdio::null())
            .status()?;
        if status.success() {
            Ok(())
        } else {
            Err(format!("{} failed", self.name).into())
        }
    }

    /// The median of several runs; nothing where the cache was to be emptied and cannot be.
    fn median(&self, is_cold: bool) -> Result<Option<f64>, Fault> {
        self.run()?;
        let mut times = Vec::new();
        for _ in 0..PASSES {
            if is_cold && !drop_from_cache(&self.file) {
                return Ok(None);
            }
            let (done, time) = timed(|| self.run());
            done?;
            times.push(time);
        }
        Ok(Some(median(times)))
    }
}

/// Lets the system forget what it holds of a file in memory.
fn drop_from_cache(file: &Path) -> bool {
    let dropped = Command::new("dd")
        .arg(format!("of={}", file.display()))
        .args(["oflag=nocache", "conv=notrunc,fdatasync", "count=0"])
        .stderr(Stdio::null())
        .status();
    dropped.is_ok_and(|status| status.success())
}

/// Writes what is counted of each pupil, as the peer is to have it.
fn write_rows(kept: &Path, table: &Path) -> Result<(), Fault> {
    let framework = Workspace::open_existing(kept, today())?.framework().clone();
    let basis = Basis::new(&framework, today().day());
    let store = Store::open_existing(kept, Mint::seeded(9), today())?;
    let mut out = BufWriter::new(Disk::create(table)?);
    writeln!(out, "ref,setting,phase,district,priority,tariff,route")?;
    let mut written = Ok(());
    store.each_entry(&framework.key, &mut |entry| {
        let standing = Standing::of(&basis, &entry);
        let tariff = current(&entry).map(|mapping| &mapping.result);
        let (tariff, route) = match tariff {
            Some(MappingResult::Tariff(tariff, route)) => (tariff.to_string(), route.code()),
            Some(MappingResult::CannotMap(_)) | None => return Ok(()),
        };
        let line = writeln!(
            out,
            "{},{},{},{},{},{tariff},{route}",
            entry.facts.reference,
            entry.facts.setting.map_or("", Setting::code),
            phase(&basis, &entry).map_or("", |phase| phase.code()),
            entry.facts.district.as_deref().unwrap_or_default(),
            standing.reason.priority().code(),
        );
        if line.is_err() {
            written = line;
        }
        Ok(())
    })?;
    written?;
    Ok(out.flush()?)
}

/// Records mappings with the worklist read, and counts the distribution after each.
fn measure(folder: &Path) -> Result<(), Fault> {
    let now = today();
    let mut workspace = Workspace::open_existing(folder, now)?;
    let page = workspace.page(&Filter::all(), 0, PASSES, now)?;
    let (_, time) = timed(|| workspace.distribution(&Wanted::by(&BY), now));
    say("the distribution on the screen, ms", time);
    let (mut records, mut counts) = (vec![], vec![]);
    for row in &page.rows {
        let pupil = workspace.references_of(std::slice::from_ref(&row.pupil))?;
        let reference = pupil.first().ok_or("nobody")?.to_string();
        let provisions = workspace.provisions(&row.pupil)?;
        let (judged, reader) = (
            judged(workspace.framework(), 3, provisions.len()),
            officer(),
        );
        let (done, record) =
            timed(|| workspace.record_judged(&reference, judged, None, reader, now));
        done?;
        let (done, count) = timed(|| workspace.distribution(&Wanted::by(&BY), now));
        done?;
        records.push(record);
        counts.push(count);
    }
    say("a mapping recorded, ms", median(records));
    say("the distribution counted after it, ms", median(counts));
    workspace.read_counts(now, &mut unwatched)?;
    Ok(())
}

fn officer() -> Reader {
    Reader {
        name: "Sian Price".to_owned(),
        role: Role::Officer,
    }
}

/// Every provision set aside, and every area at one of its levels.
fn judged(framework: &Framework, level: usize, provisions: usize) -> Judged {
    let level = |levels: &[LevelId]| levels.get(level.min(levels.len() - 1)).cloned();
    let areas = framework.areas.iter().filter_map(|area| {
        Some(AreaLevel {
            area: area.id.clone(),
            level: level(&area.levels)?,
            reason: Some("as it is".to_owned()),
            evidence: AreaSource::Placement,
        })
    });
    let judgement = |n| Judgement {
        n,
        verdict: Verdict::SetAside(SetAside::Core),
        note: None,
    };
    Judged {
        judgements: (1..).take(provisions).map(judgement).collect(),
        area_levels: areas.collect(),
        ..Judged::default()
    }
}

/// Makes a workspace of so many pupils, and maps them all.
fn fill(folder: &Path, pupils: usize) -> Result<(), Fault> {
    let order = demo::Order {
        pupils: COUNTY,
        seed: 7,
        as_of: today().day(),
    };
    let invented: Vec<Vec<String>> = demo::invent(&order)?.rows().collect();
    // The workspace's own way of opening shelves the framework.
    let framework = Workspace::open(folder, Some(7), today())?
        .framework()
        .clone();
    let mut store = Store::open(folder, Mint::seeded(8), today())?;
    for from in (0..pupils).step_by(BATCH) {
        let to = (from + BATCH).min(pupils);
        let coming: Vec<Incoming> = (from..to)
            .map(|at| incoming(&framework, &invented, at))
            .collect();
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
    let references = store.references()?;
    for (batch, pupils) in references.chunks(BATCH).enumerate() {
        store.begin()?;
        for (at, (pupil, ..)) in (batch * BATCH..).zip(pupils) {
            let mut sheet = sheet(&framework, at);
            sheet.pupil = pupil.clone();
            sheet.plan = store.plan(pupil)?.map(|plan| plan.id);
            store.record_part(sheet, today())?;
        }
        store.seal()?;
        store.end(End::Keep)?;
    }
    Ok(())
}

/// A pupil in scope: the facts of one who was invented, in one of the framework's years and settings.
fn incoming(framework: &Framework, invented: &[Vec<String>], at: usize) -> Incoming {
    let row = invented.get(at % COUNTY).map_or(&[][..], Vec::as_slice);
    let cell = |at: usize| row.get(at).filter(|cell| !cell.is_empty()).cloned();
    let date = |at: usize| day(row.get(at).map_or("", String::as_str));
    let setting = cell(10).and_then(|code| Setting::from_code(&code));
    let setting = setting.filter(|one| framework.scope.settings.contains(one));
    let year = |at: usize| i16::try_from(at % 12).unwrap_or_default();
    let facts = Facts {
        surname: cell(2),
        forename: cell(3),
        dob: date(4),
        year_group: Some(year(at * 7)),
        sex: cell(5),
        ethnicity: cell(6),
        urn: cell(8),
        school: cell(9),
        setting: setting.or(Some(Setting::Mainstream)),
        district: cell(11),
        community: cell(12),
        need_1: cell(13),
        plan_start: date(15),
        last_review: date(17),
        review_due: date(18),
        ..Facts::unknown(PupilRef::new(format!("K-{:05}", at + 1)))
    };
    Incoming {
        facts,
        row: at,
        plan: Some(IncomingPlan {
            text: format!("Plan {at}. A teaching assistant, 15 minutes a day."),
            source: "caseload.csv".to_owned(),
            version: None,
            provisions: 1,
            amends: None,
        }),
    }
}

/// A mapping to one of the framework's tariffs, by one of two dozen officers.
fn sheet(framework: &Framework, at: usize) -> Sheet {
    let tariffs = framework.tariffs.len().max(1);
    let tariff = framework.tariffs.get(at * 31 % 101 % tariffs);
    Sheet {
        pupil: PupilId::new(""),
        plan: None,
        framework: framework.key.clone(),
        framework_hash: framework.hash,
        reader: Reader {
            name: format!("Officer {}", at % 24),
            role: Role::Officer,
        },
        setting: None,
        phase: None,
        provisions: Vec::new(),
        judged: judged(framework, at % 5, 0),
        outcome: tariff.map(|tariff| Outcome {
            several: Vec::new(),
            tariff: tariff.id.clone(),
            route: tariff.route,
            trace: Vec::new(),
        }),
        flags: Vec::new(),
        course: Course::at_once(today()),
        taken_over: None,
        adopted_by: None,
        purpose: None,
        ruled: None,
    }
}
