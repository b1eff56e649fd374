//! The name that a document says its pupil has: what stands beside "Name", "Surname", "Forename".

use super::token::{folded, tokens};

/// Words that a label of the pupil's name may have.
const LABEL: [&str; 30] = [
    "name",
    "names",
    "surname",
    "forename",
    "forenames",
    "full",
    "first",
    "last",
    "family",
    "given",
    "middle",
    "legal",
    "preferred",
    "christian",
    "child",
    "childs",
    "pupil",
    "pupils",
    "student",
    "students",
    "learner",
    "learners",
    "young",
    "person",
    "persons",
    "s",
    "of",
    "the",
    "and",
    "or",
];

/// Words without which it is no label of a name.
const NAMES: [&str; 5] = ["name", "names", "surname", "forename", "forenames"];

/// Words of other labels, which are no name.
const OTHERS: [&str; 12] = [
    "date",
    "birth",
    "dob",
    "upn",
    "uln",
    "address",
    "gender",
    "sex",
    "school",
    "nhs",
    "ethnicity",
    "reference",
];

/// Words that stand where a name was taken out, and those of sentences.
const NOBODY: [&str; 12] = [
    "the",
    "of",
    "is",
    "to",
    "redacted",
    "removed",
    "withheld",
    "anonymised",
    "see",
    "above",
    "below",
    "na",
];

/// The most words that a name has; more are a sentence.
const LONGEST: usize = 6;

/// Finds the words of the names that labels speak of, folded.
pub(super) fn told(text: &str) -> Vec<String> {
    let lines: Vec<Vec<&str>> = (text.lines())
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.split(['\t', '|']).map(str::trim).collect())
        .collect();
    let mut found = Vec::new();
    for (at, cells) in lines.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            let value = match cell.split_once(':') {
                Some((label, value)) if is_label(label) && !value.trim().is_empty() => Some(value),
                Some((label, _)) if is_label(label) => beside(&lines, at, column),
                None if is_label(cell) => beside(&lines, at, column),
                Some(_) | None => None,
            };
            found.extend(value.into_iter().flat_map(name));
        }
    }
    found
}

/// What stands in the next cell, or in the same place of the next line.
fn beside<'a>(lines: &[Vec<&'a str>], at: usize, column: usize) -> Option<&'a str> {
    let next = lines.get(at)?.get(column + 1).copied();
    let below = || lines.get(at + 1)?.get(column).copied();
    let is_value = |cell: &&str| !cell.is_empty() && !is_label(cell) && !is_other(cell);
    next.filter(is_value).or_else(|| below().filter(is_value))
}

fn words(text: &str) -> Vec<String> {
    tokens(text)
        .iter()
        .map(|token| folded(token.text))
        .collect()
}

fn is_label(text: &str) -> bool {
    if text.len() > 60 {
        return false;
    }
    let words = words(text);
    words.iter().any(|word| NAMES.contains(&word.as_str()))
        && words.iter().all(|word| LABEL.contains(&word.as_str()))
}

fn is_other(text: &str) -> bool {
    words(text)
        .iter()
        .any(|word| OTHERS.contains(&word.as_str()))
}

/// The words of a name; nothing where it is a sentence, or the next label.
fn name(value: &str) -> Vec<String> {
    // Several labels may stand on one line: "Name: Amara Okafor   Date of birth: 3.3.15".
    let words = words(value);
    let ends = (words.iter())
        .position(|word| OTHERS.contains(&word.as_str()) || NAMES.contains(&word.as_str()));
    let name = words.get(..ends.unwrap_or(words.len())).unwrap_or_default();
    if name.len() > LONGEST || name.iter().any(|word| NOBODY.contains(&word.as_str())) {
        return Vec::new();
    }
    let is_word = |word: &&String| !word.bytes().any(|byte| byte.is_ascii_digit());
    let rest = words.get(name.len()..).unwrap_or_default();
    // "Forename: Amara Surname: Okafor": what stands behind the next label of a name belongs to it too.
    let after = (rest.first())
        .filter(|word| NAMES.contains(&word.as_str()))
        .and_then(|_| rest.get(1).filter(is_word));
    name.iter().filter(is_word).chain(after).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(text: &str, expected: &[&str]) {
        assert_eq!(told(text), expected, "{text}");
    }

    #[test]
    fn a_name_stands_beside_its_label_or_below() {
        case("Name: Amara Okafor", &["amara", "okafor"]);
        case(
            "Child's name\tAmara O’Brien\tDOB\t3.3.15",
            &["amara", "obrien"],
        );
        case(
            "Surname: Okafor\nForename(s): Amara Grace",
            &["okafor", "amara", "grace"],
        );
        case("Forename: Amara Surname: Okafor", &["amara", "okafor"]);
        case(
            "Name of child or young person\n\nAmara Okafor\n",
            &["amara", "okafor"],
        );
        case(
            "Name | Date of birth\nAmara Okafor | 03/03/2015",
            &["amara", "okafor"],
        );
        case(
            "Full name: Amara Okafor Date of birth: 3 March 2015",
            &["amara", "okafor"],
        );
    }

    #[test]
    fn other_names_are_not_the_pupils() {
        case("Name of school: Brown Primary", &[]);
        case("Parent's name: Ada Okafor", &[]);
        case(
            "Name: the name of the pupil is to be kept out of this copy of the plan",
            &[],
        );
        case("The name on the door says nothing.", &[]);
        case("Name:\nDate of birth: 3.3.15", &[]);
        case("Name: [redacted]", &[]);
    }
}
