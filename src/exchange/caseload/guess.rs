//! What an unknown header may stand for: by its likeness to the names, then by what its cells look like.

use std::collections::BTreeSet;

use super::cell;
use super::date;
use crate::domain::column::{Column, fold};
use crate::domain::day::Day;
use crate::domain::identity::Upn;
use crate::domain::place::Setting;
use crate::domain::survey::Shape;

/// Words in headers that speak for a column, the telling ones first; each begins a word.
const SPEAKING: &[(&str, Column)] = &[
    ("next review", Column::ReviewDue),
    ("review due", Column::ReviewDue),
    ("due review", Column::ReviewDue),
    ("last review", Column::LastReview),
    ("last annual review", Column::LastReview),
    ("annual review date", Column::LastReview),
    ("review meeting", Column::LastReview),
    ("last reviewed", Column::LastReview),
    ("unique pupil", Column::Upn),
    ("upn", Column::Upn),
    ("unique learner", Column::Uln),
    ("uln", Column::Uln),
    ("date of birth", Column::Dob),
    ("birth", Column::Dob),
    ("dob", Column::Dob),
    ("surname", Column::Surname),
    ("last name", Column::Surname),
    ("family name", Column::Surname),
    ("forename", Column::Forename),
    ("first name", Column::Forename),
    ("given name", Column::Forename),
    ("gender", Column::Sex),
    ("ethnic", Column::Ethnicity),
    ("year group", Column::YearGroup),
    ("curriculum year", Column::YearGroup),
    ("nc year", Column::YearGroup),
    ("next urn", Column::NextUrn),
    ("ukprn", Column::Ukprn),
    ("urn", Column::Urn),
    ("type of provision", Column::Setting),
    ("provision type", Column::Setting),
    ("placement type", Column::Setting),
    ("setting type", Column::Setting),
    ("type of setting", Column::Setting),
    ("school type", Column::Setting),
    ("type of school", Column::Setting),
    ("establishment type", Column::Setting),
    ("primary need", Column::Need1),
    ("primary sen", Column::Need1),
    ("main need", Column::Need1),
    ("type of need", Column::Need1),
    ("sen type", Column::Need1),
    ("secondary need", Column::Need2),
    ("secondary sen", Column::Need2),
    ("ehcp start", Column::PlanStart),
    ("plan start", Column::PlanStart),
    ("plan issued", Column::PlanStart),
    ("ehcp issued", Column::PlanStart),
    ("date of plan", Column::PlanStart),
    ("date plan", Column::PlanStart),
    ("plan final", Column::PlanStart),
    ("plan ceased", Column::PlanCeased),
    ("date ceased", Column::PlanCeased),
    ("cease reason", Column::CeaseReason),
    ("top up", Column::CurrentTopUp),
    ("element 3", Column::CurrentTopUp),
    ("section f", Column::SectionF),
    ("special educational provision", Column::SectionF),
    ("how often", Column::HowOften),
    ("frequency", Column::HowOften),
    ("how long", Column::HowLong),
    ("duration", Column::HowLong),
    ("by whom", Column::Who),
    ("delivered by", Column::Who),
    ("group size", Column::Ratio),
    ("district", Column::District),
    ("community of", Column::Community),
    ("phase transfer", Column::PhaseTransfer),
    ("establishment name", Column::School),
    ("school name", Column::School),
    ("name of school", Column::School),
    ("current school", Column::School),
    ("provider", Column::School),
    ("home authority", Column::Authority),
    ("pupil id", Column::Ref),
    ("pupil no", Column::Ref),
    ("child id", Column::Ref),
    ("student id", Column::Ref),
    ("learner id", Column::Ref),
    ("person id", Column::Ref),
    ("case id", Column::Ref),
    ("case no", Column::Ref),
    ("case number", Column::Ref),
    ("system id", Column::Ref),
    ("reference", Column::Ref),
    ("ehcp id", Column::Ref),
];

