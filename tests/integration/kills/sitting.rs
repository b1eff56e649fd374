//! The officer at the screens, in a pseudo-terminal: what the screen called saved or recorded is there after a kill.
//!
//! The driver knows what it typed and reads on the screen what of it is saved. After a kill the draft that is kept must
//! be the one that was called saved last, or one that was typed since; never an older one, and never another.

use std::collections::BTreeMap;
use std::fmt;
use std::time::{Duration, Instant};

use serde_json::json;

use super::chance::Chance;
use super::frame::{
    has_note, is_asking, is_open, is_saved, is_weighing, reference, settled, unweighed,
};
use super::kept::{Draft, Mark, kept};
use crate::program::{Office, TODAY};
use crate::terminal::Terminal;

/// How many kills one workspace stands before another one is begun.
pub(super) const EPISODE: u32 = 15;

const PUPILS: u32 = 80;
const SIZE: (u16, u16) = (100, 30);

/// What was counted.
#[derive(Default)]
pub(super) struct Told {
    pub(super) kills: u32,
    keys: u32,
    pub(super) drafts: u32,
    records: u32,
    parked: u32,
    /// How many starts went on at the plan that the killed one was at.
    went_on: u32,
    /// How many kills came between a key and the word that it is saved, and how many of those keys were kept.
    between: u32,
    kept: u32,
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} kills of the screens in a pseudo-terminal, {} deeds by key; {} steps of drafts, {} pupils put aside and {} \
             records acknowledged, none lost; {} kills came between a key and its acknowledgement, which was kept in {}; \
             {} starts went on at the plan at hand",
            self.kills,
            self.keys,
            self.drafts,
            self.parked,
            self.records,
            self.between,
            self.kept,
            self.went_on
        )
    }
}

/// What the driver knows of a pupil.
#[derive(Clone, Debug, Default)]
struct Known {
    /// The draft that the screen called saved last.
    saved: Draft,
    /// What it became by the keys since, one after the other.
    since: Vec<Draft>,
    /// How many records the screen has acknowledged.
    records: usize,
    /// Whether the key that records was typed and not answered.
    is_recording: bool,
}

impl Known {
    fn latest(&self) -> &Draft {
        self.since.last().unwrap_or(&self.saved)
    }

    /// Takes a step; whoever was put aside is no longer.
    fn take(&mut self, mark: Mark) {
        let mut next = self.latest().clone();
        next.marks.push(mark);
        next.parked = None;
        self.since.push(next);
    }

    fn take_back(&mut self) {
        let mut next = self.latest().clone();
        next.marks.pop();
        self.since.push(next);
    }

    fn put_aside(&mut self, reason: String) {
        let parked = Some(reason);
        let marks = self.latest().marks.clone();
        self.since.push(Draft { marks, parked });
    }

    /// Takes all that was typed for saved; gives how many keys that were.
    fn acknowledge(&mut self) -> u32 {
        let keys = self.since.len();
        if let Some(latest) = self.since.pop() {
            self.saved = latest;
        }
        self.since.clear();
        u32::try_from(keys).unwrap()
    }
}

/// By what the screen shows that it has heard the last key.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Sign {
    /// So many provisions are settled.
    Settled(usize),
    /// The provision at hand has a note, and nothing is being typed.
    Noted,
    /// It says that a second pair of eyes is asked for, or no longer.
    Flagged,
    /// So many areas with evidence wait for their level.
    Weighed(usize),
    /// Another pupil, or the worklist.
    Left,
    Tariff,
    Recorded,
}

/// What an officer sees and types until they are killed.
struct Sitting<'a> {
    known: &'a mut BTreeMap<String, Known>,
    told: &'a mut Told,
    /// The pupil at hand.
    at: String,
    /// The sign of the last key, where it has not been seen.
    waits: Option<Sign>,
    serial: &'a mut u32,
}

