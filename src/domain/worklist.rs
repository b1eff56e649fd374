//! The worklist: who is next, and why.

mod amended;
mod assignment;
mod basis;
mod current;
mod filter;
mod forecast;
mod moderated;
mod order;
mod prospect;
mod ranking;
mod reason;
mod roster;
mod row;
mod scope;
mod september;
mod shares;
mod standing;
mod state;
mod whereabouts;

pub use amended::{Amended, amended};
pub use assignment::{Assignment, Assignments, Part};
pub use basis::{Basis, Dates, MonthDay, MonthDayFault};
pub use current::{again, current};
pub use filter::Filter;
pub use forecast::{Forecast, Group, Outlook, Pace};
pub use moderated::{Mark, Moderated, Stage};
pub use order::{Order, OrderFault, Priority, natural};
pub use ranking::Ranking;
pub use reason::Reason;
pub use roster::{Brief, Numbered, Packed, Roster, Traits, Unpacking, Work};
pub use row::{Row, leads_to};
pub use scope::{OutOfScope, elsewhere, out_of_scope, phase, year_group};
pub use september::{Moving, Schools, move_on};
pub use shares::Shares;
pub use standing::{Standing, reasons, review_due};
pub use state::{State, state};
pub use whereabouts::Whereabouts;

use std::collections::BTreeMap;

use super::caseload::Entry;
use super::day::Day;
use super::identity::{PupilId, Reader, Role};

/// A pupil's place in the worklist: small, so that a whole country's fits in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The pupil's number in the roster.
    pub pupil: u32,
    /// Where the pupil stands.
    pub standing: Standing,
    /// The day the pupil was first read to an outcome.
    done_on: Option<Day>,
}

/// A caseload ranked: the pupils in scope, first to last, and how many are not.
#[derive(Clone, Debug, Default)]
pub struct Worklist {
    /// Everybody, in scope or not.
    roster: Roster,
    /// The places, the next to be taken first; the done stand among them.
    places: Vec<Place>,
    /// The place of each pupil of the roster, [`NOWHERE`] where they are out of scope.
    at: Vec<u32>,
    /// How many pupils the framework is not for, by reason.
    out_of_scope: BTreeMap<OutOfScope, u64>,
    /// How many of those in scope are taught in another authority's school.
    elsewhere: u64,
    /// How many of those in scope were first done on which day.
    done_on: BTreeMap<Day, u32>,
}

impl Worklist {
    /// Ranks a caseload: by priority, then the nearest deadline, then the longest waiting, then the reference.
    pub fn of(basis: &Basis<'_>, entries: impl IntoIterator<Item = Entry>) -> Self {
        let mut ranking = Ranking::by(basis);
        for entry in entries {
            ranking.add(entry);
        }
        ranking.finish()
    }

    /// Everybody, in scope or not.
    pub fn roster(&self) -> &Roster {
        &self.roster
    }

    /// How many pupils are in scope.
    pub fn in_scope(&self) -> u64 {
        self.places.len() as u64
    }

    /// How many pupils the framework is not for, by reason.
    pub fn out_of_scope(&self) -> &BTreeMap<OutOfScope, u64> {
        &self.out_of_scope
    }

    /// How many of those in scope are taught in another authority's school.
    pub fn elsewhere(&self) -> u64 {
        self.elsewhere
    }

    /// The place of a number, 0 for the first.
    pub fn place(&self, at: u32) -> Option<&Place> {
        self.places.get(usize::try_from(at).ok()?)
    }

    /// The pupil of a place.
    pub fn pupil(&self, place: &Place) -> Option<PupilId> {
        self.roster.id(usize::try_from(place.pupil).ok()?)
    }

    /// Finds the places that a filter shows, in the list's order.
    pub fn shown(&self, filter: &Filter, shares: &Shares) -> Vec<u32> {
        let shows = |place: &Place| self.shows(filter, shares, place);
        let all = (0..).zip(&self.places);
        all.filter_map(|(at, place)| shows(place).then_some(at))
            .collect()
    }

    /// The places of those whose plan text has not come in, in the list's order.
    pub fn without_text(&self) -> Vec<u32> {
        let all = (0..).zip(&self.places);
        all.filter_map(|(at, place)| (!self.roster.has_text(place.pupil)).then_some(at))
            .collect()
    }

    /// The places of pupils who were found, where a filter shows them; in the order they were found.
    pub fn found(&self, pupils: &[u32], filter: &Filter, shares: &Shares) -> Vec<u32> {
        let place = |pupil: &u32| {
            let at = self.at_of(*pupil)?;
            let shows = self
                .place(at)
                .is_some_and(|place| self.shows(filter, shares, place));
            shows.then_some(at)
        };
        pupils.iter().filter_map(place).collect()
    }

    /// Whether a filter shows a place; its text is not looked at.
    pub fn shows(&self, filter: &Filter, shares: &Shares, place: &Place) -> bool {
        filter.shows(&place.standing)
            && (!filter.elsewhere || self.roster.is_elsewhere(place.pupil))
            && (filter.officer.is_none()
                || self.officer(shares, place) == filter.officer.as_deref())
    }

