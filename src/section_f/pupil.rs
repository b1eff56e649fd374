//! The pupil in the words of the plan: their code, and lines that only say whose plan it is.

use super::key::these;
use super::list::List;
use super::token::Words;
use super::{marker, role};

/// Whether a line names a pupil and their age or year group, and no more.
pub(crate) fn is_named(words: Words<'_>) -> bool {
    let start = words.from;
    let code = (start..start + 10).any(|at| {
        words.token(at + 1).is_some_and(|next| next.hyphened)
            && words.is_number(at + 1)
            && words.token(at).is_some_and(|token| token.capital)
            && words.word(at).len() <= 3
    });
    let bracketed = || {
        words
            .places()
            .any(|at| words.is_sign(at, "(") && words.is_number(at + 1))
    };
    code && words.count() <= 24
        && (words.holds(List::Ages) || words.count() <= 4 && bracketed())
        && !words.holds(List::Verbs)
        && !words.is(words.to - 1, ".")
        && role::read(words).is_none_or(|_| words.has(these![","]))
        && marker::body(words) == words.from
}

/// Whether words begin with a pupil's code: `R-17`.
pub(crate) fn begins(words: Words<'_>) -> bool {
    let start = words.from;
    words.token(start + 1).is_some_and(|next| next.hyphened)
        && words.is_number(start + 1)
        && words.token(start).is_some_and(|token| token.capital)
        && words.word(start).len() <= 3
}
