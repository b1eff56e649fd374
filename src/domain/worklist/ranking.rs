//! Ranking: a caseload put in order as its entries come, one by one.

use std::cmp::Ordering;

use super::super::caseload::Entry;
use super::super::day::Day;
use super::basis::Basis;
use super::order::natural;
use super::standing::Standing;
use super::{NOBODY, NOWHERE, Place, Worklist, done_on};

/// A worklist that is being made.
#[derive(Debug)]
pub struct Ranking<'a> {
    basis: Basis<'a>,
    list: Worklist,
    ranked: Vec<Ranked>,
    references: References,
}

/// A place and what it is ranked by, but the reference.
type Ranked = (u64, Place);

impl<'a> Ranking<'a> {
    /// Begins with nobody.
    pub fn by(basis: &Basis<'a>) -> Self {
        Self {
            basis: *basis,
            list: Worklist::default(),
            ranked: Vec::new(),
            references: References::default(),
        }
    }

    /// Adds a pupil.
    pub fn add(&mut self, entry: Entry) {
        self.references.push(entry.facts.reference.as_str());
        let (since, done_on) = (entry.facts.plan_start, done_on(&entry));
        let at = self.list.roster.len();
        let standing = self.list.roster.add(&self.basis, entry);
        let brief = self.list.roster.brief(at);
        if let Some(why) = brief.and_then(|brief| brief.out_of_scope) {
            *self.list.out_of_scope.entry(why).or_default() += 1;
            return;
        }
        if let Some(day) = done_on {
            *self.list.done_on.entry(day).or_default() += 1;
        }
        let place = Place {
            pupil: u32::try_from(at).unwrap_or(NOBODY),
            standing,
            done_on,
        };
        self.ranked
            .push((rank(&self.basis, since, &standing), place));
    }

    /// Puts everybody in order.
    pub fn finish(self) -> Worklist {
        let Self {
            mut list,
            mut ranked,
            references,
            ..
        } = self;
        ranked.sort_unstable_by_key(|(rank, _)| *rank);
        // References are dear to compare: those alike otherwise lie together first.
        for run in ranked.chunk_by_mut(|one, other| one.0 == other.0) {
            run.sort_unstable_by(|(_, one), (_, other)| references.compare(one, other));
        }
        list.places = ranked.into_iter().map(|(_, place)| place).collect();
        list.places.shrink_to_fit();
        list.roster.fit();
        list.at = vec![NOWHERE; list.roster.len()];
        for (at, place) in (0..).zip(&list.places) {
            let pupil = usize::try_from(place.pupil).ok();
            if let Some(kept) = pupil.and_then(|pupil| list.at.get_mut(pupil)) {
                *kept = at;
            }
        }
        list
    }
}

/// References one after another, needed only until all are in order.
#[derive(Debug, Default)]
struct References {
    text: String,
    ends: Vec<usize>,
}

impl References {
    fn push(&mut self, reference: &str) {
        self.text.push_str(reference);
        self.ends.push(self.text.len());
    }

    fn get(&self, pupil: u32) -> Option<&str> {
        let at = usize::try_from(pupil).ok()?;
        let start = at
            .checked_sub(1)
            .map_or(Some(0), |before| self.ends.get(before).copied())?;
        self.text.get(start..*self.ends.get(at)?)
    }

    fn compare(&self, one: &Place, other: &Place) -> Ordering {
        let pair = self.get(one.pupil).zip(self.get(other.pupil));
        let order = pair.map_or(Ordering::Equal, |(a, b)| natural(a, b));
        order.then(one.pupil.cmp(&other.pupil))
    }
}

/// How many bits a day takes.
const DAY: u32 = 23;

/// Packs priority, deadline and waiting into one number: with a country's pupils, comparing is most of the work.
fn rank(basis: &Basis<'_>, since: Option<Day>, standing: &Standing) -> u64 {
    let priority = basis.order.place(standing.reason.priority());
    let due = day_number(standing.reason.due());
    (priority as u64) << (2 * DAY) | due << DAY | day_number(since)
}

/// Numbers days in their order, one that is not known after all that are; below 2 to the power of [`DAY`].
fn day_number(day: Option<Day>) -> u64 {
    let number = |day: Day| {
        let months = u64::try_from(day.year()).ok()? * 12 + u64::from(day.month().unsigned_abs());
        Some(months * 32 + u64::from(day.day_of_month().unsigned_abs()))
    };
    // Years before Christ stand first.
    day.map_or((1 << DAY) - 1, |day| number(day).unwrap_or(0))
}
