//! Numbers for the words that phrases are made of.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Numbers the words that phrases are made of, from 1.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ids {
    by_word: HashMap<String, u32, BuildHasherDefault<Fnv>>,
}

impl Ids {
    /// No words yet.
    #[cfg(test)]
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// How many words have a number.
    #[cfg(test)]
    pub(crate) fn len(&self) -> usize {
        self.by_word.len()
    }

    /// The number of a word; 0 where no phrase has it.
    pub(crate) fn of(&self, word: &str) -> u32 {
        self.by_word.get(word).copied().unwrap_or(0)
    }

    /// The number of a word, which gets one where it has none.
    pub(crate) fn number(&mut self, word: &str) -> u32 {
        let next = u32::try_from(self.by_word.len())
            .unwrap_or(u32::MAX)
            .saturating_add(1);
        *self.by_word.entry(word.to_owned()).or_insert(next)
    }
}

/// Fowler, Noll and Vo's hash (1a): quick for short words. The words held are the room's own,
/// so that no text can crowd them into one place.
#[derive(Clone, Debug)]
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
