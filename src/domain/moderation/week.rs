//! Weeks from Monday to Sunday, as ISO 8601 numbers them.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::super::day::{Day, Moment};

/// A week; shown as `2027-W03`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Week(Day);

impl Week {
    /// Gives the week that a day falls in.
    pub fn of(day: Day) -> Self {
        Self(day.monday())
    }

    /// Gives the week of the day, by UTC, that a moment falls on.
    pub fn of_moment(moment: Moment) -> Self {
        Self::of(moment.day())
    }

    /// Its Monday.
    pub fn monday(self) -> Day {
        self.0
    }

    /// Gives the week so many weeks later, earlier when negative.
    #[must_use]
    pub fn plus(self, weeks: i32) -> Self {
        Self(self.0.plus_days(weeks.saturating_mul(7)))
    }

    /// Counts the weeks from this one until `other`; negative when that is past.
    pub fn until(self, other: Self) -> i32 {
        self.0.days_until(other.0) / 7
    }
}

impl fmt::Display for Week {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, week) = self.0.iso_week();
        f.pad(&format!("{year}-W{week:02}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn week(day: &str) -> Week {
        Week::of(day.parse().unwrap())
    }

    #[test]
    fn a_week_belongs_to_the_year_of_its_thursday() {
        assert_eq!(week("2027-01-03").to_string(), "2026-W53");
        assert_eq!(week("2027-01-04").to_string(), "2027-W01");
        assert_eq!(week("2027-01-03").plus(1), week("2027-01-08"));
        assert_eq!(week("2026-12-01").until(week("2027-01-05")), 5);
        assert_eq!(week("2027-01-05").until(week("2026-12-01")), -5);
        let moment = Moment::of_day("2027-01-10".parse().unwrap());
        assert_eq!(Week::of_moment(moment), week("2027-01-04"));
    }
}
