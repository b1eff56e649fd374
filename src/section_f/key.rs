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
    pub(crate) const fn of(word: &str) -> Self {
        let bytes = word.as_bytes();
        let length = (bytes.len() as u64) << 56;
        let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) else {
            let letters = match bytes {
                [one] => *one as u64,
                [one, two] => *one as u64 | (*two as u64) << 8,
                [one, two, three] => *one as u64 | (*two as u64) << 8 | (*three as u64) << 16,
                _ => 0,
            };
            return Self(length | letters);
        };
        let first = u32::from_le_bytes(*first) as u64;
        let last = u32::from_le_bytes(*last) as u64;
        if bytes.len() <= WHOLE {
            // The letters that both ends hold lie upon themselves.
            Self(length | first | last << (8 * (bytes.len() - 4)))
        } else {
            Self(LONG | first | last << 32)
        }
    }

    /// The key of a word by the eight bytes that begin with it, the first the lowest; nothing where it does not hold the word whole.
    #[inline]
    pub(crate) fn of_first(eight: u64, length: usize) -> Option<Self> {
        let word = eight & !(u64::MAX << (8 * length.min(WHOLE)));
        (length <= WHOLE).then_some(Self((length as u64) << 56 | word))
    }

    /// Whether it holds the whole word, so that no other word has it.
    #[inline]
    pub(crate) const fn is_whole(self) -> bool {
        self.0 & LONG == 0
    }
}

/// A word that a rule looks for, with its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// Its key.
    pub(crate) key: Key,
    /// Its letters, small.
    pub(crate) text: &'static str,
}

impl Word {
    /// A word with its key.
    pub(crate) const fn of(text: &'static str) -> Self {
        Self {
            key: Key::of(text),
            text,
        }
    }
}

/// Words that a rule looks for, their keys made when the program is built: `these!["am", "pm"]`.
macro_rules! these {
    ($($word:literal),* $(,)?) => {
        const { &[$($crate::section_f::key::Word::of($word)),*] }
    };
}
pub(crate) use these;

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
