//! From the marks of a stretch without phases to its dose: amount, unit, period.

use crate::domain::dose::{Period, Unit};
use crate::domain::exact::Quantity;
use crate::domain::framework::YearShape;

use super::annual;
use super::key::{Word, these};
use super::mark::{Mark, What};
use super::occasion;
use super::period::Every;
use super::token::Words;
use super::told::{Told, in_minutes, tell};

/// How much, how often, and the hours of it in a year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Amounts {
    pub(crate) amount: Option<Quantity>,
    pub(crate) unit: Option<Unit>,
    pub(crate) per: Option<Period>,
    pub(crate) annual_hours: Option<Quantity>,
}

/// What stands above a stretch and holds for it where it says nothing itself.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Given {
    /// The period that its list's stem named.
    pub(crate) per: Option<Period>,
    /// For how many weeks of the year, by its stem or heading.
    pub(crate) weeks: Option<Quantity>,
}

/// Reads the dose of a stretch that has no phases.
pub(crate) fn read(words: Words<'_>, marks: &[Mark], given: Given, year: YearShape) -> Amounts {
    let told = tell(words, marks);
    let per = period(words, &told).or_else(|| given.per.filter(|_| !told.irregular));
    if told.lengths.is_empty() {
        let counted = occasion::counted(words, &told, per);
        return Amounts {
            amount: counted.map(|(amount, _)| amount),
            unit: counted.map(|(_, unit)| unit),
            per: counted.and(per),
            annual_hours: None,
        };
    }
    with_length(words, &told, per, given.weeks, year).unwrap_or_default()
}

/// The first period that marks name, whatever else they say.
pub(crate) fn named_period(marks: &[Mark]) -> Option<Period> {
    marks.iter().find_map(|mark| {
        if let What::Every(Every::Regular(period)) = mark.what {
            return Some(period);
        }
        None
    })
}

const REVIEWED: &[Word] = these![
    "reviewed",
    "updated",
    "monitored",
    "evaluated",
    "assessed",
    "amended",
    "shared",
];

/// The period the dose repeats in: the first after the length or the number of times, else the last before it.
fn period(words: Words<'_>, told: &Told) -> Option<Period> {
    let anchor = told
        .lengths
        .first()
        .map(|(_, _, at)| *at)
        .or_else(|| told.times.first().map(|(_, at)| *at))
        .or_else(|| told.events.first().map(|(_, _, at)| *at));
    let mut told_of: Vec<(Period, usize)> = told.regular.clone();
    // "30 minutes a week, reviewed termly": the review has its own period.
    if anchor.is_some() && told_of.len() > 1 {
        told_of.retain(|(_, at)| !words.within(at.saturating_sub(2), *at).has(REVIEWED));
    }
    // "30 minutes each time, 36 weeks a year": the year is that of the weeks.
    if told_of.len() > 1 {
        let of_weeks = |at: usize| {
            told.weeks
                .iter()
                .any(|(_, weeks)| (*weeks..*weeks + 4).contains(&at))
        };
        told_of.retain(|(period, at)| *period != Period::Year || !of_weeks(*at));
    }
    // "6 weekly sessions of 45 minutes each term": the number is of the longer period.
    if told.events.iter().any(|(count, ..)| *count > 1.into()) && !told.lengths.is_empty() {
        let long = told_of
            .iter()
            .find(|(period, _)| matches!(period, Period::Term | Period::HalfTerm | Period::Year));
        if let Some((period, _)) = long {
            return Some(*period);
        }
    }
    // "20 minutes a day, three times a week": so often a week.
    if told_of.len() > 1
        && let Some((_, times)) = told.times.last()
        && let [(Period::Day, day), (Period::Week, week), ..] = told_of.as_slice()
        && (day..week).contains(&times)
    {
        return Some(Period::Week);
    }
    let after = anchor.and_then(|anchor| {
        // "weekly for an hour, and a termly review": what the joint adds has a period of its own.
        let before = told_of.iter().any(|(_, at)| *at < anchor);
        let joined = |at: usize| {
            before
                && words
                    .within(at.saturating_sub(2), at)
                    .has(these!["and", "plus", "with"])
        };
        told_of.iter().find(|(_, at)| *at > anchor && !joined(*at))
    });
    let before = || {
        let mut before = told_of.iter().rev();
        before.find(|(_, at)| anchor.is_some_and(|anchor| *at < anchor))
    };
    let chosen = after
        .or_else(before)
        .or_else(|| told_of.last())
        .map(|(period, _)| *period);
    chosen.or_else(|| told.loose.filter(|_| anchor.is_some()))
}

