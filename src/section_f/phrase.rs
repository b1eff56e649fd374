//! Lists of phrases, found in a stretch of words by their first word.

use super::list::List;
use super::token::{Ids, Sheet, Words};

/// Phrases and what each stands for.
#[derive(Debug)]
pub(crate) struct Phrases<T> {
    /// The list of their first words.
    first: List,
    /// By the id of the first word; the longest first.
    by_first: Vec<Vec<(Vec<u32>, T)>>,
}

/// A phrase found: its tokens, the end not included, and what it stands for.
#[derive(Debug)]
pub(crate) struct Found<'a, T> {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) value: &'a T,
}

impl<T> Phrases<T> {
    /// No phrases yet; the first word of each will be on a list.
    pub(crate) fn new(first: List) -> Self {
        Self {
            first,
            by_first: Vec::new(),
        }
    }

    /// Adds a phrase; its words get ids where they have none yet.
    pub(crate) fn add(&mut self, phrase: &str, value: T, ids: &mut Ids) {
        let sheet = Sheet::new(phrase, 0, ids);
        let words = sheet.words();
        let numbered = words.places().map(|at| ids.number(words.word(at)));
        let phrase: Vec<u32> = numbered.collect();
        let Some(first) = phrase.first().and_then(|id| usize::try_from(*id).ok()) else {
            return;
        };
        if self.by_first.len() <= first {
            self.by_first.resize_with(first + 1, Vec::new);
        }
        ids.enlist(words.word(words.from), self.first);
        if let Some(list) = self.by_first.get_mut(first) {
            let longer = list.partition_point(|(other, _)| other.len() >= phrase.len());
            list.insert(longer, (phrase, value));
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
        if !token.lists.holds(self.first) {
            return None;
        }
        let list = self.by_first.get(usize::try_from(token.id).ok()?)?;
        let fits = |phrase: &Vec<u32>| {
            let mut place = at;
            phrase.iter().all(|id| {
                place += 1;
                words.token(place - 1).is_some_and(|token| token.id == *id)
            })
        };
        let (phrase, value) = list.iter().find(|(phrase, _)| fits(phrase))?;
        Some(Found {
            from: at,
            to: at + phrase.len(),
            value,
        })
    }

    /// Every phrase in a stretch, from the left, none inside another.
    pub(crate) fn all<'p>(&'p self, words: Words<'p>) -> impl Iterator<Item = Found<'p, T>> {
        let mut next = words.from;
        std::iter::from_fn(move || {
            while next < words.to {
                if let Some(found) = self.at(words, next) {
                    next = found.to;
                    return Some(found);
                }
                next += 1;
            }
            None
        })
    }
}
