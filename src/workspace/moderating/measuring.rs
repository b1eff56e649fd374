//! What the reviews say of the readers: agreement and drift, on the random stream alone, and the worth of flags.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::domain::day::Moment;
use crate::domain::flag::FlagRule;
use crate::domain::identity::{PupilRef, RecordId};
use crate::domain::moderation::drift::expected::{Facts, expect};
use crate::domain::moderation::drift::told::{Behind, Drifted, Person};
use crate::domain::moderation::drift::{self, Row, Settings};
use crate::domain::moderation::pair::Pair;
use crate::domain::moderation::ranks::Scales;
use crate::domain::moderation::review::{Decision, Review, Stream};
use crate::domain::moderation::risk::Weights;
use crate::domain::moderation::slice::{self, Sliced};
use crate::domain::moderation::week::Week;
use crate::domain::moderation::worth::{self, Flagged, Reviewed, Worth};

use super::super::problem::{Problem, Result};
use super::super::watching::tell;
use super::super::{Step, Watch, unwatched};
use super::{Ledger, Officers, Workspace, ranks};

/// The references of the pupils whose mappings are told of.
pub type Cases = HashMap<RecordId, PupilRef>;

/// How alike officers and moderators read, as far as the random samples' plans were read twice.
#[derive(Clone, Debug, Default)]
pub struct Agreed {
    /// Slice by slice.
    pub slices: Vec<Sliced>,
    /// How many plans the random samples have read twice.
    pub pairs: usize,
    /// How many officers' mappings there are.
    pub mapped: usize,
}

/// All that everything is reckoned from, read once.
pub(super) struct Readings {
    pub(super) ledger: Ledger,
    pub(super) officers: Vec<Officers>,
}

impl Workspace {
    /// Says how alike officers and moderators read, as of now.
    pub fn agreed(&self, now: Moment) -> Result<Agreed> {
        self.agreed_in(&self.readings(now)?)
    }

    /// Says how steadily officers read, as of now; a county's takes seconds.
    pub fn drifted(&self, now: Moment, watch: &mut Watch<'_>) -> Result<Drifted> {
        let from = self.readings_watched(now, watch)?;
        self.drifted_in(&from, watch)
    }

    /// Says of every flag rule how often it holds and what it is worth, as of now.
    pub fn worth_of_flags(&self, now: Moment) -> Result<Vec<Flagged>> {
        Ok(flagged(&self.readings(now)?, &self.weights))
    }

    pub(super) fn readings(&self, now: Moment) -> Result<Readings> {
        self.readings_watched(now, &mut unwatched)
    }

    pub(super) fn readings_watched(&self, now: Moment, watch: &mut Watch<'_>) -> Result<Readings> {
        tell(watch, "Reading what mappings came to", 0, 0)?;
        Ok(Readings {
            ledger: self.ledger()?,
            officers: self.officers_watched(now, watch)?,
        })
    }

    pub(super) fn agreed_in(&self, from: &Readings) -> Result<Agreed> {
        let pairs = self.pairs(&from.ledger)?;
        Ok(Agreed {
            slices: slice::agreement(&pairs, &Scales::of(&self.framework)),
            pairs: pairs.len(),
            mapped: from.officers.len(),
        })
    }

    pub(super) fn drifted_in(&self, from: &Readings, watch: &mut Watch<'_>) -> Result<Drifted> {
        let scales = Scales::of(&self.framework);
        let pairs = self.pairs(&from.ledger)?;
        let mut rows: Vec<Row> = (from.officers.iter())
            .filter_map(|one| self.row(one, &from.ledger))
            .collect();
        tell(watch, "Reading what mappings rest on", 0, 0)?;
        let mut evidenced = self.store.evidenced(&self.framework.key)?;
        let facts: Vec<Facts> = rows
            .iter()
            .map(|row| evidenced.remove(&row.mapping).unwrap_or_default())
            .collect();
        expect(&mut rows, &facts);
        let weeks: BTreeSet<Week> = rows.iter().map(|row| row.week).collect();
        let what = "Comparing officers, area by area";
        let mut hear = |done| watch(Step { what, done, of: 0 });
        let looked = drift::look_heard(&rows, &pairs, &scales, &Settings::default(), &mut hear);
        Ok(Drifted {
            outlook: looked.ok_or(Problem::Stopped)?,
            people: people(from),
            weeks: weeks.into_iter().collect(),
            pairs: pairs.len(),
            mapped: rows.len(),
        })
    }

    fn row(&self, one: &Officers, ledger: &Ledger) -> Option<Row> {
        let read = ledger.read.get(&one.head.id)?;
        Some(Row {
            mapping: one.head.id.clone(),
            officer: one.head.reader.name.clone(),
            week: Week::of_moment(one.head.recorded),
            setting: read.setting,
            ranks: ranks(&self.framework, read),
            expected: BTreeMap::new(),
        })
    }

