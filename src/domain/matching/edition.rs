//! Which of several documents of one pupil is the latest, where a version or a date says so.

use super::born::{What, dates};
use super::marks::{head, stem};
use super::token::{Token, tokens};
use crate::domain::day::Day;

/// What says how late a document is, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Edition {
    /// The version and the day in the file's name.
    filed: (Option<u32>, Option<Day>),
    /// The version and the day of the plan in the text.
    read: (Option<u32>, Option<Day>),
}

impl Edition {
    fn of(file: &str, text: &str) -> Self {
        let (stem, head) = (stem(file), head(text));
        let (filed, read) = (tokens(stem), tokens(head));
        let plan = dates(&read)
            .into_iter()
            .filter(|dated| dated.what == What::Plan);
        Self {
            filed: (
                version(&filed),
                dates(&filed).iter().map(|dated| dated.day).max(),
            ),
            read: (version(&read), plan.map(|dated| dated.day).max()),
        }
    }
}

/// Reads a version: `v2`, `v 2`, `version 2`, `version: 2`.
fn version(tokens: &[Token<'_>]) -> Option<u32> {
    let small = |text: &str| text.parse().ok().filter(|number| *number < 1_000);
    let mut found = tokens.iter().enumerate().filter_map(|(at, token)| {
        let word = token.folded();
        if let Some(number) = word.strip_prefix('v').and_then(small) {
            return Some(number);
        }
        let labels = ["v", "ver", "version", "issue", "draft"];
        let next = tokens.get(at + 1).filter(|next| !next.begins_line())?;
        labels
            .contains(&word.as_str())
            .then(|| small(next.text))
            .flatten()
    });
    found.next()
}

/// The place of the latest of several documents, and what says so; nothing where nothing settles it.
pub(super) fn latest(documents: &[(&str, &str)]) -> Option<(usize, &'static str)> {
    let editions: Vec<Edition> = (documents.iter())
        .map(|(file, text)| Edition::of(file, text))
        .collect();
    let number = |of: fn(&Edition) -> Option<u32>| top(editions.iter().map(of));
    let day = |of: fn(&Edition) -> Option<Day>| top(editions.iter().map(of));
    (number(|one| one.filed.0).map(|at| (at, "the highest version in its name")))
        .or_else(|| day(|one| one.filed.1).map(|at| (at, "the latest date in its name")))
        .or_else(|| number(|one| one.read.0).map(|at| (at, "the highest version in its text")))
        .or_else(|| day(|one| one.read.1).map(|at| (at, "the latest date in its text")))
}

/// The place of the highest, where each has one and the highest stands alone.
fn top<T: Ord>(all: impl Iterator<Item = Option<T>>) -> Option<usize> {
    let all: Vec<T> = all.collect::<Option<_>>()?;
    let highest = all.iter().max()?;
    let mut places = (0..).zip(&all).filter(|(_, one)| *one == highest);
    let (place, _) = places.next()?;
    places.next().is_none().then_some(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(documents: &[(&str, &str)], expected: Option<usize>) {
        assert_eq!(
            latest(documents).map(|(at, _)| at),
            expected,
            "{documents:?}"
        );
    }

    #[test]
    fn a_version_or_a_date_settles_it() {
        case(&[("K-1 v2.docx", ""), ("K-1 v10.docx", "")], Some(1));
        case(
            &[("K-1_2025-01-09.docx", ""), ("K-1_2024-11-30.docx", "")],
            Some(0),
        );
        case(
            &[("a.docx", "Version: 1"), ("b.docx", "Version: 2")],
            Some(1),
        );
        case(
            &[
                ("a.docx", "Final plan issued 3 May 2024"),
                ("b.docx", "Final plan issued 2 May 2024"),
            ],
            Some(0),
        );
    }

    #[test]
    fn nothing_else_does() {
        case(&[("K-1 v2.docx", ""), ("K-1.docx", "")], None);
        case(&[("K-1 v2.docx", ""), ("K-1 v2 copy.docx", "")], None);
        case(
            &[("a.docx", "born 3.3.15"), ("b.docx", "born 3.3.16")],
            None,
        );
        case(
            &[("K-1 final.docx", ""), ("K-1 final final.docx", "")],
            None,
        );
    }
}
