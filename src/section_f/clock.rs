//! Times of the clock: `8.40am`, `09:00`, and the minutes from one to another.

use super::key::these;
use super::token::Words;

/// A time of day in minutes, whether its half of the day was said, and the token after it.
#[derive(Clone, Copy)]
struct Time {
    minutes: u32,
    said: bool,
    next: usize,
}

/// A stretch of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stretch {
    pub(crate) minutes: u32,
    pub(crate) next: usize,
}

fn half_of_day(words: Words<'_>, at: usize) -> Option<(u32, usize)> {
    match words.word(at) {
        "am" => Some((0, at + 1)),
        "pm" | "noon" => Some((720, at + 1)),
        "a" | "p" if words.is(at + 1, ".") && words.is(at + 2, "m") => {
            let later = if words.is(at, "p") { 720 } else { 0 };
            let dot = usize::from(words.is(at + 3, "."));
            Some((later, at + 3 + dot))
        }
        _ => None,
    }
}

fn time(words: Words<'_>, at: usize) -> Option<Time> {
    if !words.is_number(at) {
        return None;
    }
    let text = words.word(at);
    let (hours, minutes, mut next) = if let Some((hours, minutes)) = text.split_once('.') {
        (hours, minutes, at + 1)
    } else if words.is(at + 1, ":")
        && words.word(at + 2).len() == 2
        && words.token(at + 2).is_some_and(|token| !token.spaced)
    {
        (text, words.word(at + 2), at + 3)
    } else {
        (text, "00", at + 1)
    };
    let whole = next == at + 1 && minutes == "00" && !text.contains('.');
    if minutes.len() != 2 {
        return None;
    }
    let half = half_of_day(words, next);
    if whole && half.is_none() {
        return None;
    }
    let (hours, minutes): (u32, u32) = (hours.parse().ok()?, minutes.parse().ok()?);
    if hours > 24 || minutes > 59 {
        return None;
    }
    let mut total = hours * 60 + minutes;
    if let Some((later, after)) = half {
        total = (hours % 12) * 60 + minutes + later;
        next = after;
    }
    Some(Time {
        minutes: total,
        said: half.is_some() || hours > 12 || text.starts_with('0'),
        next,
    })
}

/// Reads `8.40 to 9.00`, `07:00–21:00`, `between 9am and 3pm`.
pub(crate) fn stretch(words: Words<'_>, at: usize) -> Option<Stretch> {
    let from = time(words, at)?;
    // "12.30pm-1.15pm" is cut at its hyphen, which then is no word of its own.
    let hyphened = words.token(from.next).is_some_and(|token| token.hyphened);
    let joint = words.any(from.next, these!["to", "-", "until", "till", "and"]);
    if !joint && !hyphened {
        return None;
    }
    let to = time(words, from.next + usize::from(joint))?;
    let (mut start, mut end) = (from.minutes, to.minutes);
    // 9.00 to 3.15 ends in the afternoon.
    if end < from.minutes && !to.said {
        end += 720;
    }
    // 1.15 to 3.00pm begins in the afternoon, too.
    if !from.said && start + 720 < end {
        start += 720;
    }
    let minutes = end.checked_sub(start).filter(|minutes| *minutes > 0)?;
    Some(Stretch {
        minutes,
        next: to.next,
    })
}

/// `1:30 hours`: the minutes of it, and the token after them.
pub(crate) fn hours_and_minutes(words: Words<'_>, at: usize) -> Option<(u32, usize)> {
    let paired = words.is_number(at)
        && words.is(at + 1, ":")
        && words.word(at + 2).len() == 2
        && words.token(at + 2).is_some_and(|token| !token.spaced)
        && matches!(words.word(at + 3), "hour" | "hours" | "hr" | "hrs");
    if !paired {
        return None;
    }
    let (hours, minutes): (u32, u32) = (
        words.word(at).parse().ok()?,
        words.word(at + 2).parse().ok()?,
    );
    (hours < 60 && minutes < 60).then_some((hours * 60 + minutes, at + 4))
}

/// The token after a single time of the clock, so that it is not taken for an amount.
pub(crate) fn moment(words: Words<'_>, at: usize) -> Option<usize> {
    let read = time(words, at).filter(|_| hours_and_minutes(words, at).is_none())?;
    let colon = words.is(at + 1, ":") && words.word(at + 2).len() == 2 && words.word(at).len() <= 2;
    let said = read.next > at + 1 && !colon
        || words.any(
            at.wrapping_sub(1),
            these!["at", "by", "from", "until", "before", "after"],
        ) && (colon || words.word(at).contains('.'));
    (said || colon).then_some(read.next)
}

#[cfg(test)]
mod tests {
    use super::super::token::{Ids, Sheet};
    use super::*;

    #[track_caller]
    fn case(text: &str, minutes: u32) {
        let sheet = Sheet::new(text, 0, &Ids::new());
        assert_eq!(stretch(sheet.words(), 0).unwrap().minutes, minutes);
    }

    #[test]
    fn a_stretch_of_the_day_has_minutes() {
        case("8.40 to 9.00", 20);
        case("07:00–21:00", 840);
        case("9.00 until 3.15", 375);
        case("1.15pm - 2pm", 45);
        case("1.15–3.00pm", 105);
        case("9.00 to 3.15pm", 375);
        case("12.30pm-1.15pm", 45);
    }
}
