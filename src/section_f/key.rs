//! Words packed into numbers, so that two are compared at once.

/// A word of up to seven letters whole, with its length; of a longer one both its ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Key(u64);

/// How long a word may be that its key holds whole.
const WHOLE: usize = 7;

/// The bit of a longer word.
const LONG: u64 = 1 << 63;

impl Key {
    /// The key of a word.
    #[inline]
    pub(crate) fn of(word: &str) -> Self {
        let bytes = word.as_bytes();
        let length = (bytes.len() as u64) << 56;
        let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) else {
            let letters = bytes.iter().rev().map(|letter| u64::from(*letter));
            return Self(length | letters.fold(0, |packed, letter| packed << 8 | letter));
        };
        let first = u64::from(u32::from_le_bytes(*first));
        let last = u64::from(u32::from_le_bytes(*last));
        if bytes.len() <= WHOLE {
            // The letters that both ends hold lie upon themselves.
            Self(length | first | last << (8 * (bytes.len() - 4)))
        } else {
            Self(LONG | first | last << 32)
        }
    }

    /// Whether it holds the whole word, so that no other word has it.
    #[inline]
    pub(crate) fn is_whole(self) -> bool {
        self.0 & LONG == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_words_have_keys_of_their_own() {
        let words = [
            "", "a", "b", "aa", "ab", "ba", "aaa", "aba", "aaaa", "½", "half", "flah", "halff",
            "halfh", "hallf", "minute", "minnte", "minutes", "mínutes", "session",
        ];
        for (place, word) in words.iter().enumerate() {
            let key = Key::of(word);
            assert!(key.is_whole() || word.len() > WHOLE, "{word}");
            assert!(
                !words[..place].iter().any(|other| Key::of(other) == key),
                "{word}"
            );
        }
    }

    #[test]
    fn long_words_have_the_keys_of_their_ends() {
        assert!(!Key::of("sessions").is_whole());
        assert_ne!(Key::of("sessions"), Key::of("sessioms"));
        assert_eq!(Key::of("afternoons"), Key::of("afteroons"));
    }
}
