//! What the marks of a stretch tell, sorted by kind, each total once.

use crate::domain::dose::{Period, Unit};
use crate::domain::exact::Quantity;

use super::key::these;
use super::list::List;
use super::mark::{Mark, What};
use super::period::Every;
use super::token::Words;

/// The marks that tell the dose, sorted by what they say.
#[derive(Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is something that was said or was not"
)]
pub(crate) struct Told {
    pub(crate) lengths: Vec<(Quantity, Unit, usize)>,
    pub(crate) times: Vec<(Quantity, usize)>,
    pub(crate) events: Vec<(Quantity, Unit, usize)>,
    pub(crate) weeks: Vec<(Quantity, usize)>,
    pub(crate) terms: Option<(Quantity, bool)>,
    pub(crate) days: Vec<(Quantity, usize)>,
    pub(crate) regular: Vec<(Period, usize)>,
    pub(crate) loose: Option<Period>,
    pub(crate) clock: bool,
    pub(crate) again: bool,
    pub(crate) irregular: bool,
    /// So often in each of so many weeks: `30 minutes x 5 days x 6 weeks`.
    pub(crate) by_weeks: bool,
    /// The week is spoken of: `the whole school week (32.5 hours)`.
    pub(crate) in_week: bool,
    /// Words say that it is given once: `in total`, `a course`, `before Christmas`.
    pub(crate) once: bool,
    /// How many sessions there are in all: `1 hour weekly (28 sessions)`.
    pub(crate) in_all: Option<Quantity>,
}

/// Sorts marks by what they say; what is a limit or the part of a total is not told.
pub(crate) fn tell(words: Words<'_>, marks: &[Mark]) -> Told {
    let mut told = Told::default();
    let (mut capped, mut parts) = (0, false);
    for mark in marks {
        if parts
            && words
                .within(mark.from.saturating_sub(1), mark.from)
                .has(these![";"])
        {
            parts = false;
        }
        if parts || mark.from < capped && capped > 0 {
            continue;
        }
        let at = mark.from;
        match mark.what {
            What::Length(value, unit) => told.lengths.push((value, unit, at)),
            What::Clock(minutes) => {
                told.clock = true;
                told.lengths.push((minutes.into(), Unit::Minutes, at));
            }
            What::Times(value) => told.times.push((value, at)),
            What::Events(value, _) if in_all(words, at, &told) => told.in_all = Some(value),
            What::Events(value, unit) => told.events.push((value, unit, at)),
            What::Weekdays(count) => {
                told.times.push((count.into(), at));
                told.regular.push((Period::Week, at));
            }
            What::Weeks(value) => {
                told.by_weeks |= words.back(at, 1) == "x" && !told.times.is_empty();
                told.weeks.push((value, at));
            }
            What::Terms(count, half) => told.terms = told.terms.or(Some((count, half))),
            What::Days(value) => told.days.push((value, at)),
            What::Every(Every::Regular(period)) => told.regular.push((period, at)),
            What::Every(Every::Loose(period)) => told.loose = told.loose.or(Some(period)),
            What::Every(Every::Irregular) => told.irregular = true,
            What::Again => told.again = true,
            What::Parts => parts = !told.lengths.is_empty(),
            // What stands right after a limit is the limit.
            What::Cap => capped = mark.to + 2,
        }
    }
    // "six weekly sessions" of no length are six, not six a week.
    if told.lengths.is_empty()
        && let [(_, _, at)] = told.events.as_slice()
    {
        let inner = *at + 1;
        told.regular.retain(|(_, place)| *place != inner);
    }
    // "90 minutes a day on Mondays and Fridays": the days of the week say how often it is a day.
    let weekdays = marks
        .iter()
        .any(|mark| matches!(mark.what, What::Weekdays(_)));
    if weekdays {
        told.regular.retain(|(period, _)| *period != Period::Day);
    }
    let lists = words.lists();
    told.once = lists.holds(List::Once);
    let full_time = |at: usize| words.is(at, "full") && words.is(at + 1, "time");
    told.in_week =
        lists.holds(List::Week) || lists.holds(List::Full) && words.places().any(full_time);
    whole_only(&mut told.lengths);
    restated(&mut told);
    told
}

/// Whether a number of sessions in brackets sums up a dose that stands before it.
fn in_all(words: Words<'_>, at: usize, told: &Told) -> bool {
    words.back(at, 1) == "(" && !told.lengths.is_empty() && !told.regular.is_empty()
}

/// A total whose parts are told again counts once: `1 hour a week (30 minutes direct, 30 minutes indirect)`.
fn whole_only(lengths: &mut Vec<(Quantity, Unit, usize)>) {
    let minutes = |(value, unit, _): &(Quantity, Unit, usize)| {
        in_minutes(*value, *unit).unwrap_or(Quantity::ZERO)
    };
    if lengths.len() > 2
        && let Some((first, rest)) = lengths.split_first()
        && minutes(first) == rest.iter().map(minutes).sum()
    {
        lengths.truncate(1);
    }
}

/// `6 hours each week (2 x 3 hours)`: the total is told, and told again as its parts.
fn restated(told: &mut Told) {
    let (Some(first), Some(second), Some((times, at))) =
        (told.lengths.first(), told.lengths.get(1), told.times.last())
    else {
        return;
    };
    let product = in_minutes(second.0, second.1).and_then(|minutes| minutes.times(*times));
    if (first.2..second.2).contains(at) && product == in_minutes(first.0, first.1) {
        told.lengths.truncate(1);
        told.times.pop();
    }
}

/// An amount of time in minutes; events as they are.
pub(crate) fn in_minutes(value: Quantity, unit: Unit) -> Option<Quantity> {
    if unit == Unit::Hours {
        return value.times(60.into());
    }
    Some(value)
}
