//! Fuzzy finding over names, references, commands and descriptors.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;
use std::panic::resume_unwind;
use std::thread::{self, ScopedJoinHandle};

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use crate::domain::fold::{fold, folded};

/// What a query found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The number of the text.
    pub id: usize,
    /// How well it matches; higher is better.
    pub score: i64,
    /// The characters of the text that matched, counted from 0.
    pub at: Vec<usize>,
}

/// Texts to be found, folded once; each has the number of its place, 0 for the first.
#[derive(Debug, Default)]
pub struct Index {
    /// All keys, one after another.
    keys: String,
    /// Where each key ends.
    ends: Vec<u32>,
    /// The characters that each key has, a bit each.
    masks: Vec<u64>,
    /// Where a key's characters stand in its text, for the few where they are not the same.
    moved: HashMap<usize, Box<[u32]>>,
}

/// From how many texts on several threads look through them.
const MANY: usize = 50_000;

/// How many threads look through many texts at most.
const THREADS: usize = 4;

impl Index {
    /// Folds texts into an index.
    pub fn new<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut index = Self::default();
        for text in texts {
            index.add(text);
        }
        index
    }

    /// Folds a text in under the next number.
    pub fn add(&mut self, text: &str) {
        let start = self.keys.len();
        if text.is_ascii() {
            // Most names are plain; their letters fold into one each.
            let small = text.chars().map(|c| c.to_ascii_lowercase());
            self.keys.extend(small);
        } else {
            self.add_folded(text);
        }
        let key = self.keys.get(start..).unwrap_or_default();
        self.masks.push(mask(key));
        // What does not fit into four gigabytes has an empty key and is not found.
        self.ends
            .push(u32::try_from(self.keys.len()).unwrap_or(u32::MAX));
    }

    fn add_folded(&mut self, text: &str) {
        let mut is_same = true;
        for c in text.chars() {
            let mut letters = 0;
            for folded in fold(c) {
                self.keys.push(folded);
                letters += 1;
            }
            is_same &= letters == 1;
        }
        if !is_same {
            let folded = |(place, c): (u32, char)| fold(c).map(move |_| place);
            let places = (0..).zip(text.chars()).flat_map(folded).collect();
            self.moved.insert(self.ends.len(), places);
        }
    }

    /// Gives back the room that is not used, once every text is in.
    pub fn fit(&mut self) {
        self.keys.shrink_to_fit();
        self.ends.shrink_to_fit();
        self.masks.shrink_to_fit();
    }

    /// How many texts there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Finds the texts that have every word of the query, the best first; ties keep the order in
    /// which the texts were given. An empty query gives the first texts.
    pub fn find(&self, query: &str, limit: usize) -> Vec<Hit> {
        let query = Query::of(query);
        let mut found = self.found(&query);
        if limit < found.len() {
            found.select_nth_unstable_by_key(limit, best);
            found.truncate(limit);
        }
        found.sort_unstable_by_key(best);
        let matcher = matcher();
        (found.into_iter())
            .filter_map(|(score, place)| self.hit(&matcher, &query, score, place))
            .collect()
    }

    /// Finds the numbers of the texts that have every word of the query, in the order of [`Self::find`].
    pub fn order(&self, query: &str) -> Vec<u32> {
        let mut found = self.found(&Query::of(query));
        found.sort_unstable_by_key(best);
        found.into_iter().map(|(_, place)| place).collect()
    }

    /// The texts that have every word of a query, each with its score.
    fn found(&self, query: &Query) -> Vec<Found> {
        if self.len() < MANY {
            return self.scan(query, 0..self.len());
        }
        let threads = thread::available_parallelism().map_or(1, usize::from);
        let part = self.len().div_ceil(threads.min(THREADS));
        thread::scope(|scope| {
            let parts = (0..self.len()).step_by(part).map(|from| {
                let places = from..(from + part).min(self.len());
                scope.spawn(move || self.scan(query, places))
            });
            let parts: Vec<_> = parts.collect();
            let found = parts.into_iter().map(ScopedJoinHandle::join);
            (found.flat_map(|part| part.unwrap_or_else(|fault| resume_unwind(fault)))).collect()
        })
    }

    fn scan(&self, query: &Query, places: Range<usize>) -> Vec<Found> {
        let matcher = matcher();
        let mut found = Vec::new();
        let masks = self.masks.get(places.clone()).unwrap_or_default();
        for (place, mask) in places.zip(masks) {
            if mask & query.mask != query.mask {
                continue;
            }
            let key = self.key(place);
            let scores: Option<i64> = (query.words.iter())
                .map(|word| word.score(key, &matcher))
                .sum();
            let place = u32::try_from(place).unwrap_or(u32::MAX);
            found.extend(scores.map(|score| (score, place)));
        }
        found
    }

    fn key(&self, place: usize) -> &str {
        let end =
            |place: usize| Some(usize::try_from(*self.ends.get(place)?).unwrap_or(usize::MAX));
        let start = place.checked_sub(1).map_or(Some(0), end);
        let key = start.zip(end(place));
        key.and_then(|(start, end)| self.keys.get(start..end))
            .unwrap_or_default()
    }

    fn hit(&self, matcher: &SkimMatcherV2, query: &Query, score: i64, place: u32) -> Option<Hit> {
        let id = usize::try_from(place).ok()?;
        let key = self.key(id);
        let mut at: Vec<usize> = (query.words.iter())
            .filter_map(|word| matcher.fuzzy_indices(key, &word.text))
            .flat_map(|(_, places)| places)
            .collect();
        if let Some(places) = self.moved.get(&id) {
            let place = |key: &usize| usize::try_from(*places.get(*key)?).ok();
            at = at.iter().filter_map(place).collect();
        }
        at.sort_unstable();
        at.dedup();
        Some(Hit { id, score, at })
    }
}

