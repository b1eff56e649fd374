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

/// Whether a sentence ends with the stop at a token.
fn ends(words: Words<'_>, at: usize) -> bool {
    let Some(next) = words.token(at + 1) else {
        return false;
    };
    let starts = next.capital
        || next.kind == Kind::Number
        || matches!(words.word(at + 1), "(" | "\"" | "'" | "•");
    next.spaced && starts && !SHORT.contains(&words.back(at, 1))
}

/// The sentences of a stretch, from the left.
pub(crate) fn sentences(words: Words<'_>) -> impl Iterator<Item = Words<'_>> + Clone {
    let mut from = words.from;
    let next = move || {
        if from >= words.to {
            return None;
        }
        let rest = words.within(from, words.to);
        let tokens = rest.tokens().iter().zip(from..);
        let mut ends = tokens.filter(|(token, at)| {
            token.kind == Kind::Break || token.lists.holds(List::Stops) && ends(words, *at)
        });
        let end = ends.next().map_or(words.to, |(_, at)| at + 1);
        let sentence = words.within(from, end);
        from = end;
        Some(sentence)
    };
    std::iter::from_fn(next).filter(|sentence| sentence.says())
}

/// The marks inside a stretch.
pub(crate) fn marks_in<'m>(marks: &'m [Mark], words: Words<'_>) -> &'m [Mark] {
    let from = marks.partition_point(|mark| mark.from < words.from);
    let to = marks.partition_point(|mark| mark.from < words.to);
    marks.get(from..to).unwrap_or(&[])
}
