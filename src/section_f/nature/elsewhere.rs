//! What the family, health or social care does: it stands in other sections of the plan.

use super::super::key::{Word, these};
use super::super::list::List;
use super::super::role;
use super::super::token::Words;
use crate::domain::dose::Who;

/// What the family does by its verb.
const ACTS: &[Word] = these![
    "will", "should", "to", "are", "can", "continue", "carry", "carries", "doing", "takes", "take",
    "has", "have", "goes", "go", "is", "practise", "use", "does", "do",
];

/// Verbs by which something is done for the family.
const FOR_THEM: &[Word] = these![
    "be", "receive", "meet", "attend", "have", "get", "invited", "offered", "join",
];

/// Who cares for health outside of school.
const HEALTH: &[&[&str]] = &[
    &["health", "visitor"],
    // "gp of 3" is a group.
    &["the", "gp"],
    &["his", "gp"],
    &["her", "gp"],
    &["their", "gp"],
    &["paediatrician"],
    &["community", "paediatrician"],
    &["community", "nursing"],
    &["gastrostomy", "care"],
    &["social", "worker"],
    &["respite"],
    &["short", "breaks"],
    &["short", "break"],
    &["camhs", "will"],
    &["camhs", "to"],
];

/// Whether it is health's, social care's or the road's.
pub(super) fn is_elsewhere(words: Words<'_>) -> bool {
    let marked = words.places().any(|at| {
        words.among(at, List::Elsewhere)
            && match words.word(at) {
                "section" | "sec" | "see" => names_section(words, at) || is_no_part(words, at),
                "medication" => words.has(these!["review", "reviews", "prescribe", "monitor"]),
                "special" => {
                    words.any(at.wrapping_sub(1), these!["not", "no"])
                        && words.is(at + 1, "educational")
                }
                _ => false,
            }
    });
    if marked {
        return true;
    }
    let with_family = words
        .places()
        .any(|at| words.among(at, List::Theirs) && words.within(at, at + 5).holds(List::Home));
    let at_hospital = words.holds(List::Hospital) && words.has(these!["by", "at"]);
    if with_family
        || at_hospital
            && role::read(words).is_none_or(|who| who == Who::Nurse)
            && !words.has(these!["staff", "school", "class"])
    {
        return true;
    }
    let for_school = || {
        words.has(these![
            "train", "training", "trained", "school", "staff", "lesson", "lessons", "class",
            "college",
        ])
    };
    let first = words.from..words.to.min(words.from + 7);
    let health = words.holds(List::Health)
        && first.clone().any(|at| {
            HEALTH.iter().any(|name| {
                name.iter()
                    .zip(at..)
                    .all(|(word, at)| words.word(at) == *word)
            })
        });
    if health && !for_school() {
        return true;
    }
    let road = first.clone().any(|at| words.among(at, List::Roads))
        || words.is(words.from, "travel") && words.holds(List::Roads);
    road && words.has(these![
        "arranged",
        "provided",
        "separately",
        "dealt",
        "policy",
        "subject",
        "application",
        "funded",
        "entitled",
        "agreed",
    ]) && role::deliverer(words).is_none()
}

/// `it forms no part of Section F`.
fn is_no_part(words: Words<'_>, at: usize) -> bool {
    words.back(at, 1) == "of" && words.back(at, 2) == "part" && words.back(at, 3) == "no"
}

/// `(Section G)`, `Sec H2`, `see H1`.
fn names_section(words: Words<'_>, at: usize) -> bool {
    let letter = words.word(at + 1);
    let capital = words.token(at + 1).is_some_and(|token| token.capital);
    let numbered = words.is_number(at + 2);
    let named = matches!(letter, "c" | "d" | "g" | "h" | "j");
    named && capital && (!words.is(at, "see") || letter == "h" && numbered || letter == "g")
}

/// The family's part: it is subject, and acts.
pub(super) fn is_home(words: Words<'_>) -> bool {
    let subject =
        (words.from..(words.from + 6).min(words.to)).find(|at| words.among(*at, List::Home));
    let Some(subject) = subject else {
        return false;
    };
    let verb = (subject + 1..subject + 6).find(|at| words.any(*at, ACTS));
    let Some(verb) = verb else {
        return false;
    };
    let before = words.within(words.from, subject);
    let shared = words
        .within(subject, verb)
        .has(these!["and", "&", ",", "meeting", "meetings", "workshop"])
        && role::read(words.within(subject, verb)).is_some();
    let there =
        words.is(verb + 1, "be") && words.any(verb + 2, these!["at", "present", "there", "home"]);
    let given = words.any(verb + 1, FOR_THEM) && !words.any(verb + 1, these!["have"]) && !there
        || words.any(verb, these!["is", "are"])
            && !words.any(verb + 1, these!["not", "expected", "happy"]);
    role::read(before).is_none()
        && !before.has(these![
            "with", "for", "to", "training", "support", "between", "and"
        ])
        && !shared
        && !given
        && role::deliverer(words.within(verb, words.to)).is_none()
}

#[cfg(test)]
mod tests {
    use super::super::super::token::{Ids, Sheet};
    use super::*;

    #[test]
    fn everybody_who_cares_for_health_has_a_word_of_the_list() {
        for name in HEALTH {
            let sheet = Sheet::new(&name.join(" "), 0, &Ids::new());
            assert!(sheet.words().holds(List::Health), "{name:?}");
        }
    }
}
