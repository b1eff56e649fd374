//! Seeds: which is due, what the officer is shown of it, what followed from those read, and the lead's lifting of it.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::caseload::{Entry, Event};
use crate::domain::day::{Day, Moment};
use crate::domain::identity::{PlanId, PupilId, Reader};
use crate::domain::moderation::agreed::{Agreed, Lift};
use crate::domain::moderation::seeds::{Next, Past, consequence, due, next};
use crate::domain::moderation::standard::Standing;
use crate::domain::moderation::stands::{Seeded, Stands};
use crate::domain::moderation::stock::Stock;
use crate::domain::worklist::{State, current};

use super::super::mapping::{named, reasoned};
use super::super::problem::{Problem, Result};
use super::super::veil::{self, until};
use super::Workspace;

/// What agreed readings make of the worklist of whoever reads in the workspace.
#[derive(Clone, Debug, Default)]
pub(in crate::workspace) struct Veiled {
    /// The seed that is due.
    pub(in crate::workspace) due: Option<PupilId>,
    /// The pupils who are shown otherwise than they stand, and how.
    pub(in crate::workspace) shown_as: BTreeMap<PupilId, State>,
    /// Where the reader stands with the set, where they have not passed it.
    pub(in crate::workspace) standing: Option<Standing>,
}

impl Workspace {
    /// What agreed readings make of the reader's worklist on a day.
    pub(in crate::workspace) fn veiled(&self, day: Day) -> Result<Veiled> {
        let stock = self.stock(day)?;
        if stock.agreed.is_empty() {
            return Ok(Veiled::default());
        }
        let now = until(day);
        let officer = self.reader.name.as_str();
        let mut shown_as = BTreeMap::new();
        let read = stock.read_as_seeds(officer);
        let stands = |pupil: &PupilId| read.get(pupil) == Some(&true);
        for seed in stock.seeds_for(officer, now) {
            // One that was read and taken back is read again, as any pupil would be.
            if read.get(&seed.pupil) == Some(&false) {
                shown_as.insert(seed.pupil.clone(), State::NotStarted);
            }
            let draft = self
                .store
                .draft(&seed.pupil, &self.framework.key, &self.reader)?;
            if let Some((draft, _)) = draft.filter(|_| !stands(&seed.pupil)) {
                let state = match draft.parked {
                    Some(_) => State::Parked,
                    None => State::Draft,
                };
                shown_as.insert(seed.pupil.clone(), state);
            }
        }
        let due = self.due(&stock, &shown_as, day)?;
        if let Some(pupil) = &due {
            shown_as.entry(pupil.clone()).or_insert(State::NotStarted);
        }
        let standing = self.standing(officer, &stock, now);
        Ok(Veiled {
            due,
            shown_as,
            standing: Some(standing).filter(|standing| !standing.may_map()),
        })
    }

    /// The pupil of the seed that is due; one that the reader has put aside waits.
    fn due(
        &self,
        stock: &Stock,
        shown_as: &BTreeMap<PupilId, State>,
        day: Day,
    ) -> Result<Option<PupilId>> {
        let mut unread = stock.unread(&self.reader.name, until(day));
        unread.retain(|seed| shown_as.get(&seed.pupil) != Some(&State::Parked));
        let order: Vec<PlanId> = unread.iter().map(|seed| seed.plan.clone()).collect();
        let past = self.past(&self.reader.name, stock, day)?;
        Ok(match next(&past, day, &order, self.rhythm) {
            Next::Seed(plan, _) => {
                let seed = unread.into_iter().find(|seed| seed.plan == plan);
                seed.map(|seed| seed.pupil.clone())
            }
            Next::Plan | Next::Exhausted(_) => None,
        })
    }

    fn past(&self, officer: &str, stock: &Stock, day: Day) -> Result<Past> {
        let key = &self.framework.key;
        let mapped = self.store.mapped_on(key, officer, day)?;
        Ok(stock.past(officer, mapped, self.tolerance))
    }

