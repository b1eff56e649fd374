//! Days, moments and school years: the one home of calendar arithmetic.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, Weekday};
use jiff::{Timestamp, ToSpan, tz::TimeZone};
use serde::{Deserialize, Serialize};

/// A calendar day; shown and stored as `2027-02-15`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Day(Date);

/// The months' names.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Gives the month, 1 to 12, of its name or the first three letters of it or more, in any case.
pub fn month_named(word: &str) -> Option<i8> {
    let word = word.to_ascii_lowercase();
    let is = |name: &str| name.starts_with(&word);
    let month = (1..).zip(MONTHS).find(|(_, name)| is(name))?.0;
    (word.len() >= 3).then_some(month)
}

/// What was wrong with a text that should have been a day.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a day; write it as 2027-02-15")]
pub struct DayFault(pub String);

impl Day {
    /// Gives the day of these numbers, or nothing for a day that never was (31 February).
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        Date::new(year, month, day).ok().map(Self)
    }

    /// The calendar year.
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// The month, 1 to 12.
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// The day of the month, 1 to 31.
    pub fn day_of_month(self) -> i8 {
        self.0.day()
    }

    /// Numbers days in their order, in twenty-three bits, with gaps: `(year × 12 + month) × 32 + day of the month`. Days
    /// before Christ are all 0, which is no day.
    pub fn number(self) -> u32 {
        let [month, day] = [self.month(), self.day_of_month()].map(i8::unsigned_abs);
        let months = u32::try_from(self.year()).map(|year| year * 12 + u32::from(month));
        months.map_or(0, |months| months * 32 + u32::from(day))
    }

    /// Gives the day of a [`Day::number`]; nothing for a number that is no day's.
    pub fn numbered(number: u32) -> Option<Self> {
        let (months, day) = (number / 32, i8::try_from(number % 32).ok()?);
        // December is the twelfth month of its year, not the first of the next one's.
        let (year, month) = (months.checked_sub(1)? / 12, months.checked_sub(1)? % 12 + 1);
        Self::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, day)
    }

    /// Gives the day so many days later, earlier when negative; stays at the calendar's end.
    #[must_use]
    pub fn plus_days(self, days: i32) -> Self {
        Self(self.0.saturating_add(days.days()))
    }

    /// Gives the day so many months later, at the month's last day where there is no such day.
    #[must_use]
    pub fn plus_months(self, months: i32) -> Self {
        Self(self.0.saturating_add(months.months()))
    }

    /// Counts the days from this day until `other`; negative when that is past.
    pub fn days_until(self, other: Self) -> i32 {
        self.0.until(other.0).map_or(0, |span| span.get_days())
    }

    /// Gives its first moment, by UTC.
    pub fn begins(self) -> Moment {
        let at = self.0.to_zoned(TimeZone::UTC);
        Moment(at.map_or(0, |zoned| zoned.timestamp().as_millisecond()))
    }

    /// Gives the Monday of its week: weeks run from Monday to Sunday (ISO 8601).
    #[must_use]
    pub fn monday(self) -> Self {
        self.plus_days(-i32::from(self.0.weekday().to_monday_zero_offset()))
    }

    /// Its ISO 8601 week: the year that the week belongs to, and its number, 1 to 53.
    pub fn iso_week(self) -> (i16, i8) {
        let week = self.0.iso_week_date();
        (week.year(), week.week())
    }

    /// Whether offices are open: Monday to Friday; bank holidays are not known.
    pub fn is_working(self) -> bool {
        !matches!(self.0.weekday(), Weekday::Saturday | Weekday::Sunday)
    }

    /// Gives the working day that is `count` working days later, or earlier when negative.
    #[must_use]
    pub fn plus_working_days(self, count: i32) -> Self {
        let step = count.signum();
        let mut day = self;
        let mut left = count.abs();
        while left > 0 {
            let next = day.plus_days(step);
            if next == day {
                return day;
            }
            day = next;
            if day.is_working() {
                left -= 1;
            }
        }
        day
    }

    /// Writes the day as people read it: `15 Feb 2027`.
    pub fn long(self) -> String {
        self.0.strftime("%-d %b %Y").to_string()
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0.to_string())
    }
}

impl FromStr for Day {
    type Err = DayFault;

    fn from_str(text: &str) -> Result<Self, DayFault> {
        // jiff reads more shapes than ours; only the plain one is a day here.
        let plain = text.len() == 10 && text.bytes().filter(|byte| *byte == b'-').count() == 2;
        text.parse::<Date>()
            .ok()
            .filter(|_| plain)
            .map(Self)
            .ok_or_else(|| DayFault(text.to_owned()))
    }
}

/// A point in time, in milliseconds since 1970 UTC; shown as `2026-01-12T09:30:00.000Z`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Moment(i64);

impl Moment {
    /// Gives the moment of a millisecond count since 1970 UTC.
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Gives nine o'clock UTC of a day, the time taken where only a day was said.
    pub fn of_day(day: Day) -> Self {
        let at = day.0.at(9, 0, 0, 0).to_zoned(TimeZone::UTC);
        Self(at.map_or(0, |zoned| zoned.timestamp().as_millisecond()))
    }

