//! The hours of a dose in a school year.

use crate::domain::dose::Period;
use crate::domain::exact::Quantity;
use crate::domain::framework::YearShape;

/// How many of a period a year has; `weeks` where the text says its own.
fn repeats(per: Period, weeks: Option<Quantity>, year: YearShape) -> Option<Quantity> {
    let shaped = |count: u16| Some(Quantity::from(u32::from(count)));
    match (per, weeks) {
        (Period::Day, Some(weeks)) => weeks.times(5.into()),
        (Period::Day, None) => shaped(year.days),
        (Period::Week, Some(weeks)) => Some(weeks),
        (Period::Week, None) => shaped(year.weeks),
        (Period::Fortnight, weeks) => weeks.or_else(|| shaped(year.weeks))?.over(2.into()),
        (Period::HalfTerm, _) => shaped(year.half_terms),
        (Period::Term, _) => shaped(year.terms),
        // The school year has nine months of teaching.
        (Period::Month, _) => shaped(9),
        (Period::Year | Period::Once, _) => shaped(1),
    }
}

/// The hours in a year of so many hours a period.
pub(crate) fn exact(
    hours: Quantity,
    per: Period,
    weeks: Option<Quantity>,
    year: YearShape,
) -> Option<Quantity> {
    hours.times(repeats(per, weeks, year)?)
}

/// The same to two decimals.
pub(crate) fn hours(
    hours: Quantity,
    per: Period,
    weeks: Option<Quantity>,
    year: YearShape,
) -> Option<Quantity> {
    exact(hours, per, weeks, year).map(Quantity::rounded)
}
