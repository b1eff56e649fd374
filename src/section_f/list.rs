//! Lists of words that are looked for at every token: most tokens are passed by their letters at both ends and their length.

/// A word's first and last letter and its length: enough to tell most words apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shape {
    first: u8,
    last: u8,
    /// One bit, at the place of the length.
    length: u32,
}

/// How many letters are told apart: those of the alphabet, and the signs that share their places.
const LETTERS: usize = 32;

impl Shape {
    /// The shape of a word in small letters.
    pub(crate) const fn of(word: &str) -> Self {
        let bytes = word.as_bytes();
        let (first, last) = match (bytes.first(), bytes.last()) {
            (Some(first), Some(last)) => (*first & 31, *last & 31),
            (Some(_) | None, _) => (0, 0),
        };
        let length = if bytes.len() < 31 { bytes.len() } else { 31 };
        Self {
            first,
            last,
            length: 1 << length,
        }
    }
}

/// Words, and the shapes they have.
#[derive(Debug)]
pub(crate) struct List {
    words: &'static [&'static str],
    /// By the first letter, and by the last: a bit for each length.
    firsts: [u32; LETTERS],
    lasts: [u32; LETTERS],
}

impl List {
    /// Makes a list while the program is compiled.
    #[expect(
        clippy::indexing_slicing,
        reason = "it runs while compiling, where a wrong place would be refused"
    )]
    pub(crate) const fn of(words: &'static [&'static str]) -> Self {
        let (mut firsts, mut lasts) = ([0_u32; LETTERS], [0_u32; LETTERS]);
        let mut rest = words;
        while let Some((word, others)) = rest.split_first() {
            let shape = Shape::of(word);
            firsts[shape.first as usize] |= shape.length;
            lasts[shape.last as usize] |= shape.length;
            rest = others;
        }
        Self {
            words,
            firsts,
            lasts,
        }
    }

    /// Whether a word of this shape may be in the list.
    #[inline]
    pub(crate) fn may_hold(&self, shape: Shape) -> bool {
        let of = |lengths: &[u32; LETTERS], letter: u8| {
            lengths.get(usize::from(letter)).copied().unwrap_or(0)
        };
        of(&self.firsts, shape.first) & of(&self.lasts, shape.last) & shape.length != 0
    }

    /// Whether a word is in the list.
    pub(crate) fn holds(&self, word: &str) -> bool {
        // Few words of a list are as long and begin alike: the rest need no comparing.
        let first = word.as_bytes().first();
        let mut alike = (self.words.iter())
            .filter(|held| held.len() == word.len() && held.as_bytes().first() == first);
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