impl Sitting<'_> {
    fn hand(&mut self) -> &mut Known {
        self.known.entry(self.at.clone()).or_default()
    }

    fn is_shown(&self, sign: Sign, text: &str) -> bool {
        match sign {
            Sign::Settled(wanted) => {
                is_weighing(text) || settled(text).is_some_and(|(done, _)| done == wanted)
            }
            Sign::Weighed(wanted) => unweighed(text) == Some(wanted),
            Sign::Noted => has_note(text) && !is_asking(text),
            Sign::Flagged => text.contains("Flagged:") || text.contains("No longer flagged."),
            Sign::Left => !text.starts_with([' ']) || reference(text) != Some(&self.at),
            Sign::Tariff => text.contains("━ Tariff "),
            Sign::Recorded => text.contains("Recorded."),
        }
    }

    /// Looks at a whole frame: takes down what it acknowledges.
    fn look(&mut self, text: &str) {
        if let Some(sign) = self.waits
            && !self.is_shown(sign, text)
        {
            return;
        }
        match self.waits.take() {
            Some(Sign::Left) => {
                self.hand().acknowledge();
                self.told.parked += 1;
            }
            Some(Sign::Recorded) => {
                let known = self.hand();
                *known = Known {
                    records: known.records + 1,
                    ..Known::default()
                };
                self.told.records += 1;
            }
            Some(_) | None => {}
        }
        let Some(reference) = reference(text) else {
            return;
        };
        reference.clone_into(&mut self.at);
        if is_saved(text) && !text.contains("Recorded.") {
            let steps = self.hand().acknowledge();
            self.told.drafts += steps;
        }
    }

    /// What is typed next.
    fn next(&mut self, text: &str, chance: &mut Chance) -> String {
        if self.waits.is_some() || is_asking(text) {
            return String::new();
        }
        let Some(_) = reference(text) else {
            return if text.contains(" done ") { "n" } else { "" }.to_owned();
        };
        // Some wait for the word that all is saved, others type on.
        if !self.hand().since.is_empty() && chance.in_hundred(60) {
            return String::new();
        }
        let typed = self.deed(text, chance);
        self.told.keys += u32::from(!typed.is_empty());
        typed
    }

    fn deed(&mut self, text: &str, chance: &mut Chance) -> String {
        if text.contains("Recorded.") {
            return "\r".to_owned();
        }
        if text.contains("━ Tariff ") {
            self.waits = Some(Sign::Recorded);
            self.hand().is_recording = true;
            return "\r".to_owned();
        }
        if text.contains("All settled") {
            self.waits = Some(Sign::Tariff);
            return "\r".to_owned();
        }
        if is_weighing(text) {
            let Some(left) = unweighed(text) else {
                // Looking at another level changes nothing, and takes the notice away.
                return "[".to_owned();
            };
            self.waits = left.checked_sub(1).map(Sign::Weighed);
            self.hand().take(Mark::Settle);
            return chance.one(&["2", "3", "4"]).to_string();
        }
        let Some((done, of)) = settled(text) else {
            return String::new();
        };
        *self.serial += 1;
        let serial = *self.serial;
        match chance.below(100) {
            0..12 if !has_note(text) => self.note(serial),
            12..17 => {
                self.waits = Some(Sign::Flagged);
                self.hand().take(Mark::Unsure);
                "f".to_owned()
            }
            17..25 if self.hand().latest().marks.last() == Some(&Mark::Level) => {
                self.waits = Some(Sign::Settled(done - 1));
                self.hand().take_back();
                "u".to_owned()
            }
            25..28 => {
                self.waits = Some(Sign::Left);
                let reason = format!("reason {serial}");
                let typed = format!("p{reason}\r");
                self.hand().put_aside(reason);
                typed
            }
            // Two keys at once come in one read of the terminal.
            28..45 if done + 2 <= of => self.levels(done, 2, chance),
            _ => self.levels(done, 1, chance),
        }
    }

    fn note(&mut self, serial: u32) -> String {
        self.waits = Some(Sign::Noted);
        let note = format!("note {serial}");
        let typed = format!("n{note}\r");
        self.hand().take(Mark::Note(note));
        typed
    }

    fn levels(&mut self, done: usize, count: usize, chance: &mut Chance) -> String {
        self.waits = Some(Sign::Settled(done + count));
        for _ in 0..count {
            self.hand().take(Mark::Level);
        }
        chance.one(&["2", "3", "4"]).repeat(count)
    }
}

