//! What a working document strikes out (between `~~`, in `<del>`, after `[deleted:`) and what its parties say of it
//! (`[Parents: not agreed]`), and the signs of emphasis around words.

use std::ops::Range;

use crate::domain::provision::LeftOutWhy;

use super::key::{Word, these};
use super::list::List;
use super::token::{Sheet, Words};

/// What a bracket begins with that holds struck words.
const NAMES: &[Word] = these![
    "deleted", "delete", "deletion", "struck", "strike", "removed", "remove",
];

/// What a bracket begins with that holds a comment.
const COMMENTS: &[Word] = these![
    "parents", "parent", "la", "comment", "note", "moved", "agreed", "not", "disputed", "school",
];

/// Words of a comment in brackets without a colon.
const VERDICTS: &[Word] = these![
    "agreed",
    "moved",
    "disputed",
    "section",
    "opposed",
    "pending",
    "accepted",
    "withdrawn",
];

/// Where struck words end at the latest: a mark that nobody closed strikes out no whole plan.
const FARTHEST: usize = 400;

/// A stretch of tokens that is not read, its marks with it, and why it is left out; signs of emphasis stay in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Out {
    pub(crate) tokens: Range<usize>,
    pub(crate) why: Option<LeftOutWhy>,
}

/// The stretches that are struck out or comments.
pub(crate) fn stretches(sheet: &Sheet) -> Vec<Out> {
    let words = sheet.words();
    let mut found = Vec::new();
    let mut at = words.from;
    while at < words.to {
        if words.among(at, List::Brackets)
            && let Some((end, why)) = end(words, at)
        {
            let tokens = at..end;
            found.push(Out { tokens, why });
            at = end;
        } else {
            at += 1;
        }
    }
    found
}

/// The tokens of the stretches.
pub(crate) fn tokens(out: &[Out]) -> Vec<Range<usize>> {
    out.iter().map(|out| out.tokens.clone()).collect()
}

/// The token after the stretch that begins at a token, and why it is out.
fn end(words: Words<'_>, at: usize) -> Option<(usize, Option<LeftOutWhy>)> {
    if ["*", "_"].iter().any(|sign| twice(words, at, sign)) {
        return Some((at + 2, None));
    }
    if let Some(end) = struck(words, at) {
        return Some((end, Some(LeftOutWhy::StruckOut)));
    }
    if !words.is_sign(at, "[") || !words.any(at + 1, COMMENTS) {
        return None;
    }
    let far = words.to.min(at + FARTHEST);
    let close = (at + 2..far).find(|close| words.is_sign(*close, "]"))?;
    let said = words.is_sign(at + 2, ":") || words.within(at + 1, close).has(VERDICTS);
    said.then_some((close + 1, Some(LeftOutWhy::Statement)))
}

/// The token after the struck stretch that begins at a token.
fn struck(words: Words<'_>, at: usize) -> Option<usize> {
    let far = words.to.min(at + FARTHEST);
    match words.word(at) {
        "~" if twice(words, at, "~") => {
            let close = (at + 2..far).find(|close| twice(words, *close, "~"))?;
            Some(close + 2)
        }
        "<" if words.any(at + 1, these!["del", "s", "strike"]) && words.is_sign(at + 2, ">") => {
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

/// Whether a sign stands twice at a token, with nothing between.
fn twice(words: Words<'_>, at: usize, sign: &str) -> bool {
    let tight = words.token(at + 1).is_some_and(|next| !next.spaced);
    words.is_sign(at, sign) && words.is_sign(at + 1, sign) && tight
}

#[cfg(test)]
mod tests {
    use super::super::token::Ids;
    use super::*;

    #[track_caller]
    fn case(text: &str, left: &str) {
        let sheet = Sheet::new(text, 0, &Ids::new());
        let struck = stretches(&sheet);
        let sheet = sheet.without(&[], &tokens(&struck));
        let words = sheet.words();
        let kept: Vec<&str> = words.places().map(|at| words.word(at)).collect();
        assert_eq!(kept.join(" "), left, "{text}");
    }

    #[test]
    fn struck_words_are_passed() {
        case("for ~~one hour~~ two hours", "for two hours");
        case("for ~~one\nhour~~ two hours", "for two hours");
        case("for ~~one~~two hours", "for two hours");
        case("a <del>TA</del> teacher", "a teacher");
        case("[Deleted: a TA will help] An LSA", "an lsa");
        case("[DELETED TEXT: a TA] An LSA", "an lsa");
        case("for **30** minutes", "for 30 minutes");
        case("* a bullet", "* a bullet");
        case("~ 30 minutes ~", "~ 30 minutes ~");
        case("~~nobody closed it", "~ ~ nobody closed it");
        case("lunchtime. [Parents: too vague, not agreed]", "lunchtime .");
        case("[moved to Section H1]", "");
        case("[Parents will be told]", "[ parents will be told ]");
        case("[remove the splints daily]", "[ remove the splints daily ]");
    }
}
