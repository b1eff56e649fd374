//! What is known of a word: its number among the words of phrases, and the lists it is in.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::key::Key;
use super::list::{self, List, Lists};

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
    /// Words that their key holds whole, and longer ones.
    short: HashMap<Key, Known, BuildHasherDefault<Mixed>>,
    long: HashMap<String, Known, BuildHasherDefault<Mixed>>,
    /// How many words have a number.
    numbered: u32,
}

impl Ids {
    /// The words of the lists; none has a number yet.
    pub(crate) fn new() -> Self {
        let mut ids = Self {
            short: HashMap::default(),
            long: HashMap::default(),
            numbered: 0,
        };
        for (word, list) in list::words() {
            ids.enlist(word, list);
        }
        ids
    }

    /// Puts a word on a list.
    pub(crate) fn enlist(&mut self, word: &str, list: List) {
        let known = self.entry(word);
        known.lists = known.lists | list.into();
    }

    /// How many words have a number.
    #[cfg(test)]
    pub(crate) fn len(&self) -> u32 {
        self.numbered
    }

    /// What is known of a word; its key is the word's.
    #[inline]
    pub(crate) fn of(&self, key: Key, word: &str) -> Known {
        let known = if key.is_whole() {
            self.short.get(&key)
        } else {
            self.long.get(word)
        };
        known.copied().unwrap_or_default()
    }

    /// The number of a word, which gets one where it has none.
    pub(crate) fn number(&mut self, word: &str) -> u32 {
        let next = self.numbered.saturating_add(1);
        let known = self.entry(word);
        if known.id != 0 {
            return known.id;
        }
        known.id = next;
        self.numbered = next;
        next
    }

    /// What is known of a word, to be added to.
    fn entry(&mut self, word: &str) -> &mut Known {
        let key = Key::of(word);
        if key.is_whole() {
            return self.short.entry(key).or_default();
        }
        self.long.entry(word.to_owned()).or_default()
    }
}

/// A hash of keys, and of long words by both their ends. The words held are the room's own, so that no text can
/// crowd them into one place.
#[derive(Clone, Debug, Default)]
struct Mixed(u64);

impl Hasher for Mixed {
    fn write(&mut self, bytes: &[u8]) {
        if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
            self.write_u64(u64::from_le_bytes(*first));
            self.write_u64(u64::from_le_bytes(*last));
        }
    }

    /// A word's end, which tells nothing.
    fn write_u8(&mut self, _: u8) {}

    fn write_u64(&mut self, bits: u64) {
        self.0 = (self.0 ^ bits).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn finish(&self) -> u64 {
        self.0 ^ self.0 >> 32
    }
}
