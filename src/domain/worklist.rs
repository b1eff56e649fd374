//! The worklist: who is next, and why.

mod amended;
mod assignment;
mod basis;
mod current;
mod filter;
mod forecast;
mod order;
mod reason;
mod row;
mod scope;
mod standing;
mod state;

pub use amended::{Amended, amended};
pub use assignment::{Assignment, Assignments, Part};
pub use basis::{Basis, Dates, MonthDay, MonthDayFault};
pub use current::current;
pub use filter::Filter;
pub use forecast::{Forecast, Group, Outlook, Pace};
pub use order::{Order, OrderFault, Priority, natural};
pub use reason::Reason;
pub use row::{Row, leads_to};
pub use scope::{OutOfScope, out_of_scope, phase, year_group};
pub use standing::{Standing, reasons, review_due};
pub use state::{State, state};

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::caseload::Entry;
use super::day::Day;
use super::identity::{PupilId, Reader};

/// A pupil's place in the worklist: small, so that a whole country's fits in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Which entry of the caseload it is.
    pub entry: usize,
    /// Where the pupil stands.
    pub standing: Standing,
}

/// The pupils in scope, first to last, and how many are not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Worklist {
    /// The places, the next to be taken first; the done stand among them.
    pub places: Vec<Place>,
    /// How many pupils the framework is not for, by reason.
    pub out_of_scope: BTreeMap<OutOfScope, u64>,
}

impl Worklist {
    /// Ranks a caseload: by priority, then the nearest deadline, then the longest waiting, then the reference.
    pub fn of(basis: &Basis<'_>, entries: &[Entry]) -> Self {
        let mut out_of_scope = BTreeMap::new();
        let mut ranked: Vec<Ranked> = Vec::new();
        for (entry, pupil) in entries.iter().enumerate() {
            if let Some(why) = scope::out_of_scope(basis, pupil) {
                *out_of_scope.entry(why).or_default() += 1;
            } else {
                let standing = Standing::of(basis, pupil);
                ranked.push((rank(basis, pupil, &standing), Place { entry, standing }));
            }
        }
        ranked.sort_unstable_by_key(|(rank, _)| *rank);
        // References are dear to compare: those alike otherwise lie together first.
        let alike = |one: &Ranked, other: &Ranked| one.0 == other.0;
        for run in ranked.chunk_by_mut(alike) {
            run.sort_unstable_by(|(_, one), (_, other)| by_reference(entries, one, other));
        }
        Self {
            places: ranked.into_iter().map(|(_, place)| place).collect(),
            out_of_scope,
        }
    }

    /// How many pupils are in scope.
    pub fn in_scope(&self) -> u64 {
        self.places.len() as u64
    }

    /// Goes through the places in order, each with its entry.
    pub fn standings<'a>(
        &'a self,
        entries: &'a [Entry],
    ) -> impl Iterator<Item = (&'a Entry, Standing)> + Clone + 'a {
        self.places
            .iter()
            .filter_map(|place| Some((entries.get(place.entry)?, place.standing)))
    }

    /// Writes the row of a place, as a window or a file needs it.
    pub fn row(&self, basis: &Basis<'_>, entries: &[Entry], at: usize) -> Option<Row> {
        let place = self.places.get(at)?;
        Some(Row::of(basis, entries.get(place.entry)?, place.standing))
    }

    /// Finds the places whose standing a filter shows.
    pub fn shown(&self, filter: &Filter, entries: &[Entry], groups: &Assignments) -> Vec<usize> {
        let shows = |(at, place): (usize, &Place)| {
            let entry = entries.get(place.entry)?;
            filter.shows(&place.standing, entry, groups).then_some(at)
        };
        self.places.iter().enumerate().filter_map(shows).collect()
    }

    /// Finds the pupil to take next: not begun and with text, or in the reader's own hands.
    ///
    /// It looks below the pupil just left and then from the top, so that a skipped pupil comes back
    /// when the rest is done. Who has pupils of their own takes those, then nobody's, never another's.
    pub fn next<'a>(
        &self,
        entries: &'a [Entry],
        after: Option<&PupilId>,
        reader: &Reader,
        groups: &Assignments,
    ) -> Option<&'a Entry> {
        let own = |officer: Option<&str>| officer == Some(reader.name.as_str());
        let has_own = groups.officers().contains(&reader.name);
        let mine = has_own.then(|| {
            self.nearest(entries, after, reader, &|place, entry| {
                own(groups.officer(entry, place.standing.reason.priority()))
            })
        });
        mine.flatten().or_else(|| {
            self.nearest(entries, after, reader, &|place, entry| {
                let officer = groups.officer(entry, place.standing.reason.priority());
                officer.is_none() || own(officer)
            })
        })
    }

    /// The free pupil below the one just left, then from the top, among those who may be taken.
    fn nearest<'a>(
        &self,
        entries: &'a [Entry],
        after: Option<&PupilId>,
        reader: &Reader,
        may: &dyn Fn(&Place, &Entry) -> bool,
    ) -> Option<&'a Entry> {
        let mut from_top = None;
        let mut below = after.is_none();
        for place in &self.places {
            let Some(entry) = entries.get(place.entry) else {
                continue;
            };
            if after == Some(&entry.pupil) {
                below = true;
            } else if is_free(entry, place.standing.state, reader) && may(place, entry) {
                if below {
                    return Some(entry);
                }
                from_top = from_top.or(Some(entry));
            }
        }
        from_top
    }

    /// Forecasts when each group will be done.
    pub fn outlook(&self, basis: &Basis<'_>, entries: &[Entry]) -> Outlook {
        Outlook::of(basis, self.standings(entries))
    }
}

/// Whether a reader may take a pupil: a draft in somebody else's hands is left there.
fn is_free(entry: &Entry, state: State, reader: &Reader) -> bool {
    match state {
        State::NotStarted | State::Amended | State::Remap => true,
        State::Draft => entry
            .drafts
            .iter()
            .any(|draft| draft.parked.is_none() && draft.reader == *reader),
        State::Recorded | State::Parked | State::CannotMap | State::NoPlanText => false,
    }
}

type Ranked = (u128, Place);

fn by_reference(entries: &[Entry], one: &Place, other: &Place) -> Ordering {
    let reference = |place: &Place| Some(entries.get(place.entry)?.facts.reference.as_str());
    let pair = reference(one).zip(reference(other));
    let order = pair.map_or(Ordering::Equal, |(a, b)| natural(a, b));
    order.then(one.entry.cmp(&other.entry))
}

/// Packs priority, deadline and waiting into one number: with a country's pupils, comparing is most of the work.
fn rank(basis: &Basis<'_>, entry: &Entry, standing: &Standing) -> u128 {
    let priority = basis.order.place(standing.reason.priority());
    let due = day_number(standing.reason.due());
    let waiting = day_number(entry.facts.plan_start);
    (priority as u128) << 64 | u128::from(due) << 32 | u128::from(waiting)
}

/// Numbers days in their order, one that is not known after all that are.
fn day_number(day: Option<Day>) -> u32 {
    let number = |day: Day| {
        let months = u32::try_from(day.year()).ok()? * 12 + u32::from(day.month().unsigned_abs());
        Some(months * 32 + u32::from(day.day_of_month().unsigned_abs()))
    };
    // Years before Christ stand first.
    day.map_or(u32::MAX, |day| number(day).unwrap_or(0))
}

#[cfg(test)]
mod tests;
