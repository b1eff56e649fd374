//! What is known of a word: its number among the words of phrases, and the lists it is in.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::list::{self, Lists};

/// What is known of a word.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Known {
    /// Its number among the words that phrases are made of; 0 where no phrase has it.
    pub(crate) id: u32,
    /// The lists it is in.
    pub(crate) lists: Lists,
}

/// Numbers the words that phrases are made of, from 1, and knows the words of every list.
#[derive(Clone, Debug)]
pub(crate) struct Ids {
    by_word: HashMap<String, Known, BuildHasherDefault<Ends>>,
    /// How many words have a number.
    numbered: u32,
}

impl Default for Ids {
    fn default() -> Self {
        Self::new()
    }
}

impl Ids {
    /// The words of the lists; none has a number yet.
    pub(crate) fn new() -> Self {
        let mut ids = Self {
            by_word: HashMap::default(),
            numbered: 0,
        };
        for (word, list) in list::words() {
            let known = ids.by_word.entry(word.to_owned()).or_default();
            known.lists = known.lists | list.into();
        }
        ids
    }

    /// How many words have a number.
    #[cfg(test)]
    pub(crate) fn len(&self) -> u32 {
        self.numbered
    }

    /// What is known of a word.
    pub(crate) fn of(&self, word: &str) -> Known {
        self.by_word.get(word).copied().unwrap_or_default()
    }

    /// The number of a word, which gets one where it has none.
    pub(crate) fn number(&mut self, word: &str) -> u32 {
        let known = self.by_word.entry(word.to_owned()).or_default();
        if known.id == 0 {
            self.numbered = self.numbered.saturating_add(1);
            known.id = self.numbered;
        }
        known.id
    }
}

/// A hash of short words, from their letters at both ends and their length: quicker than one that takes letter by
/// letter. The words held are the room's own, so that no text can crowd them into one place.
#[derive(Clone, Debug, Default)]
struct Ends(u64);

impl Ends {
    fn packed(bytes: &[u8]) -> u64 {
        if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
            return u64::from_le_bytes(*first) ^ u64::from_le_bytes(*last).rotate_left(27);
        }
        if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
            let (first, last) = (u32::from_le_bytes(*first), u32::from_le_bytes(*last));
            return u64::from(first) | u64::from(last) << 32;
        }
        let letters = bytes.iter().map(|letter| u64::from(*letter));
        letters.fold(0, |packed, letter| packed << 8 | letter)
    }
}

impl Hasher for Ends {
    fn write(&mut self, bytes: &[u8]) {
        let packed = Self::packed(bytes).wrapping_add(bytes.len() as u64);
        self.0 = (self.0 ^ packed).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    /// A text's end, which its length tells already.
    fn write_u8(&mut self, _: u8) {}

    fn finish(&self) -> u64 {
        self.0 ^ self.0 >> 32
    }
}
