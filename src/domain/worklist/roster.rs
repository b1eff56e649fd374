//! The roster: a whole caseload in memory, some thirty bytes a pupil and what many share kept once.
//!
//! It has what lists, filters and counts ask of every pupil. What is shown of a few, their names and plans, is read from
//! the store.

mod ids;
mod packed;
mod shared;
mod work;

pub use packed::{Packed, Unpacking};
pub use work::{Traits, Work};

use std::collections::BTreeMap;

use super::super::caseload::Entry;
use super::super::day::Day;
use super::super::identity::{PupilId, Reader};
use super::basis::Basis;
use super::order::Priority;
use super::prospect::NEVER;
use super::scope::{OutOfScope, elsewhere, out_of_scope, year_group};
use super::standing::Standing;
use super::whereabouts::Whereabouts;
use ids::Ids;
use shared::Shared;

/// Every pupil of a caseload under a number, in the order they came.
#[derive(Clone, Debug, Default)]
pub struct Roster {
    ids: Ids,
    pupils: Vec<Pupil>,
    whereabouts: Shared<Whereabouts>,
    traits: Shared<Traits>,
    work: Shared<Work>,
    /// Who has a draft in hand, by pupil.
    in_hand: BTreeMap<u32, Vec<Reader>>,
}

/// What is kept of each pupil.
#[derive(Clone, Copy, Debug)]
struct Pupil {
    whereabouts: u32,
    traits: u32,
    work: u32,
    /// The number of the day, [`NEVER`] where it is not known.
    born: u32,
    year_group: Option<i16>,
    priority: Priority,
    out_of_scope: Option<OutOfScope>,
    has_text: bool,
    is_elsewhere: bool,
}

/// A pupil of the roster as counts see them.
#[derive(Clone, Copy, Debug)]
pub struct Brief<'a> {
    /// Where the pupil is taught.
    pub whereabouts: &'a Whereabouts,
    /// What only the equality assessment asks.
    pub traits: &'a Traits,
    /// What has been done.
    pub work: &'a Work,
    /// The date of birth.
    pub born: Option<Day>,
    /// The year group, in the school year of the basis.
    pub year_group: Option<i16>,
    /// The group of the worklist.
    pub priority: Priority,
    /// Why the framework is not for the pupil, where it is not.
    pub out_of_scope: Option<OutOfScope>,
}

/// A pupil of the roster by numbers, of which alike pupils have the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numbered {
    /// The number of the whereabouts.
    pub whereabouts: u32,
    /// The number of the traits.
    pub traits: u32,
    /// The number of the work.
    pub work: u32,
    /// The [`Day::number`] of the date of birth; one that is no day's where it is not known.
    pub born: u32,
    /// The year group, in the school year of the basis.
    pub year_group: Option<i16>,
    /// The group of the worklist.
    pub priority: Priority,
    /// Why the framework is not for the pupil, where it is not.
    pub out_of_scope: Option<OutOfScope>,
}

impl Pupil {
    fn numbered(&self) -> Numbered {
        Numbered {
            whereabouts: self.whereabouts,
            traits: self.traits,
            work: self.work,
            born: self.born,
            year_group: self.year_group,
            priority: self.priority,
            out_of_scope: self.out_of_scope,
        }
    }
}

impl Roster {
    /// Lists a caseload by a basis.
    pub fn of(basis: &Basis<'_>, entries: impl IntoIterator<Item = Entry>) -> Self {
        let mut roster = Self::default();
        for entry in entries {
            roster.add(basis, entry);
        }
        roster
    }

    /// Adds a pupil under the next number; gives where they stand, also where the framework is not for them.
    pub fn add(&mut self, basis: &Basis<'_>, mut entry: Entry) -> Standing {
        let standing = Standing::of(basis, &entry);
        let pupil = self.pupil((basis, &standing), self.pupils.len(), &mut entry);
        self.pupils.push(pupil);
        self.ids.push(entry.pupil);
        standing
    }

    /// Takes over all that is known of a pupil since, the facts too; says whether the pupil is in it.
    pub fn replace(&mut self, basis: &Basis<'_>, mut entry: Entry) -> bool {
        let Some(at) = self.find(&entry.pupil) else {
            return false;
        };
        let standing = Standing::of(basis, &entry);
        let pupil = self.pupil((basis, &standing), at, &mut entry);
        let kept = self.pupils.get_mut(at);
        kept.map(|kept| *kept = pupil).is_some()
    }