/// How often in the period: the product of what was said of times and events.
fn times(told: &Told, per: Option<Period>) -> Option<Quantity> {
    let mut product = Quantity::from(1);
    for (value, at) in &told.times {
        if !elsewhere(told, *at, per) {
            product = product.times(*value)?;
        }
    }
    for (value, _, at) in &told.events {
        if !elsewhere(told, *at, per) {
            product = product.times(*value)?;
        }
    }
    Some(product)
}

/// Whether a number of times belongs to another period than the dose's: `30 minutes a week, practised twice a day`.
fn elsewhere(told: &Told, at: usize, per: Option<Period>) -> bool {
    let Some((_, _, length)) = told.lengths.first() else {
        return false;
    };
    let between = told
        .regular
        .iter()
        .any(|(_, place)| (*length..at).contains(place));
    let own = told.regular.iter().find(|(_, place)| *place > at);
    between && own.is_some_and(|(period, _)| Some(*period) != per)
}

/// The lengths that share the dose's period: not the assessment's in `an assessment (2 hours) and a termly review of 1 hour`.
fn own(told: &Told) -> &[(Quantity, Unit, usize)] {
    let all = told.lengths.as_slice();
    let ([first, second], [(_, period)]) = (all, told.regular.as_slice()) else {
        return all;
    };
    let apart = first.2 + 5 < *period && *period < second.2 && second.2 <= *period + 4;
    all.get(usize::from(apart)..).unwrap_or(all)
}

fn with_length(
    words: Words<'_>,
    told: &Told,
    per: Option<Period>,
    given: Option<Quantity>,
    year: YearShape,
) -> Option<Amounts> {
    let (first, mut unit, _) = *own(told).first()?;
    let mut amount = first;
    // "6 x 45 minutes plus 3 hours": what is added is not multiplied.
    let plus = words.find(Word::of("plus"));
    let mut added = Quantity::ZERO;
    // Two lengths that share one period are added: `10 minutes at 8.40 each day and 5 at home time`.
    let same_period = told.regular.len() <= 1;
    for (value, other, at) in own(told)
        .iter()
        .skip(1)
        .filter(|_| same_period && !told.clock)
    {
        if plus.is_some_and(|plus| plus < *at) {
            added = added.plus(in_minutes(*value, *other)?)?;
        } else if unit == *other {
            amount = amount.plus(*value)?;
        } else {
            amount = in_minutes(amount, unit)?.plus(in_minutes(*value, *other)?)?;
            unit = Unit::Minutes;
        }
    }
    let single = amount;
    let course = course(words, told, per);
    if course.is_none() {
        amount = amount.times(times(told, per)?)?;
    }
    if added > Quantity::ZERO {
        amount = in_minutes(amount, unit)?.plus(added)?;
        unit = Unit::Minutes;
    }
    // "for 10 minutes, morning and afternoon": what comes again comes every day.
    let daily = told.again && told.loose.is_none() && !told.irregular && !told.once;
    let per = per.or_else(|| (daily && unit == Unit::Minutes).then_some(Period::Day));
    // "30 minutes x 5 days x 6 weeks".
    let per = per.or_else(|| told.by_weeks.then_some(Period::Week));
    if told.again && matches!(per, Some(Period::Day | Period::Week)) {
        amount = amount.times(2.into())?;
    }
    if told.clock && unit == Unit::Minutes && amount >= 120.into() {
        amount = amount.over(60.into())?;
        unit = Unit::Hours;
    }
    // "5 mornings a week (15 hours)": the brackets hold the sum.
    let summed = unit == Unit::Hours
        && told
            .lengths
            .first()
            .is_some_and(|(_, _, at)| words.back(*at, 1) == "(");
    let (amount, per) = if summed {
        (amount, per)
    } else {
        a_few_days(told, amount, per)?
    };
    let clock_alone = told.clock && per.is_none();
    let whole = per.is_none()
        && !told.irregular
        && (told.once
            || told.events.iter().any(|(count, ..)| *count > 1.into())
            || unit == Unit::Hours && !told.clock && !told.in_week);
    let per = per.or_else(|| (told.in_week && unit == Unit::Hours).then_some(Period::Week));
    let per = per
        .or_else(|| clock_alone.then_some(Period::Day))
        .or_else(|| whole.then_some(Period::Once));
    let hours = in_minutes(amount, unit)?.over(60.into())?;
    let weeks = course.or_else(|| weeks(told, year)).or(given);
    let annual = match told.in_all {
        // So many sessions in all, whatever the year has of weeks.
        Some(sessions) => in_minutes(single, unit)?
            .times(sessions)?
            .over(60.into())
            .map(Quantity::rounded),
        None => per
            .filter(|_| !clock_alone)
            .and_then(|per| annual::hours(hours, per, weeks, year)),
    };
    Some(Amounts {
        amount: Some(amount),
        unit: Some(unit),
        per,
        annual_hours: annual,
    })
}