/// How like a name a header must be, in hundredths.
const ALIKE: usize = 70;

/// The fewest letters that likeness can be told by.
const SHORTEST: usize = 4;

/// Gives the column whose names a header is like.
pub(super) fn by_name(header: &str) -> Option<Column> {
    let words = words(header);
    let spoken = SPEAKING.iter().find(|(phrase, _)| begins(&words, phrase));
    if let Some((_, column)) = spoken {
        return Some(*column);
    }
    let folded = fold(header);
    if folded.chars().count() < SHORTEST {
        return None;
    }
    let names = Column::ALL.iter().flat_map(|column| {
        let own = std::iter::once(fold(column.name()));
        let others = column.aliases().iter().map(ToString::to_string);
        own.chain(others).map(|name| (*column, name))
    });
    let best = names
        .map(|(column, name)| (likeness(&folded, &name), column))
        // Of two that are equally like, the one that the standard lists first.
        .min_by_key(|(like, column)| (std::cmp::Reverse(*like), *column));
    best.filter(|(like, _)| *like >= ALIKE)
        .map(|(_, column)| column)
}

/// The words of a text in small letters, each with a blank before it: `PupilNo.` gives ` pupil no`.
fn words(text: &str) -> String {
    let mut words = String::with_capacity(text.len() + 4);
    let (mut within, mut small) = (false, false);
    for letter in text.chars() {
        if letter.is_alphanumeric() {
            if !within || (small && letter.is_uppercase()) {
                words.push(' ');
            }
            words.extend(letter.to_lowercase());
        }
        (within, small) = (letter.is_alphanumeric(), letter.is_lowercase());
    }
    words
}

/// Whether one of the words begins a phrase: "unit" is in "SRP unit" and not in "community".
fn begins(words: &str, phrase: &str) -> bool {
    let starts = words.match_indices(' ').map(|(at, _)| at + 1);
    starts
        .filter_map(|start| words.get(start..))
        .any(|rest| rest.starts_with(phrase))
}

/// How many of the pairs of letters two words share, in hundredths of all that they have (Dice).
fn likeness(one: &str, other: &str) -> usize {
    let pairs =
        |word: &str| -> Vec<(char, char)> { word.chars().zip(word.chars().skip(1)).collect() };
    let (one, mut other) = (pairs(one), pairs(other));
    let all = one.len() + other.len();
    let mut shared = 0_usize;
    for pair in one {
        if let Some(at) = other.iter().position(|known| *known == pair) {
            other.swap_remove(at);
            shared += 1;
        }
    }
    (shared * 200).checked_div(all).unwrap_or(0)
}

/// From how many letters on a text is long.
const LONG: usize = 120;

/// The codes of need of the SEN2 return.
const NEEDS: [&str; 13] = [
    "spld", "mld", "sld", "pmld", "semh", "slcn", "hi", "vi", "msi", "pd", "asd", "ds", "oth",
];

/// Gives what cells look like and the column that speaks for; at least four in five must look so.
pub(super) fn by_cells(cells: &[String], today: Day) -> Option<(Shape, Column)> {
    const LOOKS: [(Shape, Column); 9] = [
        (Shape::Upns, Column::Upn),
        (Shape::Births, Column::Dob),
        (Shape::Ulns, Column::Uln),
        (Shape::Urns, Column::Urn),
        (Shape::Settings, Column::Setting),
        (Shape::Needs, Column::Need1),
        (Shape::Years, Column::YearGroup),
        (Shape::Sexes, Column::Sex),
        (Shape::Texts, Column::SectionF),
    ];
    if cells.is_empty() {
        return None;
    }
    let looks = |(shape, _): &(Shape, Column)| {
        let like = cells.iter().filter(|cell| looks(*shape, cell, today));
        like.count() * 5 >= cells.len() * 4
    };
    LOOKS.into_iter().find(looks)
}

