//! Sentences of a block.

use super::list::List;
use super::mark::Mark;
use super::token::{Kind, Words};

/// Abbreviations whose full stop ends no sentence.
const SHORT: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "dr",
    "miss",
    "approx",
    "no",
    "st",
    "eg",
    "ie",
    "vs",
    "max",
    "incl",
    "inc",
    "e",
    "g",
    "i",
    "p",
    "w",
    "wk",
    "dept",
    "ref",
    "para",
    "del",
    "diff",
    "prov",
    "prog",
    "sens",
    "rev",
    "vis",
    "precision",
    "indiv",
    "asst",
    "spec",
    "nec",
    "cont",
    "lang",
];

fn ends(words: Words<'_>, at: usize) -> bool {
    if words.kind(at) == Some(Kind::Break) {
        return true;
    }
    if !words.among(at, List::Stops) {
        return false;
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
