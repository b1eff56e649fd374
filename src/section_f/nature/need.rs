//! What the pupil finds hard, and what the pupil is like: Section B's words, left among the provision.

use super::super::list::List;
use super::super::mark::Mark;
use super::super::pupil;
use super::super::role;
use super::super::token::Words;
use super::has_length;

/// What a description of the pupil says by its verb.
const DESCRIBES: &[&str] = &[
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
const DONE: &[&str] = &[
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
pub(super) fn is_need(words: Words<'_>, marks: &[Mark]) -> bool {
    let told = is_described(words)
        || words.holds(List::Tested) && !words.has(&["to", "for", "with"])
        || marks.is_empty()
            && words.holds(List::Hard)
            && words.has(&["has", "struggles", "finds", "experiences"])
            && !words.has(&["to"]);
    told && !has_length(marks)
        && !words.has(&["will", "should", "must", "requires", "needs"])
        && role::read(words).is_none()
}

/// `R-17 understands …`, `She is …`, `His speech is …`.
fn is_described(words: Words<'_>) -> bool {
    let start = words.from;
    let coded = pupil::begins(words);
    let verb = if coded {
        let owned = words.any(start + 2, &["'s"]);
        let bracketed = words.is_sign(start + 2, "(");
        (start + 2..start + 3 + 4 * usize::from(owned) + 5 * usize::from(bracketed))
            .find(|at| words.any(*at, DESCRIBES))
    } else if words.any(start, &["he", "she", "they"]) {
        Some(start + 1).filter(|at| words.any(*at, DESCRIBES))
    } else {
        None
    };
    verb.is_some_and(|verb| !words.any(verb + 1, DONE) && !words.any(verb + 2, DONE))
}