    fn officer<'a>(&self, shares: &'a Shares, place: &Place) -> Option<&'a str> {
        shares.officer(&self.roster, place.pupil, place.standing.reason.priority())
    }

    /// Finds the pupil to take next: not begun and with text, or in the reader's own hands.
    ///
    /// It looks below the pupil just left and then from the top, so that a skipped pupil comes back
    /// when the rest is done. Who has pupils of their own takes those, then nobody's, never another's.
    pub fn next(
        &self,
        after: Option<&PupilId>,
        reader: &Reader,
        shares: &Shares,
    ) -> Option<PupilId> {
        let own = |officer: Option<&str>| officer == Some(reader.name.as_str());
        let has_own = shares.groups().officers().contains(&reader.name);
        let number = |pupil| u32::try_from(self.roster.find(pupil)?).ok();
        let left = after.map(|pupil| number(pupil).unwrap_or(NOBODY));
        let mine =
            has_own.then(|| self.nearest(left, reader, &|place| own(self.officer(shares, place))));
        let found = mine.flatten().or_else(|| {
            self.nearest(left, reader, &|place| {
                let officer = self.officer(shares, place);
                officer.is_none() || own(officer)
            })
        });
        self.pupil(found?)
    }

    /// The free pupil below the one just left, then from the top, among those who may be taken.
    ///
    /// `left` is the number of the one just left, where there was one.
    fn nearest(
        &self,
        left: Option<u32>,
        reader: &Reader,
        may: &dyn Fn(&Place) -> bool,
    ) -> Option<&Place> {
        let mut from_top = None;
        let mut below = left.is_none();
        for place in &self.places {
            if left == Some(place.pupil) {
                below = true;
            } else if self.is_free(place, reader) && may(place) {
                if below {
                    return Some(place);
                }
                from_top = from_top.or(Some(place));
            }
        }
        from_top
    }

    /// Whether a reader may take a pupil: a draft in somebody else's hands is left there.
    fn is_free(&self, place: &Place, reader: &Reader) -> bool {
        match place.standing.state {
            State::NotStarted | State::Amended | State::Remap => true,
            State::Draft => self.roster.is_in_hand(place.pupil, reader),
            State::Recorded | State::Parked | State::CannotMap | State::NoPlanText => false,
        }
    }

    /// Looks again at a pupil of whom something was done; their place stays until all are ranked anew. Gives the place,
    /// where they are in scope.
    pub fn renew(&mut self, basis: &Basis<'_>, entry: &Entry) -> Option<u32> {
        let (pupil, standing) = self.roster.renew(basis, entry)?;
        let at = self.at_of(u32::try_from(pupil).ok()?)?;
        let place = self.places.get_mut(usize::try_from(at).ok()?)?;
        place.standing = standing;
        let before = std::mem::replace(&mut place.done_on, done_on(entry));
        if let Some(count) = before.and_then(|day| self.done_on.get_mut(&day)) {
            *count -= 1;
        }
        if let Some(day) = place.done_on {
            *self.done_on.entry(day).or_default() += 1;
        }
        self.done_on.retain(|_, count| *count > 0);
        Some(at)
    }

    /// Shows a pupil in another state than they stand in, until they are looked at again; counts of the roster stay. Gives
    /// the place, where they are in scope.
    pub fn show_as(&mut self, pupil: &PupilId, state: State) -> Option<u32> {
        let number = u32::try_from(self.roster.find(pupil)?).ok()?;
        let at = self.at_of(number)?;
        let place = self.places.get_mut(usize::try_from(at).ok()?)?;
        place.standing.state = state;
        Some(at)
    }

    /// Whether a pupil in scope has no outcome yet.
    pub fn is_open(&self, pupil: &PupilId) -> bool {
        let number = self
            .roster
            .find(pupil)
            .and_then(|at| u32::try_from(at).ok());
        let place = number.and_then(|number| self.place(self.at_of(number)?));
        place.is_some_and(|place| !place.standing.state.is_done())
    }

    /// Forecasts when each group will be done.
    pub fn outlook(&self, basis: &Basis<'_>) -> Outlook {
        let standings = self.places.iter().map(|place| &place.standing);
        Outlook::of(basis, standings, &self.done_on)
    }

    /// The place of a pupil's number, where they are in scope.
    fn at_of(&self, pupil: u32) -> Option<u32> {
        let at = *self.at.get(usize::try_from(pupil).ok()?)?;
        (at != NOWHERE).then_some(at)
    }
}

/// The place of a pupil who is not in scope.
const NOWHERE: u32 = u32::MAX;

/// The number of a pupil who is not in the roster.
const NOBODY: u32 = u32::MAX;

/// The day a pupil was first read to an outcome; a moderator's later reading is no second one, and what stands under an
/// adopted version was not read then.
fn done_on(entry: &Entry) -> Option<Day> {
    let first = entry
        .mappings
        .iter()
        .find(|mapping| mapping.reader.role != Role::School && !mapping.adopted)?;
    Some(first.recorded.day())
}

#[cfg(test)]
mod tests;
