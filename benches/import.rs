//! How long an import takes against `sqlite3 .import`: `cargo bench --bench import`.
//!
//! A caseload table of invented pupils comes into an empty workspace: read, checked, indexed, in one transaction. The
//! peer is the `sqlite3` on the path, which puts the same file into one table of texts and makes as many indexes as the
//! workspace has beside its keys; both keep a write-ahead log, and each pass runs the two one after the other. The same
//! table comes in once more with every pupil at another school, which is to take about as long; then the same pupils as
//! a SEN2 return. `CONTINUUM_PUPILS=720000` makes the caseload England's. Prints medians, and the
//! most memory that each import took (Linux).

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use continuum::domain::day::Moment;
use continuum::domain::identity::Upn;
use continuum::workspace::{Wish, Workspace, unwatched};

/// How many pupils, where nothing else is said.
const PUPILS: usize = 100_000;

/// How often each is done; the median is what to quote.
const PASSES: usize = 5;

/// The indexes of the peer: of references, of UPNs, and of whose a row is.
const INDEXES: &str = "CREATE UNIQUE INDEX one ON caseload (ref); CREATE UNIQUE INDEX two ON caseload (upn); CREATE INDEX three ON caseload (ref);";

#[expect(
    clippy::print_stdout,
    clippy::cast_precision_loss,
    clippy::disallowed_methods,
    reason = "a benchmark reads the clock and prints"
)]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let count = std::env::var("CONTINUUM_PUPILS").ok();
    let count = count.and_then(|count| count.parse().ok()).unwrap_or(PUPILS);
    let folder = tempfile::tempdir()?;
    let table = written(folder.path().join("caseload.csv"), count, HEADER, row, "")?;
    let changed = folder.path().join("changed.csv");
    let changed = written(changed, count, HEADER, moved, "")?;
    let xml = written(
        folder.path().join("return.xml"),
        count,
        BEGINNING,
        person,
        END,
    )?;
    let (mut ours, mut again, mut theirs, mut returns) = (vec![], vec![], vec![], vec![]);
    let (mut most, mut most_again, mut most_returns) = (0, 0, 0);
    for pass in 0..PASSES {
        let new = |name: &str| folder.path().join(format!("{name}-{pass}"));
        for (seconds, most, name, file) in [
            (&mut ours, &mut most, "table", &table),
            (&mut again, &mut most_again, "table", &changed),
            (&mut returns, &mut most_returns, "return", &xml),
        ] {
            let (took, peak) = import(&new(name), file, count)?;
            seconds.push(took);
            *most = peak.max(*most);
        }
        theirs.extend(peer(&new("peer"), &table)?);
        fs::remove_dir_all(new("table"))?;
        fs::remove_dir_all(new("return"))?;
    }
    let megabytes = |path: &Path| fs::metadata(path).map(|about| about.len() as f64 / 1e6);
    let (table, xml) = (megabytes(&table)?, megabytes(&xml)?);
    let (ours, again, returns) = (median(ours), median(again), median(returns));
    println!("{count} pupils, medians of {PASSES} passes");
    println!("table   {table:>6.1} MB  {ours:>7.2} s  at most {most} MB");
    if theirs.is_empty() {
        println!("there is no sqlite3 on the path, so there is nothing to compare with");
    } else {
        let theirs = median(theirs);
        println!(
            "sqlite3 .import    {theirs:>7.2} s  the import takes {:.2} times that",
            ours / theirs
        );
    }
    println!(
        "all changed        {again:>7.2} s  at most {most_again} MB, {:.2} times as long as they took at first",
        again / ours
    );
    let speed = xml / returns;
    println!("return  {xml:>6.1} MB  {returns:>7.2} s  at most {most_returns} MB, {speed:.0} MB/s");
    Ok(())
}

fn median(mut seconds: Vec<f64>) -> f64 {
    seconds.sort_by(f64::total_cmp);
    seconds.get(seconds.len() / 2).copied().unwrap_or_default()
}

/// Imports a file into a workspace, a new one where none is there; gives the seconds it took, and the most megabytes.
#[expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]
fn import(
    folder: &Path,
    file: &Path,
    count: usize,
) -> Result<(f64, u64), Box<dyn std::error::Error>> {
    let now = Moment::from_millis(1_768_210_200_000);
    let mut workspace = Workspace::open(folder, Some(7), now)?;
    // Linux forgets the peak so far.
    let _ = fs::write("/proc/self/clear_refs", "5");
    let start = Instant::now();
    let account = workspace.import(&[file.to_owned()], Wish::default(), now, &mut unwatched)?;
    drop(workspace);
    let seconds = start.elapsed().as_secs_f64();
    let news = account.new + account.changed;
    assert_eq!(news, count as u64, "{}", account.told(3));
    Ok((seconds, peak()))
}

