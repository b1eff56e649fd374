//! Units: of time, and of events by their noun.

use crate::domain::dose::Unit;
use crate::domain::exact::Quantity;

use super::key::these;
use super::number;
use super::token::Words;

/// A unit of time.
pub(crate) fn length_unit(word: &str) -> Option<Unit> {
    match word {
        "minute" | "minutes" | "min" | "mins" => Some(Unit::Minutes),
        "hour" | "hours" | "hr" | "hrs" | "hpw" | "hours'" => Some(Unit::Hours),
        _ => None,
    }
}

/// `15m`, `2h`: a letter right behind its number.
pub(crate) fn letter(words: Words<'_>, at: usize) -> Option<Unit> {
    if words.token(at).is_none_or(|token| token.spaced) {
        return None;
    }
    match words.word(at) {
        "m" => Some(Unit::Minutes),
        "h" => Some(Unit::Hours),
        _ => None,
    }
}

/// The unit of an event's noun.
pub(crate) fn event_unit(word: &str) -> Option<Unit> {
    Some(match word {
        "session" | "sessions" | "workshop" | "workshops" | "check" | "checks" | "appointment"
        | "appointments" | "interview" | "interviews" | "club" | "group" | "groups"
        | "training" | "block" | "blocks" | "afternoons" | "mornings" | "in" | "ins" | "call"
        | "calls" | "breaks" | "break" => Unit::Sessions,
        "visit" | "visits" | "observation" | "observations" | "assessment" | "assessments" => {
            Unit::Visits
        }
        "meeting" | "meetings" | "consultation" | "consultations" | "mtg" | "mtgs" => {
            Unit::Meetings
        }
        "review" | "reviews" => Unit::Reviews,
        "lesson" | "lessons" | "period" | "periods" => Unit::Lessons,
        _ => return None,
    })
}

/// Events that a number may count, at most three words before them.
pub(crate) fn event(words: Words<'_>, at: usize) -> Option<(Unit, usize)> {
    for place in at..at + 4 {
        let word = words.word(place);
        if word.is_empty() || words.is_number(place) || length_unit(word).is_some() {
            return None;
        }
        if matches!(
            word,
            "group" | "groups" | "check" | "block" | "blocks" | "in" | "training" | "break"
        ) && place > at
        {
            continue;
        }
        if let Some(unit) = event_unit(word).filter(|_| !matches!(word, "in" | "group" | "groups"))
        {
            // "two review meetings" are meetings.
            let named = event_unit(words.word(place + 1)).filter(|_| !words.is(place + 1, "in"));
            return Some(named.map_or((unit, place + 1), |named| (named, place + 2)));
        }
        if words.any(
            place,
            these![
                "of", "and", "to", ",", ".", ";", "the", "for", "per", "with", "-", "(", ")",
            ],
        ) {
            return None;
        }
    }
    None
}

/// `1 hour and 30 minutes` after its hours.
pub(crate) fn minutes_after(words: Words<'_>, at: usize) -> Option<(Quantity, usize)> {
    let start = at + usize::from(words.is(at, "and"));
    // "1h30", "1hr30": two figures right behind the unit are minutes.
    let glued = words.is_number(at)
        && words.word(at).len() == 2
        && words.token(at).is_some_and(|token| !token.spaced)
        && length_unit(words.word(at + 1)).is_none()
        && letter(words, at + 1).is_none();
    if glued {
        let minutes: Quantity = words.word(at).parse().ok()?;
        return (minutes < Quantity::from(60)).then_some((minutes, at + 1));
    }
    let minutes = number::amount(words, start)?;
    let unit = length_unit(words.word(minutes.next)).or_else(|| letter(words, minutes.next))?;
    let small = minutes.value < Quantity::from(60);
    (unit == Unit::Minutes && small).then_some((minutes.value, minutes.next + 1))
}
