//! The officer at the screens, in a pseudo-terminal: what the screen called saved or recorded is there after a kill.

use std::collections::BTreeMap;
use std::fmt;
use std::time::{Duration, Instant};

use serde_json::json;

use super::chance::Chance;
use super::ledger::database;
use crate::program::Office;
use crate::terminal::Terminal;

/// How many kills one workspace stands before another one is begun.
pub(super) const EPISODE: u32 = 25;

const PUPILS: u32 = 40;
const SIZE: (u16, u16) = (100, 30);

/// What was counted.
#[derive(Default)]
pub(super) struct Told {
    pub(super) kills: u32,
    keys: u32,
    drafts: usize,
    records: u32,
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            kills,
            keys,
            drafts,
            records,
        } = self;
        write!(
            f,
            "{kills} kills of the screens in a pseudo-terminal, {keys} keys, {drafts} draft keys and {records} records \
             acknowledged, none lost"
        )
    }
}

/// What the screen has acknowledged of a pupil.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    /// How many provisions of the draft are settled and saved.
    steps: usize,
    /// How many mappings are recorded.
    records: usize,
}

/// What is kept of a pupil.
fn kept(office: &Office, reference: &str) -> Seen {
    let db = database(office);
    let sql = "SELECT d.body FROM draft d JOIN pupil p ON p.id = d.pupil WHERE p.ref = ?1";
    let bodies: Vec<String> = (db.prepare(sql).unwrap())
        .query_map([reference], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let steps = bodies.first().map_or(0, |body| {
        let draft: serde_json::Value = serde_json::from_str(body).unwrap();
        draft["steps"].as_array().unwrap().len()
    });
    let sql = "SELECT count(*) FROM mapping m JOIN pupil p ON p.id = m.pupil
        JOIN chain c ON c.record = m.id WHERE p.ref = ?1";
    let records: i64 = (db.query_row(sql, [reference], |row| row.get(0))).unwrap();
    Seen {
        steps,
        records: usize::try_from(records).unwrap(),
    }
}

/// How many provisions are settled, as the screen says it: `12 of 17 to settle`.
fn settled(text: &str) -> Option<usize> {
    let (before, _) = text.split_once(" to settle")?;
    let mut words = before.split_whitespace().rev();
    let of: usize = words.next()?.parse().ok()?;
    let left: usize = words.nth(1)?.parse().ok()?;
    of.checked_sub(left)
}

/// What an officer sees and types until they are killed.
struct Sitting {
    seen: BTreeMap<String, Seen>,
    /// The pupil and the screen at hand.
    reference: String,
    is_recorded: bool,
    typed: u32,
    /// How many keys of drafts and how many records the screen acknowledged.
    drafts: usize,
    records: u32,
}

impl Sitting {
    /// Looks at a whole frame: takes down what it acknowledges.
    fn look(&mut self, text: &str) {
        let first = text.split_whitespace().next().unwrap_or_default();
        if !first.starts_with("K-") {
            return;
        }
        if first != self.reference {
            first.clone_into(&mut self.reference);
            self.is_recorded = false;
        }
        let seen = self.seen.entry(self.reference.clone()).or_default();
        if text.contains("Recorded.") {
            if !self.is_recorded {
                self.records += 1;
                *seen = Seen {
                    steps: 0,
                    records: seen.records + 1,
                };
            }
            self.is_recorded = true;
        } else if let Some(steps) = settled(text)
            && text.contains("saved ")
            && !text.contains("not saved")
        {
            self.drafts += steps.saturating_sub(seen.steps);
            seen.steps = seen.steps.max(steps);
        }
    }

    /// What is typed next.
    fn next(&mut self, text: &str, chance: &mut Chance) -> &'static str {
        self.typed += 1;
        if text.contains("Recorded.") || text.contains("━ Tariff ") || text.contains("All settled")
        {
            "\r"
        } else if text.contains("to settle") {
            // Two keys at once come in one read of the terminal.
            ["3", "3", "3", "33"][chance.below(4)]
        } else {
            ""
        }
    }
}

/// Works in one workspace until so many kills are done.
pub(super) fn episode(kills: u32, chance: &mut Chance, told: &mut Told) {
    let office = Office::with_demo(PUPILS, "0");
    let mut seen = BTreeMap::new();
    for kill in 0..kills {
        let mut sitting = Sitting {
            seen,
            reference: String::new(),
            is_recorded: false,
            typed: 0,
            drafts: 0,
            records: 0,
        };
        sit(&office, &mut sitting, chance);
        told.kills += 1;
        told.keys += sitting.typed;
        told.drafts += sitting.drafts;
        told.records += sitting.records;
        seen = sitting.seen;
        for (reference, acknowledged) in &seen {
            let kept = kept(&office, reference);
            // A mapping that was recorded unseen took its draft with it.
            let is_there = kept.records > acknowledged.records
                || (kept.records == acknowledged.records && kept.steps >= acknowledged.steps);
            assert!(
                is_there,
                "kill {kill}: {reference} was acknowledged with {acknowledged:?} and has {kept:?}"
            );
        }
        if let Some(last) = seen.get_mut(&sitting.reference) {
            last.records = kept(&office, &sitting.reference).records;
        }
        if kill % 5 == 4 || kill + 1 == kills {
            let verified = office.json(&["verify", "--json"]);
            assert_eq!(verified["faults"], json!([]), "kill {kill}");
        }
    }
}

/// Starts the program, works, and kills it at a random moment.
fn sit(office: &Office, sitting: &mut Sitting, chance: &mut Chance) {
    let folder = office.workspace();
    let arguments = [
        "--workspace",
        folder.to_str().unwrap(),
        "--now",
        crate::program::TODAY,
    ];
    let mut terminal = Terminal::start(office.home(), &arguments, SIZE);
    let is_early = chance.in_hundred(10);
    if !is_early {
        terminal.shows("Worklist");
    }
    terminal.keys("n");
    if !is_early {
        terminal.shows("to settle");
        terminal.keys("3");
    }
    let span = Duration::from_millis(if is_early { 150 } else { 1500 });
    let end = Instant::now() + chance.between(Duration::ZERO, span);
    let mut before = String::new();
    terminal.until(end, |text, keys| {
        sitting.look(text);
        // A key too many on one screen would be a key for the next.
        let screen = [text.lines().next().unwrap_or_default(), &tail(text)].concat();
        if screen != before {
            before = screen;
            *keys = sitting.next(text, chance);
        }
    });
    terminal.kill();
    terminal.rest(|text| sitting.look(text));
}

/// What tells one screen of the walk from the next.
fn tail(text: &str) -> String {
    let stage = ["Recorded.", "━ Tariff ", "All settled"];
    let stage = stage.iter().find(|stage| text.contains(**stage));
    stage.map_or_else(
        || format!("{:?}", settled(text)),
        |stage| (*stage).to_owned(),
    )
}
