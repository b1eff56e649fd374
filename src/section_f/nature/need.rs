//! What the pupil finds hard, and what the pupil is like: Section B's words, left among the provision.

use super::super::key::{Word, these};
use super::super::list::{List, Lists};
use super::super::mark::Mark;
use super::super::pupil;
use super::super::role;
use super::super::token::Words;
use super::has_length;

/// What a description of the pupil says by its verb.
const DESCRIBES: &[Word] = these![
    "has",
    "is",
    "understands",
    "finds",
    "struggles",
    "experiences",
    "wears",
    "likes",
    "lacks",
    "presents",
    "becomes",
    "cannot",
    "enjoys",
    "dislikes",
    "worries",
    "tires",
    "remains",
    "shows",
    "displays",
    "was",
    "speaks",
    "lives",
];

/// What follows "is" or "has" where something is done: `is supported`, `has access`.
const DONE: &[Word] = these![
    "to",
    "supported",
    "taught",
    "given",
    "provided",
    "offered",
    "withdrawn",
    "seated",
    "access",
    "allowed",
    "encouraged",
    "helped",
    "accompanied",
    "placed",
    "educated",
    "expected",
    "entitled",
];

/// Whether it describes the pupil.
pub(super) fn is_need(words: Words<'_>, lists: Lists, marks: &[Mark]) -> bool {
    let told = is_described(words)
        || lists.holds(List::Tested) && !words.has(these!["to", "for", "with"])
        || marks.is_empty()
            && lists.holds(List::Hard)
            && words.has(these!["has", "struggles", "finds", "experiences"])
            && !words.has(these!["to"]);
    told && !has_length(marks)
        && !words.has(these!["will", "should", "must", "requires", "needs"])
        && role::read(words).is_none()
}

/// `R-17 understands …`, `She is …`, `His speech is …`.
fn is_described(words: Words<'_>) -> bool {
    let start = words.from;
    let coded = pupil::begins(words);
    let verb = if coded {
        let owned = words.any(start + 2, these!["'s"]);
        let bracketed = words.is_sign(start + 2, "(");
        (start + 2..start + 3 + 4 * usize::from(owned) + 5 * usize::from(bracketed))
            .find(|at| words.any(*at, DESCRIBES))
    } else if words.any(start, these!["he", "she", "they"]) {
        Some(start + 1).filter(|at| words.any(*at, DESCRIBES))
    } else {
        None
    };
    verb.is_some_and(|verb| !words.any(verb + 1, DONE) && !words.any(verb + 2, DONE))
}
