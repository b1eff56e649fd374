//! Agreed readings: taken from what was moderated, listed, taken out of use.

use std::collections::{BTreeSet, HashMap};

use crate::domain::day::{Day, Moment};
use crate::domain::identity::{PupilId, PupilRef, Reader, RecordId};
use crate::domain::mapping::Purpose;
use crate::domain::moderation::agreed::{Agreed, Aim};
use crate::domain::moderation::review::{Decision, Review};
use crate::domain::moderation::stock::Stock;
use crate::domain::worklist::{current, out_of_scope};

use super::super::mapping::{named, reasoned};
use super::super::problem::{Problem, Result};
use super::super::veil::until;
use super::queueing::last_word;
use super::{Workspace, ranks};

/// An agreed reading as it is listed.
#[derive(Clone, Debug)]
pub struct AgreedReading {
    /// The record.
    pub agreed: Agreed,
    /// The pupil's reference.
    pub reference: PupilRef,
    /// Whether it is in use.
    pub in_use: bool,
    /// Whether the mapping is still the one that counts for the pupil, of the plan as it is now: if not, it is given to
    /// nobody as a seed.
    pub current: bool,
}

impl Workspace {
    /// Takes the mapping of a pupil that a moderator has read blind and closed for an agreed reading.
    pub fn agree(
        &mut self,
        reference: &str,
        aim: Aim,
        reader: &Reader,
        now: Moment,
    ) -> Result<AgreedReading> {
        named(reader)?;
        let one = self.officers_mapping(reference, now)?;
        let ledger = self.ledger()?;
        let closed = last_word(ledger.reviews_of(&one.head.id)).and_then(closes);
        let Some((mapping, review)) = closed else {
            return Err(Problem::NotModerated(one.reference));
        };
        if self.recorded_mapping(&mapping)?.sheet.plan.is_none() {
            return Err(Problem::NoPlanText(one.reference));
        }
        if self.in_use(&one.pupil, aim, now)?.is_some() {
            return Err(Problem::InUse(one.reference, aim.words()));
        }
        let id = self.store.agree((&mapping, &review), aim, reader, now)?;
        self.forget();
        let listed = self.agreed_readings(now)?;
        let found = listed.into_iter().find(|listed| listed.agreed.id == id);
        found.ok_or(Problem::NotInUse(one.reference, aim.words()))
    }

    /// Takes an agreed reading out of use.
    pub fn disagree(
        &mut self,
        reference: &str,
        aim: Aim,
        (reader, reason): (&Reader, &str),
        now: Moment,
    ) -> Result<Agreed> {
        named(reader)?;
        let reason = reasoned(reason)?;
        let pupil = self.pupil(reference)?;
        let Some(agreed) = self.in_use(&pupil, aim, now)? else {
            let reference = PupilRef::new(reference);
            return Err(Problem::NotInUse(reference, aim.words()));
        };
        self.store.disagree(&agreed, reader, reason, now)?;
        self.forget();
        Ok(agreed)
    }

    /// Lists the agreed readings in their recorded order, those out of use among them.
    pub fn agreed_readings(&self, now: Moment) -> Result<Vec<AgreedReading>> {
        let stock = self.stock(now.day())?;
        let references = self.agreed_references(&stock)?;
        let listed = stock.agreed.iter().map(|one| {
            let reference = references.get(&one.pupil).cloned();
            AgreedReading {
                reference: reference.unwrap_or_else(|| PupilRef::new(one.pupil.as_str())),
                in_use: one.in_use(until(now.day())),
                current: stock.current.contains(&one.mapping),
                agreed: one.clone(),
            }
        });
        Ok(listed.collect())
    }

    /// The references of the pupils of the agreed readings.
    pub(super) fn agreed_references(&self, stock: &Stock) -> Result<HashMap<PupilId, PupilRef>> {
        let named = self.store.names_of(&pupils(&stock.agreed))?.into_iter();
        Ok(named
            .map(|(pupil, reference, _)| (pupil, reference))
            .collect())
    }

    fn in_use(&self, pupil: &PupilId, aim: Aim, now: Moment) -> Result<Option<Agreed>> {
        let kept = self.store.agreed(&self.framework.key)?;
        let is =
            |one: &Agreed| one.pupil == *pupil && one.aim == aim && one.in_use(until(now.day()));
        Ok(kept.into_iter().find(is))
    }

    /// All that is known of the agreed readings, as a day ends.
    pub(in crate::workspace) fn stock(&self, day: Day) -> Result<Stock> {
        let key = &self.framework.key;
        let agreed = self.store.agreed(key)?;
        if agreed.is_empty() {
            return Ok(Stock::empty(key.clone()));
        }
        let pupils = pupils(&agreed);
        let read = self.store.readings_of(&pupils)?;
        let asked = read.iter().filter(|one| {
            one.framework == *key && matches!(one.purpose, Some(Purpose::Seed | Purpose::Standard))
        });
        let wanted: BTreeSet<RecordId> = (agreed.iter().map(|one| &one.mapping))
            .chain(asked.map(|one| &one.mapping))
            .cloned()
            .collect();
        let wanted: Vec<RecordId> = wanted.into_iter().collect();
        let levelled = self.store.levelled_of(&wanted)?.into_iter();
        let ranked = levelled.map(|one| (one.mapping.clone(), ranks(&self.framework, &one)));
        let basis = self.basis(&self.framework, day);
        let entries = self.store.entries_of(&pupils, key)?;
        let stands = entries.iter().filter_map(|entry| {
            let head = current(entry).filter(|_| out_of_scope(&basis, entry).is_none())?;
            let plan = entry.plan.as_ref().map(|plan| &plan.id);
            (head.plan.as_ref() == plan).then(|| head.id.clone())
        });
        Ok(Stock {
            framework: key.clone(),
            ranks: ranked.collect(),
            current: stands.collect(),
            lifted: self.store.lifts(key)?,
            agreed,
            read,
        })
    }
}

/// The pupils of agreed readings, each once.
fn pupils(agreed: &[Agreed]) -> Vec<PupilId> {
    let pupils: BTreeSet<&PupilId> = agreed.iter().map(|one| &one.pupil).collect();
    pupils.into_iter().cloned().collect()
}

/// The mapping that a review leaves standing, and the review; nothing where it leaves the case open.
fn closes(review: &Review) -> Option<(RecordId, RecordId)> {
    let mapping = match review.reviewed.decision {
        Decision::Agreed | Decision::Within => Some(&review.reviewed.mapping),
        Decision::Adjusted => review.adjusted.as_ref(),
        Decision::Returned
        | Decision::Answered
        | Decision::CannotMap
        | Decision::Escalated
        | Decision::Harmless => None,
    };
    Some((mapping?.clone(), review.id.clone()))
}
