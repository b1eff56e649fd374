//! Who is named only to say that it is somebody else: `a TA rather than a teacher`.

use crate::section_f::list::List;
use crate::section_f::token::Words;

/// How far before a role the words may stand that put another in its place: `rather than being taught by a TA`.
const REACH: usize = 6;

/// Whether the role at a token is one that does not deliver, since another does.
pub(super) fn holds(words: Words<'_>, from: usize) -> bool {
    let near = from.saturating_sub(REACH).max(words.from);
    let mut before = (near..from)
        .rev()
        .take_while(|at| !words.among(*at, List::InsteadBounds) && !words.among(*at, List::Modals));
    before.any(|at| {
        matches!(
            (words.word(at), words.word(at + 1)),
            ("rather", "than") | ("instead", "of")
        )
    }) || is_not(words, from)
}

/// `not a teacher`, `not by the class teacher`; `whether or not a TA is there` denies nobody.
fn is_not(words: Words<'_>, from: usize) -> bool {
    let mut at = from;
    while at > words.from && words.among(at - 1, List::InsteadBetween) {
        at -= 1;
    }
    at < from && words.back(at, 1) == "not" && words.back(at, 2) != "or"
}
