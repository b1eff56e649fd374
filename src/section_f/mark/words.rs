//! Marks in words: numbers, lengths, times and bounds without a figure of their own.

use super::super::key::these;
use super::super::list::List;
use super::super::number;
use super::super::period::{self, Every};
use super::super::token::{Kind, Words};
use super::super::unit::{event, event_unit, length_unit};
use super::{What, length};
use crate::domain::dose::Unit;

/// `three lots of 20 minutes`, `ten journeys of 1 hour`, `4 per day`: so many, each with its length.
pub(super) fn lots(words: Words<'_>, next: usize) -> Option<usize> {
    let of = (next + 1..next + 3).find(|of| words.is(*of, "of"));
    if let Some(of) = of
        && words.kind(of - 1) == Some(Kind::Word)
        && length_unit(words.word(next)).is_none()
        && let Some(read) = number::amount(words, of + 1)
        && length_unit(words.word(read.next)).is_some()
    {
        return Some(of + 1);
    }
    let regular = words.any(next, these!["per", "a", "each", "every", "/"])
        && matches!(
            period::period(words, next, true),
            Some((Every::Regular(_), _))
        );
    let each = || {
        let rest = words.within(next, next + 14);
        rest.has(these!["each"])
            && rest
                .places()
                .any(|at| length_unit(words.word(at)).is_some())
    };
    (regular && each()).then_some(next)
}

/// Words that are numbers, lengths or times without a number of their own.
pub(super) fn in_words(words: Words<'_>, at: usize) -> Option<(What, usize)> {
    if !words.among(at, List::InWords) {
        return None;
    }
    let hour =
        |text: &str, next: usize| Some((What::Length(text.parse().ok()?, Unit::Hours), next));
    match words.word(at) {
        "once" if period::period(words, at + 1, true).is_some() => {
            Some((What::Times(1.into()), at + 1))
        }
        "twice" => Some((What::Times(2.into()), at + 1)),
        "thrice" => Some((What::Times(3.into()), at + 1)),
        "half" if words.any(at + 1, these!["an"]) && words.is(at + 2, "hour") => {
            hour("0.5", at + 3)
        }
        "half" if words.is(at + 1, "hour") => hour("0.5", at + 2),
        "half" if words.is(at + 1, "a") && words.is(at + 2, "day") => {
            Some((What::Days("0.5".parse().ok()?), at + 3))
        }
        "quarter" if words.is(at + 1, "of") && words.is(at + 3, "hour") => hour("0.25", at + 4),
        "three" if words.any(at + 1, these!["quarters"]) && words.is(at + 4, "hour") => {
            hour("0.75", at + 5)
        }
        "a" | "an" if words.is(at + 1, "half") && words.is(at + 2, "hour") => hour("0.5", at + 3),
        // "£48 an hour" is a price.
        "an" if words.is(at + 1, "hour") && words.is_number(at.wrapping_sub(1)) => None,
        "a" | "another"
            if words.any(at + 1, these!["further", "additional", "second"])
                && words.is(at + 2, "hour") =>
        {
            hour("1", at + 3)
        }
        "another" if words.is(at + 1, "hour") => hour("1", at + 2),
        "an" if words.is(at + 1, "hour") => {
            let after = at + 2 + usize::from(words.is(at + 2, "'"));
            if words.is(at + 2, "and") && words.is(at + 3, "a") && words.is(at + 4, "half") {
                return hour("1.5", at + 5);
            }
            hour("1", after)
        }
        "a" if words.any(at + 1, these!["visit", "meeting", "session", "review"]) => {
            let unit = event_unit(words.word(at + 1))?;
            Some((What::Events(1.into(), unit), at + 2))
        }
        "x" if number::amount(words, at + 1).is_some() => {
            let read = number::amount(words, at + 1)?;
            let weeks = words.any(read.next, these!["week", "weeks", "wk", "wks"]);
            if weeks || length(words, read).is_some() || event(words, read.next).is_some() {
                return None;
            }
            Some((What::Times(read.value), read.next))
        }
        _ => bound(words, at),
    }
}

/// Words that bound a dose or repeat it: `of which`, `up to a total of`, `and again`.
fn bound(words: Words<'_>, at: usize) -> Option<(What, usize)> {
    match words.word(at) {
        "again"
            if words.back(at, 1) == "and"
                && !words.within(at, at + 6).has(these!["term", "year", "half"]) =>
        {
            Some((What::Again, at + 1))
        }
        "start" | "beginning"
            if words.any(at + 1, these!["and", "&"])
                && (words.is(at + 2, "end") || words.is(at + 3, "end")) =>
        {
            Some((What::Again, at + 3))
        }
        "morning"
            if words.any(at + 1, these!["and", "&"])
                && words.any(at + 2, these!["afternoon", "evening"]) =>
        {
            Some((What::Again, at + 1))
        }
        "comprising" | "including" | "consisting" => Some((What::Parts, at + 1)),
        "made" if words.is(at + 1, "up") => Some((What::Parts, at + 2)),
        "broken" if words.is(at + 1, "down") => Some((What::Parts, at + 2)),
        "of" if words.is(at + 1, "which") => Some((What::Parts, at + 2)),
        "up" if words.is(at + 1, "to")
            && words.any(at + 2, these!["a"])
            && words.any(at + 3, these!["total", "maximum", "limit", "ceiling"]) =>
        {
            Some((What::Cap, at + 4))
        }
        "not" if words.is(at + 1, "exceeding") => Some((What::Cap, at + 2)),
        "total" if words.is(at + 1, "of") && words.back(at, 1) == "maximum" => {
            Some((What::Cap, at + 2))
        }
        // "10 minutes before and 10 minutes after lunch" has no limit in it.
        "after" if number::amount(words, at + 1).is_none() => None,
        "capped" | "within" | "after" => Some((What::Cap, at + 1)),
        "no" if words.any(at + 1, these!["longer", "later", "earlier"])
            && words.is(at + 2, "than") =>
        {
            Some((What::Cap, at + 3))
        }
        // "8 minutes building towards 15": what it grows to is not given yet.
        "building" | "rising" | "increasing" | "reducing" | "fading" | "extending" | "moving"
        | "growing" | "dropping"
            if words.any(at + 1, these!["to", "towards", "up", "down"]) =>
        {
            Some((
                What::Cap,
                at + 2 + usize::from(words.any(at + 2, these!["to", "towards"])),
            ))
        }
        "before" if words.is(at + 1, "and") && words.is(at + 2, "after") => {
            Some((What::Again, at + 3))
        }
        "either" if words.is(at + 1, "side") => Some((What::Again, at + 2)),
        _ => None,
    }
}