/// `15 minutes a day, three days a week` is 45 minutes a week.
fn a_few_days(
    told: &Told,
    amount: Quantity,
    per: Option<Period>,
) -> Option<(Quantity, Option<Period>)> {
    let daily = told
        .regular
        .iter()
        .any(|(period, _)| *period == Period::Day);
    let weekly = told.loose == Some(Period::Week)
        || told
            .regular
            .iter()
            .any(|(period, _)| *period == Period::Week);
    let after = |at: usize| told.regular.iter().any(|(_, place)| *place > at);
    match told.days.first() {
        // "on the other three days, 4 hours each day".
        Some((days, at))
            if daily && !weekly && after(*at) && (2..5).any(|few| *days == Quantity::from(few)) =>
        {
            Some((amount.times(*days)?, Some(Period::Week)))
        }
        Some((days, at))
            if weekly
                && *days > Quantity::from(1)
                && (daily || after(*at) || told.loose == Some(Period::Week)) =>
        {
            if daily && *days >= 5.into() {
                return Some((amount, Some(Period::Day)));
            }
            Some((amount.times(*days)?, Some(Period::Week)))
        }
        Some(_) | None => Some((amount, per)),
    }
}

/// `12 weekly sessions of half an hour` are half an hour a week for twelve weeks; `two blocks` of them are twice so many.
fn course(words: Words<'_>, told: &Told, per: Option<Period>) -> Option<Quantity> {
    let (count, _, at) = told.events.last().filter(|_| per == Some(Period::Week))?;
    let weekly = told.regular.iter().any(|(period, place)| {
        // "two sessions a week" are no course of two weeks.
        let named = words.any(*place, these!["weekly", "wkly"]);
        *period == Period::Week && named && (*at..*at + 3).contains(place)
    });
    let alone = told.times.is_empty() && told.regular.len() == 1;
    let blocks = told.events.first().filter(|_| told.events.len() > 1);
    let blocks = blocks.map_or(Quantity::from(1), |(blocks, ..)| *blocks);
    (weekly && alone && *count > Quantity::from(1)).then(|| count.times(blocks))?
}

/// The weeks the text itself gives the dose: `36 weeks a year`, `for two terms`.
fn weeks(told: &Told, year: YearShape) -> Option<Quantity> {
    if let Some((weeks, at)) = told.weeks.first() {
        // "over 10 weeks, twice a year".
        let again = told.times.iter().find(|(_, place)| place > at);
        let yearly = |at: usize| {
            let mut after = told.regular.iter().filter(|(_, place)| *place > at);
            after
                .next()
                .is_some_and(|(period, _)| *period == Period::Year)
        };
        return match again.filter(|(_, place)| yearly(*place)) {
            Some((times, _)) => weeks.times(*times),
            None => Some(*weeks),
        };
    }
    let (count, half) = told.terms?;
    let parts = if half { year.half_terms } else { year.terms };
    let weeks = Quantity::from(u32::from(year.weeks)).times(count)?;
    weeks.over(u32::from(parts).into())
}
