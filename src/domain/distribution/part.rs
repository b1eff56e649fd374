//! Parts: where each pupil of the caseload is counted, and who stands behind a count.

use super::super::caseload::MappingResult;
use super::super::framework::Route;
use super::super::identity::TariffId;
use super::super::judgement::CannotMapWhy;
use super::super::worklist::{Basis, Brief, Mark, OutOfScope, Roster};
use super::dimension::Dimension;

/// Where a pupil is counted; every pupil is in exactly one part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part<'a> {
    /// The framework is not for the pupil.
    OutOfScope(OutOfScope),
    /// In scope, and no mapping counts yet.
    NotYet,
    /// In scope, and the plan cannot be mapped.
    CannotMap(CannotMapWhy),
    /// In scope, with a tariff and who pays for it.
    Mapped(&'a TariffId, Route),
}

/// Says where a pupil is counted.
pub fn part<'a>(pupil: &Brief<'a>) -> Part<'a> {
    if let Some(why) = pupil.out_of_scope {
        return Part::OutOfScope(why);
    }
    match &pupil.work.result {
        Some(MappingResult::Tariff(tariff, route)) => Part::Mapped(tariff, *route),
        Some(MappingResult::CannotMap(why)) => Part::CannotMap(*why),
        None => Part::NotYet,
    }
}

/// Which count of a distribution or table is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Which {
    /// Those out of scope for a reason.
    OutOfScope(OutOfScope),
    /// All in scope.
    InScope,
    /// Those in scope without a mapping.
    NotYet,
    /// Those whose plan cannot be mapped, for this reason or for any.
    CannotMap(Option<CannotMapWhy>),
    /// Those mapped, to this tariff or to any.
    Mapped(Option<TariffId>),
    /// Those mapped whose plan was amended since it was read.
    AmendedSince,
    /// Those mapped whose mapping carries a mark.
    Marked(Mark),
}

/// A count of which somebody wants to see the pupils.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    /// The values that hold, by dimension.
    pub keys: Vec<(Dimension, String)>,
    /// Which count.
    pub which: Which,
}

/// Lists the pupils behind a count by their numbers in the roster, each with where they are counted.
pub fn pupils<'a>(
    basis: &Basis<'_>,
    roster: &'a Roster,
    selection: &Selection,
) -> Vec<(usize, Part<'a>)> {
    let keyed = |pupil: &Brief<'_>| {
        (selection.keys.iter())
            .all(|(dimension, value)| dimension.value(basis, pupil).text() == *value)
    };
    let all = roster.briefs().enumerate();
    all.filter(|(_, pupil)| holds(&selection.which, pupil) && keyed(pupil))
        .map(|(at, pupil)| (at, part(&pupil)))
        .collect()
}

/// Whether a pupil is among those that a count counts.
pub(super) fn holds(which: &Which, pupil: &Brief<'_>) -> bool {
    match (which, part(pupil)) {
        (Which::OutOfScope(wanted), Part::OutOfScope(why)) => *wanted == why,
        (Which::InScope, part) => !matches!(part, Part::OutOfScope(_)),
        (Which::NotYet, part) => part == Part::NotYet,
        (Which::CannotMap(wanted), Part::CannotMap(why)) => wanted.is_none_or(|one| one == why),
        (Which::Mapped(wanted), Part::Mapped(tariff, _)) => {
            wanted.as_ref().is_none_or(|one| one == tariff)
        }
        (Which::AmendedSince, Part::Mapped(..)) => pupil.work.is_amended,
        (Which::Marked(mark), Part::Mapped(..)) => pupil.work.moderated.has(*mark),
        (
            Which::OutOfScope(_)
            | Which::CannotMap(_)
            | Which::Mapped(_)
            | Which::AmendedSince
            | Which::Marked(_),
            _,
        ) => false,
    }
}
