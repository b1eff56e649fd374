//! Likeness: how many of their words two provisions share.

use std::collections::HashMap;

use super::super::filler::says_something;
use super::super::provision::plain_words;

/// What a word weighs that says what is provided, and what one that any provision may have.
const TELLING: u32 = 4;
const FILLER: u32 = 1;

/// The share, in a thousand, of all the words of two provisions from which one may be the other reworded.
///
/// A scorer of readings takes three words in five for a match; a dose and a new phrase may change one provision's words
/// by a little more than that.
pub(super) const ALIKE: u32 = 550;

/// The share, in a thousand, of a provision's words from which it is taken for a part of another.
pub(super) const PART: u32 = 650;

/// The words of the provisions of two versions, numbered alike.
#[derive(Default)]
pub(super) struct Wordings {
    /// The words of each provision in their order: the earlier ones first, then the newer.
    pub(super) texts: Vec<Vec<u32>>,
    /// The same in the order of the numbers, to be compared as bags.
    bags: Vec<Bag>,
    /// What each bag weighs.
    heavy: Vec<u32>,
    weights: Vec<u32>,
}

/// The numbers of a provision's words in ascending order, each as often as it stands there.
pub(super) type Bag = Vec<u32>;

impl Wordings {
    /// Numbers the words of texts; what has been paired already has none here.
    pub(super) fn of<'a>(provisions: impl Iterator<Item = Option<&'a str>>) -> Self {
        let mut numbers: HashMap<String, u32> = HashMap::new();
        let mut weights = Vec::new();
        let mut number = |word: String| {
            let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
            *numbers.entry(word).or_insert_with_key(|word| {
                weights.push(if says_something(word) {
                    TELLING
                } else {
                    FILLER
                });
                next
            })
        };
        let texts: Vec<Vec<u32>> = provisions
            .map(|text| {
                let words = plain_words(text.unwrap_or_default()).into_iter();
                words.map(&mut number).collect()
            })
            .collect();
        let bags = texts.iter().map(|text| sorted(text)).collect();
        let mut wordings = Self {
            texts,
            bags,
            heavy: Vec::new(),
            weights,
        };
        let heavy = wordings.bags.iter().map(|bag| wordings.weight(bag));
        wordings.heavy = heavy.collect();
        wordings
    }

    /// The words of a provision as a bag.
    pub(super) fn bag(&self, provision: usize) -> &[u32] {
        self.bags.get(provision).map_or(&[], Vec::as_slice)
    }

    /// The weight of all the words of a bag.
    pub(super) fn weight(&self, bag: &[u32]) -> u32 {
        bag.iter().map(|word| self.weight_of(*word)).sum()
    }

    fn weight_of(&self, word: u32) -> u32 {
        self.weights.get(place(word)).copied().unwrap_or(FILLER)
    }

    /// The weight of the words that two bags share.
    pub(super) fn shared(&self, one: &[u32], other: &[u32]) -> u32 {
        let mut shared = 0;
        walk(one, other, |word, in_both| {
            if in_both {
                shared += self.weight_of(word);
            }
        });
        shared
    }

    /// The share, in a thousand, of the words of two provisions that both have.
    pub(super) fn likeness(&self, one: usize, other: usize) -> u32 {
        let all = self.heavy(one) + self.heavy(other);
        per_mille(2 * self.shared(self.bag(one), self.bag(other)), all)
    }

    /// The most that the likeness of two provisions can be, for what they weigh: all words of the lighter one.
    pub(super) fn may_be(&self, one: usize, other: usize) -> u32 {
        let (one, other) = (self.heavy(one), self.heavy(other));
        per_mille(2 * one.min(other), one + other)
    }

    fn heavy(&self, provision: usize) -> u32 {
        self.heavy.get(provision).copied().unwrap_or_default()
    }

    /// The share, in a thousand, of the words of a part that a whole has.
    pub(super) fn part(&self, part: &[u32], whole: &[u32]) -> u32 {
        per_mille(self.shared(part, whole), self.weight(part))
    }
}

/// What of one bag is not in another.
pub(super) fn without(one: &[u32], other: &[u32]) -> Bag {
    let mut left = Bag::new();
    walk(one, other, |word, in_both| {
        if !in_both {
            left.push(word);
        }
    });
    left
}

/// Goes through the words of one bag, each with whether the other has it too.
fn walk(one: &[u32], other: &[u32], mut visit: impl FnMut(u32, bool)) {
    let mut rest = other;
    for word in one {
        rest = rest.get(before(rest, *word)..).unwrap_or_default();
        let in_both = rest.first() == Some(word);
        if in_both {
            rest = rest.get(1..).unwrap_or_default();
        }
        visit(*word, in_both);
    }
}

/// How many words of a bag come before a word: a few steps where it is near, and few more in a bag of thousands.
fn before(bag: &[u32], word: u32) -> usize {
    let mut reach = 1;
    while bag.get(reach - 1).is_some_and(|next| *next < word) {
        reach *= 2;
    }
    let from = reach / 2;
    let near = bag.get(from..reach.min(bag.len())).unwrap_or_default();
    from + near.partition_point(|next| *next < word)
}

fn sorted(text: &[u32]) -> Bag {
    let mut bag = text.to_vec();
    bag.sort_unstable();
    bag
}

fn place(word: u32) -> usize {
    usize::try_from(word).unwrap_or(usize::MAX)
}

/// The share of a whole, in a thousand.
pub(super) fn per_mille(part: u32, whole: u32) -> u32 {
    let share = u64::from(part) * 1000 / u64::from(whole.max(1));
    u32::try_from(share).unwrap_or(u32::MAX)
}
