//! What the reviews say of the readers: agreement and drift, on the random stream alone, and the worth of flags.

use std::collections::{BTreeMap, HashMap};

use crate::domain::day::Moment;
use crate::domain::identity::{PupilRef, RecordId};
use crate::domain::moderation::drift::{self, Outlook, Pair, Row, Settings};
use crate::domain::moderation::ranks::Scales;
use crate::domain::moderation::review::{Decision, Stream};
use crate::domain::moderation::slice::{self, Sliced};
use crate::domain::moderation::week::Week;
use crate::domain::moderation::worth::{self, Reviewed, Worth};

use super::super::problem::Result;
use super::{Ledger, Officers, Workspace, ranks};

/// The references of the pupils whose mappings are told of.
pub type Cases = HashMap<RecordId, PupilRef>;

/// What the readings of an office come to.
#[derive(Clone, Debug, Default)]
pub struct Measured {
    /// How alike officers and moderators read, slice by slice.
    pub agreement: Vec<Sliced>,
    /// Who reads otherwise, the weekly means, the shares and the gaps.
    pub drift: Outlook,
    /// What each flag is worth.
    pub worth: Vec<Worth>,
    /// Whose the mappings are.
    pub cases: Cases,
    /// How many plans the random sample has read twice.
    pub pairs: usize,
    /// How many officers' mappings there are.
    pub mapped: usize,
}

impl Workspace {
    /// Reckons what moderation measures, as of now.
    pub fn measured(&self, now: Moment) -> Result<Measured> {
        let (ledger, officers) = (self.ledger()?, self.officers_mappings(now)?);
        let scales = Scales::of(&self.framework);
        let pairs = self.pairs(&ledger)?;
        let rows: Vec<Row> = (officers.iter())
            .filter_map(|one| self.row(one, &ledger))
            .collect();
        let cases = officers
            .iter()
            .map(|one| (one.head.id.clone(), one.reference.clone()));
        let (flagged, random) = ended(&ledger);
        Ok(Measured {
            agreement: slice::agreement(&pairs, &scales),
            drift: drift::look(&rows, &pairs, &scales, &Settings::default()),
            worth: worth::worth(&flagged, &random),
            cases: cases.collect(),
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

/// The flagged that were reviewed, and the sampled that were: each adjusted or not.
fn ended(ledger: &Ledger) -> (Vec<Reviewed>, Vec<bool>) {
    let (mut flagged, mut random) = (Vec::new(), Vec::new());
    for (mapping, reviews) in &ledger.reviews {
        let Some(read) = ledger.read.get(mapping) else {
            continue;
        };
        let is_final = |one: &&crate::domain::moderation::review::Review| {
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
