//! Birth dates among the words of a row, in the forms that plans and tables write them in.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::domain::day::{Day, month_named};
use crate::domain::fold::folded;

/// What stands after the number of a day: `4th March`.
const ORDINALS: [&str; 4] = ["st", "nd", "rd", "th"];

/// The places of the days in a row of parts, words and what is between them in turn. Day and month are hidden together, and
/// month and year, for the rest of a date may stand on the next row.
pub(super) fn places(days: &BTreeSet<Day>, parts: &[&str]) -> Vec<Range<usize>> {
    if days.is_empty() {
        return Vec::new();
    }
    let is = |test: &dyn Fn(Day) -> bool| days.iter().any(|day| test(*day));
    (0..parts.len())
        .filter_map(|at| {
            let part = |after: usize| parts.get(at + after).copied().unwrap_or_default();
            let numbers = (1, 3, [part(0), part(2), part(4)]);
            if part(1) == part(3) && ["/", ".", "-"].contains(&part(1)) {
                return is(&|day| in_figures(day, numbers.2)).then_some(at..at + 5);
            }
            if part(2).eq_ignore_ascii_case("of") && is_gap(part(1)) && is_gap(part(3)) {
                return is(&|day| in_words(day, part(0), part(4))).then_some(at..at + 5);
            }
            (is_gap(part(1)) && is(&|day| in_words(day, part(0), part(2)))).then_some(at..at + 3)
        })
        .collect()
}

fn is_gap(between: &str) -> bool {
    (1..=3).contains(&between.chars().count())
        && between.chars().all(|c| c == ' ' || c == ',' || c == '.')
}

/// Whether three numbers are the day: `04/03/2015`, `4.3.15`, `2015-03-04`, the last one perhaps cut off.
fn in_figures(day: Day, [one, two, three]: [&str; 3]) -> bool {
    let year = day.year().to_string();
    let is_year =
        |word: &str| !word.is_empty() && (year.starts_with(word) || year.get(2..) == Some(word));
    let month = two.parse() == Ok(day.month());
    let of = |word: &str| word.parse() == Ok(day.day_of_month());
    month && ((of(one) && is_year(three)) || (one == year && of(three)))
}

/// Whether two words are the day without its year, or its month and year.
fn in_words(day: Day, one: &str, two: &str) -> bool {
    let month = |word: &str| month_named(word) == Some(day.month());
    let number = |word: &str| number(word) == Some(day.day_of_month());
    (number(one) && month(two)) || (month(one) && (number(two) || two.parse() == Ok(day.year())))
}

fn number(word: &str) -> Option<i8> {
    let word = folded(word);
    let bare = ORDINALS.iter().find_map(|end| word.strip_suffix(end));
    bare.unwrap_or(&word).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What of a row is hidden, as blocks.
    #[track_caller]
    fn case(row: &str, expected: &str) {
        let days = [
            Day::new(2015, 3, 4).unwrap(),
            Day::new(2016, 9, 21).unwrap(),
        ]
        .into();
        let letters: Vec<char> = row.chars().collect();
        let parts: Vec<String> = letters
            .chunk_by(|one, two| one.is_alphanumeric() == two.is_alphanumeric())
            .map(|part| part.iter().collect())
            .collect();
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        let places = places(&days, &parts);
        let shown: String = (parts.iter().enumerate())
            .map(|(at, part)| {
                if places.iter().any(|place| place.contains(&at)) {
                    "▒".repeat(part.chars().count())
                } else {
                    (*part).to_owned()
                }
            })
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn a_birth_date_is_hidden_in_every_usual_form() {
        case("born 2015-03-04.", "born ▒▒▒▒▒▒▒▒▒▒.");
        case("04/03/2015", "▒▒▒▒▒▒▒▒▒▒");
        case("(4.3.15)", "(▒▒▒▒▒▒)");
        case("4 March 2015", "▒▒▒▒▒▒▒▒▒▒▒▒");
        case("the 4th of March, 2015", "the ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒");
        case("MARCH 4, 2015", "▒▒▒▒▒▒▒, 2015");
        case("dob 21 Sept 2016", "dob ▒▒▒▒▒▒▒▒▒▒▒▒");
        case("21st Sep", "▒▒▒▒▒▒▒▒");
        case("04/03/2…", "▒▒▒▒▒▒▒…");
        // The two rows of one that was wrapped.
        case("Amara was born on 4 March", "Amara was born on ▒▒▒▒▒▒▒");
        case("March 2015 in Dover", "▒▒▒▒▒▒▒▒▒▒ in Dover");
    }

    #[test]
    fn other_days_and_numbers_stay() {
        for row in [
            "5 March 2016",
            "2015-03-05",
            "4 times a week",
            "4/3 of 2015",
            "may 4",
            "2015/16",
            "from March on",
            "4 marks",
        ] {
            case(row, row);
        }
    }
}
