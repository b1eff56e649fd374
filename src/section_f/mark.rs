//! The marks of a dose in a stretch of words: lengths, numbers of times, events, periods.

mod words;

use crate::domain::dose::{Period, Unit};
use crate::domain::exact::Quantity;

use super::clock;
use super::key::these;
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

/// Whether the number at a token is a name, a code, an age, money or a percentage.
fn is_name(words: Words<'_>, at: usize, next: usize) -> bool {
    let Some(token) = words.token(at) else {
        return true;
    };
    let before = at.checked_sub(1).and_then(|before| words.kind(before));
    let glued = !token.spaced && before == Some(Kind::Word) && words.back(at, 1) != "x";
    let paired = |sign: usize, other: usize| {
        words.is(sign, ":")
            && words.is_number(other)
            && words
                .token(other.max(at))
                .is_some_and(|token| !token.spaced)
    };
    let ratio = paired(at + 1, at + 2) || at > 1 && paired(at - 1, at - 2);
    let coded = words.is_number(at) && (token.hyphened || glued || ratio);
    coded
        || at > 0
            && words.among(at - 1, List::Names)
            && length_unit(words.word(next)).is_none()
            && !words.is(next, "x")
        || words.any(next, these!["%", "percent", "centile", "th", "st", "nd", "rd"])
        // "a ratio of 1 to 2 during lessons".
        || words.back(at, 1) == "of" && words.back(at, 2) == "ratio"
        || words.back(at, 1) == "to" && words.back(at, 4) == "ratio"
        || words.is(next, "per") && words.is(next + 1, "cent")
}

/// A length after a number: `30 minutes`, `30-minute`, `1 hour 15 minutes`.
pub(super) fn length(words: Words<'_>, read: Amount) -> Option<(What, usize)> {
    let mut at = read.next;
    // `10 of the 15 funded hours`: the first number counts.
    if words.is(at, "of") && words.is(at + 1, "the") {
        let whole = number::amount(words, at + 2)?;
        at = (whole.next..whole.next + 3).find(|at| length_unit(words.word(*at)).is_some())?;
    }
    // `25 direct hours`, `2 full hours`.
    while words.among(at, List::Teaching) && at < read.next + 2 {
        at += 1;
    }
    if words.among(at, List::Whole) {
        // "three half-hours a week".
        if words.is(at, "half") && length_unit(words.word(at + 1)) == Some(Unit::Hours) {
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
    if words.any(at, these!["early", "earlier", "late", "later"])
        || words.is(at, "of") && words.is(at + 1, "which")
    {
        return None;
    }
    if words.is(at, ".") && words.token(at + 1).is_some_and(|token| !token.capital) {
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
        "occasions" if !words.is(next + 1, "of") => {
            return Some((What::Times(value), next + 1));
        }
        "x" | "times" => {
            let sessions = event_unit(words.word(next + 1)).filter(|_| {
                words.any(
                    next + 1,
                    these![
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
        "block" | "blocks" if words.is(next + 1, "of") => {
            if let Some(read) = number::amount(words, next + 2)
                && words.any(read.next, these!["week", "weeks", "wk", "wks"])
            {
                return Some((What::Weeks(value.times(read.value)?), read.next + 1));
            }
        }
        "term" | "terms" => return Some((What::Terms(value, false), next + 1)),
        "half" if words.any(next + 1, these!["term", "terms"]) => {
            return Some((What::Terms(value, true), next + 2));
        }
        // "16 hours a week over three days" is no more than 16.
        "day" | "days" if words.any(at.wrapping_sub(1), these!["over", "across", "spread"]) => {
            return None;
        }
        "day" | "days" | "mornings" | "afternoons" | "lunchtimes" | "playtimes" | "breaktimes" => {
            return Some((What::Days(value), next + 1));
        }
        "teaching" | "school" if words.any(next + 1, these!["weeks", "week"]) => {
            return Some((What::Weeks(value), next + 2));
        }
        _ => {}
    }
    // "the previous three lessons" are no dose.
    if words.any(
        at.wrapping_sub(1),
        these!["previous", "last", "first", "next"],
    ) && at > 0
    {
        return None;
    }
    if let Some((unit, after)) = event(words, next) {
        return Some((What::Events(value, unit), after));
    }
    if let Some(after) = words::lots(words, next) {
        return Some((What::Times(value), after));
    }
    // `two 30-minute sessions`: the number before a length.
    let follows = (next..next + 3).find(|at| number::amount(words, *at).is_some())?;
    let inner = number::amount(words, follows)?;
    // "six weekly 45-minute sessions" are sessions that come so often.
    let often = words.any(
        next,
        these!["weekly", "fortnightly", "daily", "termly", "monthly"],
    );
    if often && follows == next + 1 && length_unit(words.word(inner.next)).is_some() {
        return Some((What::Events(value, Unit::Sessions), next));
    }
    let tied = words.token(inner.next).is_some_and(|token| token.hyphened) || follows == next;
    (tied
        && length_unit(words.word(inner.next)).is_some()
        && !words
            .within(next, follows)
            .has(these![",", "to", "and", "-", "of", "for", ";", "."]))
    .then_some((What::Times(value), next))
}

/// Reads the mark that begins at a token.
pub(crate) fn mark(words: Words<'_>, at: usize, close: bool) -> Option<Mark> {
    let make = |what, to, ranged| Mark {
        what,
        ranged,
        from: at,
        to,
    };
    if words.is_number(at) {
        if let Some((minutes, to)) = clock::hours_and_minutes(words, at) {
            return Some(make(What::Length(minutes.into(), Unit::Minutes), to, false));
        }
        if let Some(found) = clock::stretch(words, at) {
            return Some(make(What::Clock(found.minutes), found.next, false));
        }
    }
    if let Some((what, to)) = weekday::days(words, at).map(|(days, to)| (What::Weekdays(days), to))
    {
        return Some(make(what, to, false));
    }
    if let Some((every, to)) = period::period(words, at, close) {
        return Some(make(What::Every(every), to, false));
    }
    if let Some((what, to)) = words::in_words(words, at) {
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

/// The period inside a mark of events: `12 weekly sessions`.
fn inside(words: Words<'_>, mark: Mark) -> Option<Mark> {
    let at = mark.from + 1;
    let (every, to) = period::period(words, at, false).filter(|(_, to)| *to < mark.to)?;
    let what = What::Every(every);
    Some(Mark {
        what,
        from: at,
        to,
        ..mark
    })
}

/// The first number of weeks that marks name.
pub(crate) fn weeks(marks: &[Mark]) -> Option<Quantity> {
    marks.iter().find_map(|mark| {
        if let What::Weeks(weeks) = mark.what {
            return Some(weeks);
        }
        None
    })
}

/// Reads every mark of a stretch, from the left.
pub(crate) fn marks(words: Words<'_>) -> Vec<Mark> {
    let mut found: Vec<Mark> = Vec::new();
    let mut at = words.from;
    while let Some(opener) = opener::next(words, at) {
        at = opener;
        if words.is_number(at)
            && let Some(next) = pass(words, at)
        {
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
            if let What::Events(..) = mark.what {
                found.extend(inside(words, mark));
            }
            // "12.5 hpw" says how often, too.
            if words.is(mark.to - 1, "hpw") {
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
