//! Words that a working document strikes out: between `~~`, in `<del>`, or after `[deleted:`.

use std::ops::Range;

use super::list::List;
use super::token::{Sheet, Words};

/// What may open a stretch that is struck out.
const OPENERS: List = List::of(&["~", "<", "["]);

/// What a bracket begins with that holds struck words.
const NAMES: &[&str] = &[
    "deleted", "delete", "deletion", "struck", "strike", "removed", "remove",
];

/// Where struck words end at the latest: a mark that nobody closed strikes out no whole plan.
const FARTHEST: usize = 400;

/// The stretches of tokens that are struck out, their marks with them.
pub(crate) fn stretches(sheet: &Sheet) -> Vec<Range<usize>> {
    let words = sheet.words();
    let mut found = Vec::new();
    let mut at = words.from;
    while at < words.to {
        if words.among(at, &OPENERS)
            && let Some(end) = end(words, at)
        {
            found.push(at..end);
            at = end;
        } else {
            at += 1;
        }
    }
    found
}

/// The token after the struck stretch that begins at a token.
fn end(words: Words<'_>, at: usize) -> Option<usize> {
    let far = words.to.min(at + FARTHEST);
    match words.word(at) {
        "~" if twice(words, at) => {
            let close = (at + 2..far).find(|close| twice(words, *close))?;
            Some(close + 2)
        }
        "<" if words.any(at + 1, &["del", "s", "strike"]) && words.is_sign(at + 2, ">") => {
            let closes = |close: &usize| {
                words.is_sign(*close, "<")
                    && words.is_sign(close + 1, "/")
                    && words.word(close + 2) == words.word(at + 1)
            };
            let close = (at + 3..far).find(closes)?;
            Some(close + 4)
        }
        "[" if words.any(at + 1, NAMES) => {
            let colon = (at + 2..at + 5).any(|colon| words.is_sign(colon, ":"));
            let dash = words.is_sign(at + 2, "-");
            let close = (at + 2..far).find(|close| words.is_sign(*close, "]"))?;
            (colon || dash).then_some(close + 1)
        }
        _ => None,
    }
}

/// Whether two tildes stand at a token, with nothing between them.
fn twice(words: Words<'_>, at: usize) -> bool {
    let tight = words.token(at + 1).is_some_and(|next| !next.spaced);
    words.is_sign(at, "~") && words.is_sign(at + 1, "~") && tight
}

#[cfg(test)]
mod tests {
    use super::super::token::Ids;
    use super::*;

    #[track_caller]
    fn case(text: &str, left: &str) {
        let sheet = Sheet::new(text, 0, &Ids::new());
        let struck = stretches(&sheet);
        let sheet = sheet.without(&[], &struck);
        let words = sheet.words();
        let kept: Vec<&str> = words.places().map(|at| words.word(at)).collect();
        assert_eq!(kept.join(" "), left, "{text}");
    }

    #[test]
    fn struck_words_are_passed() {
        case("for ~~one hour~~ two hours", "for two hours");
        case("for ~~one\nhour~~ two hours", "for two hours");
        case("a <del>TA</del> teacher", "a teacher");
        case("[Deleted: a TA will help] An LSA", "an lsa");
        case("[DELETED TEXT: a TA] An LSA", "an lsa");
        case("~ 30 minutes ~", "~ 30 minutes ~");
        case("~~nobody closed it", "~ ~ nobody closed it");
        case("[remove the splints daily]", "[ remove the splints daily ]");
    }
}