/// The most megabytes that the process had, as Linux tells it.
#[expect(clippy::disallowed_methods, reason = "a benchmark asks the system")]
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = peak.and_then(|peak| peak.split_whitespace().next()?.parse::<u64>().ok());
    kilobytes.unwrap_or_default() / 1024
}

/// Puts a table into a database of the peer's; nothing where there is none on the path.
#[expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]
fn peer(file: &Path, table: &Path) -> Result<Option<f64>, Box<dyn std::error::Error>> {
    let script = format!(
        "PRAGMA journal_mode=WAL;\n.mode csv\n.import {} caseload\n{INDEXES}\n",
        table.display()
    );
    let start = Instant::now();
    let spawned = Command::new("sqlite3")
        .arg(file)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn();
    let Ok(mut sqlite) = spawned else {
        return Ok(None);
    };
    if let Some(mut input) = sqlite.stdin.take() {
        input.write_all(script.as_bytes())?;
    }
    let done = sqlite.wait()?;
    let seconds = start.elapsed().as_secs_f64();
    fs::remove_file(file)?;
    Ok(done.success().then_some(seconds))
}

/// Writes a file of invented pupils.
#[expect(clippy::disallowed_methods, reason = "a benchmark lays its files")]
fn written(
    path: PathBuf,
    count: usize,
    beginning: &str,
    one: fn(usize) -> String,
    end: &str,
) -> std::io::Result<PathBuf> {
    let mut file = BufWriter::new(File::create(&path)?);
    file.write_all(beginning.as_bytes())?;
    for at in 0..count {
        file.write_all(one(at).as_bytes())?;
    }
    file.write_all(end.as_bytes())?;
    file.flush()?;
    Ok(path)
}

const HEADER: &str = "ref,upn,surname,forename,dob,sex,ethnicity,year_group,urn,school,setting,district,community,need_1,need_2,plan_start,plan_version,last_review,review_due,current_top_up\n";

const SURNAMES: [&str; 7] = [
    "Okafor", "Smith", "Patel", "Evans", "Khan", "Walker", "Begum",
];
const ENDINGS: [&str; 20] = [
    "a", "en", "i", "or", "u", "ba", "ka", "la", "ma", "na", "ra", "sa", "ta", "va", "wa", "ing",
    "son", "ley", "ton", "er",
];
const FORENAMES: [&str; 5] = ["Amara", "Ben", "Chloe", "Dev", "Ella"];
const SETTINGS: [&str; 4] = ["mainstream", "special", "srp", "independent"];
const NEEDS: [&str; 6] = ["ASD", "SLCN", "SEMH", "MLD", "SLD", "HI"];

fn pick<'a>(words: &[&'a str], at: usize) -> &'a str {
    words.get(at % words.len()).copied().unwrap_or_default()
}

/// A UPN with its right letter, another for each.
fn upn(at: usize) -> String {
    let number = format!("A{:012}", at * 37 + 100_000_000_000);
    let right = Upn::read(&number).and_then(|upn| upn.right_letter());
    let digits = number.get(1..).unwrap_or_default();
    right.map_or(String::new(), |letter| format!("{letter}{digits}"))
}

fn surname(at: usize) -> String {
    let mut name = pick(&SURNAMES, at).to_owned();
    let mut rest = at / SURNAMES.len();
    for _ in 0..4 {
        name.push_str(pick(&ENDINGS, rest));
        rest /= ENDINGS.len();
    }
    name
}

fn day(from: usize, at: usize) -> String {
    format!("{}-{:02}-{:02}", from + at % 11, 1 + at % 12, 1 + at % 28)
}

fn row(at: usize) -> String {
    let mut row = String::new();
    let urn = 100_000 + at % 24_000;
    let _ = writeln!(
        row,
        "K-{:06},{},{},{},{},{},WBRI,{},{urn},School {urn},{},District {},Community {},{},{},{},{},{},{},{}.50",
        at + 1,
        upn(at),
        surname(at),
        pick(&FORENAMES, at),
        day(2009, at),
        pick(&["F", "M"], at),
        at % 12,
        pick(&SETTINGS, at),
        at % 150,
        at % 900,
        pick(&NEEDS, at),
        pick(&NEEDS, at * 5),
        day(2013, at),
        1 + at % 6,
        day(2015, at / 2),
        day(2016, at / 2),
        500 + at % 20_000,
    );
    row
}

/// The same pupil at another school.
fn moved(at: usize) -> String {
    row(at).replacen(",School ", ",Academy ", 1)
}

const BEGINNING: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Message><Header><CollectionDetails><Collection>SEN2</Collection><Year>2026</Year></CollectionDetails><Source><LEA>886</LEA></Source></Header>\n<Persons>\n";
const END: &str = "</Persons></Message>\n";

/// A person with a plan of some years.
const ONE: &str = include_str!("../fixtures/returns/one.xml");

fn person(at: usize) -> String {
    ONE.replace("H886200105001", &upn(at))
        .replace("Okafor", &surname(at))
        .replace("2014-10-01", &day(2008, at))
}