fn looks(shape: Shape, cell: &str, today: Day) -> bool {
    let figures = |count| cell.len() == count && cell.bytes().all(|byte| byte.is_ascii_digit());
    match shape {
        Shape::Upns => Upn::read(cell).is_some(),
        Shape::Births => is_birth(cell, today),
        Shape::Ulns => figures(10) && !cell.starts_with('0'),
        Shape::Urns => figures(6) && cell.starts_with('1'),
        Shape::Settings => cell::setting(cell).is_some(),
        Shape::Needs => NEEDS.contains(&cell.to_ascii_lowercase().as_str()),
        // A bare number may be anything; a year group is told by its letter or word.
        Shape::Years => {
            cell.starts_with(|letter: char| letter.is_ascii_alphabetic())
                && cell::year_group(cell).is_some()
        }
        Shape::Sexes => ["m", "f", "male", "female"].contains(&cell.to_ascii_lowercase().as_str()),
        Shape::Texts => cell.chars().count() >= LONG,
    }
}

/// Whether a person who has a plan today, from birth to 25, can have been born on a day.
fn is_birth(cell: &str, today: Day) -> bool {
    // A bare serial number may be any number of five figures.
    let bare = cell
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.');
    let day = date::day(cell).filter(|_| !bare);
    // A plan, its reviews and its transfer are dated within the last four years or so, or to come.
    day.is_some_and(|day| (4..=26).contains(&(today.year() - day.year())))
}

/// Words within a file's word for a kind of place, the telling ones first.
const PLACES: &[(&str, Setting)] = &[
    ("non maintained", Setting::Nmss),
    ("nmss", Setting::Nmss),
    ("independent", Setting::Independent),
    ("insp", Setting::Independent),
    ("resource", Setting::Srp),
    ("srp", Setting::Srp),
    ("unit", Setting::Srp),
    ("specialist post", Setting::Fe),
    ("college", Setting::Fe),
    ("further", Setting::Fe),
    ("sixth form", Setting::Mainstream),
    ("alternative", Setting::Ap),
    ("referral", Setting::Ap),
    ("pru", Setting::Ap),
    ("special", Setting::Special),
    ("nursery", Setting::EarlyYears),
    ("early", Setting::EarlyYears),
    ("pre school", Setting::EarlyYears),
    ("home", Setting::Elsewhere),
    ("ehe", Setting::Elsewhere),
    ("eotas", Setting::Elsewhere),
    ("neet", Setting::Elsewhere),
    ("not in education", Setting::Elsewhere),
    ("mainstream", Setting::Mainstream),
    ("academy", Setting::Mainstream),
    ("primary", Setting::Mainstream),
    ("secondary", Setting::Mainstream),
    ("maintained", Setting::Mainstream),
];

/// Gives the setting that a file's own word may stand for.
pub(super) fn setting(word: &str) -> Option<Setting> {
    let words = words(word);
    let spoken = PLACES.iter().find(|(phrase, _)| begins(&words, phrase));
    spoken.map(|(_, setting)| *setting)
}

