//! Doses without a length: visits, meetings, sessions, and how many.

use crate::domain::dose::{Period, Unit};
use crate::domain::exact::Quantity;

use super::token::Words;
use super::told::Told;
use super::unit;

/// What a stretch without a length counts: three visits, two meetings, once a term.
pub(crate) fn counted(
    words: Words<'_>,
    told: &Told,
    per: Option<Period>,
) -> Option<(Quantity, Unit)> {
    let counted = told.events.first().map(|(value, unit, _)| (*value, *unit));
    let counted = counted.or_else(|| {
        told.days
            .first()
            .map(|(days, _)| (*days, Unit::Days))
            .filter(|_| per.is_some())
    });
    let counted = counted.or_else(|| {
        let (times, _) = told.times.first()?;
        (per.is_some()).then(|| (*times, noun(words).unwrap_or(Unit::Sessions)))
    });
    let counted = counted.or_else(|| {
        told.weeks
            .first()
            .map(|(weeks, _)| (*weeks, Unit::Weeks))
            .filter(|_| per == Some(Period::Year))
    });
    counted.or_else(|| once_in(words, told, per))
}

/// The event that a stretch without a length speaks of; a visit goes before a meeting, a meeting before a review.
fn noun(words: Words<'_>) -> Option<Unit> {
    let named = words.places().filter_map(|at| match words.word(at) {
        "check" | "test" if words.is(at.wrapping_sub(1), "to") => None,
        "check" | "checks" | "visit" | "visits" | "visiting" | "survey" | "test" => {
            Some((0, Unit::Visits))
        }
        "meet" | "meets" | "mtg" => Some((1, Unit::Meetings)),
        "review" | "reviews" | "reviewed" | "r/v" | "rev" => Some((2, Unit::Reviews)),
        "in" | "ins" | "group" | "groups" | "break" | "breaks" | "block" | "club" | "period"
        | "lessons" | "lesson" => None,
        word => {
            let unit = unit::event_unit(word)?;
            let place = match unit {
                Unit::Meetings => 1,
                Unit::Visits => 0,
                Unit::Reviews => 2,
                Unit::Minutes
                | Unit::Hours
                | Unit::Sessions
                | Unit::Lessons
                | Unit::Days
                | Unit::Weeks => 3,
            };
            Some((place, unit))
        }
    });
    named.min_by_key(|(place, _)| *place).map(|(_, unit)| unit)
}

/// A bare `termly visit` is one visit a term; `every day` alone counts nothing.
fn once_in(words: Words<'_>, told: &Told, per: Option<Period>) -> Option<(Quantity, Unit)> {
    let per = per.filter(|_| !told.regular.is_empty())?;
    let noun = noun(words);
    match per {
        Period::Day | Period::Week | Period::Fortnight => noun.map(|unit| (1.into(), unit)),
        Period::HalfTerm | Period::Term | Period::Month | Period::Year => {
            Some((1.into(), noun.unwrap_or(Unit::Sessions)))
        }
        Period::Once => noun.map(|unit| (1.into(), unit)),
    }
}
