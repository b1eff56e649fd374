//! The disk gives an error at one call of a command, then at the next one, and so on: said, and nothing is half done.
//!
//! `strace` lets one call fail. Each call of each command that changes the disk, in the home's files, has its turn, with an
//! error of the disk and, where something is made longer, a full one. `CONTINUUM_FAULTS` says how many of these cases are
//! tried (40 where it is not set; there are some hundreds), `CONTINUUM_SEED` which. Without `strace` it is left out and
//! says so, and fails where `CONTINUUM_FAULTS` is set.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Output;

use rusqlite::Connection;

use super::deed::table;
use super::ledger::{column, database, sound};
use super::power::recording::{is_there, traced};
use crate::program::{Office, TODAY, left_out};

/// The calls that may fail, each with the errors that it may fail with.
const CALLS: [(&str, &[&str]); 11] = [
    ("pwrite64", &["EIO", "ENOSPC"]),
    ("write", &["EIO", "ENOSPC"]),
    ("fsync", &["EIO"]),
    ("fdatasync", &["EIO"]),
    ("ftruncate", &["EIO", "ENOSPC"]),
    ("openat", &["EIO", "ENOSPC"]),
    ("rename", &["EIO"]),
    ("unlink", &["EIO"]),
    ("unlinkat", &["EIO"]),
    ("mkdir", &["EIO", "ENOSPC"]),
    ("pread64", &["EIO"]),
];

const CANNOT: &str = r#"{"judgements": [], "area_levels": [], "cannot_map": "stale_plan"}"#;

/// The commands, by what they are about.
const COMMANDS: [&str; 8] = [
    "begin", "import", "map", "withdraw", "park", "backup", "restore", "bundle",
];

/// A call of a command that is to fail.
#[derive(Clone, Copy, Debug)]
struct Case {
    command: &'static str,
    call: &'static str,
    error: &'static str,
    turn: usize,
}

/// An office in which there is something to lose, and what.
struct Base {
    office: Office,
    mapping: String,
    backup: String,
}

fn base() -> Base {
    let office = Office::new();
    let references = ["K-1", "K-2", "K-3"].map(str::to_owned);
    let file = office.file("caseload.csv", &table(&references));
    office.ok(&["import", &file]);
    office.file("more.csv", &table(&["N-1".to_owned()]));
    let cannot = office.file("cannot.json", CANNOT);
    let made = office.json(&["map", "K-1", "--from", &cannot]);
    let mapping = made["mapping"].as_str().unwrap().to_owned();
    office.ok(&["park", "K-2", "--reason", "to be asked"]);
    office.ok(&["keys", "new", "Sam"]);
    let colleague = Office::new();
    colleague.ok(&["keys", "new", "Ann"]);
    let keys = colleague.json(&["keys", "show", "--json"]);
    office.ok(&["keys", "trust", keys["line"].as_str().unwrap()]);
    let made = office.json(&["backup", "--json"]);
    let backup = Path::new(made["folder"].as_str().unwrap()).file_name();
    Base {
        backup: backup.unwrap().to_str().unwrap().to_owned(),
        mapping,
        office,
    }
}

impl Base {
    /// The same office once more, for a command that begins a workspace an empty one.
    fn again(&self, command: &str) -> Office {
        let office = Office::new();
        if command == "begin" {
            office.file("caseload.csv", &table(&["K-1".to_owned()]));
        } else {
            copy(self.office.home(), office.home());
        }
        office
    }

    fn arguments(&self, command: &str, office: &Office) -> Vec<String> {
        let home = |name: &str| office.home().join(name).to_str().unwrap().to_owned();
        let backup = office.workspace().join("backups").join(&self.backup);
        let (table, more, cannot, bundle) = (
            home("caseload.csv"),
            home("more.csv"),
            home("cannot.json"),
            home("out.continuum"),
        );
        let words: Vec<&str> = match command {
            "begin" => vec!["import", &table],
            "import" => vec!["import", &more],
            "map" => vec!["map", "K-3", "--from", &cannot],
            "withdraw" => vec!["withdraw", &self.mapping, "--reason", "a slip"],
            "park" => vec!["park", "K-3", "--reason", "for later"],
            "backup" => vec!["backup"],
            "restore" => vec!["restore", backup.to_str().unwrap()],
            "bundle" => vec!["bundle", "export", "--to", "Ann", &bundle],
            other => panic!("no such command: {other}"),
        };
        words.into_iter().map(str::to_owned).collect()
    }

    fn run(&self, command: &str, office: &Office, options: &[&str], into: &Path) -> Output {
        traced(office, options, into)
            .args(self.arguments(command, office))
            .args(["--now", TODAY, "--workspace"])
            .arg(office.workspace())
            .output()
            .unwrap()
    }

