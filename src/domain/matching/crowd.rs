//! The pupils of a caseload, to be found by any mark: an index each for numbers, birth dates and names.
//!
//! A country's pupils are held beside the documents of a folder, so that what they are known by lies in one text, and an
//! index is a sorted list.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use super::register::Register;
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

/// The runs of a number in capitals, joined.
fn joined(pieces: &[String]) -> String {
    pieces.join("-")
}

/// The runs of a number in capitals.
fn pieces(number: &str) -> Vec<String> {
    tokens(number).iter().map(Token::upper).collect()
}

/// A text as a number, to sort by; whoever is found by it is looked at again.
fn hashed(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// A word of a name, by its number.
pub(super) type Word = u32;

/// A name as words.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Name<'a> {
    pub(super) surname: &'a [Word],
    pub(super) forename: &'a [Word],
}

/// What one pupil is known by: where it stands among all the others'.
#[derive(Clone, Copy, Debug, Default)]
struct Person {
    /// Where the texts begin.
    text: usize,
    /// How long they are: reference, UPN, ULN, and the forename folded.
    lengths: [u32; 4],
    /// Where the words of the surname begin, and how many there are; those of the forename.
    surname: (u32, u32),
    forename: (u32, u32),
    dob: Option<Day>,
    /// Whether it only fills in what is not known of the pupil of the same reference before.
    fills: bool,
}

/// The places of a pupil's texts.
const REFERENCE: usize = 0;
const UPN: usize = 1;
const ULN: usize = 2;
const FORENAME: usize = 3;

/// The pupils of a caseload, indexed.
#[derive(Debug, Default)]
pub struct Crowd {
    people: Vec<Person>,
    text: String,
    named: Vec<Word>,
    words: HashMap<String, Word>,
    /// References and UPNs, their runs joined.
    numbers: Register<u64>,
    /// How many runs a number of several has at most that begins so.
    longest: HashMap<String, usize>,
    ulns: Register<u64>,
    births: Register<Day>,
    surnames: Register<Word>,
    /// Two words that stand side by side in a full name, in either order.
    pairs: Register<(Word, Word)>,
}

/// Pupils who gather, until they are a crowd.
#[derive(Debug, Default)]
pub struct Gathering(Crowd);

impl Gathering {
    /// Adds a pupil; of two with one reference the first counts.
    pub fn add(&mut self, known: &Known) {
        self.0.add(known, false);
    }

    /// Adds a pupil, or fills in what is not known of the one of the same reference who was added before.
    pub fn fill(&mut self, known: &Known) {
        self.0.add(known, true);
    }

    /// How many were added.
    pub fn len(&self) -> usize {
        self.0.people.len()
    }

    /// Whether nobody was added.
    pub fn is_empty(&self) -> bool {
        self.0.people.is_empty()
    }

    /// Indexes them.
    pub fn crowd(self) -> Crowd {
        let mut crowd = self.0;
        let mut counts = vec![true; crowd.people.len()];
        for (first, later) in crowd.doubles() {
            if let Some(counts) = counts.get_mut(later) {
                *counts = false;
            }
            crowd.fill(first, later);
        }
        for (place, _) in counts.iter().enumerate().filter(|(_, counts)| **counts) {
            crowd.index(place);
        }
        crowd.numbers.sort();
        crowd.ulns.sort();
        crowd.births.sort();
        crowd.surnames.sort();
        crowd.pairs.sort();
        crowd
    }
}

impl Crowd {
    /// Indexes pupils; of two with one reference the first counts.
    pub fn of(pupils: impl IntoIterator<Item = Known>) -> Self {
        let mut gathering = Gathering::default();
        for known in pupils {
            gathering.add(&known);
        }
        gathering.crowd()
    }

    fn add(&mut self, known: &Known, fills: bool) {
        let upn = known.upn.as_ref().map(Upn::as_str);
        let uln = known.uln.as_deref().map(str::trim);
        let forename = folded(known.forename.as_deref().unwrap_or_default());
        let texts = [Some(known.reference.as_str()), upn, uln, Some(&*forename)];
        let (text, lengths) = self.keep(texts.map(Option::unwrap_or_default));
        let person = Person {
            text,
            lengths,
            surname: self.words_of(known.surname.as_deref()),
            forename: self.words_of(known.forename.as_deref()),
            dob: known.dob,
            fills,
        };
        self.people.push(person);
    }

    /// Keeps the texts of a pupil; gives where they begin and how long they are.
    fn keep(&mut self, texts: [&str; 4]) -> (usize, [u32; 4]) {
        let at = self.text.len();
        let lengths = texts.map(|text| {
            self.text.push_str(text);
            u32::try_from(text.len()).unwrap_or(u32::MAX)
        });
        (at, lengths)
    }

    fn words_of(&mut self, name: Option<&str>) -> (u32, u32) {
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let from = self.named.len();
        for token in tokens(name.unwrap_or_default()) {
            let word = token.folded();
            if !word.is_empty() {
                let next = number(self.words.len());
                self.named.push(*self.words.entry(word).or_insert(next));
            }
        }
        (number(from), number(self.named.len() - from))
    }

    /// Those whose reference somebody before them has, each with who that is.
    fn doubles(&self) -> Vec<(usize, usize)> {
        let count = u32::try_from(self.people.len()).unwrap_or(u32::MAX);
        let said = |place: &u32| self.said(usize::try_from(*place).unwrap_or(usize::MAX));
        let mut order: Vec<u32> = (0..count).collect();
        order.sort_unstable_by(|one, other| said(one).cmp(said(other)).then(one.cmp(other)));
        let mut doubles = Vec::new();
        for run in order.chunk_by(|one, other| said(one) == said(other)) {
            let mut places = run.iter().filter_map(|place| usize::try_from(*place).ok());
            if let Some(first) = places.next() {
                doubles.extend(places.map(|later| (first, later)));
            }
        }
        doubles
    }

