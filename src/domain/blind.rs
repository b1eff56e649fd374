//! Text of a plan without its sums of money, for readers who must not work back from the price.

use std::borrow::Cow;

/// What stands where a figure stood.
const HIDDEN: char = '▒';

/// Hides every sum in pounds, character for character, so that places in the text still hold.
pub fn blind(text: &str) -> Cow<'_, str> {
    if !text.contains('£') {
        return Cow::Borrowed(text);
    }
    let mut hiding = false;
    let hidden = text.chars().map(|c| {
        hiding = c == '£'
            || (hiding && (c.is_ascii_digit() || matches!(c, ',' | '.' | ' ' | 'k' | 'K')));
        if hiding && c != ' ' { HIDDEN } else { c }
    });
    Cow::Owned(hidden.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(text: &str, seen: &str) {
        assert_eq!(blind(text), seen);
        assert_eq!(text.chars().count(), seen.chars().count());
    }

    #[test]
    fn no_sum_is_seen_and_every_other_word_is() {
        case(
            "The first £6,000 of provision",
            "The first ▒▒▒▒▒▒ of provision",
        );
        case("£12.50 an hour; 15 hours", "▒▒▒▒▒▒ an hour; 15 hours");
        case("a top-up of £ 4 500 a year", "a top-up of ▒ ▒ ▒▒▒ a year");
        case("2 x 30 minutes", "2 x 30 minutes");
    }
}
