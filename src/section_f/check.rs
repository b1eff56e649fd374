//! What somebody should look at in a plan as read: duplicates, foreign codes, too many hours.

use std::collections::HashMap;

use crate::domain::framework::YearShape;
use crate::domain::provision::{Reading, find_duplicates};
use crate::domain::summary::Summary;

use super::token::{Kind, Sheet, Words};

/// Letters before a number that are no pupil's code.
const NO_CODE: &[&str] = &[
    "ks", "covid", "key", "level", "sen", "gcse", "y", "a", "ib", "pre", "post", "mid", "under",
    "over", "non",
];

/// The pupil's code at a token: `K-101`.
fn code(words: Words<'_>, at: usize) -> Option<(&str, &str)> {
    let number = words.token(at + 1)?;
    // Few words stand before a number that a hyphen ties to them.
    if number.kind != Kind::Number || !number.hyphened {
        return None;
    }
    let letters = words.word(at);
    let coded = words.token(at)?.capital && letters.len() <= 3 && words.word(at + 1).len() <= 6;
    let known =
        letters.len() > 1 && NO_CODE.contains(&letters) || words.kind(at) != Some(Kind::Word);
    (coded && !known).then(|| (letters, words.word(at + 1)))
}

/// The codes of pupils in a text, as they are written, with how often each stands there.
fn codes(sheet: &Sheet) -> Vec<(String, u32)> {
    let words = sheet.words();
    let mut found: Vec<(String, u32)> = Vec::new();
    let mut places: HashMap<(&str, &str), usize> = HashMap::new();
    for at in words.places() {
        if let Some((letters, number)) = code(words, at) {
            let place = *places.entry((letters, number)).or_insert_with(|| {
                found.push((format!("{}-{number}", letters.to_uppercase()), 0));
                found.len() - 1
            });
            if let Some((_, count)) = found.get_mut(place) {
                *count += 1;
            }
        }
    }
    found
}

/// Looks over a reading: the pupil's code, what is said twice, and what cannot be so.
pub(crate) fn reading(sheet: &Sheet, reading: &mut Reading, year: YearShape) {
    let codes = codes(sheet);
    let most = codes.iter().map(|(_, count)| *count).max();
    // The pupil is who the text names most; of equals the first.
    reading.pupil_hint = codes
        .iter()
        .find(|(_, count)| Some(*count) == most)
        .map(|(code, _)| code.clone());
    for (code, _) in &codes {
        if reading.pupil_hint.as_ref() != Some(code) {
            foreign(code, reading);
        }
    }
    find_duplicates(&mut reading.provisions);
    hours(reading, year);
}

fn foreign(code: &str, reading: &mut Reading) {
    reading.foreign_codes.push(code.to_owned());
    let hint = reading.pupil_hint.clone().unwrap_or_default();
    reading.warnings.push(format!("another pupil's code, \"{code}\", stands in this plan of \"{hint}\"; ask the plan's writer whose provision it is"));
    for provision in &mut reading.provisions {
        if provision.text.contains(code) {
            provision
                .notes
                .push(format!("names another pupil, \"{code}\""));
        }
    }
}

fn hours(reading: &mut Reading, year: YearShape) {
    let sum = Summary::of(&reading.provisions, &reading.foreign_codes, year);
    if sum.over_school_week {
        let (hours, week) = (sum.hours_a_week, sum.school_week);
        reading.warnings.push(format!(
            "items sum to {hours} hours a week, more than a school week of {week}; look for a total that \
             restates its parts, or for adults and groups at the same time"
        ));
    }
}
