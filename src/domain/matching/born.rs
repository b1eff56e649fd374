//! Dates in a text, in any usual writing, and what the words before them say they are.

use super::token::Token;
use crate::domain::day::{Day, month_named};

/// A date in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dated {
    pub(super) day: Day,
    pub(super) what: What,
}

/// What a date is said to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// The pupil's birth date.
    Birth,
    /// The day of this plan.
    Plan,
    /// A day of a parent or of a sibling.
    Kin,
    /// Nothing is said of it.
    Unsaid,
}

/// How many words before a date may say what it is.
const BEFORE: usize = 6;

/// The first year of two figures that belongs to the century before: nobody of a caseload was born in 1960.
const CENTURY: i16 = 60;

/// People of a pupil's family, whose days and numbers are not the pupil's.
const KIN: [&str; 14] = [
    "mother", "father", "mum", "dad", "parent", "parents", "carer", "carers", "sibling",
    "siblings", "brother", "sister", "twin", "cousin",
];

/// Whether a word stands for somebody of the family.
pub(super) fn is_kin(word: &str) -> bool {
    KIN.contains(&word)
}

/// Finds the dates of a text.
pub(super) fn dates(tokens: &[Token<'_>]) -> Vec<Dated> {
    let mut found = Vec::new();
    let (mut at, mut floor) = (0, 0);
    while at < tokens.len() {
        let rest = tokens.get(at..).unwrap_or_default();
        let Some((day, taken)) = date(rest) else {
            at += 1;
            continue;
        };
        let from = floor.max(at.saturating_sub(BEFORE));
        let before = tokens.get(from..at).unwrap_or_default();
        found.push(Dated {
            day,
            what: what(before),
        });
        at += taken;
        floor = at;
    }
    found
}

fn what(before: &[Token<'_>]) -> What {
    let words: Vec<String> = before.iter().map(Token::folded).collect();
    let has = |sought: &[&str]| words.iter().any(|word| sought.contains(&word.as_str()));
    let spelt = words.windows(3).any(|three| three.concat() == "dob");
    let birth = spelt || has(&["birth", "born", "dob", "birthdate", "birthday"]);
    if birth && words.iter().any(|word| is_kin(word)) {
        What::Kin
    } else if birth {
        What::Birth
    } else if has(&["plan", "final", "issued", "issue", "amended", "dated"]) {
        What::Plan
    } else {
        What::Unsaid
    }
}

/// Reads the date that a text begins with, and how many runs it takes.
fn date(tokens: &[Token<'_>]) -> Option<(Day, usize)> {
    let first = tokens.first()?;
    if let Some(whole) = whole(first.text) {
        return Some((whole, 1));
    }
    let second = tokens.get(1)?;
    if second.text.eq_ignore_ascii_case("of") {
        let [_, _, month, year, ..] = tokens else {
            return None;
        };
        let found = named(first, month, year)?;
        return Some((found, 4));
    }
    let third = tokens.get(2)?;
    let found = named(first, second, third)
        .or_else(|| named(second, first, third))
        .or_else(|| figures(first, second, third))?;
    Some((found, 3))
}

/// `3 March 2015`, `3rd Mar 15`; the month may also come first.
fn named(day: &Token<'_>, month: &Token<'_>, year: &Token<'_>) -> Option<Day> {
    let month = month_named(month.text)?;
    let day = day
        .text
        .trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    Day::new(year_of(year)?, month, small(day)?)
}

/// `03/03/2015`, `3.3.15`, `2015-03-03`: day before month, as England writes.
fn figures(first: &Token<'_>, second: &Token<'_>, third: &Token<'_>) -> Option<Day> {
    let sign = |token: &Token<'_>| {
        let sign = token.gap.trim();
        matches!(sign, "/" | "." | "-" | "_" | "–" | "").then(|| sign.to_owned())
    };
    let (one, two) = (sign(second)?, sign(third)?);
    let parted = one == two && !second.begins_line() && !third.begins_line();
    // Three numbers with blanks between are a date only where the year is written out.
    if !parted || (one.is_empty() && third.text.len() != 4) {
        return None;
    }
    if first.text.len() == 4 {
        return Day::new(
            first.text.parse().ok()?,
            small(second.text)?,
            small(third.text)?,
        );
    }
    Day::new(year_of(third)?, small(second.text)?, small(first.text)?)
}

/// `20150303`.
fn whole(text: &str) -> Option<Day> {
    if text.len() != 8 || !text.starts_with("20") {
        return None;
    }
    let part = |from, to| text.get(from..to);
    Day::new(
        part(0, 4)?.parse().ok()?,
        part(4, 6)?.parse().ok()?,
        part(6, 8)?.parse().ok()?,
    )
}

fn small(text: &str) -> Option<i8> {
    let fits = (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}

fn year_of(token: &Token<'_>) -> Option<i16> {
    let text = token.text.strip_prefix(['\'', '’']).unwrap_or(token.text);
    let year: i16 = text
        .bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| text.parse().ok())??;
    match text.len() {
        4 if (1900..2200).contains(&year) => Some(year),
        2 if year < CENTURY => Some(2000 + year),
        2 => Some(1900 + year),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::matching::token::tokens;

    #[track_caller]
    fn case(text: &str, expected: &[(&str, What)]) {
        let found: Vec<(String, What)> = (dates(&tokens(text)).iter())
            .map(|one| (one.day.to_string(), one.what))
            .collect();
        let expected: Vec<(String, What)> = expected
            .iter()
            .map(|(day, what)| ((*day).to_owned(), *what))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn dates_are_read_in_any_usual_writing() {
        for text in [
            "3 March 2015",
            "3rd March 2015",
            "the 3rd of March, 2015",
            "March 3, 2015",
            "3 Mar 15",
            "03/03/2015",
            "3.3.15",
            "03-03-2015",
            "2015-03-03",
            "3 / 3 / 2015",
            "03 03 2015",
            "20150303",
        ] {
            case(text, &[("2015-03-03", What::Unsaid)]);
        }
        case(
            "3 Sept 2015 and 1/12/99",
            &[("2015-09-03", What::Unsaid), ("1999-12-01", What::Unsaid)],
        );
    }

    #[test]
    fn numbers_that_are_no_date_are_left() {
        case(
            "30 minutes, 2 times a week; 31/02/2015; 1.1.1; 15:30; 3 x 2 x 1; 3\n3\n2015",
            &[],
        );
        case("3 3 15 and 4 Mayhem 2015 and 0207 946 0018", &[]);
    }

    #[test]
    fn the_words_before_say_what_a_date_is() {
        case("Date of birth: 03/03/2015", &[("2015-03-03", What::Birth)]);
        case("D.O.B. 3.3.15", &[("2015-03-03", What::Birth)]);
        case(
            "Name\tDOB\nAmara Okafor\t3 March 2015",
            &[("2015-03-03", What::Birth)],
        );
        case(
            "born on 3 March 2015, plan of 1 May 2024",
            &[("2015-03-03", What::Birth), ("2024-05-01", What::Plan)],
        );
        case(
            "Mother's date of birth 1/2/1985",
            &[("1985-02-01", What::Kin)],
        );
    }
}
