//! The marks of a dose in a stretch of words: lengths, numbers of times, events, periods.

use crate::domain::dose::{Period, Unit};
use crate::domain::exact::Quantity;

use super::clock;
use super::list::List;
use super::number::{self, Amount};
use super::opener;
use super::period::{self, Every};
use super::token::{Kind, Words};
use super::unit::{event, event_unit, length_unit, letter, minutes_after};
use super::weekday;

/// What a mark says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// So long.
    Length(Quantity, Unit),
    /// So many times.
    Times(Quantity),
    /// So many sessions, visits, meetings.
    Events(Quantity, Unit),
    /// So many weeks.
    Weeks(Quantity),
    /// So many terms, or half terms.
    Terms(Quantity, bool),
    /// So many days.
    Days(Quantity),
    /// On so many days of the week.
    Weekdays(u32),
    /// From one time of the clock to another.
    Clock(u32),
    /// How often.
    Every(Every),
    /// What follows are the parts of what was said.
    Parts,
    /// What follows is a limit, not a dose.
    Cap,
    /// The same once more: `and again after lunch`.
    Again,
}

/// A mark and its tokens, the end not included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) what: What,
    /// It was written as a range.
    pub(crate) ranged: bool,
    pub(crate) from: usize,
    pub(crate) to: usize,
}

/// Words before a number that make it a name, not an amount.
const NAMES: List = List::of(&[
    "stage",
    "stages",
    "level",
    "levels",
    "year",
    "years",
    "key",
    "band",
    "step",
    "age",
    "aged",
    "paragraph",
    "section",
    "page",
    "item",
    "outcome",
    "phase",
    "ks",
    "part",
    "target",
    "appendix",
    "tier",
    "point",
    "grade",
    "nc",
    "class",
    "£",
    "tariff",
    "table",
    "room",
    "objective",
    "unit",
    "chapter",
    "entry",
]);

/// Whether the number at a token is a name, a code, an age, money or a percentage.
fn is_name(words: Words<'_>, at: usize, next: usize) -> bool {
    let Some(token) = words.token(at) else {
        return true;
    };
    let before = at.checked_sub(1).and_then(|before| words.kind(before));
    let glued = !token.spaced && before == Some(Kind::Word) && words.back(at, 1) != "x";
    let paired = |sign: usize, other: usize| {
        words.word(sign) == ":"
            && words.is_number(other)
            && words
                .token(other.max(at))
                .is_some_and(|token| !token.spaced)
    };
    let ratio = paired(at + 1, at + 2) || at > 1 && paired(at - 1, at - 2);
    let coded = words.is_number(at) && (token.hyphened || glued || ratio);
    coded
        || at > 0
            && words.among(at - 1, &NAMES)
            && length_unit(words.word(next)).is_none()
            && words.word(next) != "x"
        || words.any(next, &["%", "percent", "centile", "th", "st", "nd", "rd"])
        || words.word(next) == "per" && words.word(next + 1) == "cent"
}

/// A length after a number: `30 minutes`, `30-minute`, `1 hour 15 minutes`.
fn length(words: Words<'_>, read: Amount) -> Option<(What, usize)> {
    let mut at = read.next;
    // `10 of the 15 funded hours`: the first number counts.
    if words.word(at) == "of" && words.word(at + 1) == "the" {
        let whole = number::amount(words, at + 2)?;
        at = (whole.next..whole.next + 3).find(|at| length_unit(words.word(*at)).is_some())?;
    }
    // `25 direct hours`, `2 full hours`.
    if words.any(
        at,
        &[
            "full",
            "direct",
            "further",
            "additional",
            "extra",
            "funded",
            "taught",
            "whole",
            "half",
        ],
    ) {
        // "three half-hours a week".
        if words.word(at) == "half" && length_unit(words.word(at + 1)) == Some(Unit::Hours) {
            return Some((
                What::Length(read.value.over(2.into())?, Unit::Hours),
                at + 2,
            ));
        }
        at += 1;
    }
    let unit = length_unit(words.word(at)).or_else(|| letter(words, at))?;
    at += 1;
    // "leaves five minutes early", "within two hours of arriving".
    if words.any(at, &["early", "earlier", "late", "later"])
        || words.word(at) == "of" && words.word(at + 1) == "which"
    {
        return None;
    }
    if words.word(at) == "." && words.token(at + 1).is_some_and(|token| !token.capital) {
        at += 1;
    }
    if unit == Unit::Hours
        && !read.ranged
        && let Some((minutes, next)) = minutes_after(words, at)
    {
        let total = read.value.times(60.into())?.plus(minutes)?;
        return Some((What::Length(total, Unit::Minutes), next));
    }
    Some((What::Length(read.value, unit), at))
}

