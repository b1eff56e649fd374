//! Doses in phases: `20 minutes daily for the first half term, then weekly`.

use crate::domain::exact::Quantity;
use crate::domain::framework::YearShape;

use super::annual;
use super::flat::{self, Amounts, Given};
use super::key::these;
use super::list::List;
use super::mark::Mark;
use super::number;
use super::sentence::marks_in;
use super::token::Words;
use super::told::in_minutes;

/// Reads a dose that changes after a first phase: amount and period are the first phase's, the year's hours are of both.
pub(crate) fn read(
    words: Words<'_>,
    marks: &[Mark],
    given: Given,
    year: YearShape,
) -> Option<Amounts> {
    let at = words.places().find(|at| words.among(*at, List::First))?;
    let (weeks, end) = stretch(words, at + 1, year)?;
    let (left, right) = (words.within(words.from, at), words.within(end, words.to));
    let after = marks_in(marks, right);
    let then = right.has(these![
        "then",
        "thereafter",
        "afterwards",
        "and",
        "followed",
        "reducing",
    ]);
    let per = flat::named_period(after).filter(|_| then)?;
    let before = marks_in(marks, left);
    let first = flat::read(
        left,
        before,
        Given {
            weeks: Some(weeks),
            ..given
        },
        year,
    );
    let whole = Quantity::from(u32::from(year.weeks));
    let rest = next(words, end, year).or_else(|| whole.minus(weeks))?;
    let given = Given {
        per: Some(per),
        weeks: Some(rest),
    };
    let second = flat::read(right, after, given, year);
    let hours = |amounts: Amounts| in_minutes(amounts.amount?, amounts.unit?)?.over(60.into());
    first.annual_hours?;
    let once = hours(first)?;
    // "then fortnightly": as long as before, less often.
    let (again, period) = match (second.annual_hours, second.per) {
        (Some(_), Some(period)) => (hours(second)?, period),
        (Some(_) | None, _) => (once, per),
    };
    let own = annual::exact(once, first.per?, Some(weeks), year)?;
    let more = annual::exact(again, period, Some(rest), year)?;
    Some(Amounts {
        annual_hours: own.plus(more).map(Quantity::rounded),
        ..first
    })
}

/// `twelve weeks`, `half term`, `two terms`: so many weeks, and the token after them.
fn stretch(words: Words<'_>, at: usize, year: YearShape) -> Option<(Quantity, usize)> {
    let (count, next) = number::count(words, at).map_or((1, at), |(count, next)| (count, next));
    let (parts, end) = match words.word(next) {
        "week" | "weeks" | "wks" => return Some((u32::from(count).into(), next + 1)),
        "half" if words.any(next + 1, these!["term", "terms"]) => (year.half_terms, next + 2),
        "term" | "terms" => (year.terms, next + 1),
        _ => return None,
    };
    let weeks = Quantity::from(u32::from(year.weeks)).times(u32::from(count).into())?;
    Some((weeks.over(u32::from(parts).into())?, end))
}

/// `for the next twelve`: the weeks of the second phase, where it says them.
fn next(words: Words<'_>, from: usize, year: YearShape) -> Option<Quantity> {
    let at = (from..words.to).find(|at| words.is(*at, "next"))?;
    let weeks = stretch(words, at + 1, year).map(|(weeks, _)| weeks);
    weeks.or_else(|| number::count(words, at + 1).map(|(count, _)| u32::from(count).into()))
}
