//! The words that a mark of a dose may begin with.

use super::list::{List, Lists};
use super::token::{Kind, Token, Words};

/// The lists of the words that may open a mark.
const OPENING: Lists = Lists::of(&[List::Openers, List::Numbers, List::Days]);

/// The next token from a place on at which a mark may begin; at most tokens none can, and they are passed quickly.
pub(crate) fn next(words: Words<'_>, from: usize) -> Option<usize> {
    // "three times afternoon", "5 x week".
    let mut counted = from
        .checked_sub(1)
        .is_some_and(|before| words.among(before, List::Times));
    let begins = |token: &Token| {
        let begins = counted || token.kind == Kind::Number || token.lists.meets(OPENING);
        counted = token.lists.holds(List::Times);
        begins
    };
    words.next(from, begins)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::mark::{mark, pass};
    use super::super::token::{Ids, Sheet};
    use super::*;

    /// Words that marks are made of, and some that they are not.
    const WORDS: &str = "on mondays fridays every each half termly halftermly bi weekly p / . w d \
        once only one off alternate weeks monday to - friday daily wkly pw fortnightly monthly annually annual \
        yearly pa per a an the any all year in of week term lesson twice thrice quarter hour three quarters and \
        x visit session review again start end beginning morning afternoon comprising including consisting made \
        up broken down which total maximum limit not exceeding capped within after two four five six seven \
        eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty \
        forty fourty fifty sixty seventy eighty ninety ½ ¼ ¾ 2 30 8.40 am 9 minutes hours sessions times days \
        pupil will help except excluding bar apart from other than : 15";

    proptest! {
        #[test]
        fn no_mark_is_passed(words in prop::collection::vec(prop::sample::select(WORDS.split_whitespace().collect::<Vec<_>>()), 1..6), close: bool) {
            let text = words.join(" ");
            let sheet = Sheet::new(&text, 0, &Ids::new());
            let words = sheet.words();
            for at in words.places() {
                prop_assert!(next(words, at) == Some(at) || pass(words, at).is_none() && mark(words, at, close).is_none(), "{}", text);
            }
        }
    }
}
