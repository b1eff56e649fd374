//! The stock of agreed readings: which an officer may be given, and what their readings of these were.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::super::day::Moment;
use super::super::identity::{FrameworkKey, PlanId, PupilId, Reader, RecordId, Role};
use super::super::mapping::Purpose;
use super::agreed::{Agreed, Aim, Lift, Read};
use super::ranks::Ranks;
use super::seeds::{Past, Reading};
use super::standard::{Member, Sitting};
use super::tolerance::{Tolerance, differ};

/// All that is known of the agreed readings under a framework version.
#[derive(Clone, Debug)]
pub struct Stock {
    /// The framework version.
    pub framework: FrameworkKey,
    /// The agreed readings, in their recorded order.
    pub agreed: Vec<Agreed>,
    /// Everybody's readings of these pupils, oldest first.
    pub read: Vec<Read>,
    /// What the agreed mappings and the readings came to.
    pub ranks: HashMap<RecordId, Ranks>,
    /// The agreed mappings that are still the ones that count for their pupils, of the plan as it is now.
    pub current: HashSet<RecordId>,
    /// The reviews that were lifted.
    pub lifted: Vec<Lift>,
}

impl Stock {
    /// Nothing agreed under a framework version.
    pub fn empty(framework: FrameworkKey) -> Self {
        Self {
            framework,
            agreed: Vec::new(),
            read: Vec::new(),
            ranks: HashMap::new(),
            current: HashSet::new(),
            lifted: Vec::new(),
        }
    }

    fn of(&self, aim: Aim) -> impl Iterator<Item = &Agreed> {
        self.agreed.iter().filter(move |one| one.aim == aim)
    }

