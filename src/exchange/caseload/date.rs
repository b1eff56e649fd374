//! Dates as files write them, and which way round a column has them.

use std::collections::BTreeMap;

use crate::domain::column::Column;
use crate::domain::day::Day;

/// The earliest year a birth date can have: nobody born before has a plan.
pub(in super::super) const EARLIEST_BIRTH: i16 = 1900;

/// What a text says as a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Written {
    /// One day, whichever way round.
    Certain(Day),
    /// One day, which can only have its day first.
    DayFirst(Day),
    /// This day when its day comes first, another when its month does.
    EitherWay(Day),
    /// A day only with its month first, which is no form of ours.
    MonthFirst,
    /// A day that never was.
    Never,
    /// No date.
    Unread,
}

/// The months as `2022-Sep-28` writes them.
const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// The serial numbers taken for days: five figures, 18 May 1927 to 31 December 2099.
const SERIALS: std::ops::RangeInclusive<i32> = 10_000..=73_050;

/// Reads a date by itself, the day first where it could be read two ways.
pub(in super::super) fn day(text: &str) -> Option<Day> {
    match written(text) {
        Written::Certain(day) | Written::DayFirst(day) | Written::EitherWay(day) => Some(day),
        Written::MonthFirst | Written::Never | Written::Unread => None,
    }
}

/// Reads a date: `2022-09-28`, `28/09/2022`, `28-09-2022`, `2022-Sep-28 00:00:00`, or the serial
/// number under which a spreadsheet keeps it (44832). A time after it is let go.
pub(in super::super) fn written(text: &str) -> Written {
    let date = match text.rsplit_once([' ', 'T']) {
        Some((date, time)) if is_time(time) => date.trim_end(),
        Some(_) | None => text,
    };
    let mut parts = date.split(['-', '/', '.', ' ']);
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(year), Some(month), Some(day), None) if year.len() == 4 => {
            day_of(year, month_of(month), day).map_or_else(|why| why, Written::Certain)
        }
        (Some(first), Some(second), Some(year), None) if year.len() == 4 => {
            day_and_month(first, second, year)
        }
        (Some(serial), fraction, None, None) => of_serial(serial, fraction),
        _ => Written::Unread,
    }
}

fn is_time(text: &str) -> bool {
    let clock = |byte: u8| byte.is_ascii_digit() || matches!(byte, b':' | b'.' | b'Z');
    text.contains(':') && text.bytes().all(clock)
}

/// Reads up to two figures.
fn small(text: &str) -> Option<i8> {
    let figures = text.len() <= 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| figures)
}

fn month_of(text: &str) -> Option<i8> {
    let named = || {
        let named = |(_, month): &(i8, &str)| month.eq_ignore_ascii_case(text);
        (1..).zip(MONTHS).find(named).map(|(month, _)| month)
    };
    small(text).or_else(named)
}

/// Gives the day of a year, a month and a day, or says whether it never was or is no date.
fn day_of(year: &str, month: Option<i8>, day: &str) -> Result<Day, Written> {
    let figures = year.bytes().all(|byte| byte.is_ascii_digit());
    let year: Option<i16> = year.parse().ok().filter(|_| figures);
    let (Some(year), Some(month), Some(day)) = (year, month, small(day)) else {
        return Err(Written::Unread);
    };
    Day::new(year, month, day).ok_or(Written::Never)
}

fn day_and_month(first: &str, second: &str, year: &str) -> Written {
    let day_first = day_of(year, month_of(second), first);
    if small(second).is_none() {
        return day_first.map_or_else(|why| why, Written::Certain);
    }
    match (day_first, day_of(year, small(first), second)) {
        (Ok(day), Ok(other)) if day == other => Written::Certain(day),
        (Ok(day), Ok(_)) => Written::EitherWay(day),
        (Ok(day), Err(_)) => Written::DayFirst(day),
        (Err(_), Ok(_)) => Written::MonthFirst,
        (Err(why), Err(_)) => why,
    }
}

fn of_serial(serial: &str, fraction: Option<&str>) -> Written {
    let figures = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if serial.len() != 5 || !figures(serial) || !fraction.is_none_or(figures) {
        return Written::Unread;
    }
    // Day 1 is 1 January 1900 and 1900 counts as a leap year, so day 0 is 30 December 1899.
    let serial = serial
        .parse()
        .ok()
        .filter(|serial| SERIALS.contains(serial));
    let day = serial
        .zip(Day::new(1899, 12, 30))
        .map(|(serial, zero)| zero.plus_days(serial));
    day.map_or(Written::Unread, Written::Certain)
}

/// A date that can be read two ways.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Doubt {
    /// The row.
    pub(super) row: u64,
    /// The date as written.
    pub(super) text: String,
}

/// Which way round one column has its dates.
#[derive(Default)]
struct Order {
    day_first: bool,
    month_first: Option<u64>,
    /// The first date that could be read two ways, and how many there are.
    doubt: Option<(Doubt, usize)>,
}

/// A column's dates that could be read two ways, where nothing in the file settles which: they are read with the day
/// first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Assumed {
    /// The column.
    pub(super) column: Column,
    /// The first of them.
    pub(super) first: Doubt,
    /// How many there are.
    pub(super) count: usize,
}

