//! Sentences of a block, and clauses that are provisions of their own.

use crate::domain::framework::YearShape;

use super::dose;
use super::list::List;
use super::mark::{Mark, What};
use super::period::Every;
use super::token::{Kind, Words};

/// Abbreviations whose full stop ends no sentence.
const SHORT: &[&str] = &[
    "mr", "mrs", "ms", "dr", "miss", "approx", "no", "st", "eg", "ie", "vs", "max", "incl", "inc",
    "e", "g", "i", "p", "w", "wk", "dept", "ref", "para",
];

fn ends(words: Words<'_>, at: usize) -> bool {
    match words.kind(at) {
        Some(Kind::Break) => return true,
        Some(Kind::Sign) if matches!(words.word(at), "." | "!" | "?") => {}
        Some(Kind::Sign | Kind::Word | Kind::Number) | None => return false,
    }
    let Some(next) = words.token(at + 1) else {
        return false;
    };
    let starts = next.capital
        || next.kind == Kind::Number
        || matches!(words.word(at + 1), "(" | "\"" | "'" | "•");
    next.spaced && starts && !SHORT.contains(&words.back(at, 1))
}

/// The sentences of a stretch.
pub(crate) fn sentences(words: Words<'_>) -> Vec<Words<'_>> {
    let mut found = Vec::new();
    let mut from = words.from;
    for at in words.places() {
        if ends(words, at) {
            found.push(words.within(from, at + 1));
            from = at + 1;
        }
    }
    if from < words.to {
        found.push(words.within(from, words.to));
    }
    found.retain(|sentence| sentence.count() > 0);
    found
}

/// The marks inside a stretch.
pub(crate) fn marks_in<'m>(marks: &'m [Mark], words: Words<'_>) -> &'m [Mark] {
    let from = marks.partition_point(|mark| mark.from < words.from);
    let to = marks.partition_point(|mark| mark.from < words.to);
    marks.get(from..to).unwrap_or(&[])
}

/// Whether marks tell both how much and how regularly.
fn complete(marks: &[Mark]) -> bool {
    let much = marks.iter().any(|mark| {
        matches!(
            mark.what,
            What::Length(..) | What::Events(..) | What::Times(_) | What::Clock(_)
        )
    });
    let often = marks
        .iter()
        .any(|mark| matches!(mark.what, What::Every(Every::Regular(_))));
    much && often
}

/// The clauses of a sentence that each have a dose; the sentence itself where there is one dose or none.
pub(crate) fn clauses<'a>(words: Words<'a>, marks: &[Mark], year: YearShape) -> Vec<Words<'a>> {
    let mut found = Vec::new();
    let mut from = words.from;
    let own = marks_in(marks, words);
    if own.len() > 1 {
        for at in words.places() {
            let (left, right) = (words.within(from, at), words.within(at + 1, words.to));
            if parts_here(words, at, left, right, own, year) {
                // A semicolon stays with what it ends; a joining "and" stands between.
                let end = if words.any(at, &["and", "plus", "+", "&"]) {
                    at
                } else {
                    at + 1
                };
                found.push(words.within(from, end));
                from = at + 1;
            }
        }
    }
    found.push(words.within(from, words.to));
    found
}

/// A clause is looked at no farther than this, so that a sentence of any length is read in time that grows with it.
const REACH: usize = 90;

/// What may stand between two clauses.
const JOINTS: List = List::of(&[";", "and", "plus", ",", "+", "&"]);

/// Whether a clause ends at a token and another provision begins.
fn parts_here(
    words: Words<'_>,
    at: usize,
    left: Words<'_>,
    right: Words<'_>,
    marks: &[Mark],
    year: YearShape,
) -> bool {
    if !words.among(at, &JOINTS) {
        return false;
    }
    let joint = words.word(at);
    // What belongs to the next clause ends where the next joint of its kind stands.
    let far = words.to.min(at + REACH);
    let end = (at + 1..far)
        .find(|next| words.word(*next) == ";")
        .unwrap_or(far);
    let left = left.within(at.saturating_sub(2 * REACH), at);
    let next = right.within(right.from, end);
    if next.any(
        next.from,
        &[
            "reviewed",
            "updated",
            "monitored",
            "and",
            "again",
            "to",
            "each",
        ],
    ) || next.count() < 2
    {
        return false;
    }
    let (before, after) = (marks_in(marks, left), marks_in(marks, next));
    if joint == ";" {
        return dose::has_dose(next, after, year) && dose::has_dose(left, before, year);
    }
    let open = left.places().filter(|at| left.is_sign(*at, "(")).count()
        > left.places().filter(|at| left.is_sign(*at, ")")).count();
    let close = after.first().is_some_and(|mark| mark.from <= at + 14);
    // A comma joins parts of one dose too often: what follows it has to say what is done first.
    let said = joint != "," || after.first().is_some_and(|mark| mark.from > at + 3);
    !open && close && said && complete(before) && complete(after)
}