    /// The pupils of whom the reader is shown nothing that others made.
    pub(in crate::workspace) fn unseen(&self, now: Moment) -> Result<BTreeSet<PupilId>> {
        Ok(self.stock(now.day())?.unseen(&self.reader.name))
    }

    /// A pupil's entry as the reader is shown it who opens the case: of a seed, without what others made of it.
    pub(in crate::workspace) fn unveiled(&self, mut entry: Entry, now: Moment) -> Result<Entry> {
        let (stock, until) = (self.stock(now.day())?, until(now.day()));
        let of = (&entry.pupil, entry.plan.as_ref().map(|plan| &plan.id));
        let is = stock.is_seed(&self.reader, of, (until, until));
        if is && current(&entry).is_some() {
            veil::entry(&mut entry, &self.reader);
        }
        Ok(entry)
    }

    /// Takes from a pupil's story what the reader is not to know while a seed is before them, and ever after.
    pub(in crate::workspace) fn veil_story(
        &self,
        pupil: &PupilId,
        events: &mut Vec<Event>,
        now: Moment,
    ) -> Result<()> {
        veil::own(events, &self.reader);
        let stock = self.stock(now.day())?;
        if !stock.unseen(&self.reader.name).contains(pupil) {
            return Ok(());
        }
        let read = stock.read_as_seeds(&self.reader.name);
        if read.contains_key(pupil) || self.veiled(now.day())?.shown_as.contains_key(pupil) {
            veil::story(events, &self.reader);
        }
        Ok(())
    }

    /// Where every officer stands with the standardisation set and their seeds, by name; nobody where nothing is agreed.
    pub fn stands(&self, now: Moment) -> Result<Vec<Stands>> {
        let stock = self.stock(now.day())?;
        if stock.agreed.is_empty() {
            return Ok(Vec::new());
        }
        let mut officers: BTreeSet<String> = self.assignments.officers().into_iter().collect();
        officers.extend(self.store.officers(&self.framework.key)?);
        officers.extend(stock.readers().into_iter().map(str::to_owned));
        let stands = officers
            .into_iter()
            .map(|officer| self.stand(officer, &stock, now));
        stands.collect()
    }

    /// The officers on whom the lead should look; of their own seeds whoever sits here sees nothing.
    pub(super) fn to_look_at(&self, now: Moment) -> Result<Vec<Stands>> {
        let mut stands = self.stands(now)?;
        for one in &mut stands {
            if one.officer == self.reader.name {
                one.seeds = Seeded::unseen();
            }
        }
        stands.retain(Stands::calls_for_attention);
        Ok(stands)
    }

    fn stand(&self, officer: String, stock: &Stock, now: Moment) -> Result<Stands> {
        let day = now.day();
        let past = self.past(&officer, stock, day)?;
        let left: Vec<&Agreed> = stock.unread(&officer, until(day));
        let lifted = stock.lifted.iter().rev();
        let seeds = Seeded {
            read: past.seeds.len(),
            outside: past.seeds.iter().filter(|seed| !seed.within).count(),
            consequence: consequence(&past),
            due: due(&past, day, self.rhythm).filter(|_| stock.has_seeds(until(day))),
            left: left.len(),
            lifted: lifted.clone().find(|one| one.officer == officer).cloned(),
        };
        Ok(Stands {
            standing: self.standing(&officer, stock, now),
            seeds,
            officer,
        })
    }

    /// Lifts the review of an officer's new mappings: their seeds begin afresh.
    pub fn lift(
        &mut self,
        officer: &str,
        (reader, reason): (&Reader, &str),
        now: Moment,
    ) -> Result<Lift> {
        named(reader)?;
        let reason = reasoned(reason)?;
        let stands = self.stands(now)?;
        let held = |one: &Stands| one.officer == officer && one.seeds.held();
        if !stands.iter().any(held) {
            return Err(Problem::NotHeld(officer.to_owned()));
        }
        let lift = Lift {
            officer: officer.to_owned(),
            recorded: now,
            reader: reader.clone(),
            reason: reason.to_owned(),
        };
        let lifted = self.store.lift(&self.framework.key, &lift, now)?;
        self.forget();
        Ok(lifted)
    }
}
