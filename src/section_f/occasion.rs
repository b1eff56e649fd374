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

/// The event that a stretch without a length speaks of.
fn noun(words: Words<'_>) -> Option<Unit> {
    words.places().find_map(|at| {
        let word = words.word(at);
        let plain = !matches!(
            word,
            "in" | "ins"
                | "group"
                | "groups"
                | "break"
                | "breaks"
                | "block"
                | "club"
                | "period"
                | "lessons"
                | "lesson"
                | "review"
        );
        match word {
            "check" | "checks" => Some(Unit::Visits),
            _ if plain => unit::event_unit(word),
            _ => None,
        }
    })
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