    fn pupil(
        &mut self,
        (basis, standing): (&Basis<'_>, &Standing),
        at: usize,
        entry: &mut Entry,
    ) -> Pupil {
        let number = u32::try_from(at).unwrap_or(u32::MAX);
        let work = self.note(basis, number, entry);
        Pupil {
            year_group: year_group(entry, basis.school_year()),
            born: entry.facts.dob.map_or(NEVER, Day::number),
            priority: standing.reason.priority(),
            out_of_scope: out_of_scope(basis, entry),
            has_text: entry.plan.is_some(),
            is_elsewhere: elsewhere(basis, entry).is_some(),
            work,
            whereabouts: self
                .whereabouts
                .number(Whereabouts::taken(&mut entry.facts)),
            traits: self.traits.number(Traits::taken(&mut entry.facts)),
        }
    }

    /// Notes who has a draft in hand and what has been done; gives the number of that.
    fn note(&mut self, basis: &Basis<'_>, number: u32, entry: &Entry) -> u32 {
        let drafts = entry.drafts.iter().filter(|draft| draft.parked.is_none());
        let readers: Vec<Reader> = drafts.map(|draft| draft.reader.clone()).collect();
        if readers.is_empty() {
            self.in_hand.remove(&number);
        } else {
            self.in_hand.insert(number, readers);
        }
        self.work.number(Work::of(basis, entry))
    }

    /// Takes over what has been done of a pupil since; gives the number and where they stand now.
    pub fn renew(&mut self, basis: &Basis<'_>, entry: &Entry) -> Option<(usize, Standing)> {
        let at = self.find(&entry.pupil)?;
        let work = self.note(basis, u32::try_from(at).ok()?, entry);
        let standing = Standing::of(basis, entry);
        let pupil = self.pupils.get_mut(at)?;
        pupil.work = work;
        pupil.priority = standing.reason.priority();
        pupil.has_text = entry.plan.is_some();
        Some((at, standing))
    }

    /// Gives back the room that is not used, once everybody is in.
    pub fn fit(&mut self) {
        self.ids.fit();
        self.pupils.shrink_to_fit();
    }

    /// How many pupils there are.
    pub fn len(&self) -> usize {
        self.pupils.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.pupils.is_empty()
    }

    /// The id of a pupil's number.
    pub fn id(&self, at: usize) -> Option<PupilId> {
        self.ids.get(at)
    }

    /// The number of a pupil.
    pub fn find(&self, pupil: &PupilId) -> Option<usize> {
        self.ids.find(pupil)
    }

    /// What counts see of a pupil.
    pub fn brief(&self, at: usize) -> Option<Brief<'_>> {
        self.told(&self.pupils.get(at)?.numbered())
    }

    /// What counts see of a pupil who is told by numbers.
    pub fn told(&self, pupil: &Numbered) -> Option<Brief<'_>> {
        Some(Brief {
            whereabouts: self.whereabouts.get(pupil.whereabouts)?,
            traits: self.traits.get(pupil.traits)?,
            work: self.work.get(pupil.work)?,
            born: Day::numbered(pupil.born),
            year_group: pupil.year_group,
            priority: pupil.priority,
            out_of_scope: pupil.out_of_scope,
        })
    }

    /// What counts see of everybody, in the order they came.
    pub fn briefs(&self) -> impl Iterator<Item = Brief<'_>> {
        (0..self.pupils.len()).filter_map(|at| self.brief(at))
    }

    /// Everybody by numbers, in the order they came.
    pub fn numbered(&self) -> impl Iterator<Item = Numbered> {
        self.pupils.iter().map(Pupil::numbered)
    }

    /// All traits, in the order of their numbers.
    pub fn traits(&self) -> impl Iterator<Item = &Traits> {
        self.traits.values()
    }

    /// All work, in the order of its numbers.
    pub fn work(&self) -> impl Iterator<Item = &Work> {
        self.work.values()
    }

    /// Every whereabouts, in the order of their numbers.
    pub fn whereabouts(&self) -> impl Iterator<Item = &Whereabouts> {
        self.whereabouts.values()
    }

    /// The number of a pupil's whereabouts.
    pub(super) fn whereabouts_of(&self, at: u32) -> Option<usize> {
        let pupil = self.pupils.get(usize::try_from(at).ok()?)?;
        usize::try_from(pupil.whereabouts).ok()
    }

    /// Whether a pupil's plan text has come in.
    pub(super) fn has_text(&self, at: u32) -> bool {
        let pupil = usize::try_from(at).ok().and_then(|at| self.pupils.get(at));
        pupil.is_some_and(|pupil| pupil.has_text)
    }

    /// Whether a pupil is taught in another authority's school.
    pub(super) fn is_elsewhere(&self, at: u32) -> bool {
        let pupil = usize::try_from(at).ok().and_then(|at| self.pupils.get(at));
        pupil.is_some_and(|pupil| pupil.is_elsewhere)
    }

    /// Whether a reader has a draft of a pupil in hand.
    pub(super) fn is_in_hand(&self, at: u32, reader: &Reader) -> bool {
        (self.in_hand.get(&at)).is_some_and(|readers| readers.contains(reader))
    }
}
