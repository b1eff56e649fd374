//! Numbers in figures and words: `12.5`, `1½`, `twenty-five`, `half`, ranges such as `20–45`.

use crate::domain::exact::Quantity;

use super::key::these;
use super::list::List;
use super::token::{Kind, Token, Words};

/// A number and how it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Amount {
    /// The number; of a range the lower bound.
    pub(crate) value: Quantity,
    /// A range was written.
    pub(crate) ranged: bool,
    /// The token after it.
    pub(crate) next: usize,
}

fn small(word: &str) -> Option<u32> {
    Some(match word {
        "one" => 1,
        "two" => 2,
        "three" => 3,
        "four" => 4,
        "five" => 5,
        "six" => 6,
        "seven" => 7,
        "eight" => 8,
        "nine" => 9,
        "ten" => 10,
        "eleven" => 11,
        "twelve" => 12,
        "thirteen" => 13,
        "fourteen" => 14,
        "fifteen" => 15,
        "sixteen" => 16,
        "seventeen" => 17,
        "eighteen" => 18,
        "nineteen" => 19,
        _ => return None,
    })
}

fn tens(word: &str) -> Option<u32> {
    Some(match word {
        "twenty" => 20,
        "thirty" => 30,
        "forty" | "fourty" => 40,
        "fifty" => 50,
        "sixty" => 60,
        "seventy" => 70,
        "eighty" => 80,
        "ninety" => 90,
        _ => return None,
    })
}

fn fraction(word: &str) -> Option<Quantity> {
    let text = match word {
        "½" => "0.5",
        "¼" => "0.25",
        "¾" => "0.75",
        _ => return None,
    };
    text.parse().ok()
}

/// A number from 0 to 99 in words, or a hundred.
fn in_words(words: Words<'_>, at: usize) -> Option<(u32, usize)> {
    if !words.among(at, List::Numbers) {
        return None;
    }
    let word = words.word(at);
    if let Some(ten) = tens(word) {
        let unit = small(words.word(at + 1)).filter(|unit| *unit < 10);
        return Some(unit.map_or((ten, at + 1), |unit| (ten + unit, at + 2)));
    }
    small(word).map(|number| (number, at + 1))
}

/// Whether a whole number, in figures or in words, may begin with a token.
#[inline]
pub(crate) fn begins(token: &Token) -> bool {
    token.kind == Kind::Number || token.lists.holds(List::Numbers)
}

fn plain(words: Words<'_>, at: usize) -> Option<(Quantity, usize)> {
    let (mut value, mut next) = if words.is_number(at) {
        (words.word(at).parse().ok()?, at + 1)
    } else if let Some((number, next)) = in_words(words, at) {
        (Quantity::from(number), next)
    } else {
        return Some((fraction(words.word(at))?, at + 1));
    };
    if let Some(part) = fraction(words.word(next)) {
        value = value.plus(part)?;
        next += 1;
    } else if words.is(next, "and")
        && words.any(next + 1, these!["a"])
        && words.is(next + 2, "half")
    {
        value = value.plus("0.5".parse().ok()?)?;
        next += 3;
    }
    Some((value, next))
}

/// The token after a number that is told again in brackets: `twenty-five (25) hours`, `25 (twenty-five) hours`.
fn restated(words: Words<'_>, next: usize, value: Quantity) -> usize {
    let again = || {
        let (_, after) = plain(words, next + 1).filter(|(same, _)| *same == value)?;
        (words.is(after, ")")).then_some(after + 1)
    };
    (words.is(next, "(")).then(again).flatten().unwrap_or(next)
}

/// Reads the number that begins at a token.
pub(crate) fn amount(words: Words<'_>, at: usize) -> Option<Amount> {
    let (value, next) = plain(words, at)?;
    let next = restated(words, next, value);
    let between = words.back(at, 1) == "between" && words.is(next, "and");
    let joins = between
        || words.any(next, these!["-", "to", "or"])
        || words.is(next, "/") && !words.is_number(at);
    if joins
        && let Some((upper, after)) = plain(words, next + 1)
        && upper > value
    {
        return Some(Amount {
            value,
            ranged: true,
            next: after,
        });
    }
    Some(Amount {
        value,
        ranged: false,
        next,
    })
}

/// Reads a small whole number, as of pupils in a group.
pub(crate) fn count(words: Words<'_>, at: usize) -> Option<(u16, usize)> {
    if words.is_number(at) {
        return Some((words.word(at).parse().ok()?, at + 1));
    }
    let (number, next) = in_words(words, at)?;
    Some((u16::try_from(number).ok()?, next))
}

#[cfg(test)]
mod tests {
    use super::super::token::{Ids, Sheet};
    use super::*;

    #[track_caller]
    fn case(text: &str, value: &str, ranged: bool) {
        let sheet = Sheet::new(text, 0, &Ids::new());
        let read = amount(sheet.words(), 0).unwrap();
        assert_eq!(read.value.to_string(), value);
        assert_eq!(read.ranged, ranged);
        assert_eq!(read.next, sheet.words().to);
    }

    #[test]
    fn every_word_that_is_a_number_is_listed() {
        let words = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen \
            fifteen sixteen seventeen eighteen nineteen twenty thirty forty fourty fifty sixty seventy \
            eighty ninety";
        for word in words.split_whitespace() {
            let number = small(word).or_else(|| tens(word)).unwrap();
            case(word, &number.to_string(), false);
        }
    }

    #[test]
    fn figures_words_and_fractions_are_numbers() {
        case("12.5", "12.5", false);
        case("twenty-five", "25", false);
        case("1½", "1.5", false);
        case("one and a half", "1.5", false);
        case("20–45", "20", true);
        case("two or three", "2", true);
        case("1,250", "1250", false);
        case("twenty-five (25)", "25", false);
        case("25 (twenty-five)", "25", false);
    }
}
