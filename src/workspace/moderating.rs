//! Moderation: samples drawn, cases queued, blind readings laid beside the officers', decisions kept, and what all of it
//! says of the readers.

mod agreeing;
mod carrying;
mod drawing;
mod measuring;
mod queueing;
mod reporting;
mod reviewing;
mod schools;
mod seeding;
mod standardising;
mod suggesting;
#[cfg(test)]
mod tests;
mod walking;

use std::collections::{HashMap, HashSet};

use crate::domain::caseload::{Entry, MappingHead};
use crate::domain::day::Moment;
use crate::domain::framework::Framework;
use crate::domain::identity::{PupilId, PupilRef, Reader, RecordId, Role};
use crate::domain::mapping::Purpose;
use crate::domain::moderation::ranking::level_rank;
use crate::domain::moderation::ranks::Ranks;
use crate::domain::moderation::review::{Conflict, Review};
use crate::domain::moderation::ruling::Ruling;
use crate::domain::worklist::{current, out_of_scope};
use crate::store::Levelled;

use super::Workspace;
use super::mapping::{named, reasoned};
use super::problem::Result;
use super::watching::tell_store;
use super::{Watch, unwatched};

pub use crate::domain::moderation::drift::told::Drifted;
pub use crate::domain::moderation::queue::{Bench, Queue, SampleCase, SampleState, Waits};
pub use crate::domain::moderation::readings::{Beside, Decided, Provisioned, SchoolBeside};
pub use agreeing::AgreedReading;
pub use measuring::{Agreed, Cases};
pub(super) use seeding::Veiled;

/// An officer's latest mapping of a pupil in scope, and where the pupil is.
#[derive(Clone, Debug)]
struct Officers {
    pupil: PupilId,
    reference: PupilRef,
    head: MappingHead,
    community: Option<String>,
    district: Option<String>,
    /// Whether a moderator's mapping counts in its place.
    settled: bool,
    school: Option<String>,
    urn: Option<String>,
}

impl Officers {
    fn of(entry: Entry) -> Option<Self> {
        let latest = |one: &&MappingHead| one.reader.role == Role::Officer && !one.adopted;
        let head = entry.mappings.iter().rev().find(latest)?.clone();
        let counts = current(&entry).map(|one| one.reader.role);
        Some(Self {
            pupil: entry.pupil,
            reference: entry.facts.reference,
            head,
            settled: counts == Some(Role::Moderator),
            community: entry.facts.community,
            district: entry.facts.district,
            school: entry.facts.school,
            urn: entry.facts.urn,
        })
    }

    /// Counts the flags that the mapping carries as of now, those that came after it was recorded among them.
    fn flagged_by(mut self, ledger: &Ledger) -> Self {
        let read = ledger.read.get(&self.head.id);
        let flags = read.and_then(|read| u32::try_from(read.flags.len()).ok());
        self.head.flags = flags.unwrap_or(self.head.flags);
        self
    }

    /// Whether somebody declared not to judge the pupils of this one's school.
    fn is_barred(&self, conflicts: &[Conflict], reader: &Reader) -> bool {
        let names = [&self.school, &self.urn];
        let is = |school: &String| {
            let named = names.into_iter().flatten();
            named
                .into_iter()
                .any(|name| name.eq_ignore_ascii_case(school.trim()))
        };
        let mut theirs = conflicts
            .iter()
            .filter(|one| one.reader.name == reader.name);
        theirs.any(|one| is(&one.school))
    }
}

/// What moderation is reckoned from: every mapping that stands, every review, by the mapping.
struct Ledger {
    /// What each mapping came to.
    read: HashMap<RecordId, Levelled>,
    /// The reviews of each mapping, oldest first.
    reviews: HashMap<RecordId, Vec<Review>>,
    /// What was carried out of each sample's outcome.
    rulings: HashMap<RecordId, Ruling>,
    /// The mappings that these touched.
    carried: HashSet<RecordId>,
    /// The blind readings of each pupil's plans, oldest first.
    blind: HashMap<PupilId, Vec<RecordId>>,
    /// Each pupil's latest reading by a school.
    schools: HashMap<PupilId, RecordId>,
}

impl Ledger {
    /// What a mapping came to, in ranks; nothing where it was taken back.
    fn ranks(&self, framework: &Framework, mapping: &RecordId) -> Option<Ranks> {
        Some(ranks(framework, self.read.get(mapping)?))
    }

