//! A course of commands, recorded with what each acknowledged, and the power going in the midst of it.

use std::fmt;
use std::path::Path;

use super::chance::Chance;
use super::disk::Disk;
use super::recording::{Call, record};
use crate::kills::deed::table;
use crate::kills::ledger::Ledger;
use crate::program::{Office, TODAY};

/// How many stops one recording stands before another one is made.
pub(super) const EPISODE: u32 = 250;

const CANNOT: &str = r#"{"judgements": [], "area_levels": [], "cannot_map": "stale_plan"}"#;

/// What was counted.
#[derive(Default)]
pub(super) struct Told {
    pub(super) stops: u32,
    commands: usize,
    calls: usize,
    acknowledged: usize,
    /// How many stops left a restoring that was to be finished, and how many no workspace yet.
    finished: u32,
    begun: u32,
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} stops of the machine in {} commands ({} calls), {} records, pupils, drafts and files looked for, none \
             lost; {} left a restoring that was finished, {} no workspace yet",
            self.stops, self.commands, self.calls, self.acknowledged, self.finished, self.begun
        )
    }
}

/// What a command acknowledged.
enum Word {
    Record(String),
    Pupils(Vec<String>),
    Aside(String, String),
    Backup(String),
    /// A file that was written, by its path in the home.
    File(String),
    Nothing,
}

/// A command of the course: its calls, and what it acknowledged when it printed.
struct Step {
    calls: Vec<Call>,
    words: Vec<Word>,
}

/// The course as it was recorded.
struct Recorded {
    office: Office,
    steps: Vec<Step>,
}

impl Recorded {
    /// Runs a command, and keeps what it did; gives what it printed.
    fn run(&mut self, arguments: &[&str], words: impl FnOnce(&str) -> Vec<Word>) -> String {
        let (calls, said) = record(&self.office, TODAY, arguments);
        let words = words(&said);
        self.steps.push(Step { calls, words });
        said
    }

    fn import(&mut self, name: &str, references: &[&str]) {
        let references: Vec<_> = references.iter().map(|one| (*one).to_owned()).collect();
        let file = self.office.file(name, &table(&references));
        self.run(&["import", &file, "--json"], |_| {
            vec![Word::Pupils(references)]
        });
    }

    fn map(&mut self, reference: &str) -> String {
        let cannot = self.office.file("cannot.json", CANNOT);
        let said = self.run(&["map", reference, "--from", &cannot], |said| {
            vec![Word::Record(named(said, "mapping"))]
        });
        named(&said, "mapping")
    }

    fn park(&mut self, reference: &str, reason: &str) {
        self.run(&["park", reference, "--reason", reason], |_| {
            vec![Word::Aside(reference.to_owned(), reason.to_owned())]
        });
    }

    fn back_up(&mut self) -> String {
        let said = self.run(&["backup", "--json"], |said| {
            vec![Word::Backup(named(said, "folder"))]
        });
        named(&said, "folder")
    }
}

fn named(said: &str, what: &str) -> String {
    let said: serde_json::Value = serde_json::from_str(said).unwrap();
    said[what].as_str().unwrap().to_owned()
}

/// Records a course through all that writes: a new workspace, records, drafts, backups, a restoring, keys, a bundle.
fn recorded() -> Recorded {
    let office = Office::new();
    let mut course = Recorded {
        office,
        steps: Vec::new(),
    };
    course.import("caseload.csv", &["K-1", "K-2", "K-3", "K-4", "K-5"]);
    let first = course.map("K-1");
    course.park("K-2", "to be asked");
    course.map("K-3");
    course.run(&["withdraw", &first, "--reason", "a slip"], |said| {
        let (_, rest) = said.split_once("(record ").unwrap();
        vec![Word::Record(rest.split_once(')').unwrap().0.to_owned())]
    });
    course.park("K-2", "asked again");
    course.import("more.csv", &["N-1", "N-2"]);
    course.run(&["keys", "new", "Sam"], |_| vec![Word::Nothing]);
    let backup = course.back_up();
    course.run(&["restore", &backup, "--json"], |_| vec![Word::Nothing]);
    course.map("K-4");
    course.park("K-5", "for later");
    let colleague = Office::new();
    colleague.ok(&["keys", "new", "Ann"]);
    let keys = colleague.json(&["keys", "show", "--json"]);
    let line = keys["line"].as_str().unwrap();
    course.run(&["keys", "trust", line], |_| vec![Word::Nothing]);
    let bundle = course.office.home().join("out.continuum");
    let bundle = bundle.to_str().unwrap();
    course.run(&["bundle", "export", "--to", "Ann", bundle], |_| {
        vec![Word::File("out.continuum".to_owned())]
    });
    course.back_up();
    course
}