/// What became of the dates of a file that could be read two ways.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Settled {
    /// The columns in which nothing settles them.
    pub(super) assumed: Vec<Assumed>,
    /// The columns none of whose doubtful dates is safe: another date has its month first, in this column and row.
    unsafe_in: BTreeMap<Column, (Column, u64)>,
}

impl Settled {
    /// Where a date has its month first, so that those of a column that could be read two ways are not safe.
    pub(super) fn unsafe_in(&self, column: Column) -> Option<(Column, u64)> {
        self.unsafe_in.get(&column).copied()
    }
}

/// Which way round the columns of a file have their dates.
#[derive(Default)]
pub(super) struct Orders {
    columns: BTreeMap<Column, Order>,
}

impl Orders {
    /// Takes note of a date that shows its order, or of one that does not.
    pub(super) fn note(&mut self, column: Column, written: Written, row: u64, text: &str) {
        match written {
            Written::Certain(_) | Written::Never | Written::Unread => {}
            Written::DayFirst(_) => self.columns.entry(column).or_default().day_first = true,
            Written::MonthFirst => {
                let order = self.columns.entry(column).or_default();
                order.month_first.get_or_insert(row);
            }
            Written::EitherWay(_) => {
                let doubt = || Doubt {
                    row,
                    text: text.to_owned(),
                };
                let order = self.columns.entry(column).or_default();
                order.doubt.get_or_insert_with(|| (doubt(), 0)).1 += 1;
            }
        }
    }

    /// Settles each column: by its own dates, else by those of the file's other columns.
    pub(super) fn settle(self) -> Settled {
        let elsewhere_day_first = self.columns.values().any(|order| order.day_first);
        let elsewhere = self
            .columns
            .iter()
            .filter(|(_, order)| !order.day_first)
            .find_map(|(column, order)| Some((*column, order.month_first?)));
        let mut settled = Settled::default();
        for (column, order) in self.columns {
            let own = order.month_first.map(|row| (column, row));
            let Some((first, count)) = order.doubt.filter(|_| !order.day_first) else {
                continue;
            };
            if let Some(at) = own.or(elsewhere) {
                settled.unsafe_in.insert(column, at);
            } else if !elsewhere_day_first {
                settled.assumed.push(Assumed {
                    column,
                    first,
                    count,
                });
            }
        }
        settled
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(text: &str, expected: Written) {
        assert_eq!(written(text), expected, "{text}");
    }

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn every_form_of_the_standard_is_read() {
        let expected = Written::Certain(day("2022-09-28"));
        for text in [
            "2022-09-28",
            "2022-Sep-28 00:00:00",
            "2022-sep-28",
            "2022/9/28",
            "28-Sep-2022",
            "28 Sep 2022",
            "2022-09-28T00:00:00",
            "2022-09-28 00:00:00.000",
            "44832",
            "44832.0",
        ] {
            case(text, expected);
        }
        let expected = Written::DayFirst(day("2022-09-28"));
        for text in ["28/09/2022", "28-09-2022", "28.9.2022", "28/09/2022 00:00"] {
            case(text, expected);
        }
        case("44197", Written::Certain(day("2021-01-01")));
    }

    #[test]
    fn dates_that_could_be_two_say_so() {
        case("03/04/2015", Written::EitherWay(day("2015-04-03")));
        case("03/03/2015", Written::Certain(day("2015-03-03")));
        case("04/13/2015", Written::MonthFirst);
    }

    #[test]
    fn what_is_no_date_is_not_read() {
        for text in [
            "31/02/2015",
            "2015-02-30",
            "30/13/2015",
            "00/01/2015",
            "2015-00-01",
            "30-Feb-2015",
        ] {
            case(text, Written::Never);
        }
        for text in [
            "",
            "soon",
            "03/04/15",
            "2015",
            "20150403",
            "2015-04",
            "1/2/3/2015",
            "-1/2/2015",
            "99999",
            "2015-04-03 noon",
            "2015-é-03",
            "4483٢",
            "+1/02/2015",
            "1/+2/2015",
            "28/09/20 22",
            "--2015",
        ] {
            case(text, Written::Unread);
        }
    }

    #[track_caller]
    fn orders(cells: &[(Column, &str)], assumed: &[usize], not_safe: Option<u64>) {
        let mut orders = Orders::default();
        for (row, (column, text)) in (2..).zip(cells) {
            orders.note(*column, written(text), row, text);
        }
        let settled = orders.settle();
        let counts: Vec<usize> = settled.assumed.iter().map(|one| one.count).collect();
        assert_eq!(counts, assumed);
        let row = settled.unsafe_in(Column::Dob).map(|(_, row)| row);
        assert_eq!(row, not_safe);
    }

    #[test]
    fn a_column_settles_its_own_dates_then_the_file() {
        let (dob, due) = (Column::Dob, Column::ReviewDue);
        orders(&[(dob, "03/04/2015"), (dob, "13/04/2015")], &[], None);
        orders(&[(dob, "03/04/2015"), (due, "13/04/2015")], &[], None);
        orders(&[(dob, "03/04/2015"), (dob, "05/04/2015")], &[2], None);
        orders(&[(dob, "03/04/2015"), (dob, "04/13/2015")], &[], Some(3));
        orders(&[(dob, "03/04/2015"), (due, "04/13/2015")], &[], Some(3));
        let settled = [
            (dob, "03/04/2015"),
            (dob, "04/13/2015"),
            (dob, "13/04/2015"),
        ];
        orders(&settled, &[], None);
    }
}
