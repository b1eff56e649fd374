//! The pupils of a caseload, to be found by any mark: an index each for numbers, birth dates and names.

use std::collections::{HashMap, HashSet};

use super::token::{Token, folded, tokens};
use crate::domain::day::Day;
use crate::domain::identity::{PupilRef, Upn};
use crate::domain::pupil::Facts;

/// What a pupil is known by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// The authority's reference.
    pub reference: PupilRef,
    /// The UPN.
    pub upn: Option<Upn>,
    /// The ULN.
    pub uln: Option<String>,
    /// The surname.
    pub surname: Option<String>,
    /// The forename.
    pub forename: Option<String>,
    /// The birth date.
    pub dob: Option<Day>,
}

impl Known {
    /// Gives a pupil of whom only the numbers are known.
    pub fn by_number(reference: PupilRef, upn: Option<Upn>) -> Self {
        Self {
            reference,
            upn,
            uln: None,
            surname: None,
            forename: None,
            dob: None,
        }
    }

    /// Fills in from another what is not known here.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            reference: self.reference,
            upn: self.upn.or(other.upn),
            uln: self.uln.or(other.uln),
            surname: self.surname.or(other.surname),
            forename: self.forename.or(other.forename),
            dob: self.dob.or(other.dob),
        }
    }
}

impl From<&Facts> for Known {
    fn from(facts: &Facts) -> Self {
        Self {
            reference: facts.reference.clone(),
            upn: facts.upn.clone(),
            uln: facts.uln.clone(),
            surname: facts.surname.clone(),
            forename: facts.forename.clone(),
            dob: facts.dob,
        }
    }
}

fn joined(pieces: &[String]) -> String {
    pieces.join("-")
}

/// A word of a name, by its number.
pub(super) type Word = u32;

/// A name as words.
#[derive(Debug, Default)]
pub(super) struct Name {
    pub(super) surname: Vec<Word>,
    pub(super) forename: Vec<Word>,
}

/// The pupils of a caseload, indexed.
#[derive(Debug, Default)]
pub struct Crowd {
    known: Vec<Known>,
    names: Vec<Name>,
    words: HashMap<String, Word>,
    /// References and UPNs, their runs joined.
    numbers: HashMap<String, Vec<usize>>,
    /// How many runs a number has at most that begins so.
    longest: HashMap<String, usize>,
    ulns: HashMap<String, usize>,
    births: HashMap<Day, Vec<usize>>,
    surnames: HashMap<Word, Vec<usize>>,
    /// Two words that stand side by side in a full name, in either order.
    pairs: HashMap<(Word, Word), Vec<usize>>,
}

impl Crowd {
    /// Indexes pupils; of two with one reference the first counts.
    pub fn of(pupils: impl IntoIterator<Item = Known>) -> Self {
        let mut crowd = Self::default();
        let mut seen = HashSet::new();
        for (place, known) in pupils.into_iter().enumerate() {
            if seen.insert(known.reference.clone()) {
                crowd.index(place, &known);
            } else {
                crowd.names.push(Name::default());
            }
            crowd.known.push(known);
        }
        crowd
    }

    fn index(&mut self, place: usize, known: &Known) {
        let numbers = [
            Some(known.reference.as_str()),
            known.upn.as_ref().map(Upn::as_str),
        ];
        for number in numbers.into_iter().flatten() {
            let pieces: Vec<String> = tokens(number).iter().map(Token::upper).collect();
            if let Some(first) = pieces.first() {
                let longest = self.longest.entry(first.clone()).or_default();
                *longest = pieces.len().max(*longest);
                self.numbers.entry(joined(&pieces)).or_default().push(place);
            }
        }
        if let Some(uln) = &known.uln {
            self.ulns.entry(uln.trim().to_owned()).or_insert(place);
        }
        if let Some(dob) = known.dob {
            self.births.entry(dob).or_default().push(place);
        }
        let name = Name {
            surname: self.words_of(known.surname.as_deref()),
            forename: self.words_of(known.forename.as_deref()),
        };
        if let Some(first) = name.surname.first() {
            self.surnames.entry(*first).or_default().push(place);
        }
        if let ([first, ..], [.., last], Some(forename)) = (
            name.surname.as_slice(),
            name.surname.as_slice(),
            name.forename.first(),
        ) {
            self.pairs
                .entry((*forename, *first))
                .or_default()
                .push(place);
            self.pairs
                .entry((*last, *forename))
                .or_default()
                .push(place);
        }
        self.names.push(name);
    }

    fn words_of(&mut self, name: Option<&str>) -> Vec<Word> {
        let tokens = tokens(name.unwrap_or_default());
        let words = tokens
            .iter()
            .map(Token::folded)
            .filter(|word| !word.is_empty());
        let next = |count: usize| Word::try_from(count).unwrap_or(Word::MAX);
        let mut found = Vec::new();
        for word in words {
            let number = next(self.words.len());
            found.push(*self.words.entry(word).or_insert(number));
        }
        found
    }

    /// What a pupil is known by.
    pub fn known(&self, place: usize) -> Option<&Known> {
        self.known.get(place)
    }

    /// A pupil's reference; empty where there is no such pupil.
    pub fn said(&self, place: usize) -> &str {
        self.known(place)
            .map_or("", |known| known.reference.as_str())
    }

    pub(super) fn name(&self, place: usize) -> Option<&Name> {
        self.names.get(place)
    }

    pub(super) fn word(&self, folded: &str) -> Option<Word> {
        self.words.get(folded).copied()
    }

    /// The word of a name as it is spelt in the caseload's files.
    pub(super) fn spelt(&self, text: &str) -> Option<Word> {
        self.word(&folded(text))
    }

    /// How many runs a number has at most that begins so; none where no number does.
    pub(super) fn longest(&self, first: &str) -> usize {
        self.longest.get(first).copied().unwrap_or(0)
    }

    /// Those of whom these runs are a number, whole.
    pub(super) fn numbered(&self, pieces: &[String]) -> &[usize] {
        self.numbers.get(&joined(pieces)).map_or(&[], Vec::as_slice)
    }

    pub(super) fn uln(&self, text: &str) -> Option<usize> {
        self.ulns.get(text).copied()
    }

    pub(super) fn born(&self, day: Day) -> &[usize] {
        self.births.get(&day).map_or(&[], Vec::as_slice)
    }

    pub(super) fn surnamed(&self, word: Word) -> &[usize] {
        self.surnames.get(&word).map_or(&[], Vec::as_slice)
    }

    pub(super) fn pair(&self, one: Word, other: Word) -> &[usize] {
        self.pairs.get(&(one, other)).map_or(&[], Vec::as_slice)
    }
}