    /// Fills in of one pupil what only another of the same reference is known by.
    fn fill(&mut self, first: usize, later: usize) {
        let (Some(mut person), Some(other)) = (self.person(first), self.person(later)) else {
            return;
        };
        if !other.fills {
            return;
        }
        let texts = [REFERENCE, UPN, ULN, FORENAME].map(|which| {
            let own = self.text_of(first, which);
            let text = if own.is_empty() {
                self.text_of(later, which)
            } else {
                own
            };
            text.to_owned()
        });
        (person.text, person.lengths) = self.keep(texts.each_ref().map(String::as_str));
        for (own, others) in [
            (&mut person.surname, other.surname),
            (&mut person.forename, other.forename),
        ] {
            if own.1 == 0 {
                *own = others;
            }
        }
        person.dob = person.dob.or(other.dob);
        if let Some(kept) = self.people.get_mut(first) {
            *kept = person;
        }
    }

    fn index(&mut self, place: usize) {
        for which in [REFERENCE, UPN] {
            let pieces = pieces(self.text_of(place, which));
            if let Some(first) = pieces.first() {
                if pieces.len() > 1 {
                    let longest = self.longest.entry(first.clone()).or_default();
                    *longest = pieces.len().max(*longest);
                }
                self.numbers.add(hashed(&joined(&pieces)), place);
            }
        }
        let uln = self.text_of(place, ULN);
        if !uln.is_empty() {
            self.ulns.add(hashed(uln), place);
        }
        if let Some(dob) = self.dob(place) {
            self.births.add(dob, place);
        }
        let name = self.name(place).unwrap_or_default();
        let (first, last) = (name.surname.first().copied(), name.surname.last().copied());
        let forename = name.forename.first().copied();
        if let Some(first) = first {
            self.surnames.add(first, place);
        }
        if let (Some(first), Some(last), Some(forename)) = (first, last, forename) {
            self.pairs.add((forename, first), place);
            self.pairs.add((last, forename), place);
        }
    }

    fn person(&self, place: usize) -> Option<Person> {
        self.people.get(place).copied()
    }

    /// One of the texts of a pupil; empty where it is not known, or there is no such pupil.
    fn text_of(&self, place: usize, which: usize) -> &str {
        let found = self.people.get(place).and_then(|person| {
            let (before, own) = person.lengths.split_at_checked(which)?;
            let wide = |length: &u32| usize::try_from(*length).unwrap_or(usize::MAX);
            let from = person.text + before.iter().map(wide).sum::<usize>();
            self.text.get(from..from + own.first().map(wide)?)
        });
        found.unwrap_or_default()
    }

    /// A pupil's reference; empty where there is no such pupil.
    pub fn said(&self, place: usize) -> &str {
        self.text_of(place, REFERENCE)
    }

    pub(super) fn upn(&self, place: usize) -> Option<&str> {
        Some(self.text_of(place, UPN)).filter(|upn| !upn.is_empty())
    }

    /// A pupil's forename, folded; empty where it is not known.
    pub(super) fn forename(&self, place: usize) -> &str {
        self.text_of(place, FORENAME)
    }

    pub(super) fn dob(&self, place: usize) -> Option<Day> {
        self.people.get(place).and_then(|person| person.dob)
    }

    pub(super) fn name(&self, place: usize) -> Option<Name<'_>> {
        let person = self.people.get(place)?;
        let words = |(from, count): (u32, u32)| {
            let from = usize::try_from(from).ok()?;
            self.named.get(from..from + usize::try_from(count).ok()?)
        };
        Some(Name {
            surname: words(person.surname)?,
            forename: words(person.forename)?,
        })
    }

    pub(super) fn word(&self, folded: &str) -> Option<Word> {
        self.words.get(folded).copied()
    }

    /// The word of a name as it is spelt in the caseload's files.
    pub(super) fn spelt(&self, text: &str) -> Option<Word> {
        self.word(&folded(text))
    }

    /// How many runs a number has at most that begins so; one where nothing else is known.
    pub(super) fn longest(&self, first: &str) -> usize {
        self.longest.get(first).copied().unwrap_or(1)
    }

    /// Those of whom these runs are a number, whole.
    pub(super) fn numbered(&self, runs: &[String]) -> Vec<usize> {
        let wanted = joined(runs);
        let is = |place: &usize| {
            let mut numbers = [REFERENCE, UPN]
                .map(|which| self.text_of(*place, which))
                .into_iter();
            numbers.any(|number| !number.is_empty() && joined(&pieces(number)) == wanted)
        };
        let mut found: Vec<usize> = self.numbers.of(hashed(&wanted)).filter(is).collect();
        found.dedup();
        found
    }

    pub(super) fn uln(&self, text: &str) -> Option<usize> {
        let mut found = self.ulns.of(hashed(text));
        found.find(|place| self.text_of(*place, ULN) == text)
    }

    pub(super) fn born(&self, day: Day) -> impl Iterator<Item = usize> {
        self.births.of(day)
    }

    pub(super) fn surnamed(&self, word: Word) -> impl Iterator<Item = usize> {
        self.surnames.of(word)
    }

    pub(super) fn pair(&self, one: Word, other: Word) -> impl Iterator<Item = usize> {
        self.pairs.of((one, other))
    }
}
