//! The letters of plain words, looked at eight at a time: how long a word is cannot be guessed, and a wrong guess costs more
//! than all eight.

use super::key::Key;

/// One in every byte, and the top bit of every byte.
const ONES: u64 = 0x0101_0101_0101_0101;
const TOPS: u64 = 0x8080_8080_8080_8080;

/// Eight bytes of a text in small letters, the first the lowest; noughts behind the text's end.
#[derive(Clone, Copy)]
struct Eight(u64);

impl Eight {
    /// The bytes that a text begins with.
    #[inline]
    fn of(text: &[u8]) -> Self {
        if let Some(whole) = text.first_chunk() {
            return Self(u64::from_le_bytes(*whole));
        }
        let letters = text.iter().rev();
        Self(letters.fold(0, |packed, letter| packed << 8 | u64::from(*letter)))
    }

    /// How many letters it begins with.
    #[inline]
    fn letters(self) -> usize {
        let plain = self.0 & !TOPS;
        let from_a = plain + ONES * u64::from(0x80 - b'a');
        let past_z = plain + ONES * u64::from(0x7f - b'z');
        let others = !(from_a & !past_z & !self.0) & TOPS;
        others.trailing_zeros() as usize / 8
    }
}

/// How many letters the word has that a text in small letters begins with, and its key where they are few.
#[inline]
pub(crate) fn first(text: &[u8]) -> (usize, Option<Key>) {
    let eight = Eight::of(text);
    let mut length = eight.letters();
    if let Some(key) = Key::of_first(eight.0, length) {
        return (length, Some(key));
    }
    let mut last = length;
    while last == 8 {
        last = Eight::of(text.get(length..).unwrap_or_default()).letters();
        length += last;
    }
    (length, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(text: &str, word: &str) {
        let (length, key) = first(text.as_bytes());
        assert_eq!(length, word.len(), "{text}");
        assert_eq!(
            key,
            Some(Key::of(word)).filter(|_| word.len() < 8),
            "{text}"
        );
    }

    #[test]
    fn the_letters_of_the_first_word_are_counted() {
        case("", "");
        case(" a", "");
        case("a", "a");
        case("az{az", "az");
        case("`a", "");
        case("therapy", "therapy");
        case("a therapist", "a");
        case("sessions", "sessions");
        case("sessions weekly", "sessions");
        case("speechandlanguage.", "speechandlanguage");
        case("abcdefghabcdefgh", "abcdefghabcdefgh");
        case("café", "caf");
        case("in–out", "in");
    }
}