    /// Somebody's readings of a pupil.
    fn by<'a>(&'a self, name: &'a str, pupil: &'a PupilId) -> impl Iterator<Item = &'a Read> {
        let theirs = move |read: &&Read| read.pupil == *pupil && read.reader.name == name;
        self.read.iter().filter(theirs)
    }

    fn is_for(&self, read: &Read, aim: Aim) -> bool {
        read.purpose == Some(aim.purpose()) && read.framework == self.framework
    }

    /// Whether somebody read a seed's plan for anything but a seed, or knows its answer otherwise.
    fn knows(&self, name: &str, seed: &Agreed) -> bool {
        let other = |read: &Read| !self.is_for(read, Aim::Seed);
        seed.is_known_to(name) || self.by(name, &seed.pupil).any(other)
    }

    /// The seeds in use that an officer does not know, those they have read as such among them, in their order.
    ///
    /// A seed whose pupil was mapped anew or whose plan was amended since is not given out: its answer is out of date.
    pub fn seeds_for(&self, officer: &str, now: Moment) -> Vec<&Agreed> {
        let fit = |one: &&Agreed| {
            one.in_use(now) && self.current.contains(&one.mapping) && !self.knows(officer, one)
        };
        self.of(Aim::Seed).filter(fit).collect()
    }

    /// The seeds that an officer may still be given, in their order.
    pub fn unread(&self, officer: &str, now: Moment) -> Vec<&Agreed> {
        let mut seeds = self.seeds_for(officer, now);
        seeds.retain(|one| self.by(officer, &one.pupil).next().is_none());
        seeds
    }

    /// Whether a reading of a plan, begun at a moment, is one of a seed: of an officer to whom the answer is not known.
    pub fn is_seed(
        &self,
        reader: &Reader,
        (pupil, plan): (&PupilId, Option<&PlanId>),
        (begun, now): (Moment, Moment),
    ) -> bool {
        // What was begun as a seed stays one, also where the seed is taken out of use meanwhile.
        let fits = |one: &Agreed| {
            one.pupil == *pupil
                && Some(&one.plan) == plan
                && (one.in_use(begun) || one.in_use(now))
                && !self.knows(&reader.name, one)
        };
        reader.role == Role::Officer && self.of(Aim::Seed).any(fits)
    }

    /// Whether any seed is in use.
    pub fn has_seeds(&self, now: Moment) -> bool {
        self.of(Aim::Seed).any(|one| one.in_use(now))
    }

    /// The pupils whose plans are seeds to an officer, read or not: of these they are shown nothing that others made.
    pub fn unseen(&self, officer: &str) -> BTreeSet<PupilId> {
        let unknown = self.of(Aim::Seed).filter(|one| !self.knows(officer, one));
        unknown.map(|one| one.pupil.clone()).collect()
    }

    /// The pupils whose plans an officer read as seeds, and whether one of these readings stands.
    pub fn read_as_seeds(&self, officer: &str) -> HashMap<PupilId, bool> {
        let mut found = HashMap::new();
        let theirs = (self.read.iter())
            .filter(|read| read.reader.name == officer && self.is_for(read, Aim::Seed));
        for read in theirs {
            *found.entry(read.pupil.clone()).or_default() |= !read.withdrawn;
        }
        found
    }

    /// What decides about an officer's seeds; `mapped` is when they recorded what counts.
    pub fn past(&self, officer: &str, mapped: Vec<Moment>, tolerance: Tolerance) -> Past {
        let lifted = self.lifted.iter().filter(|one| one.officer == officer);
        let mut past = Past {
            mapped,
            seeds: Vec::new(),
            lifted: lifted.map(|one| one.recorded).collect(),
        };
        let mut counted: HashSet<&PlanId> = HashSet::new();
        let theirs = (self.read.iter())
            .filter(|read| read.reader.name == officer && self.is_for(read, Aim::Seed));
        for read in theirs {
            let Some(plan) = &read.plan else { continue };
            let seed = self.of(Aim::Seed).find(|one| {
                // In use when it was read; one taken out of use meanwhile counts for nobody's good or ill.
                one.plan == *plan && one.in_use(read.recorded)
            });
            let Some(seed) = seed.filter(|_| counted.insert(plan)) else {
                continue;
            };
            let ranks = self.ranks.get(&read.mapping);
            if let Some((ranks, agreed)) = ranks.zip(self.ranks.get(&seed.mapping)) {
                past.seeds.push(Reading {
                    plan: plan.clone(),
                    at: read.recorded,
                    within: differ(ranks, agreed, tolerance).within(),
                });
            }
        }
        past
    }

    /// The standardisation set as an officer reads it: without the plans that they know already.
    pub fn members(&self, officer: &str) -> Vec<Member> {
        let member = |one: &Agreed| {
            Some(Member {
                plan: one.plan.clone(),
                ranks: self.ranks.get(&one.mapping)?.clone(),
                from: one.recorded,
                until: one.removed.as_ref().map(|removed| removed.at),
            })
        };
        let asked = self.of(Aim::Standard);
        let asked = asked.filter(|one| !self.has_read(officer, one));
        asked.filter_map(member).collect()
    }

    /// Whether an officer knew a plan of the set before they read it as such.
    fn has_read(&self, officer: &str, one: &Agreed) -> bool {
        let mut theirs = self.by(officer, &one.pupil).peekable();
        let standard = |read: &&Read| read.purpose == Some(Purpose::Standard);
        one.is_known_to(officer) || theirs.peek().is_some_and(|first| !standard(first))
    }

    /// An officer's readings of plans of the set.
    pub fn sittings(&self, officer: &str) -> Vec<Sitting> {
        let theirs = (self.read.iter())
            .filter(|read| read.reader.name == officer && self.is_for(read, Aim::Standard));
        let sitting = |read: &Read| {
            Some(Sitting {
                plan: read.plan.clone()?,
                at: read.recorded,
                ranks: self.ranks.get(&read.mapping)?.clone(),
            })
        };
        theirs.filter_map(sitting).collect()
    }

    /// The officers who have read a seed or a plan of the set, by name.
    pub fn readers(&self) -> BTreeSet<&str> {
        let asked = |read: &&Read| self.is_for(read, Aim::Seed) || self.is_for(read, Aim::Standard);
        let read = self.read.iter().filter(asked);
        read.map(|read| read.reader.name.as_str()).collect()
    }
}

#[cfg(test)]
mod tests;
