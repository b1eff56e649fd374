//! What somebody should look at in a plan as read: duplicates, foreign codes, too many hours.

use std::collections::{HashMap, HashSet};

use crate::domain::framework::YearShape;
use crate::domain::provision::{Reading, find_duplicates};
use crate::domain::summary::Summary;

use super::token::{Kind, Sheet, Words};

/// Letters before a number that are no pupil's code.
const NO_CODE: &[&str] = &[
    "ks", "covid", "key", "level", "sen", "gcse", "y", "a", "ib", "pre", "post", "mid", "under",
    "over", "non",
];

/// How many other pupils' codes are warned of one by one.
const MOST_WARNED: usize = 20;

/// The words before a number that a hyphen ties to them.
fn hyphened(words: Words<'_>) -> impl Iterator<Item = usize> {
    let tokens = words.tokens().iter().skip(1).zip(words.from..);
    let tied = tokens.filter(|(next, _)| next.hyphened && next.kind == Kind::Number);
    tied.map(|(_, at)| at)
}

/// The pupil's code at a token that a number is tied to: `K-101`.
fn code(words: Words<'_>, at: usize) -> Option<(&str, &str)> {
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
    for at in hyphened(words) {
        if let Some((letters, number)) = code(words, at) {
            let place = *places.entry((letters, number)).or_insert_with(|| {
                found.push((written((letters, number)), 0));
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
    let all = codes.into_iter().map(|(code, _)| code);
    let others = all.filter(|code| reading.pupil_hint.as_ref() != Some(code));
    let others: Vec<String> = others.collect();
    foreign(sheet, others, reading);
    find_duplicates(&mut reading.provisions);
    hours(reading, year);
}

/// Warns of other pupils' codes, and marks the provisions in which they stand.
fn foreign(sheet: &Sheet, others: Vec<String>, reading: &mut Reading) {
    let hint = reading.pupil_hint.clone().unwrap_or_default();
    for code in others.iter().take(MOST_WARNED) {
        reading.warnings.push(format!("another pupil's code, \"{code}\", stands in this plan of \"{hint}\"; ask the plan's writer whose provision it is"));
    }
    let more = others.len().saturating_sub(MOST_WARNED);
    if more > 0 {
        reading.warnings.push(format!(
            "{more} more codes of other pupils stand in this plan; it may hold a list of pupils"
        ));
    }
    if others.is_empty() {
        return;
    }
    let known: HashSet<&str> = others.iter().map(String::as_str).collect();
    let words = sheet.words();
    let mut places: Vec<(usize, String)> = Vec::new();
    for at in hyphened(words) {
        let found = code(words, at)
            .map(written)
            .filter(|code| known.contains(code.as_str()));
        if let Some((code, token)) = found.zip(words.token(at)) {
            places.push((token.span.start, code));
        }
    }
    for provision in &mut reading.provisions {
        let span = provision.span;
        let from = places.partition_point(|(start, _)| *start < span.start);
        let inside = places
            .iter()
            .skip(from)
            .take_while(|(start, _)| *start < span.end);
        let mut named = HashSet::new();
        let first = inside.filter(|(_, code)| named.insert(code.as_str()));
        let notes = first
            .take(MOST_WARNED)
            .map(|(_, code)| format!("names another pupil, \"{code}\""));
        provision.notes.extend(notes);
    }
    reading.foreign_codes = others;
}

/// A code as it is told: `K-101`.
fn written((letters, number): (&str, &str)) -> String {
    format!("{}-{number}", letters.to_uppercase())
}

fn hours(reading: &mut Reading, year: YearShape) {
    let sum = Summary::of(&reading.provisions, &reading.foreign_codes, year);
    if sum.too_many_hours {
        reading.warnings.push(
            "the hours are too many to be summed up; look for an amount that cannot be so"
                .to_owned(),
        );
    }
    if sum.over_school_week {
        let (hours, week) = (sum.hours_a_week, sum.school_week);
        reading.warnings.push(format!(
            "items sum to {hours} hours a week, more than a school week of {week}; look for a total that \
             restates its parts, or for adults and groups at the same time"
        ));
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::framework::YearShape;
    use crate::domain::provision::Reading;
    use crate::section_f::Reader;

    fn read(text: &str) -> Reading {
        Reader::new(YearShape::default()).read(text)
    }

    fn notes(reading: &Reading) -> Vec<Vec<String>> {
        let named = |note: &&String| note.starts_with("names");
        let notes = reading.provisions.iter();
        (notes.map(|one| one.notes.iter().filter(named).cloned().collect())).collect()
    }

    #[test]
    fn a_code_is_found_whole_and_as_it_is_written() {
        let text = "Section F\n\nPlan of K-10. K-10 attends.\n\n            • An adult will read with K-10 for 20 minutes every day.\n            • An adult will write with K-1 for 20 minutes every day.\n            • An adult will play with Kb-12 for 20 minutes every day.\n";
        let reading = read(text);
        assert_eq!(reading.pupil_hint.as_deref(), Some("K-10"));
        assert_eq!(reading.foreign_codes, ["K-1", "KB-12"]);
        let notes = notes(&reading);
        let named = |text: &str| {
            let at = reading
                .provisions
                .iter()
                .position(|one| one.text.contains(text));
            notes[at.unwrap()].clone()
        };
        assert_eq!(named("K-10 for"), Vec::<String>::new());
        assert_eq!(named("K-1 for"), ["names another pupil, \"K-1\""]);
        assert_eq!(named("Kb-12"), ["names another pupil, \"KB-12\""]);
    }

    #[test]
    fn a_list_of_pupils_is_not_warned_of_without_end() {
        let list = (100..400).map(|n| format!("• An adult will read with K-{n}.\n"));
        let reading = read(&format!("Section F\n\n{}", list.collect::<String>()));
        assert_eq!(reading.foreign_codes.len(), 299);
        let of_codes = |warning: &&String| warning.contains("pupil");
        let warned: Vec<_> = reading.warnings.iter().filter(of_codes).collect();
        assert_eq!(warned.len(), super::MOST_WARNED + 1);
        assert!(warned[20].starts_with("279 more"), "{}", warned[20]);
    }
}
