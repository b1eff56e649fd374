//! An officer at the screens, recorded once, and the power going in the midst of it.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use super::chance::Chance;
use super::disk::Disk;
use super::recording::{COMMON, Call, options, read};
use crate::kills::frame::{has_note, is_asking, is_saved, is_weighing, reference, settled};
use crate::kills::kept::{Mark, kept};
use crate::kills::ledger::sound;
use crate::program::{Office, TODAY};
use crate::terminal::{Picture, Terminal};

/// How many stops one recording stands before another one is made.
pub(super) const EPISODE: u32 = 250;

const SIZE: (u16, u16) = (100, 30);

/// What was counted.
#[derive(Default)]
pub(super) struct Told {
    pub(super) stops: u32,
    calls: usize,
    drafts: usize,
    notes: usize,
    records: usize,
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} stops of the machine at the screens ({} calls), {} levels, {} notes and {} records that the screen called \
             saved looked for, none lost",
            self.stops, self.calls, self.drafts, self.notes, self.records
        )
    }
}

/// What the screen has called saved of a pupil.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Saved {
    levels: usize,
    has_note: bool,
    is_recorded: bool,
}

/// A sitting as it was recorded.
struct Recorded {
    office: Office,
    /// What lay in the home before.
    before: Vec<(PathBuf, Vec<u8>)>,
    calls: Vec<Call>,
    /// What the screen called saved, by the number of calls after which it did.
    saved: Vec<(usize, String, Saved)>,
}

fn files(folder: &Path, found: &mut Vec<(PathBuf, Vec<u8>)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else {
            let bytes = std::fs::read(&path).unwrap();
            found.push((path, bytes));
        }
    }
}

/// Types keys and waits until the screen has answered them and calls all of it saved.
fn saved(terminal: &mut Terminal, keys: &str, is_done: impl Fn(&str) -> bool) {
    terminal.keys(keys);
    terminal.wait("what was typed to be saved", |text| {
        is_done(text) && is_saved(text)
    });
}

/// Maps the pupil at hand: a note, a level for each provision and area, the tariff, the record.
fn map(terminal: &mut Terminal) {
    terminal.shows("to settle");
    saved(terminal, "nto be asked\r", |text| {
        has_note(text) && !is_asking(text)
    });
    loop {
        let text = terminal.text();
        if text.contains("All settled") {
            break;
        }
        // The picture changes with every level: the next provision, or the next area.
        saved(terminal, "3", |now| now != text);
    }
    terminal.keys("\r");
    terminal.shows("━ Tariff ");
    terminal.keys("\r");
    terminal.shows("Recorded.");
}

fn recorded() -> Recorded {
    let office = Office::with_demo(12, "0");
    let mut before = Vec::new();
    files(office.home(), &mut before);
    let into = tempfile::NamedTempFile::new().unwrap();
    let folder = office.workspace();
    let options = options();
    let program: Vec<&str> = ["strace"]
        .into_iter()
        .chain(COMMON)
        .chain(options.iter().map(String::as_str))
        .chain(["-o", into.path().to_str().unwrap()])
        .chain([env!("CARGO_BIN_EXE_continuum"), "--workspace"])
        .chain([folder.to_str().unwrap(), "--now", TODAY])
        .collect();
    let mut terminal = Terminal::run(office.home(), &program, &[], SIZE);
    terminal.shows("Worklist");
    terminal.keys("n");
    map(&mut terminal);
    terminal.keys("\r");
    terminal.wait("the next pupil", |text| {
        settled(text).is_some_and(|(done, _)| done == 0)
    });
    map(&mut terminal);
    terminal.keys("\r");
    terminal.wait("the next pupil", |text| {
        settled(text).is_some_and(|(done, _)| done == 0)
    });
    saved(&mut terminal, "3", |text| {
        settled(text).is_some_and(|(done, _)| done == 1)
    });
    terminal.keys("q");
    terminal.shows("Worklist");
    terminal.keys("q");
    assert!(terminal.ends());
    let calls = read(&std::fs::read_to_string(into.path()).unwrap());
    let saved = told(&calls);
    assert!(saved.iter().any(|(.., saved)| saved.is_recorded));
    Recorded {
        office,
        before,
        calls,
        saved,
    }
}

/// What the screen called saved, by what was written to the terminal.
fn told(calls: &[Call]) -> Vec<(usize, String, Saved)> {
    let mut picture = Picture::new(SIZE);
    let mut told: Vec<(usize, String, Saved)> = Vec::new();
    let mut all: BTreeMap<String, Saved> = BTreeMap::new();
    for (number, call) in (1..).zip(calls) {
        let Call::Write { file: 1, bytes, .. } = call else {
            continue;
        };
        picture.take(bytes);
        let text = picture.text();
        let Some(reference) = reference(&text).filter(|_| picture.is_whole()) else {
            continue;
        };
        let saved = all.entry(reference.to_owned()).or_default();
        let before = *saved;
        if text.contains("Recorded.") {
            saved.is_recorded = true;
        } else if is_saved(&text) {
            let levels = settled(&text).map_or(0, |(done, _)| done);
            saved.levels = saved.levels.max(levels);
            saved.has_note |= has_note(&text) && !is_asking(&text) && !is_weighing(&text);
        }
        if *saved != before {
            told.push((number, reference.to_owned(), *saved));
        }
    }
    told
}

/// Records one sitting and lets the power go so many times.
pub(super) fn episode(stops: u32, chance: &mut Chance, told: &mut Told) {
    let sitting = recorded();
    told.calls += sitting.calls.len();
    for _ in 0..stops {
        let at = chance.below(sitting.calls.len() + 1);
        let mut disk = Disk::holding(sitting.office.home(), &sitting.before);
        for call in sitting.calls.iter().take(at) {
            disk.act(call);
        }
        let left = Office::new();
        disk.stop(left.home(), chance);
        look(&sitting, at, &left, told);
        told.stops += 1;
    }
}

/// Looks for all that the screen had called saved.
fn look(sitting: &Recorded, at: usize, left: &Office, told: &mut Told) {
    let story = format!("the power went after call {at} of {}", sitting.calls.len());
    sound(left, &story);
    let mut all: BTreeMap<&str, Saved> = BTreeMap::new();
    for (number, reference, saved) in &sitting.saved {
        if *number <= at {
            all.insert(reference, *saved);
        }
    }
    for (reference, saved) in all {
        let (records, draft) = kept(left, reference);
        let has_note = draft.marks.iter().any(|mark| matches!(mark, Mark::Note(_)));
        let is_drafted = draft.levels() >= saved.levels && (has_note || !saved.has_note);
        let is_there = records == 1 || (is_drafted && !saved.is_recorded);
        assert!(
            is_there,
            "{story}: of {reference} {saved:?} was saved, and {records} records and {draft:?} are there"
        );
        told.drafts += saved.levels;
        told.notes += usize::from(saved.has_note);
        told.records += usize::from(saved.is_recorded);
    }
    let list = left.json(&["worklist", "--json", "--state", "not_started"]);
    let reference = list["rows"][0]["ref"].as_str().unwrap();
    left.ok(&["park", reference, "--reason", "for later"]);
}