    /// The random samples' double readings: only those whom the draw for the sample's size took.
    fn pairs(&self, ledger: &Ledger) -> Result<Vec<Pair>> {
        let mut pairs: BTreeMap<RecordId, Pair> = BTreeMap::new();
        for kept in self.store.samples(&self.framework.key)? {
            for member in kept.drawn.sample.members.iter().filter(|one| one.random()) {
                let read = ledger.read.get(&member.mapping);
                let reading = ledger.reading_of(&member.mapping);
                let (Some(read), Some(reading)) = (read, reading) else {
                    continue;
                };
                let pair = Pair {
                    mapping: member.mapping.clone(),
                    officer: read.reader.name.clone(),
                    week: Week::of_moment(read.recorded),
                    setting: read.setting,
                    ranks: ranks(&self.framework, read),
                    moderator: ranks(&self.framework, reading),
                };
                pairs.insert(member.mapping.clone(), pair);
            }
        }
        Ok(pairs.into_values().collect())
    }
}

/// Who mapped, by name, and what of it was not taken back.
fn people(from: &Readings) -> Vec<Person> {
    let mut by: BTreeMap<&str, Vec<Behind>> = BTreeMap::new();
    for one in &from.officers {
        if !from.ledger.read.contains_key(&one.head.id) {
            continue;
        }
        let behind = Behind {
            mapping: one.head.id.clone(),
            pupil: one.pupil.clone(),
            reference: one.reference.clone(),
            recorded: one.head.recorded,
        };
        by.entry(&one.head.reader.name).or_default().push(behind);
    }
    let mut people = Vec::with_capacity(by.len());
    for (name, mut mapped) in by {
        mapped.sort_by(|one, other| {
            (one.recorded, &one.mapping).cmp(&(other.recorded, &other.mapping))
        });
        people.push(Person {
            name: name.to_owned(),
            mapped,
        });
    }
    people
}

/// Whose each mapping is.
pub(super) fn cases(officers: &[Officers]) -> Cases {
    let named = officers
        .iter()
        .map(|one| (one.head.id.clone(), one.reference.clone()));
    named.collect()
}

/// Every rule: on how many of the current mappings it holds, on how many it is harmless, and what it is worth.
pub(super) fn flagged(from: &Readings, weights: &Weights) -> Vec<Flagged> {
    let (reviewed, random) = ended(&from.ledger);
    let worth: HashMap<FlagRule, Worth> = (worth::worth(&reviewed, &random).into_iter())
        .map(|one| (one.rule, one))
        .collect();
    let mut counts: BTreeMap<FlagRule, (usize, usize)> = BTreeMap::new();
    for one in &from.officers {
        let flags = from.ledger.read.get(&one.head.id).map(|read| &read.flags);
        let rules: BTreeSet<FlagRule> = flags.into_iter().flatten().copied().collect();
        let reviews = from.ledger.reviews_of(&one.head.id).iter();
        let harmless: BTreeSet<FlagRule> =
            reviews.filter_map(|review| review.reviewed.rule).collect();
        for rule in rules {
            let count = counts.entry(rule).or_default();
            count.0 += 1;
            count.1 += usize::from(harmless.contains(&rule));
        }
    }
    let one = |rule: FlagRule| {
        let (carried, harmless) = counts.get(&rule).copied().unwrap_or_default();
        Flagged {
            rule,
            carried,
            harmless,
            weight: weights.of(rule),
            worth: worth.get(&rule).copied(),
        }
    };
    FlagRule::ALL.into_iter().map(one).collect()
}

/// The flagged that were reviewed, and the sampled that were: each adjusted or not.
fn ended(ledger: &Ledger) -> (Vec<Reviewed>, Vec<bool>) {
    let (mut flagged, mut random) = (Vec::new(), Vec::new());
    for (mapping, reviews) in &ledger.reviews {
        let Some(read) = ledger.read.get(mapping) else {
            continue;
        };
        let is_final = |one: &&Review| {
            one.reviewed.decision.is_final() && one.reviewed.decision != Decision::Harmless
        };
        let Some(last) = reviews.iter().rev().find(is_final) else {
            continue;
        };
        let adjusted = last.reviewed.decision == Decision::Adjusted;
        match last.reviewed.stream {
            Stream::Random => random.push(adjusted),
            Stream::Flagged => flagged.push(Reviewed {
                flags: read.flags.clone(),
                adjusted,
            }),
            Stream::Asked => {}
        }
    }
    (flagged, random)
}
