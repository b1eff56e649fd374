//! Part of a year: how much of a whole year's cost falls into it.

use super::super::apportion::apportion;
use super::super::day::Day;
use super::super::exact::{Money, Quantity};

/// How much of twelve months is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct YearPart {
    /// The first day that counts.
    pub from: Day,
    /// The first day after the twelve months.
    pub until: Day,
    /// How many months, or days, count.
    pub parts: u32,
    /// Of how many.
    pub of: u32,
    /// Whether they are days.
    pub by_days: bool,
}

impl YearPart {
    /// The whole of the twelve months from a day.
    pub fn whole(year_from: Day) -> Self {
        Self {
            from: year_from,
            until: year_from.plus_months(12),
            parts: 12,
            of: 12,
            by_days: false,
        }
    }

    /// The rest, from a day on, of the twelve months that begin with another; nothing where the day is not in them.
    ///
    /// From the day of the month on which the year begins, whole months count (September of a year from April: seven of
    /// twelve), as authorities pay twelve equal instalments; from any other day, days.
    pub fn rest(year_from: Day, from: Day) -> Option<Self> {
        let until = year_from.plus_months(12);
        if from < year_from || from >= until {
            return None;
        }
        let month = (0_u32..12).find(|month| {
            let months = i32::try_from(*month).unwrap_or_default();
            year_from.plus_months(months) == from
        });
        let days = |from: Day| u32::try_from(from.days_until(until)).unwrap_or_default();
        let (parts, of) =
            month.map_or_else(|| (days(from), days(year_from)), |month| (12 - month, 12));
        Some(Self {
            from,
            until,
            parts,
            of,
            by_days: month.is_none(),
        })
    }

    /// Whether it is all of the year.
    pub fn is_whole(self) -> bool {
        self.parts == self.of
    }

    /// How much of a whole year's cost falls into it: with what falls outside it is the whole, to the penny.
    pub fn of_cost(self, whole: Money) -> Money {
        let parts = [self.parts, self.of.saturating_sub(self.parts)].map(Quantity::from);
        let shares = apportion(whole, &parts);
        let inside = shares.and_then(|shares| shares.first().copied());
        inside.unwrap_or(whole)
    }

    /// The part in words: `7 of 12 months from 1 Sep 2027`.
    pub fn words(self) -> String {
        if self.is_whole() {
            return format!("the whole year from {}", self.from.long());
        }
        let unit = if self.by_days { "days" } else { "months" };
        format!(
            "{} of {} {unit} from {}",
            self.parts,
            self.of,
            self.from.long()
        )
    }
}

/// The first day of the financial year that a day falls into: the first of April.
pub fn financial_year(day: Day) -> Day {
    let this = Day::new(day.year(), 4, 1).filter(|april| *april <= day);
    this.or_else(|| Day::new(day.year() - 1, 4, 1))
        .unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::sample::day;
    use proptest::prelude::*;

    #[track_caller]
    fn case(year: &str, from: &str, expected: Option<(u32, u32)>, words: &str) {
        let part = YearPart::rest(day(year), day(from));
        assert_eq!(part.map(|part| (part.parts, part.of)), expected);
        assert_eq!(part.map(YearPart::words).unwrap_or_default(), words);
    }

    #[test]
    fn whole_months_count_and_else_days() {
        case(
            "2027-04-01",
            "2027-04-01",
            Some((12, 12)),
            "the whole year from 1 Apr 2027",
        );
        case(
            "2027-04-01",
            "2027-09-01",
            Some((7, 12)),
            "7 of 12 months from 1 Sep 2027",
        );
        // 30 + 31 + 30 + 31 + 31 days go before, 366 in all: February 2028 has 29.
        case(
            "2027-04-01",
            "2027-09-02",
            Some((212, 366)),
            "212 of 366 days from 2 Sep 2027",
        );
        case(
            "2027-04-01",
            "2028-03-31",
            Some((1, 366)),
            "1 of 366 days from 31 Mar 2028",
        );
        case("2027-04-01", "2028-04-01", None, "");
        case("2027-04-01", "2027-03-31", None, "");
        assert_eq!(financial_year(day("2028-03-31")), day("2027-04-01"));
        assert_eq!(financial_year(day("2027-04-01")), day("2027-04-01"));
    }

    proptest! {
        #[test]
        fn both_parts_of_a_year_are_the_whole(pence in 0i64..100_000_000_000, after in 0i32..366) {
            let year = day("2027-04-01");
            let part = YearPart::rest(year, year.plus_days(after)).unwrap();
            let whole = Money::from_pence(pence);
            let inside = part.of_cost(whole);
            let rest = YearPart { parts: part.of - part.parts, ..part };
            // Each is at most a penny from its exact share, so the two are the whole, or half a penny goes to both.
            let both = (inside + rest.of_cost(whole)).pence();
            prop_assert!((both - pence).abs() <= 1);
            let exact = i128::from(pence) * i128::from(part.parts);
            let apart = i128::from(inside.pence()) * i128::from(part.of) - exact;
            prop_assert!(apart.abs() * 2 <= i128::from(part.of));
        }
    }
}
