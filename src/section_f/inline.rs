//! Lists inside a sentence: `The OT will: a) work with …; b) train …; c) write …`.

use super::key::these;
use super::list::List;
use super::token::{Kind, Words};

/// A list inside a sentence: what stands before it, and its items with their markers.
#[derive(Debug)]
pub(crate) struct Inline<'a> {
    pub(crate) whole: Words<'a>,
    pub(crate) head: Words<'a>,
    /// Each item: the first token of its marker, and its words.
    pub(crate) items: Vec<(usize, Words<'a>)>,
}

/// The markers a list may go on with, by its first.
const RUNS: &[&[&str]] = &[
    &["a", "b", "c", "d", "e", "f", "g", "h"],
    &["i", "ii", "iii", "iv", "v", "vi", "vii", "viii"],
    &["1", "2", "3", "4", "5", "6", "7", "8"],
];

/// Reads the list inside a sentence; nothing where it has fewer than two items.
pub(crate) fn read(words: Words<'_>) -> Option<Inline<'_>> {
    let first = words.places().find(|at| {
        words.among(*at, List::Colon)
            && RUNS
                .iter()
                .any(|run| after(words, at + 1, run.first()).is_some())
    })?;
    let run = RUNS
        .iter()
        .find(|run| after(words, first + 1, run.first()).is_some())?;
    let mut starts = Vec::new();
    let mut at = first + 1;
    for mark in *run {
        let found = (at..words.to).find_map(|at| {
            let parted = words.any(at.wrapping_sub(1), these![":", ";", ",", "and", "."]);
            parted.then_some(at).zip(after(words, at, Some(mark)))
        });
        let Some((start, body)) = found else {
            break;
        };
        starts.push((start, body));
        at = body;
    }
    if starts.len() < 2 {
        return None;
    }
    let ends = starts
        .iter()
        .skip(1)
        .map(|(start, _)| *start)
        .chain([words.to]);
    let items = starts
        .iter()
        .zip(ends)
        .map(|((start, body), end)| (*start, words.within(*body, end)))
        .collect();
    let head = words.within(words.from, first + 1);
    Some(Inline {
        whole: words,
        head,
        items,
    })
}

/// The token after a marker: `a)`, `(a)`.
fn after(words: Words<'_>, at: usize, mark: Option<&&str>) -> Option<usize> {
    let open = usize::from(words.is_sign(at, "("));
    let inner = at + open;
    let named = matches!(words.kind(inner), Some(Kind::Word | Kind::Number))
        && mark.is_some_and(|mark| words.word(inner) == *mark);
    (named && words.is_sign(inner + 1, ")")).then_some(inner + 2)
}

#[cfg(test)]
mod tests {
    use super::super::token::{Ids, Sheet};
    use super::*;

    #[track_caller]
    fn case(text: &str, expected: &[&str]) {
        let sheet = Sheet::new(text, 0, &Ids::new());
        let read = read(sheet.words());
        let first = |words: &Words<'_>| words.word(words.from).to_owned();
        let got = read.map_or(Vec::new(), |read| {
            read.items.iter().map(|(_, item)| first(item)).collect()
        });
        assert_eq!(got, expected, "{text}");
    }

    #[test]
    fn lists_inside_a_sentence_are_found() {
        case(
            "OT will: a) work daily; b) train staff; c) write",
            &["work", "train", "write"],
        );
        case("A TA will: (i) read and (ii) write", &["read", "write"]);
        case("A TA will: a) read", &[]);
        case("A TA (a) will", &[]);
    }
}