/// Records one course and lets the power go so many times.
pub(super) fn episode(stops: u32, chance: &mut Chance, told: &mut Told) {
    let course = recorded();
    let calls = || course.steps.iter().map(|step| step.calls.len());
    told.commands += course.steps.len();
    told.calls += calls().sum::<usize>();
    for _ in 0..stops {
        let at = chance.below(calls().sum::<usize>() + 1);
        stop(&course, at, chance, told);
        told.stops += 1;
    }
}

/// Lets the power go at the end of a course on a disk that syncs nothing; gives how often something was lost.
pub(super) fn unsynced(stops: u32, chance: &mut Chance) -> u32 {
    let course = recorded();
    let is_lost = |_: &u32| {
        let mut disk = Disk::new(course.office.home());
        for call in course.steps.iter().flat_map(|step| &step.calls) {
            if !matches!(call, Call::Sync { .. }) {
                disk.act(call);
            }
        }
        let left = Office::new();
        disk.stop(left.home(), chance);
        let verified = left.run(&["verify", "--json"]);
        let told = serde_json::from_slice::<serde_json::Value>(&verified.stdout);
        // Three mappings and a withdrawal.
        told.map_or(true, |told| told["ok"] != true || told["records"] != 4)
    };
    u32::try_from((0..stops).filter(is_lost).count()).unwrap()
}

/// Lets the power go after so many calls, and looks for what had been acknowledged by then.
fn stop(course: &Recorded, at: usize, chance: &mut Chance, told: &mut Told) {
    let home = course.office.home();
    let left = Office::new();
    let (mut disk, mut ledger, mut files) = (Disk::new(home), Ledger::default(), Vec::new());
    let (mut done, mut last) = (0, 0);
    for (number, step) in course.steps.iter().enumerate() {
        if done < at {
            last = number;
        }
        for call in step.calls.iter().take(at - done) {
            disk.act(call);
            if let Call::Word = call {
                acknowledge(&step.words, &mut ledger, &mut files, (home, left.home()));
            } else if let Call::Begin = call {
                tried(&step.words, &mut ledger);
            }
        }
        done = (done + step.calls.len()).min(at);
    }
    let story = format!("the power went after call {at}, in command {last} of the course");
    disk.stop(left.home(), chance);
    told.acknowledged += ledger.len() + ledger.backups.len() + files.len();
    for name in files {
        let there = std::fs::read(left.home().join(&name)).ok();
        let seen = disk.seen(&home.join(&name));
        assert!(seen.is_some() && there == seen, "{story}: {name} is lost");
    }
    look(&left, &mut ledger, &story, told);
}

/// Starts the program on what is left, looks for all that was acknowledged, and works on.
fn look(left: &Office, ledger: &mut Ledger, story: &str, told: &mut Told) {
    if left.workspace().join("restoring").exists() {
        let restored = left.run(&["restore"]);
        let error = String::from_utf8_lossy(&restored.stderr);
        assert!(restored.status.success(), "{story}: {error}");
        told.finished += 1;
    }
    if ledger.pupils.is_empty() {
        told.begun += 1;
    } else {
        ledger.check(left, story);
    }
    let references = ["Z-1".to_owned()];
    let file = left.file("later.csv", &table(&references));
    let cannot = left.file("cannot.json", CANNOT);
    for arguments in [vec!["import", &file], vec!["map", "Z-1", "--from", &cannot]] {
        let done = left.run(&arguments);
        let error = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success(), "{story}: {arguments:?}: {error}");
    }
    ledger.pupils.extend(references);
    ledger.check(left, story);
}

/// Takes down what may be there although nobody heard of it.
fn tried(words: &[Word], ledger: &mut Ledger) {
    for word in words {
        if let Word::Aside(reference, reason) = word {
            let parked = ledger.parked.entry(reference.clone()).or_default();
            parked.tried.push(reason.clone());
        }
    }
}

/// Takes down what a command has said.
fn acknowledge(
    words: &[Word],
    ledger: &mut Ledger,
    files: &mut Vec<String>,
    homes: (&Path, &Path),
) {
    for word in words {
        match word {
            Word::Record(id) => drop(ledger.records.insert(id.clone())),
            Word::Pupils(references) => ledger.pupils.extend(references.iter().cloned()),
            Word::Aside(reference, reason) => {
                let parked = ledger.parked.entry(reference.clone()).or_default();
                parked.acknowledged = Some(reason.clone());
                parked.tried.clear();
            }
            Word::Backup(folder) => {
                let inside = Path::new(folder).strip_prefix(homes.0).unwrap();
                let folder = homes.1.join(inside);
                ledger.backups.insert(folder.to_str().unwrap().to_owned());
            }
            Word::File(name) => files.push(name.clone()),
            Word::Nothing => {}
        }
    }
}
