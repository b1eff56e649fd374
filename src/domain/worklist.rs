//! The worklist: who is next, and why.

mod basis;
mod filter;
mod forecast;
mod order;
mod row;
mod scope;
mod standing;

pub use basis::{Basis, Dates, MonthDay, MonthDayFault};
pub use filter::{Filter, next};
pub use forecast::{Forecast, Group, GroupForecast, Pace};
pub use order::{Order, OrderFault, Priority, natural};
pub use row::{Row, leads_to};
pub use scope::{OutOfScope, out_of_scope, phase, year_group};
pub use standing::{Reason, Standing, State, current, reasons, review_due, state};

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::caseload::Entry;
use super::day::Day;

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

    /// Writes the rows of some places, as a window or a file needs them.
    pub fn rows<'a>(
        &'a self,
        basis: &'a Basis<'_>,
        entries: &'a [Entry],
        places: impl IntoIterator<Item = usize> + 'a,
    ) -> impl Iterator<Item = Row> + 'a {
        places.into_iter().filter_map(move |at| {
            let place = self.places.get(at)?;
            Some(Row::of(basis, entries.get(place.entry)?, place.standing))
        })
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
