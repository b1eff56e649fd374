//! The officer at a desk with commands: one after the other, now and then two at once, killed at random.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Write as _};
use std::time::Duration;

use super::chance::Chance;
use super::deed::{Deed, same, table};
use super::killing::{Fate, Moment, Running};
use super::ledger::Ledger;
use crate::program::Office;

/// How many kills one workspace stands before another one is begun; a long chain takes long to verify.
pub(super) const EPISODE: u32 = 150;

/// After how many deeds all that was acknowledged is looked for.
const STRIDE: usize = 12;

/// How many pupils the officer begins with.
const PUPILS: usize = 30;

/// The days that the clock may show: it is set forward and back.
const DAYS: [&str; 4] = ["2026-01-12", "2026-01-05", "2026-01-20", "2026-01-13"];

const CANNOT: &str = r#"{"judgements": [], "area_levels": [], "cannot_map": "stale_plan"}"#;

/// What was counted.
#[derive(Default)]
pub(super) struct Told {
    pub(super) kills: u32,
    pub(super) deeds: u32,
    pub(super) acknowledged: usize,
    /// Of the kills, how many came after the word and before the end.
    after_word: u32,
    by_kind: BTreeMap<&'static str, (u32, u32)>,
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (kills, deeds) = (self.kills, self.deeds);
        let (acknowledged, after) = (self.acknowledged, self.after_word);
        write!(
            f,
            "{kills} kills of {deeds} commands ({after} of them after the acknowledgement), {acknowledged} records, \
             pupils and drafts acknowledged, none lost; killed of begun:"
        )?;
        for (kind, (killed, begun)) in &self.by_kind {
            write!(f, " {kind} {killed} of {begun}")?;
        }
        Ok(())
    }
}

/// An office, what was done in it and what may be done next.
struct Desk<'a> {
    office: Office,
    colleague: Office,
    cannot: String,
    ledger: Ledger,
    chance: &'a mut Chance,
    told: &'a mut Told,
    /// How long each kind of deed takes about.
    usual: BTreeMap<&'static str, Duration>,
    /// Mappings that stand, by the pupil's reference.
    mapped: BTreeMap<String, String>,
    /// Mappings and pupils that are not to be tried again: what came of the last try is not known.
    tried: BTreeSet<String>,
    serial: usize,
    last: Vec<String>,
}

/// Works in one workspace until so many kills are done, and looks at what is left.
pub(super) fn episode(kills: u32, chance: &mut Chance, told: &mut Told) {
    let office = Office::new();
    let cannot = office.file("cannot.json", CANNOT);
    let mut desk = Desk {
        office,
        colleague: Office::new(),
        cannot,
        ledger: Ledger::default(),
        chance,
        told,
        usual: BTreeMap::new(),
        mapped: BTreeMap::new(),
        tried: BTreeSet::new(),
        serial: 0,
        last: Vec::new(),
    };
    let until = desk.told.kills + kills;
    desk.begin();
    let mut deeds = 0;
    while desk.told.kills < until {
        desk.turn();
        deeds += 1;
        if deeds % STRIDE == 0 {
            desk.check();
        }
    }
    desk.check();
    desk.told.acknowledged += desk.ledger.len();
}