    /// All the cases: which turn of each call is about a file of the home is seen on a run that nothing befalls.
    fn cases(&self) -> Vec<Case> {
        let mut cases = Vec::new();
        for command in COMMANDS {
            let office = self.again(command);
            let into = tempfile::NamedTempFile::new().unwrap();
            let names: Vec<_> = CALLS.iter().map(|(call, _)| *call).collect();
            let trace = format!("trace={}", names.join(","));
            let done = self.run(
                command,
                &office,
                &["-y", "-s", "4096", "-e", &trace],
                into.path(),
            );
            assert!(done.status.success(), "{command}: {done:?}");
            let home = office.home().to_str().unwrap();
            let (mut turns, mut first) = (BTreeMap::new(), None);
            for line in std::fs::read_to_string(into.path()).unwrap().lines() {
                let (thread, line) = line.split_once(' ').unwrap();
                let is_first = *first.get_or_insert_with(|| thread.to_owned()) == thread;
                let Some((call, _)) = line.trim_start().split_once('(') else {
                    continue;
                };
                let Some((call, errors)) = CALLS.iter().find(|(one, _)| *one == call) else {
                    continue;
                };
                let turn: &mut usize = turns.entry((thread.to_owned(), *call)).or_default();
                *turn += 1;
                let is_reading = *call == "openat" && !line.contains("O_CREAT");
                if is_first && line.contains(home) {
                    cases.extend(
                        errors
                            .iter()
                            .filter(|error| !is_reading || **error == "EIO")
                            .map(|error| Case {
                                command,
                                call,
                                error,
                                turn: *turn,
                            }),
                    );
                }
            }
        }
        cases
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to);
        } else {
            std::fs::copy(entry.path(), to).unwrap();
        }
    }
}

/// What is in a workspace: its records, its pupils, and who is put aside.
type Held = [BTreeSet<String>; 3];

fn held(db: &Connection) -> Held {
    [
        "SELECT record FROM chain",
        "SELECT ref FROM pupil",
        "SELECT pupil || parked FROM draft WHERE parked IS NOT NULL",
    ]
    .map(|sql| column(db, sql))
}

/// Lets one call fail, and looks at what was said and what is left; gives whether the command failed.
fn befall(base: &Base, case: Case) -> bool {
    let office = base.again(case.command);
    let before = (case.command != "begin").then(|| held(&database(&office)));
    let into = tempfile::NamedTempFile::new().unwrap();
    let Case {
        command,
        call,
        error,
        turn,
    } = case;
    let (trace, inject) = (
        format!("trace={call}"),
        format!("inject={call}:error={error}:when={turn}"),
    );
    let done = base.run(
        command,
        &office,
        &["-e", &trace, "-e", &inject],
        into.path(),
    );
    let (out, said) = (
        String::from_utf8_lossy(&done.stdout),
        String::from_utf8_lossy(&done.stderr),
    );
    let story = format!("{case:?}: {:?}, {out}{said}", done.status.code());
    let is_well = done.status.success();
    assert!(is_well || done.status.code() == Some(1), "{story}");
    assert!(!said.contains("panicked"), "{story}");
    assert!(is_well || said.trim_end().len() > 30, "{story}");
    if office.workspace().join("restoring").exists() {
        assert!(!is_well, "{story}");
        office.ok(&["restore"]);
    }
    if let Some(before) = before {
        compare(&office, case, &done, &before, &story);
    }
    if !is_well {
        let arguments = base.arguments(command, &office);
        let again = office.run(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
        let why = String::from_utf8_lossy(&again.stderr);
        let was_done = why.contains("already");
        assert!(again.status.success() || was_done, "{story}: then {why}");
    }
    sound(&office, &story);
    !is_well
}

/// Holds what was there before a command against what is there after it, and that against what was said.
fn compare(office: &Office, case: Case, done: &Output, before: &Held, story: &str) {
    sound(office, story);
    let after = held(&database(office));
    for (before, after) in before.iter().zip(&after) {
        assert!(before.is_subset(after), "{story}: lost");
    }
    let (is_well, is_kept) = (done.status.success(), *before != after);
    let is_denied = String::from_utf8_lossy(&done.stderr).contains("nothing was");
    assert!(
        is_well || !is_denied || !is_kept,
        "{story}: kept all the same"
    );
    let keeps = ["import", "map", "withdraw", "park"].contains(&case.command);
    assert!(!is_well || !keeps || is_kept, "{story}: not kept");
}

/// How many cases are wanted; none where there is no `strace` and nobody asked for them.
fn wanted() -> usize {
    let named = std::env::var("CONTINUUM_FAULTS").ok();
    if !is_there() {
        assert!(
            named.is_none(),
            "CONTINUUM_FAULTS is set and there is no strace; install it (apt-get install strace)"
        );
        left_out("calls fail only where there is an strace (apt-get install strace)");
        return 0;
    }
    named.map_or(40, |cases| {
        cases
            .parse()
            .expect("CONTINUUM_FAULTS is a number of cases")
    })
}

#[test]
fn a_call_that_fails_is_said_and_leaves_nothing_half_done() {
    let wanted = wanted();
    if wanted == 0 {
        return;
    }
    let mut chance = super::chance("faults");
    let base = base();
    let mut cases = base.cases();
    let all = cases.len();
    let mut told: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    for _ in 0..wanted.min(all) {
        let case = cases.swap_remove(chance.below(cases.len()));
        let failed = befall(&base, case);
        let count = told.entry(case.command).or_default();
        *count = (count.0 + 1, count.1 + u32::from(failed));
    }
    print!(
        "{} of {all} calls failed; commands that failed for it:",
        wanted.min(all)
    );
    for (command, (cases, failed)) in &told {
        print!(" {command} {failed} of {cases}");
    }
    println!();
    assert!(told.values().any(|(_, failed)| *failed > 0));
}