/// A score, and the place of the text that has it.
type Found = (i64, u32);

/// Sorts what was found: the best first, then by place.
fn best((score, place): &Found) -> (Reverse<i64>, u32) {
    (Reverse(*score), *place)
}

fn matcher() -> SkimMatcherV2 {
    SkimMatcherV2::default().respect_case()
}

/// What is looked for, folded.
struct Query {
    words: Vec<Word>,
    /// The characters of all words, a bit each.
    mask: u64,
}

impl Query {
    fn of(text: &str) -> Self {
        let folded = folded(text);
        let words = folded.split_whitespace().map(|word| Word {
            text: word.to_owned(),
            letter: Some(word)
                .filter(|word| word.len() == 1)
                .and_then(|word| word.bytes().next()),
        });
        let words: Vec<Word> = words.collect();
        Self {
            mask: words.iter().fold(0, |all, word| all | mask(&word.text)),
            words,
        }
    }
}

/// A word that is looked for.
struct Word {
    text: String,
    /// The word's letter, where it is one plain letter.
    letter: Option<u8>,
}

impl Word {
    /// How well a key has the word; nothing where it has it not.
    fn score(&self, key: &str, matcher: &SkimMatcherV2) -> Option<i64> {
        match self.letter {
            Some(letter) => of_letter(key, letter),
            None => follows(key, &self.text)
                .then(|| matcher.fuzzy_match(key, &self.text))
                .flatten(),
        }
    }
}

/// What the matcher gives a single plain letter, which most keys have: by the best of its places, at the beginning, at
/// the beginning of a word, behind a soft sign, or anywhere.
fn of_letter(key: &str, letter: u8) -> Option<i64> {
    const MATCH: i64 = 15;
    let mut before = None;
    let mut most: Option<i64> = None;
    for byte in key.bytes() {
        if byte == letter {
            let bonus = match before {
                None => 16,
                Some(b' ' | b'/' | b'\\' | b'|' | b'(' | b')' | b'[' | b']' | b'{' | b'}') => 8,
                Some(b'!'..=b'\'' | b'*'..=b'.' | b':'..=b'@' | b'^'..=b'`' | b'~') => 7,
                Some(_) => 0,
            };
            most = most.max(Some(MATCH + bonus));
        }
        before = Some(byte);
    }
    most
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
    if word.is_ascii() {
        let mut key = key.bytes();
        return word.bytes().all(|byte| key.any(|other| other == byte));
    }
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
        Index::new(NAMES)
    }

    #[track_caller]
    fn first(query: &str, id: usize, marked: &str) {
        let hits = index().find(query, 10);
        let hit = &hits[0];
        assert_eq!(hit.id, id, "{hits:?}");
        let text: Vec<char> = NAMES[id].chars().collect();
        let found: String = hit.at.iter().map(|place| text[*place]).collect();
        assert_eq!(found, marked);
    }

    #[test]
    fn names_are_found_without_their_accents() {
        first("sian", 0, "Siân");
        first("SIÂN", 0, "Siân");
        first("aegir", 2, "Ægir");
        first("thors", 2, "Þórs");
        first("zoe", 3, "Zoe");
        first("obrien", 3, "OBrien");
        first("o'br", 3, "O’Br");
    }

    #[test]
    fn words_may_come_in_any_order() {
        first("evans john", 4, "John Evans".replace(' ', "").as_str());
        first("1044", 3, "1044");
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
        assert_eq!(ids(" ", 2), [0, 1]);
        assert_eq!(ids("k-", 3).len(), 3);
        assert_eq!(ids("k-", 0).len(), 0);
        assert!(Index::default().is_empty() && Index::default().find("a", 3).is_empty());
        assert_eq!(index().len(), 6);
    }

    proptest! {
        #[test]
        fn what_is_found_has_the_letters_in_order(text in "[a-zÀ-ž ]{0,12}", query in "[a-z]{1,4}") {
            let index = Index::new([text.as_str()]);
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

        #[test]
        fn the_order_is_that_of_the_finds(query in "[a-z0-9 -]{0,3}") {
            let finds: Vec<usize> = index().find(&query, usize::MAX).iter().map(|hit| hit.id).collect();
            let order: Vec<usize> = index().order(&query).into_iter().map(|id| id as usize).collect();
            prop_assert_eq!(finds, order);
        }

        #[test]
        fn a_letter_has_the_matchers_own_score(text in "[a-cÀ-ž0-9 _.,()'-]{0,9}", letter in "[a-c0-9_.,()'-]") {
            let key = folded(&text);
            let scored = matcher().fuzzy_match(&key, &letter);
            prop_assert_eq!(of_letter(&key, letter.as_bytes()[0]), scored, "{}", key);
        }
    }

    #[test]
    fn many_texts_are_found_as_few_are() {
        let texts: Vec<String> = (0..MANY + 7)
            .map(|n| format!("K-{n} {}", NAMES[n % 6]))
            .collect();
        let index = Index::new(texts.iter().map(String::as_str));
        for query in ["7", "k-49 ev", "aegir 1", "q"] {
            let mut alone = index.scan(&Query::of(query), 0..index.len());
            alone.sort_unstable_by_key(best);
            let alone: Vec<u32> = alone.into_iter().map(|(_, place)| place).collect();
            assert_eq!(index.order(query), alone);
        }
    }
}