/// What a number counts, where it counts anything.
fn counted(words: Words<'_>, at: usize, read: Amount) -> Option<(What, usize)> {
    if let Some(length) = length(words, read) {
        return Some(length);
    }
    let (value, next) = (read.value, read.next);
    match words.word(next) {
        "occasions" if words.word(next + 1) != "of" => {
            return Some((What::Times(value), next + 1));
        }
        "x" | "times" => {
            let sessions = event_unit(words.word(next + 1)).filter(|_| {
                words.any(
                    next + 1,
                    &[
                        "session", "sessions", "visit", "visits", "lesson", "lessons",
                    ],
                )
            });
            return Some(sessions.map_or((What::Times(value), next + 1), |unit| {
                (What::Events(value, unit), next + 2)
            }));
        }
        "week" | "weeks" | "wk" | "wks" => return Some((What::Weeks(value), next + 1)),
        // "two blocks of six weeks".
        "block" | "blocks" if words.word(next + 1) == "of" => {
            if let Some(read) = number::amount(words, next + 2)
                && words.any(read.next, &["week", "weeks", "wk", "wks"])
            {
                return Some((What::Weeks(value.times(read.value)?), read.next + 1));
            }
        }
        "term" | "terms" => return Some((What::Terms(value, false), next + 1)),
        "half" if words.any(next + 1, &["term", "terms"]) => {
            return Some((What::Terms(value, true), next + 2));
        }
        // "16 hours a week over three days" is no more than 16.
        "day" | "days" if words.any(at.wrapping_sub(1), &["over", "across", "spread"]) => {
            return None;
        }
        "day" | "days" | "mornings" | "afternoons" => return Some((What::Days(value), next + 1)),
        "teaching" | "school" if words.any(next + 1, &["weeks", "week"]) => {
            return Some((What::Weeks(value), next + 2));
        }
        _ => {}
    }
    // "the previous three lessons" are no dose.
    if words.any(at.wrapping_sub(1), &["previous", "last", "first", "next"]) && at > 0 {
        return None;
    }
    if let Some((unit, after)) = event(words, next) {
        return Some((What::Events(value, unit), after));
    }
    if let Some(after) = lots(words, next) {
        return Some((What::Times(value), after));
    }
    // `two 30-minute sessions`: the number before a length.
    let follows = (next..next + 3).find(|at| number::amount(words, *at).is_some())?;
    let inner = number::amount(words, follows)?;
    let tied = words.token(inner.next).is_some_and(|token| token.hyphened) || follows == next;
    (tied
        && length_unit(words.word(inner.next)).is_some()
        && !words
            .within(next, follows)
            .has(&[",", "to", "and", "-", "of", "for", ";", "."]))
    .then_some((What::Times(value), next))
}

/// `three lots of 20 minutes`, `ten journeys of 1 hour`, `4 per day`: so many, each with its length.
fn lots(words: Words<'_>, next: usize) -> Option<usize> {
    let of = (next + 1..next + 3).find(|of| words.word(*of) == "of");
    if let Some(of) = of
        && words.kind(of - 1) == Some(Kind::Word)
        && length_unit(words.word(next)).is_none()
        && let Some(read) = number::amount(words, of + 1)
        && length_unit(words.word(read.next)).is_some()
    {
        return Some(of + 1);
    }
    let regular = words.any(next, &["per", "a", "each", "every", "/"])
        && matches!(
            period::period(words, next, true),
            Some((Every::Regular(_), _))
        );
    let each = || {
        let rest = words.within(next, next + 14);
        rest.has(&["each"])
            && rest
                .places()
                .any(|at| length_unit(words.word(at)).is_some())
    };
    (regular && each()).then_some(next)
}

