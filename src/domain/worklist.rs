//! The worklist: who is next, and why.

mod basis;
mod filter;
mod forecast;
mod order;
mod reason;
mod row;
mod scope;
mod standing;
mod state;

pub use basis::{Basis, Dates, MonthDay, MonthDayFault};
pub use filter::Filter;
pub use forecast::{Forecast, Group, Outlook, Pace};
pub use order::{Order, OrderFault, Priority, natural};
pub use reason::Reason;
pub use row::{Row, leads_to};
pub use scope::{OutOfScope, out_of_scope, phase, year_group};
pub use standing::{Standing, reasons, review_due};
pub use state::{State, current, state};

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
        let mut list = Self::default();
        for (entry, pupil) in entries.iter().enumerate() {
            if let Some(why) = out_of_scope(basis, pupil) {
                *list.out_of_scope.entry(why).or_default() += 1;
            } else {
                let standing = Standing::of(basis, pupil);
                list.places.push(Place { entry, standing });
            }
        }
        list.places
            .sort_unstable_by(|one, other| rank(basis, entries, one, other));
        list
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

    /// Finds the places that a filter shows.
    pub fn shown(&self, entries: &[Entry], filter: &Filter) -> Vec<usize> {
        let shows = |(at, place): (usize, &Place)| {
            let entry = entries.get(place.entry)?;
            filter.shows(&entry.facts, &place.standing).then_some(at)
        };
        self.places.iter().enumerate().filter_map(shows).collect()
    }

    /// Finds the pupil to take next: not begun and with text, or in the reader's own hands.
    ///
    /// It looks below the pupil just left and then from the top, so that a skipped pupil comes back
    /// when the rest is done.
    pub fn next<'a>(
        &self,
        entries: &'a [Entry],
        after: Option<&PupilId>,
        reader: &Reader,
    ) -> Option<&'a Entry> {
        let mut from_top = None;
        let mut below = after.is_none();
        for place in &self.places {
            let Some(entry) = entries.get(place.entry) else {
                continue;
            };
            if after == Some(&entry.pupil) {
                below = true;
            } else if is_free(entry, place.standing.state, reader) {
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
        State::NotStarted => true,
        State::Draft => entry
            .drafts
            .iter()
            .any(|draft| draft.parked.is_none() && draft.reader == *reader),
        State::Recorded | State::Parked | State::CannotMap | State::NoPlanText => false,
    }
}

fn rank(basis: &Basis<'_>, entries: &[Entry], one: &Place, other: &Place) -> Ordering {
    let coarse = |place: &Place| {
        let reason = &place.standing.reason;
        (basis.order.place(reason.priority()), last(reason.due()))
    };
    let fine = || {
        let (one, other) = (entries.get(one.entry)?, entries.get(other.entry)?);
        let waiting = last(one.facts.plan_start).cmp(&last(other.facts.plan_start));
        let (a, b) = (&one.facts.reference, &other.facts.reference);
        Some(waiting.then_with(|| natural(a.as_str(), b.as_str())))
    };
    coarse(one)
        .cmp(&coarse(other))
        .then_with(|| fine().unwrap_or(Ordering::Equal))
        .then(one.entry.cmp(&other.entry))
}

/// Sorts a day that is not known after all that are.
fn last(day: Option<Day>) -> (bool, Option<Day>) {
    (day.is_none(), day)
}

#[cfg(test)]
mod tests;