/// Gives each header without a column a guess, by name first; no column is guessed twice or where it is taken.
pub(super) fn shared_out(
    headers: &[(&str, &[String])],
    taken: &[Column],
    today: Day,
) -> Vec<Option<(Column, Option<Shape>)>> {
    let mut taken: BTreeSet<Column> = taken.iter().copied().collect();
    let mut guesses = vec![None; headers.len()];
    for (guess, (header, _)) in guesses.iter_mut().zip(headers) {
        let column = by_name(header).filter(|column| taken.insert(*column));
        *guess = column.map(|column| (column, None));
    }
    for (guess, (_, cells)) in guesses.iter_mut().zip(headers) {
        if guess.is_none() {
            let looked = by_cells(cells, today).filter(|(_, column)| taken.insert(*column));
            *guess = looked.map(|(shape, column)| (column, Some(shape)));
        }
    }
    guesses
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn named(header: &str, expected: Option<Column>) {
        assert_eq!(by_name(header), expected, "{header}");
    }

    #[test]
    fn headers_are_likened_to_the_names() {
        named("Child ID", Some(Column::Ref));
        named("UPN Number", Some(Column::Upn));
        named("Pupil DOB - date of birth", Some(Column::Dob));
        named("National Curriculum Year Group", Some(Column::YearGroup));
        named("Next Review Date", Some(Column::ReviewDue));
        named("Date of last annual review", Some(Column::LastReview));
        named("NextReviewDate", Some(Column::ReviewDue));
        named("Return date", None);
        named("Setings", Some(Column::Setting));
        named("Comunity", Some(Column::Community));
        named("School URN", Some(Column::Urn));
        named("Provision Type", Some(Column::Setting));
        named("Shoe size", None);
        named("No", None);
        named("", None);
    }

    #[track_caller]
    fn looks_like(cells: &[&str], expected: Option<(Shape, Column)>) {
        let cells: Vec<String> = cells.iter().map(ToString::to_string).collect();
        let today = "2026-11-02".parse().unwrap();
        assert_eq!(by_cells(&cells, today), expected, "{cells:?}");
    }

    #[test]
    fn cells_speak_for_a_column() {
        looks_like(&["B801200005001"], Some((Shape::Upns, Column::Upn)));
        looks_like(
            &["2015-02-28", "01/10/2014"],
            Some((Shape::Births, Column::Dob)),
        );
        // Days of plans and reviews are as good as any column of days.
        looks_like(&["2025-02-28", "2026-10-01"], None);
        looks_like(&["44832"], None);
        looks_like(&["118456", "146789"], Some((Shape::Urns, Column::Urn)));
        looks_like(&["9276308686"], Some((Shape::Ulns, Column::Uln)));
        looks_like(
            &["special", "SRP", "special", "srp", "boat"],
            Some((Shape::Settings, Column::Setting)),
        );
        looks_like(&["special", "boat"], None);
        looks_like(&["SLCN", "asd"], Some((Shape::Needs, Column::Need1)));
        looks_like(
            &["Y6", "Year 11", "Reception"],
            Some((Shape::Years, Column::YearGroup)),
        );
        looks_like(&["6", "11"], None);
        looks_like(&["F", "Male"], Some((Shape::Sexes, Column::Sex)));
        let long = "A TA will read. ".repeat(10);
        looks_like(&[&long], Some((Shape::Texts, Column::SectionF)));
        looks_like(&[], None);
    }

    #[test]
    fn no_column_is_guessed_twice() {
        let (births, none) = (["2015-02-28".to_owned()], []);
        let headers: [(&str, &[String]); 4] = [
            ("Birth", &births),
            ("Born on", &births),
            ("Pupil's birth", &births),
            ("Remarks", &none),
        ];
        let today = "2026-11-02".parse().unwrap();
        let guesses = shared_out(&headers, &[], today);
        assert_eq!(guesses, [Some((Column::Dob, None)), None, None, None]);
        let guesses = shared_out(&headers, &[Column::Dob], today);
        assert_eq!(guesses, [None; 4]);
        let guesses = shared_out(&headers[1..2], &[], today);
        assert_eq!(guesses, [Some((Column::Dob, Some(Shape::Births)))]);
    }

    #[test]
    fn words_for_places_are_likened() {
        for (word, expected) in [
            ("SRP - Unit", Some(Setting::Srp)),
            ("Special School (Maintained)", Some(Setting::Special)),
            ("Independent Special", Some(Setting::Independent)),
            ("Non-maintained special", Some(Setting::Nmss)),
            ("Secondary Academy", Some(Setting::Mainstream)),
            ("FE College", Some(Setting::Fe)),
            ("EOTAS", Some(Setting::Elsewhere)),
            ("Community special school", Some(Setting::Special)),
            ("boat", None),
        ] {
            assert_eq!(setting(word), expected, "{word}");
        }
    }
}
