//! Lists of phrases, found in a stretch of words by their first word.

use super::list::{List, Lists};
use super::token::{Ids, Sheet, Words};

/// Phrases and what each stands for.
#[derive(Debug)]
pub(crate) struct Phrases<T> {
    /// The lists of the words that are phrases alone, that begin longer ones, and that come second in those.
    alone: List,
    first: List,
    second: List,
    /// By the id of the first word; a phrase of one word before the others, these by their second word, the longest first.
    by_first: Vec<Vec<Phrase<T>>>,
}

/// A phrase by the ids of its words.
#[derive(Debug)]
struct Phrase<T> {
    /// The second word, by which it is found; 0 where there is none.
    second: u32,
    /// The words after the first.
    rest: Vec<u32>,
    value: T,
}

/// A phrase found: its tokens, the end not included, and what it stands for.
#[derive(Debug)]
pub(crate) struct Found<'a, T> {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) value: &'a T,
}

impl<T> Phrases<T> {
    /// No phrases yet, and the lists for the words that are phrases alone, that begin longer ones, and that come second.
    pub(crate) fn new(alone: List, first: List, second: List) -> Self {
        Self {
            alone,
            first,
            second,
            by_first: Vec::new(),
        }
    }

    /// Adds a phrase; its words get ids where they have none yet.
    pub(crate) fn add(&mut self, phrase: &str, value: T, ids: &mut Ids) {
        let sheet = Sheet::new(phrase, 0, ids);
        let words = sheet.words();
        let numbered = words.places().map(|at| ids.number(words.word(at)));
        let numbered: Vec<u32> = numbered.collect();
        let Some((first, rest)) = numbered.split_first() else {
            return;
        };
        let Ok(first) = usize::try_from(*first) else {
            return;
        };
        if self.by_first.len() <= first {
            self.by_first.resize_with(first + 1, Vec::new);
        }
        if rest.is_empty() {
            ids.enlist(words.word(words.from), self.alone);
        } else {
            ids.enlist(words.word(words.from), self.first);
            ids.enlist(words.word(words.from + 1), self.second);
        }
        if let Some(list) = self.by_first.get_mut(first) {
            let second = rest.first().copied().unwrap_or(0);
            let before = |other: &Phrase<T>| {
                other.second < second || other.second == second && other.rest.len() >= rest.len()
            };
            let place = list.partition_point(before);
            let phrase = Phrase {
                second,
                rest: rest.to_vec(),
                value,
            };
            list.insert(place, phrase);
        }
    }

    /// How many phrases there are.
    pub(crate) fn len(&self) -> usize {
        self.by_first.iter().map(Vec::len).sum()
    }

    /// The longest phrase that begins at a token.
    #[inline]
    pub(crate) fn at(&self, words: Words<'_>, at: usize) -> Option<Found<'_, T>> {
        let token = words.token(at)?;
        let goes_on = || words.among(at + 1, self.second);
        if !(token.lists.holds(self.alone) || token.lists.holds(self.first) && goes_on()) {
            return None;
        }
        let list = self.by_first.get(usize::try_from(token.id).ok()?)?;
        let is = |place: usize, id: u32| words.token(place).is_some_and(|token| token.id == id);
        let next = words.token(at + 1).map_or(0, |token| token.id);
        let fits = |phrase: &&Phrase<T>| {
            let mut rest = phrase.rest.iter().zip(at + 1..);
            rest.all(|(id, place)| is(place, *id))
        };
        let from = list.partition_point(|phrase| phrase.second < next);
        let alike = list.iter().skip(from);
        let mut alike = alike.take_while(|phrase| phrase.second == next);
        let alone = list.first().filter(|phrase| phrase.second == 0);
        let phrase = alike.find(fits).or(alone)?;
        Some(Found {
            from: at,
            to: at + 1 + phrase.rest.len(),
            value: &phrase.value,
        })
    }

    /// Every phrase in a stretch, from the left, none inside another.
    pub(crate) fn all<'p>(&'p self, words: Words<'p>) -> impl Iterator<Item = Found<'p, T>> {
        let (mut next, first) = (words.from, Lists::from(self.alone) | self.first.into());
        std::iter::from_fn(move || {
            while let Some(first) = words.next_among(next, first) {
                if let Some(found) = self.at(words, first) {
                    next = found.to;
                    return Some(found);
                }
                next = first + 1;
            }
            None
        })
    }
}
