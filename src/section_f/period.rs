//! Periods: `weekly`, `per half term`, `every other week`, `pw`, `throughout the year`.

use crate::domain::dose::Period;

use super::key::{Word, these};
use super::list::List;
use super::token::Words;

/// How a period was named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Every {
    /// `per week`, `daily`: the dose repeats.
    Regular(Period),
    /// `in the day`: counts only where a length or a number of times has no other.
    Loose(Period),
    /// A meal, a lesson, every thirty minutes.
    Irregular,
}

fn adverb(word: &str) -> Option<Period> {
    Some(match word {
        "daily" | "dly" | "nightly" => Period::Day,
        "weekly" | "wkly" | "pw" | "weekdays" => Period::Week,
        "fortnightly" | "biweekly" | "f/n" => Period::Fortnight,
        "termly" => Period::Term,
        "monthly" => Period::Month,
        "annually" | "annual" | "yearly" | "pa" => Period::Year,
        _ => return None,
    })
}

/// Times of the year that come once in it: `each September`.
const SEASONS: &[&str] = &[
    "spring",
    "summer",
    "autumn",
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "september",
    "october",
    "november",
    "december",
];

/// The period a noun names, and the token after it.
fn noun(words: Words<'_>, at: usize) -> Option<(Period, usize)> {
    let period = match words.word(at) {
        "half" if words.any(at + 1, these!["term", "terms"]) => {
            return Some((Period::HalfTerm, at + 2));
        }
        "day" | "days" | "morning" | "mornings" | "afternoon" | "lunchtime" | "playtime"
        | "breaktime" | "evening" | "registration" => Period::Day,
        "lunch" | "break" if words.any(at + 1, these!["time", "times"]) => {
            return Some((Period::Day, at + 2));
        }
        "spring" | "summer" | "autumn" if words.any(at + 1, these!["term"]) => {
            return Some((Period::Year, at + 2));
        }
        word if SEASONS.contains(&word) => Period::Year,
        "week" | "wk" => Period::Week,
        "fortnight" => Period::Fortnight,
        "term" => Period::Term,
        "month" => Period::Month,
        "year" | "annum" | "yr" => Period::Year,
        _ => return None,
    };
    Some((period, at + 1))
}

fn qualified(words: Words<'_>, mut at: usize) -> usize {
    while words.among(at, List::Qualities) {
        at += 1;
    }
    at
}

const OCCASIONS: &[Word] = these![
    "lesson",
    "lessons",
    "meal",
    "mealtime",
    "session",
    "sessions",
    "task",
    "transition",
    "hour",
    "minutes",
    "minute",
    "activity",
    "assembly",
    "trip",
    "occasion",
    "english",
    "maths",
    "core",
];

/// `every other week`, `every two weeks`, `every 30 minutes`.
fn every(words: Words<'_>, at: usize) -> Option<(Every, usize)> {
    let next = at + 1;
    if words.any(next, these!["other", "second", "alternate"])
        && words.any(next + 1, these!["week", "wk"])
    {
        return Some((Every::Regular(Period::Fortnight), next + 2));
    }
    if let Some((number, after)) = super::number::count(words, next) {
        let read = match (number, words.word(after)) {
            (2, "weeks") => Every::Regular(Period::Fortnight),
            // "sessions (each 45 minutes)" have that length.
            (_, "minutes" | "mins" | "min" | "hours" | "hour") if words.is(at, "each") => {
                return None;
            }
            (_, "minutes" | "mins" | "min" | "hours" | "hour" | "weeks" | "days" | "months") => {
                Every::Irregular
            }
            _ => return None,
        };
        return Some((read, after + 1));
    }
    None
}

/// Whether a number stands at a token.
fn counts(words: Words<'_>, at: usize) -> bool {
    words.is_number(at) || super::number::count(words, at).is_some()
}