impl Desk<'_> {
    /// Begins a workspace, killed before it is there as often as chance has it.
    fn begin(&mut self) {
        let references: Vec<_> = (1..=PUPILS).map(|n| format!("K-{n}")).collect();
        while self.ledger.pupils.is_empty() {
            let file = self.office.file("caseload.csv", &table(&references));
            self.alone(&Deed::Import(file, references.clone()));
        }
        self.office.ok(&["keys", "new", "Sam"]);
        self.colleague.ok(&["keys", "new", "Ann"]);
        trust(&self.office, &self.colleague);
        trust(&self.colleague, &self.office);
    }

    fn turn(&mut self) {
        let one = self.deed();
        if matches!(one, Deed::Restore(_)) || self.chance.in_hundred(85) {
            self.alone(&one);
            return;
        }
        // Two at once, each killed or not by itself.
        let mut two = self.deed();
        while matches!(two, Deed::Restore(_)) || same(&one, &two) {
            two = self.deed();
        }
        let (first, second) = (self.start(&one), self.start(&two));
        let moment = self.moment(&one);
        let fate = first.end(moment);
        self.settle(&one, &fate);
        let moment = self.moment(&two);
        let fate = second.end(moment);
        self.settle(&two, &fate);
    }

    fn alone(&mut self, deed: &Deed) {
        let running = self.start(deed);
        let moment = self.moment(deed);
        let fate = running.end(moment);
        if !self.settle(deed, &fate) {
            self.alone(&Deed::Finish);
        }
    }

    fn start(&mut self, deed: &Deed) -> Running {
        let day = *self.chance.one(&DAYS);
        self.last.push(format!("{deed:?} on {day}"));
        self.told.deeds += 1;
        self.told.by_kind.entry(deed.kind()).or_default().1 += 1;
        self.try_out(deed);
        Running::start(&self.office, day, &deed.arguments(&self.cannot))
    }

    /// Writes down what a deed may leave behind although nobody heard of it.
    fn try_out(&mut self, deed: &Deed) {
        match deed {
            Deed::Withdraw(mapping) => {
                self.tried.insert(mapping.clone());
            }
            Deed::Review(reference) => {
                self.tried.insert(reference.clone());
            }
            Deed::Park(reference, reason) => {
                let parked = self.ledger.parked.entry(reference.clone()).or_default();
                parked.tried.push(reason.clone());
            }
            Deed::Map(reference) => {
                // Which mapping counts is not known until the answer comes.
                self.mapped.remove(reference);
            }
            Deed::Import(..) | Deed::Backup | Deed::Restore(_) | Deed::Bundle(_) | Deed::Finish => {
            }
        }
    }

    /// The moment to kill at: most of them where the work is done, not where the program starts.
    fn moment(&mut self, deed: &Deed) -> Moment {
        let usual = self.usual.get(deed.kind()).copied();
        let usual = usual.unwrap_or(Duration::from_millis(250));
        let after = |chance: &mut Chance, from: u32, to: u32| {
            Moment::After(chance.between(usual * from / 100, usual * to / 100))
        };
        match self.chance.below(100) {
            0..20 => Moment::AtWord(
                self.chance
                    .between(Duration::ZERO, Duration::from_millis(2)),
            ),
            20..25 => Moment::Spared,
            25..50 => after(self.chance, 0, 120),
            _ => after(self.chance, 50, 115),
        }
    }

    /// Writes down what came of a deed; gives false where a restoring waits to be finished.
    fn settle(&mut self, deed: &Deed, fate: &Fate) -> bool {
        let is_acknowledged = self.acknowledge(deed, fate);
        // A deed that is always killed too early is let through in the end.
        let usual = self.usual.entry(deed.kind()).or_insert(fate.took);
        *usual = if fate.is_killed && !is_acknowledged {
            (*usual * 106 / 100).min(Duration::from_secs(20))
        } else {
            (*usual * 8 + fate.took * 2) / 10
        };
        if fate.is_killed {
            self.told.kills += 1;
            self.told.after_word += u32::from(is_acknowledged);
            self.told.by_kind.entry(deed.kind()).or_default().0 += 1;
            let word = if is_acknowledged {
                " after its word"
            } else {
                ""
            };
            self.note(&format!("  killed{word}"));
            return true;
        }
        if fate.is_well {
            assert!(
                is_acknowledged,
                "{}: nothing was said: {fate:?}",
                self.story()
            );
            return true;
        }
        let said = &fate.refused;
        let is_broken_off = said.contains("was broken off half-way");
        let is_nothing = matches!(deed, Deed::Finish) && said.contains("nothing to finish");
        let is_held = said.contains("did not come free within five seconds")
            || said.contains("is open elsewhere");
        assert!(
            is_broken_off || is_nothing || is_held,
            "{}: {said}",
            self.story()
        );
        !is_broken_off
    }

    fn note(&mut self, what: &str) {
        if let Some(last) = self.last.last_mut() {
            last.push_str(what);
        }
    }

    /// Takes down what a command said it had done; gives whether it said so.
    fn acknowledge(&mut self, deed: &Deed, fate: &Fate) -> bool {
        let said = &fate.said;
        let json = || serde_json::from_str::<serde_json::Value>(said).ok();
        match deed {
            Deed::Map(reference) => {
                let id = json().map(|told| told["mapping"].as_str().unwrap().to_owned());
                if let Some(id) = &id {
                    self.ledger.records.insert(id.clone());
                    self.mapped.insert(reference.clone(), id.clone());
                }
                id.is_some()
            }
            Deed::Review(_) => {
                let id = json().map(|told| told["reading"].as_str().unwrap().to_owned());
                let is_said = id.is_some();
                self.ledger.records.extend(id);
                is_said
            }
            Deed::Withdraw(_) => {
                let id = said
                    .split_once("(record ")
                    .and_then(|(_, rest)| rest.split_once(')'));
                let is_said = id.is_some() && said.ends_with('\n');
                if let (Some((id, _)), true) = (id, is_said) {
                    self.ledger.records.insert(id.to_owned());
                }
                is_said
            }
            Deed::Park(reference, reason) => {
                let is_said = said.ends_with("for later.\n");
                if let (Some(parked), true) = (self.ledger.parked.get_mut(reference), is_said) {
                    parked.acknowledged = Some(reason.clone());
                    parked.tried.clear();
                }
                is_said
            }
            Deed::Import(_, references) => {
                let is_said = json().is_some();
                if is_said {
                    self.ledger.pupils.extend(references.iter().cloned());
                }
                is_said
            }
            Deed::Backup => {
                let folder = json().map(|told| told["folder"].as_str().unwrap().to_owned());
                let is_said = folder.is_some();
                self.ledger.backups.extend(folder);
                is_said
            }
            Deed::Bundle(file) => {
                let is_said = said.ends_with('\n');
                if is_said {
                    self.ledger.bundles.insert(file.clone());
                }
                is_said
            }
            Deed::Restore(_) | Deed::Finish => json().is_some(),
        }
    }

    /// Chooses what to do next.
    fn deed(&mut self) -> Deed {
        self.serial += 1;
        let serial = self.serial;
        let reference = format!("K-{}", self.chance.below(PUPILS) + 1);
        let stands = |desk: &Self, key: fn((&String, &String)) -> String| -> Vec<String> {
            let all = desk.mapped.iter().map(key);
            all.filter(|one| !desk.tried.contains(one)).collect()
        };
        match self.chance.below(100) {
            0..14 => Deed::Park(reference, format!("reason {serial}")),
            14..26 => {
                let ids = stands(self, |(_, id)| id.clone());
                if ids.is_empty() {
                    return Deed::Map(reference);
                }
                Deed::Withdraw(self.chance.one(&ids).clone())
            }
            26..36 => {
                let references = stands(self, |(reference, _)| reference.clone());
                let fresh: Vec<_> = (references.into_iter())
                    .filter(|one| !self.tried.contains(&self.mapped[one]))
                    .collect();
                if fresh.is_empty() {
                    return Deed::Map(reference);
                }
                Deed::Review(self.chance.one(&fresh).clone())
            }
            36..46 => {
                let references: Vec<_> = (0..4).map(|n| format!("N-{serial}-{n}")).collect();
                let file = self
                    .office
                    .file(&format!("in-{serial}.csv"), &table(&references));
                Deed::Import(file, references)
            }
            46..54 => Deed::Backup,
            // One that was killed half-way is finished before anything else will go.
            54..60 if self.office.workspace().join("restoring").exists() => Deed::Finish,
            54..60 => {
                let made = self.office.json(&["backup", "--json"]);
                Deed::Restore(made["folder"].as_str().unwrap().to_owned())
            }
            60..64 => {
                let file = self.office.home().join(format!("out-{serial}.continuum"));
                Deed::Bundle(file.to_str().unwrap().to_owned())
            }
            _ => Deed::Map(reference),
        }
    }

    fn check(&mut self) {
        // Whatever was broken off is finished first, as the program asks for.
        if self.office.workspace().join("restoring").exists() {
            self.office.ok(&["restore"]);
        }
        let story = self.story();
        self.ledger.check(&self.office, &story);
        for file in std::mem::take(&mut self.ledger.bundles) {
            self.colleague.ok(&["bundle", "import", &file]);
            std::fs::remove_file(file).unwrap();
        }
        self.last.clear();
    }

    fn story(&self) -> String {
        let mut story = "what was done since the last look".to_owned();
        for deed in &self.last {
            let _ = write!(story, "\n  {deed}");
        }
        story
    }
}

/// Lets an office trust another one.
fn trust(office: &Office, other: &Office) {
    let keys = other.json(&["keys", "show", "--json"]);
    office.ok(&["keys", "trust", keys["line"].as_str().unwrap()]);
}
