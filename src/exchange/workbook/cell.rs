//! What a cell of a sheet shows, as the text that a table would have there.

use calamine::{Data, ExcelDateTime};

/// What a cell shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// A text; empty where the cell is.
    Text(String),
    /// No value: what stands there, and why it is none.
    Fault(String, &'static str),
}

const ERROR: &str = "is the error of a formula, no value";
const ROUNDED: &str = "is a number that the spreadsheet has rounded, so its last figures are lost";

/// From here on a spreadsheet keeps only the first fifteen figures of a number.
const EXACT: f64 = 1e15;

/// Gives what a cell shows.
pub(super) fn shown(value: &Data) -> Shown {
    match value {
        Data::Empty => Shown::Text(String::new()),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => {
            // A new line within a cell is one character, however it was saved.
            Shown::Text(text.replace("\r\n", "\n"))
        }
        Data::Bool(true) => Shown::Text("TRUE".to_owned()),
        Data::Bool(false) => Shown::Text("FALSE".to_owned()),
        Data::Int(number) => Shown::Text(number.to_string()),
        Data::Float(number) => figures(*number),
        Data::DateTime(moment) => day(moment),
        Data::Error(error) => Shown::Fault(error.to_string(), ERROR),
    }
}

/// Gives a number without a point where it is whole: a reference kept as 1042.0 is 1042.
fn figures(number: f64) -> Shown {
    if number.abs() >= EXACT {
        return Shown::Fault(format!("{number:e}"), ROUNDED);
    }
    // A sum such as 0.1 + 0.2 shows as a spreadsheet shows it, with fifteen figures at most.
    let short: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    Shown::Text(format!("{short}"))
}

/// Gives a day as 2015-04-03, with its time where it has one; a time by itself as 09:30.
fn day(moment: &ExcelDateTime) -> Shown {
    let value = moment.as_f64();
    if moment.is_duration() || !(0.0..2_958_466.0).contains(&value) {
        return figures(value);
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    let time = format!("{hour:02}:{minute:02}");
    Shown::Text(match (value < 1.0, hour, minute, second) {
        (true, ..) => time,
        (false, 0, 0, 0) => date,
        (false, ..) => format!("{date} {time}:{second:02}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::{CellErrorType, ExcelDateTimeType};

    #[track_caller]
    fn case(value: &Data, expected: &str) {
        assert_eq!(shown(value), Shown::Text(expected.to_owned()));
    }

    fn at(value: f64, is_1904: bool) -> Data {
        Data::DateTime(ExcelDateTime::new(
            value,
            ExcelDateTimeType::DateTime,
            is_1904,
        ))
    }

    #[test]
    fn values_are_shown_as_a_table_has_them() {
        case(&Data::Empty, "");
        case(&Data::String("one\r\ntwo".into()), "one\ntwo");
        case(&Data::Bool(true), "TRUE");
        case(&Data::Bool(false), "FALSE");
        case(&Data::Float(1042.0), "1042");
        case(&Data::Float(9_276_308_686.0), "9276308686");
        case(&Data::Float(0.1 + 0.2), "0.3");
        case(&Data::Float(-12.5), "-12.5");
        case(&Data::Float(6000.5), "6000.5");
        case(&Data::Float(1e-7), "0.0000001");
    }

    #[test]
    fn days_are_told_by_their_format_in_either_count_of_days() {
        case(&at(44_832.0, false), "2022-09-28");
        case(&at(43_370.0, true), "2022-09-28");
        case(&at(44_832.5, false), "2022-09-28 12:00:00");
        case(&at(0.395_833_333_333_333, false), "09:30");
        case(&at(-1.0, false), "-1");
    }

    #[test]
    fn what_is_no_value_says_so() {
        let error = shown(&Data::Error(CellErrorType::NA));
        assert_eq!(error, Shown::Fault("#N/A".into(), ERROR));
        let rounded = shown(&Data::Float(1.2e35));
        assert_eq!(rounded, Shown::Fault("1.2e35".into(), ROUNDED));
    }
}