    /// The milliseconds since 1970 UTC.
    pub fn millis(self) -> i64 {
        self.0
    }

    /// Gives the moment so many milliseconds later.
    #[must_use]
    pub fn plus_millis(self, millis: i64) -> Self {
        Self(self.0.saturating_add(millis))
    }

    /// The day it falls on, by UTC.
    pub fn day(self) -> Day {
        Day(self.timestamp().to_zoned(TimeZone::UTC).date())
    }

    /// Writes the minute as people read it: `12 Jan 2026, 09:30`, by UTC.
    pub fn long(self) -> String {
        let zoned = self.timestamp().to_zoned(TimeZone::UTC);
        zoned.strftime("%-d %b %Y, %H:%M").to_string()
    }

    fn timestamp(self) -> Timestamp {
        Timestamp::from_millisecond(self.0).unwrap_or_default()
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{:.3}", self.timestamp()))
    }
}

/// A school year, named by the calendar year in which its September falls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SchoolYear(i16);

impl SchoolYear {
    /// Gives the school year that a day falls in; it turns on 1 September.
    pub fn of(day: Day) -> Self {
        Self(if day.month() < 9 {
            day.year() - 1
        } else {
            day.year()
        })
    }

    /// The calendar year of its September.
    pub fn starts_in(self) -> i16 {
        self.0
    }

    /// The day in the calendar year of its summer term, as `(month, day)`.
    pub fn in_second_year(self, month: i8, day: i8) -> Option<Day> {
        Day::new(self.0 + 1, month, day)
    }

    /// The national curriculum year of somebody born on `birth`: Reception is 0, nursery −1.
    ///
    /// Nominal: pupils taught out of their cohort carry their own year in the caseload.
    pub fn year_group(self, birth: Day) -> i16 {
        self.0 - Self::of(birth).0 - 5
    }
}

impl fmt::Display for SchoolYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}/{:02}", self.0, (self.0 + 1) % 100))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[track_caller]
    fn year_group(birth: &str, on: &str, expected: i16) {
        assert_eq!(SchoolYear::of(day(on)).year_group(day(birth)), expected);
    }

    #[test]
    fn the_year_group_turns_on_the_first_of_september() {
        year_group("2015-09-01", "2026-09-01", 6);
        year_group("2015-08-31", "2026-09-01", 7);
        year_group("2016-08-31", "2026-09-01", 6);
        year_group("2022-08-31", "2026-09-01", 0);
        year_group("2022-08-31", "2026-08-31", -1);
    }

    #[test]
    fn days_that_never_were_are_refused() {
        assert_eq!(
            "2026-02-31".parse::<Day>(),
            Err(DayFault("2026-02-31".into()))
        );
        assert!("12/01/2026".parse::<Day>().is_err());
        assert!("20260112".parse::<Day>().is_err());
    }

    #[test]
    fn numbers_stand_in_the_order_of_their_days_and_read_back() {
        let days = [
            "0000-01-01",
            "0001-12-31",
            "1999-12-31",
            "2000-01-01",
            "2000-02-29",
            "2000-03-01",
            "9999-12-31",
        ]
        .map(day);
        for pair in days.windows(2) {
            assert!(pair[0].number() < pair[1].number(), "{pair:?}");
        }
        for day in days {
            assert_eq!(Day::numbered(day.number()), Some(day));
        }
        assert!(days[6].number() < 1 << 23);
        let before_christ = Day::new(-1, 12, 31).unwrap();
        for number in [
            0,
            before_christ.number(),
            u32::MAX,
            day("2000-02-29").number() + 1,
        ] {
            assert_eq!(Day::numbered(number), None, "{number}");
        }
    }

    #[test]
    fn working_days_pass_over_weekends() {
        assert_eq!(day("2026-01-16").plus_working_days(1), day("2026-01-19"));
        assert_eq!(day("2026-01-19").plus_working_days(-1), day("2026-01-16"));
        assert_eq!(day("2026-01-12").plus_working_days(10), day("2026-01-26"));
    }

    #[test]
    fn weeks_run_from_monday_and_belong_to_one_year() {
        assert_eq!(day("2027-01-03").monday(), day("2026-12-28"));
        assert_eq!(day("2027-01-03").iso_week(), (2026, 53));
        assert_eq!(day("2027-01-04").monday(), day("2027-01-04"));
        assert_eq!(day("2027-01-04").iso_week(), (2027, 1));
    }

    #[test]
    fn moments_know_their_day() {
        let moment = Moment::of_day(day("2026-01-12"));
        assert_eq!(moment.to_string(), "2026-01-12T09:00:00.000Z");
        assert_eq!(moment.day(), day("2026-01-12"));
        let begins = day("2026-01-12").begins();
        assert_eq!(begins.to_string(), "2026-01-12T00:00:00.000Z");
        assert_eq!(begins.plus_millis(-1).day(), day("2026-01-11"));
        assert_eq!(moment.long(), "12 Jan 2026, 09:00");
        assert_eq!(day("2026-01-12").long(), "12 Jan 2026");
        assert_eq!(day("2026-01-12").days_until(day("2026-02-15")), 34);
    }
}