/// Works in one workspace until so many kills are done.
pub(super) fn episode(kills: u32, chance: &mut Chance, told: &mut Told) {
    let office = Office::with_demo(PUPILS, "0");
    let (mut known, mut serial) = (BTreeMap::new(), 0);
    for kill in 0..kills {
        let mut sitting = Sitting {
            known: &mut known,
            told,
            at: String::new(),
            waits: None,
            serial: &mut serial,
        };
        sit(&office, &mut sitting, chance);
        told.kills += 1;
        for (reference, known) in &mut known {
            compare(&office, reference, known, told, kill);
        }
        if kill % 5 == 4 || kill + 1 == kills {
            let verified = office.json(&["verify", "--json"]);
            assert_eq!(verified["faults"], json!([]), "kill {kill}");
        }
    }
}

/// Holds what is kept of a pupil against what is known; what is kept is what is known from then on.
fn compare(office: &Office, reference: &str, known: &mut Known, told: &mut Told, kill: u32) {
    let (records, draft) = kept(office, reference);
    let is_recorded =
        known.is_recording && records == known.records + 1 && draft == Draft::default();
    let is_saved = records == known.records && draft == known.saved;
    let is_typed = records == known.records && known.since.contains(&draft);
    assert!(
        is_recorded || is_saved || is_typed,
        "kill {kill}: of {reference} {known:?} is known, and {records} records and {draft:?} are kept"
    );
    if !known.since.is_empty() || known.is_recording {
        told.between += 1;
        told.kept += u32::from(!is_saved);
    }
    *known = Known {
        saved: draft,
        records,
        ..Known::default()
    };
}

/// Starts the program, works, and kills it at a random moment.
fn sit(office: &Office, sitting: &mut Sitting<'_>, chance: &mut Chance) {
    let folder = office.workspace();
    let arguments = ["--workspace", folder.to_str().unwrap(), "--now", TODAY];
    let mut terminal = Terminal::start(office.home(), &arguments, SIZE);
    // Some are killed before there is a screen.
    let is_early = chance.in_hundred(10);
    if !is_early {
        terminal.wait("the worklist, or the plan that was at hand", is_open);
        let text = terminal.text();
        if let (Some(reference), Some((settled, _))) = (reference(&text), settled(&text)) {
            let saved = sitting
                .known
                .get(reference)
                .map(|known| known.saved.levels());
            assert_eq!(
                Some(settled),
                saved,
                "what is gone on with is what was kept:\n{text}"
            );
            sitting.told.went_on += 1;
        }
    }
    let span = Duration::from_millis(if is_early { 400 } else { 2500 });
    let wished = Instant::now() + chance.between(Duration::ZERO, span);
    // Half of them are killed right behind a key, before its answer is on the screen.
    let (is_at_key, mut is_moved) = (!is_early && chance.in_hundred(50), false);
    let end = if is_at_key { wished + span } else { wished };
    terminal.until(end, |text, end| {
        sitting.look(text);
        if is_moved {
            return String::new();
        }
        let keys = sitting.next(text, chance);
        let now = Instant::now();
        if is_at_key && now > wished && !keys.is_empty() {
            is_moved = true;
            *end = now + chance.between(Duration::ZERO, Duration::from_millis(12));
        }
        keys
    });
    terminal.kill();
    terminal.rest(|text| sitting.look(text));
}