    /// Whether a mapping's cohort was decided of as a whole, and the mapping with it.
    fn is_carried(&self, mapping: &RecordId) -> bool {
        self.carried.contains(mapping)
    }

    fn reviews_of(&self, mapping: &RecordId) -> &[Review] {
        self.reviews.get(mapping).map_or(&[], Vec::as_slice)
    }

    /// The blind readings of the plan that a mapping was read from, made since, oldest first.
    fn readings_of<'a>(&'a self, mapping: &RecordId) -> impl Iterator<Item = &'a Levelled> {
        let mapped = self.read.get(mapping);
        let blind = mapped.and_then(|mapped| self.blind.get(&mapped.pupil));
        let blind = blind.into_iter().flatten();
        let read = blind.filter_map(|reading| self.read.get(reading));
        read.filter(move |read| {
            mapped.is_some_and(|mapped| read.plan == mapped.plan && read.recorded > mapped.recorded)
        })
    }

    /// The moderator's blind reading that stands beside a mapping: the latest.
    fn reading_of(&self, mapping: &RecordId) -> Option<&Levelled> {
        self.readings_of(mapping).last()
    }
}

/// What a mapping came to, in ranks.
fn ranks(framework: &Framework, read: &Levelled) -> Ranks {
    let tariff = read.tariff.as_ref();
    let areas = read
        .levels
        .iter()
        .filter_map(|(area, level)| Some((area.clone(), level_rank(framework, area, level)?)));
    Ranks {
        tariff: tariff.and_then(|tariff| framework.tariff_rank(tariff)),
        areas: areas.collect(),
    }
}

impl Workspace {
    /// The officers' latest mappings of pupils in scope, in the order the pupils came.
    fn officers_mappings(&self, now: Moment) -> Result<Vec<Officers>> {
        self.officers_watched(now, &mut unwatched)
    }

    fn officers_watched(&self, now: Moment, watch: &mut Watch<'_>) -> Result<Vec<Officers>> {
        let framework = self.framework.clone();
        let basis = self.basis(&framework, now.day());
        let (of, mut done) = (self.store.pupils()?, 0);
        let mut found = Vec::new();
        self.store.each_entry(&framework.key, &mut |entry| {
            done += 1;
            tell_store(watch, "Reading the caseload", done, of)?;
            if out_of_scope(&basis, &entry).is_none() {
                found.extend(Officers::of(entry));
            }
            Ok(())
        })?;
        Ok(found)
    }

    fn ledger(&self) -> Result<Ledger> {
        let read = self.store.levelled(&self.framework.key)?;
        let mut reviews: HashMap<RecordId, Vec<Review>> = HashMap::new();
        for review in self.store.reviews(&self.framework.key)? {
            let of = review.reviewed.mapping.clone();
            reviews.entry(of).or_default().push(review);
        }
        let mut blind: HashMap<PupilId, Vec<RecordId>> = HashMap::new();
        for one in read
            .iter()
            .filter(|one| one.purpose == Some(Purpose::Blind))
        {
            let readings = blind.entry(one.pupil.clone()).or_default();
            readings.push(one.mapping.clone());
        }
        let schools = schools::latest(&read);
        let mut rulings = HashMap::new();
        for ruling in self.store.rulings(&self.framework.key)? {
            // Of two workspaces that both carried an outcome out, the first says what became of it.
            rulings.entry(ruling.ruled.sample.clone()).or_insert(ruling);
        }
        let read = read.into_iter().map(|one| (one.mapping.clone(), one));
        let mut ledger = Ledger {
            read: read.collect(),
            reviews,
            carried: (rulings.values())
                .flat_map(|ruling| ruling.ruled.mappings.iter().cloned())
                .collect(),
            rulings,
            blind,
            schools,
        };
        self.flag_schools(&mut ledger);
        Ok(ledger)
    }

    /// Declares that a moderator will not judge the pupils of a school, by URN or by name.
    pub fn declare(&mut self, conflict: &Conflict, now: Moment) -> Result<()> {
        named(&conflict.reader)?;
        let conflict = Conflict {
            school: reasoned(&conflict.school)?.to_owned(),
            reason: reasoned(&conflict.reason)?.to_owned(),
            reader: conflict.reader.clone(),
        };
        Ok(self.store.declare(&conflict, now)?)
    }

    /// Every conflict of interest that was declared.
    pub fn conflicts(&self) -> Result<Vec<Conflict>> {
        Ok(self.store.conflicts()?)
    }
}

#[cfg(test)]
pub(crate) use tests::seeding::seeded;
