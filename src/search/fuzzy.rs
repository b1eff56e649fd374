//! Fuzzy finding over names, references, commands and descriptors.

use std::collections::HashMap;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use crate::domain::fold::{fold, folded};

/// What a query found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The id that the entry was added with.
    pub id: usize,
    /// How well it matches; higher is better.
    pub score: i64,
    /// The characters of the entry's text that matched, counted from 0.
    pub at: Vec<usize>,
}

/// Texts to be found, folded once.
#[derive(Debug, Default)]
pub struct Index {
    /// All keys, one after another.
    keys: String,
    entries: Vec<Entry>,
    /// Where a key's characters stand in its text, for the few where they are not the same.
    moved: HashMap<usize, Vec<usize>>,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    start: usize,
    end: usize,
    /// The characters that the key has, a bit each.
    mask: u64,
    id: usize,
}

impl Index {
    /// Folds texts into an index.
    pub fn new<'a>(texts: impl IntoIterator<Item = (&'a str, usize)>) -> Self {
        let mut index = Self::default();
        for (text, id) in texts {
            index.add(text, id);
        }
        index
    }

    fn add(&mut self, text: &str, id: usize) {
        let start = self.keys.len();
        let mut places = Vec::new();
        for (place, c) in text.chars().enumerate() {
            for folded in fold(c) {
                self.keys.push(folded);
                places.push(place);
            }
        }
        if places.iter().enumerate().any(|(key, place)| key != *place) {
            self.moved.insert(self.entries.len(), places);
        }
        let end = self.keys.len();
        let mask = mask(self.keys.get(start..end).unwrap_or_default());
        self.entries.push(Entry {
            start,
            end,
            mask,
            id,
        });
    }

    /// How many texts there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Finds the texts that have every word of the query, the best first; ties keep the order in
    /// which the texts were given. An empty query gives the first texts.
    pub fn find(&self, query: &str, limit: usize) -> Vec<Hit> {
        let folded = folded(query);
        let words: Vec<&str> = folded.split_whitespace().collect();
        let wanted = mask(&words.concat());
        let matcher = SkimMatcherV2::default().respect_case();
        let mut found: Vec<(i64, usize)> = Vec::new();
        for (place, entry) in self.entries.iter().enumerate() {
            if entry.mask & wanted != wanted {
                continue;
            }
            let score = |word: &&str| {
                let key = self.key(*entry);
                follows(key, word)
                    .then(|| matcher.fuzzy_match(key, word))
                    .flatten()
            };
            let scores: Option<i64> = words.iter().map(score).sum();
            found.extend(scores.map(|score| (score, place)));
        }
        let best = |(score, place): &(i64, usize)| (std::cmp::Reverse(*score), *place);
        if limit < found.len() {
            found.select_nth_unstable_by_key(limit, best);
            found.truncate(limit);
        }
        found.sort_unstable_by_key(best);
        (found.into_iter())
            .filter_map(|(score, place)| self.hit(&matcher, &words, score, place))
            .collect()
    }

    fn key(&self, entry: Entry) -> &str {
        self.keys.get(entry.start..entry.end).unwrap_or_default()
    }

    fn hit(
        &self,
        matcher: &SkimMatcherV2,
        words: &[&str],
        score: i64,
        place: usize,
    ) -> Option<Hit> {
        let entry = *self.entries.get(place)?;
        let key = self.key(entry);
        let mut at: Vec<usize> = (words.iter())
            .filter_map(|word| matcher.fuzzy_indices(key, word))
            .flat_map(|(_, places)| places)
            .collect();
        if let Some(places) = self.moved.get(&place) {
            at = at
                .iter()
                .filter_map(|key| places.get(*key).copied())
                .collect();
        }
        at.sort_unstable();
        at.dedup();
        Some(Hit {
            id: entry.id,
            score,
            at,
        })
    }
}

/// The characters of a folded text, a bit each: letters and digits have their own, the others
/// share what is left. A text without a query's bits cannot match it, which is quick to see.
fn mask(folded: &str) -> u64 {
    let bit = |c: char| match c {
        'a'..='z' => u32::from(c) - u32::from('a'),
        '0'..='9' => u32::from(c) - u32::from('0') + 26,
        other => u32::from(other) % 28 + 36,
    };
    folded.chars().fold(0, |mask, c| mask | 1 << bit(c))
}

/// Whether the characters of a word stand in a key in this order; cheaper than a score.
fn follows(key: &str, word: &str) -> bool {
    let mut key = key.chars();
    word.chars().all(|c| key.any(|other| other == c))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NAMES: [&str; 6] = [
        "K-1042 Siân Evans",
        "K-1043 Sandra Ian",
        "K-2042 Ægir Þórsson",
        "K-1044 Zoe\u{308} O’Brien",
        "K-1045 John Evans",
        "K-1046 Evan Johnson",
    ];

    fn index() -> Index {
        Index::new(NAMES.into_iter().zip(100..))
    }

    #[track_caller]
    fn first(query: &str, id: usize, marked: &str) {
        let hits = index().find(query, 10);
        let hit = &hits[0];
        assert_eq!(hit.id, id, "{hits:?}");
        let text: Vec<char> = NAMES[id - 100].chars().collect();
        let found: String = hit.at.iter().map(|place| text[*place]).collect();
        assert_eq!(found, marked);
    }

    #[test]
    fn names_are_found_without_their_accents() {
        first("sian", 100, "Siân");
        first("SIÂN", 100, "Siân");
        first("aegir", 102, "Ægir");
        first("thors", 102, "Þórs");
        first("zoe", 103, "Zoe");
        first("obrien", 103, "OBrien");
        first("o'br", 103, "O’Br");
    }

    #[test]
    fn words_may_come_in_any_order() {
        first("evans john", 104, "John Evans".replace(' ', "").as_str());
        first("1044", 103, "1044");
        assert!(index().find("evans xyz", 10).is_empty());
    }

    #[test]
    fn an_empty_query_gives_the_first_and_a_limit_is_kept() {
        let ids = |query, limit| -> Vec<usize> {
            index()
                .find(query, limit)
                .iter()
                .map(|hit| hit.id)
                .collect()
        };
        assert_eq!(ids(" ", 2), [100, 101]);
        assert_eq!(ids("k-", 3).len(), 3);
        assert_eq!(ids("k-", 0).len(), 0);
        assert!(Index::default().is_empty() && Index::default().find("a", 3).is_empty());
        assert_eq!(index().len(), 6);
    }

    proptest! {
        #[test]
        fn what_is_found_has_the_letters_in_order(text in "[a-zÀ-ž ]{0,12}", query in "[a-z]{1,4}") {
            let index = Index::new([(text.as_str(), 7)]);
            let folded = folded(&text);
            let hits = index.find(&query, 5);
            prop_assert_eq!(hits.len() == 1, follows(&folded, &query));
            for hit in hits {
                prop_assert!(hit.at.iter().all(|place| *place < text.chars().count()));
            }
        }

        #[test]
        fn a_limit_gives_the_head_of_the_whole(limit in 0..7_usize, query in "[a-z0-9]{0,2}") {
            let whole = index().find(&query, usize::MAX);
            let head = index().find(&query, limit);
            prop_assert_eq!(&whole[..limit.min(whole.len())], head.as_slice());
        }
    }
}