/// Periods written in words of their own: `half-termly`, `p/w`, `Monday to Friday`.
fn fixed(words: Words<'_>, at: usize) -> Option<(Period, usize)> {
    // "5 x week", "3 times day".
    let times = words.among(at.wrapping_sub(1), List::Times) && at > 1 && counts(words, at - 2);
    if !times && !words.among(at, List::Fixed) {
        return None;
    }
    match words.word(at) {
        "half" if words.any(at + 1, these!["termly"]) => Some((Period::HalfTerm, at + 2)),
        "halftermly" => Some((Period::HalfTerm, at + 1)),
        "½" if words.any(at + 1, these!["termly", "term"]) => Some((Period::HalfTerm, at + 2)),
        "½" if words.is(at + 1, "-") && words.any(at + 2, these!["termly"]) => {
            Some((Period::HalfTerm, at + 3))
        }
        "bi" if words.is(at + 1, "weekly") => Some((Period::Fortnight, at + 2)),
        "p" if words.any(at + 1, these!["/", "."]) && words.any(at + 2, these!["w", "wk"]) => {
            Some((Period::Week, at + 3))
        }
        "p" if words.any(at + 1, these!["/", "."]) && words.any(at + 2, these!["d"]) => {
            Some((Period::Day, at + 3))
        }
        "p" if words.any(at + 1, these!["/", "."]) && words.any(at + 2, these!["a", "yr"]) => {
            Some((Period::Year, at + 3))
        }
        "p" if words.any(at + 1, these!["/", "."]) && words.any(at + 2, these!["t"]) => {
            Some((Period::Term, at + 3))
        }
        _ if times => noun(words, at),
        "once" if words.any(at + 1, these!["only"]) => Some((Period::Once, at + 2)),
        "one" if words.is(at + 1, "off") => Some((Period::Once, at + 2)),
        "alternate" if words.any(at + 1, these!["weeks"]) => Some((Period::Fortnight, at + 2)),
        "monday" if words.any(at + 1, these!["to", "-"]) && words.is(at + 2, "friday") => {
            Some((Period::Day, at + 3))
        }
        _ => None,
    }
}

/// `six-weekly`, `2-weekly`: every so many weeks.
fn numbered(words: Words<'_>, at: usize) -> Option<(Every, usize)> {
    let hyphened = words.token(at + 1).is_some_and(|token| token.hyphened);
    if !hyphened || !words.any(at + 1, these!["weekly", "week"]) {
        return None;
    }
    let (number, next) = super::number::count(words, at)?;
    // "a six-week block" is as long as that.
    let read = match (number, words.word(next)) {
        (2, "weekly") => Every::Regular(Period::Fortnight),
        (_, "weekly") => Every::Irregular,
        _ => return None,
    };
    Some((read, next + 1))
}

/// Reads the period that begins at a token; `after_number` where a length or a number of times stands just before it.
pub(crate) fn period(words: Words<'_>, at: usize, after_number: bool) -> Option<(Every, usize)> {
    let regular = |(period, next)| (Every::Regular(period), next);
    let word = words.word(at);
    if let Some((period, next)) = fixed(words, at) {
        return Some((Every::Regular(period), next));
    }
    if let Some(read) = numbered(words, at) {
        return Some(read);
    }
    if !words.among(at, List::Often) {
        return None;
    }
    if let Some(period) = adverb(word) {
        return Some((Every::Regular(period), at + 1));
    }
    if matches!(word, "every" | "each")
        && let Some(read) = every(words, at)
    {
        return Some(read);
    }
    let noun_at = || qualified(words, at + 1);
    match word {
        // "each of two lessons" is no period.
        "each" | "every" if words.is(at + 1, "of") => None,
        "per" | "each" | "every" | "/" => {
            let noun_at = noun_at();
            if words.any(noun_at, OCCASIONS) {
                return Some((Every::Irregular, noun_at + 1));
            }
            noun(words, noun_at).map(regular)
        }
        "a" | "an" if after_number => {
            let noun_at = noun_at();
            if words.any(noun_at, these!["lesson", "meal", "session", "hour"]) {
                return Some((Every::Irregular, noun_at + 1));
            }
            noun(words, noun_at).map(regular)
        }
        "the" | "one" | "any" | "a"
            if words.any(
                at.wrapping_sub(1),
                these![
                    "in",
                    "over",
                    "across",
                    "during",
                    "throughout",
                    "through",
                    "of",
                    "within",
                ],
            ) =>
        {
            noun(words, noun_at()).map(|(period, next)| (Every::Loose(period), next))
        }
        "all" if words.is(at + 1, "year") => Some((Every::Loose(Period::Year), at + 2)),
        _ => None,
    }
}