/// Words that are numbers, lengths or times without a number of their own.
fn in_words(words: Words<'_>, at: usize) -> Option<(What, usize)> {
    let hour =
        |text: &str, next: usize| Some((What::Length(text.parse().ok()?, Unit::Hours), next));
    match words.word(at) {
        "once" if period::period(words, at + 1, true).is_some() => {
            Some((What::Times(1.into()), at + 1))
        }
        "twice" => Some((What::Times(2.into()), at + 1)),
        "thrice" => Some((What::Times(3.into()), at + 1)),
        "half" if words.any(at + 1, &["an"]) && words.word(at + 2) == "hour" => hour("0.5", at + 3),
        "half" if words.word(at + 1) == "hour" => hour("0.5", at + 2),
        "half" if words.word(at + 1) == "a" && words.word(at + 2) == "day" => {
            Some((What::Days("0.5".parse().ok()?), at + 3))
        }
        "quarter" if words.word(at + 1) == "of" && words.word(at + 3) == "hour" => {
            hour("0.25", at + 4)
        }
        "three" if words.any(at + 1, &["quarters"]) && words.word(at + 4) == "hour" => {
            hour("0.75", at + 5)
        }
        "a" | "an" if words.word(at + 1) == "half" && words.word(at + 2) == "hour" => {
            hour("0.5", at + 3)
        }
        "an" if words.word(at + 1) == "hour" => {
            let after = at + 2 + usize::from(words.word(at + 2) == "'");
            if words.word(at + 2) == "and"
                && words.word(at + 3) == "a"
                && words.word(at + 4) == "half"
            {
                return hour("1.5", at + 5);
            }
            hour("1", after)
        }
        "a" if words.any(at + 1, &["visit", "meeting", "session", "review"]) => {
            let unit = event_unit(words.word(at + 1))?;
            Some((What::Events(1.into(), unit), at + 2))
        }
        "x" if number::amount(words, at + 1).is_some() => {
            let read = number::amount(words, at + 1)?;
            let weeks = words.any(read.next, &["week", "weeks", "wk", "wks"]);
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
                && !words.within(at, at + 6).has(&["term", "year", "half"]) =>
        {
            Some((What::Again, at + 1))
        }
        "start" | "beginning"
            if words.any(at + 1, &["and", "&"])
                && (words.word(at + 2) == "end" || words.word(at + 3) == "end") =>
        {
            Some((What::Again, at + 3))
        }
        "morning"
            if words.any(at + 1, &["and", "&"]) && words.any(at + 2, &["afternoon", "evening"]) =>
        {
            Some((What::Again, at + 1))
        }
        "comprising" | "including" | "consisting" => Some((What::Parts, at + 1)),
        "made" if words.word(at + 1) == "up" => Some((What::Parts, at + 2)),
        "broken" if words.word(at + 1) == "down" => Some((What::Parts, at + 2)),
        "of" if words.word(at + 1) == "which" => Some((What::Parts, at + 2)),
        "up" if words.word(at + 1) == "to"
            && words.any(at + 2, &["a"])
            && words.any(at + 3, &["total", "maximum", "limit", "ceiling"]) =>
        {
            Some((What::Cap, at + 4))
        }
        "not" if words.word(at + 1) == "exceeding" => Some((What::Cap, at + 2)),
        "total" if words.word(at + 1) == "of" && words.back(at, 1) == "maximum" => {
            Some((What::Cap, at + 2))
        }
        "capped" | "within" | "after" => Some((What::Cap, at + 1)),
        "no" if words.any(at + 1, &["longer", "later", "earlier"])
            && words.word(at + 2) == "than" =>
        {
            Some((What::Cap, at + 3))
        }
        // "8 minutes building towards 15": what it grows to is not given yet.
        "building" | "rising" | "increasing" | "reducing" | "fading" | "extending" | "moving"
        | "growing" | "dropping"
            if words.any(at + 1, &["to", "towards", "up", "down"]) =>
        {
            Some((
                What::Cap,
                at + 2 + usize::from(words.any(at + 2, &["to", "towards"])),
            ))
        }
        "before" if words.word(at + 1) == "and" && words.word(at + 2) == "after" => {
            Some((What::Again, at + 3))
        }
        "either" if words.word(at + 1) == "side" => Some((What::Again, at + 2)),
        _ => None,
    }
}

/// Reads the mark that begins at a token.
pub(crate) fn mark(words: Words<'_>, at: usize, close: bool) -> Option<Mark> {
    let make = |what, to, ranged| Mark {
        what,
        ranged,
        from: at,
        to,
    };
    if let Some(found) = clock::stretch(words, at) {
        return Some(make(What::Clock(found.minutes), found.next, false));
    }
    if let Some((what, to)) = weekday::days(words, at).map(|(days, to)| (What::Weekdays(days), to))
    {
        return Some(make(what, to, false));
    }
    if let Some((every, to)) = period::period(words, at, close) {
        return Some(make(What::Every(every), to, false));
    }
    if let Some((what, to)) = in_words(words, at) {
        return Some(make(what, to, false));
    }
    let read = number::amount(words, at)?;
    if is_name(words, at, read.next) {
        return None;
    }
    let (what, to) = counted(words, at, read)?;
    Some(make(what, to, read.ranged))
}

/// The token after a time of the clock that is no mark, so that its number is not read as one.
pub(crate) fn pass(words: Words<'_>, at: usize) -> Option<usize> {
    clock::moment(words, at).filter(|_| clock::stretch(words, at).is_none())
}

/// Reads every mark of a stretch, from the left.
pub(crate) fn marks(words: Words<'_>) -> Vec<Mark> {
    let mut found: Vec<Mark> = Vec::new();
    let mut at = words.from;
    while at < words.to {
        if !opener::opens(words, at) {
            at += 1;
            continue;
        }
        if let Some(next) = pass(words, at) {
            at = next;
            continue;
        }
        // `30 minutes of direct work a day`: near enough for "a day" to be how often.
        let close = found.last().is_some_and(|last| {
            at <= last.to + 5
                && matches!(
                    last.what,
                    What::Length(..)
                        | What::Times(_)
                        | What::Events(..)
                        | What::Days(_)
                        | What::Weeks(_)
                )
        });
        if let Some(mark) = mark(words, at, close) {
            at = mark.to.max(at + 1);
            found.push(mark);
            // "12.5 hpw" says how often, too.
            if words.word(mark.to - 1) == "hpw" {
                let what = What::Every(Every::Regular(Period::Week));
                found.push(Mark {
                    what,
                    from: mark.to - 1,
                    ..mark
                });
            }
        } else {
            at += 1;
        }
    }
    found
}
