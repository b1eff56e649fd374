//! The basis: the framework, the day, the dates and the order that a caseload is reckoned by.

use serde::{Deserialize, Serialize};

use super::super::day::{Day, SchoolYear};
use super::super::framework::Framework;
use super::order::Order;

/// A day of every year; JSON `[2, 15]` for 15 February.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "(i8, i8)", into = "(i8, i8)")]
pub struct MonthDay {
    month: i8,
    day: i8,
}

/// What was wrong with two numbers that should have been a day of every year.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("month {0}, day {1} is not a day of every year; write 15 February as [2, 15]")]
pub struct MonthDayFault(i8, i8);

impl MonthDay {
    /// Gives 15 February for `new(2, 15)`; a fault for a day that some years do not have.
    pub fn new(month: i8, day: i8) -> Result<Self, MonthDayFault> {
        // 2001 is no leap year: 29 February is not a day of every year.
        match Day::new(2001, month, day) {
            Some(_) => Ok(Self { month, day }),
            None => Err(MonthDayFault(month, day)),
        }
    }

    /// The day in the second calendar year of a school year, where its summer term lies.
    pub fn in_summer_of(self, year: SchoolYear) -> Option<Day> {
        year.in_second_year(self.month, self.day)
    }

    /// The first such day on or after another.
    pub fn next_from(self, day: Day) -> Option<Day> {
        let this_year = Day::new(day.year(), self.month, self.day)?;
        if this_year >= day {
            return Some(this_year);
        }
        Day::new(day.year().checked_add(1)?, self.month, self.day)
    }
}

impl TryFrom<(i8, i8)> for MonthDay {
    type Error = MonthDayFault;
    fn try_from((month, day): (i8, i8)) -> Result<Self, MonthDayFault> {
        Self::new(month, day)
    }
}

impl From<MonthDay> for (i8, i8) {
    fn from(date: MonthDay) -> Self {
        (date.month, date.day)
    }
}

/// The dates that deadlines come from; settings, since some of them are law and others are custom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Dates {
    /// By when a plan is final before a phase transfer: 15 February in the calendar year of the transfer.
    ///
    /// Regulation 18 of the SEND Regulations 2014 says "before" that day; an authority that reads it
    /// so sets the day before.
    pub transfer: MonthDay,
    /// The same before a transfer to a post-16 institution: 31 March.
    pub post16_transfer: MonthDay,
    /// By when schools' budgets are published: 28 February.
    pub budgets: MonthDay,
    /// How many days before an annual review is due it moves a pupil up: 60.
    pub review_window: u16,
    /// How many working days the pace is taken from: 10.
    pub pace_days: u16,
}

impl Default for Dates {
    fn default() -> Self {
        let date = |month, day| MonthDay { month, day };
        Self {
            transfer: date(2, 15),
            post16_transfer: date(3, 31),
            budgets: date(2, 28),
            review_window: 60,
            pace_days: 10,
        }
    }
}

/// What the worklist and the distribution are reckoned by.
#[derive(Clone, Copy, Debug)]
pub struct Basis<'a> {
    /// The framework that is mapped to.
    pub framework: &'a Framework,
    /// The day.
    pub today: Day,
    /// The dates that deadlines come from.
    pub dates: Dates,
    /// Who comes first.
    pub order: Order,
    /// The number of the authority whose caseload it is, where it is known.
    pub authority: Option<u16>,
    /// Whether a school's own reading is counted where neither an officer's nor a moderator's mapping counts.
    pub counts_schools: bool,
    /// By how many tariffs a school's own reading may lie apart from a mapping without flagging it.
    pub school_apart: usize,
}

impl<'a> Basis<'a> {
    /// Gives the basis with the usual dates and order.
    pub fn new(framework: &'a Framework, today: Day) -> Self {
        Self {
            framework,
            today,
            dates: Dates::default(),
            order: Order::default(),
            authority: None,
            counts_schools: false,
            school_apart: 0,
        }
    }

    /// The school year in which year groups count: that of the framework's first day, today's where it names none.
    pub fn school_year(&self) -> SchoolYear {
        SchoolYear::of(self.framework.effective_from.unwrap_or(self.today))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_of_every_year_is_one() {
        assert!(MonthDay::new(2, 29).is_err());
        let date = MonthDay::new(2, 28).unwrap();
        let on = |text: &str| date.next_from(text.parse().unwrap()).unwrap().to_string();
        assert_eq!(on("2026-02-28"), "2026-02-28");
        assert_eq!(on("2026-03-01"), "2027-02-28");
        let json = serde_json::to_string(&Dates::default()).unwrap();
        assert!(json.starts_with(r#"{"transfer":[2,15],"post16_transfer":[3,31]"#));
        assert!(serde_json::from_str::<Dates>(r#"{"transfer":[2,30]}"#).is_err());
        let partial: Dates = serde_json::from_str(r#"{"transfer":[2,14]}"#).unwrap();
        assert_eq!(partial.transfer, MonthDay::new(2, 14).unwrap());
        assert_eq!(partial.pace_days, 10);
    }
}
