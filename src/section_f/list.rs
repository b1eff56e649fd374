//! Lists of words that are looked for at every token: most tokens are passed by their first letter and length.

/// A word's first letter and its length: enough to tell most words apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shape {
    first: u8,
    /// One bit, at the place of the length.
    length: u32,
}

/// How many first letters are told apart.
const FIRSTS: usize = 32;

impl Shape {
    /// The shape of a word in small letters.
    pub(crate) const fn of(word: &str) -> Self {
        let bytes = word.as_bytes();
        let first = match bytes.first() {
            Some(first) => *first & 31,
            None => 0,
        };
        let length = if bytes.len() < 31 { bytes.len() } else { 31 };
        Self {
            first,
            length: 1 << length,
        }
    }
}

/// Words, and the shapes they have.
#[derive(Debug)]
pub(crate) struct List {
    words: &'static [&'static str],
    /// By the first letter: a bit for each length.
    lengths: [u32; FIRSTS],
}

impl List {
    /// Makes a list while the program is compiled.
    #[expect(
        clippy::indexing_slicing,
        reason = "it runs while compiling, where a wrong place would be refused"
    )]
    pub(crate) const fn of(words: &'static [&'static str]) -> Self {
        let mut lengths = [0_u32; FIRSTS];
        let mut rest = words;
        while let Some((word, others)) = rest.split_first() {
            let shape = Shape::of(word);
            lengths[shape.first as usize] |= shape.length;
            rest = others;
        }
        Self { words, lengths }
    }

    /// Whether a word of this shape may be in the list.
    #[inline]
    pub(crate) fn may_hold(&self, shape: Shape) -> bool {
        let lengths = self.lengths.get(usize::from(shape.first));
        lengths.is_some_and(|lengths| lengths & shape.length != 0)
    }

    /// Whether a word is in the list.
    pub(crate) fn holds(&self, word: &str) -> bool {
        // Few words of a list begin alike: the rest need no comparing.
        let first = word.as_bytes().first();
        let mut alike = self
            .words
            .iter()
            .filter(|held| held.as_bytes().first() == first);
        alike.any(|held| *held == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: List = List::of(&[
        "will",
        "topup",
        "½",
        "a-very-long-word-of-more-than-32-letters",
    ]);

    #[test]
    fn every_word_of_a_list_may_be_in_it() {
        for word in LIST.words {
            assert!(LIST.may_hold(Shape::of(word)) && LIST.holds(word), "{word}");
        }
        for word in ["", "wil", "the", "would", "x"] {
            assert!(!LIST.may_hold(Shape::of(word)), "{word}");
        }
        assert!(!LIST.holds("well"));
    }
}
