//! The marks of a document: whose numbers, names and birth dates stand in its file's name and on its first pages.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::born::{Dated, What, dates};
use super::crowd::{Crowd, Word};
use super::token::{Token, tokens};
use super::told::told;
use crate::domain::day::Day;
use crate::domain::identity::Upn;

/// How much of a text is looked at: a plan says on its first pages whose it is, and later ones speak of others too.
const HEAD: usize = 8_000;

/// How many words before a number may say that it is a brother's or a sister's.
const BEFORE: usize = 8;

/// Words before a number that say whose it is not.
const SIBLINGS: [&str; 7] = [
    "sibling", "siblings", "brother", "brothers", "sister", "sisters", "twin",
];

/// What says of a number that it is somebody's.
const REFERENCE: [&str; 3] = ["reference", "ref", "id"];

/// What says so before a colon or with another of these: `Pupil: 12`, `case no. 12`. By itself it may begin a sentence, and
/// the number be of hours, a year or a class.
const OF_SOMEBODY: [&str; 5] = ["number", "no", "case", "file", "pupil"];

/// Figures alone so short are also a day's, a year's, a version's.
const SHORT: usize = 4;

/// A number by which a pupil is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Number {
    /// The authority's reference.
    Reference,
    /// The unique pupil number.
    Upn,
    /// The unique learner number.
    Uln,
}

/// The marks of a document.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// Those whose reference or UPN stands in the file's name.
    pub(super) filed: BTreeSet<usize>,
    /// Those of whom a number stands in the text.
    pub(super) numbers: BTreeMap<usize, Number>,
    /// Every UPN in the text that has its right letter.
    pub(super) upns: Vec<Upn>,
    /// Days that are said to be the birth date.
    pub(super) births: Vec<Day>,
    /// Every day but those of the family.
    pub(super) days: HashSet<Day>,
    /// Words of pupils' names.
    pub(super) words: HashSet<Word>,
    /// Those whose full name stands there.
    pub(super) full: BTreeSet<usize>,
    /// The name that the document says its pupil has, folded.
    pub(super) told: Vec<String>,
    /// Words of surnames in the told name and in the file's name.
    pub(super) surnames: Vec<Word>,
}

/// The first pages of a text.
pub(super) fn head(text: &str) -> &str {
    text.get(..text.floor_char_boundary(HEAD)).unwrap_or(text)
}

/// A file's name without folders and ending.
pub(super) fn stem(file: &str) -> &str {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

impl Marks {
    /// Reads the marks of a document, as far as they can be a pupil's of this caseload.
    pub(super) fn of(file: &str, text: &str, crowd: &Crowd) -> Self {
        let (stem, head) = (stem(file), head(text));
        let mut marks = Self {
            told: told(head),
            ..Self::default()
        };
        let filed = tokens(stem);
        for at in 0..filed.len() {
            marks.name(&filed, at, crowd, false);
        }
        marks.surnames = (filed.iter())
            .filter_map(|token| crowd.spelt(token.text))
            .chain(marks.told.iter().filter_map(|word| crowd.word(word)))
            .collect();
        marks.filed = in_name(&filed, crowd);
        let read = tokens(head);
        for at in 0..read.len() {
            marks.name(&read, at, crowd, true);
        }
        marks.in_text(&read, crowd);
        for Dated { day, what } in dates(&read).into_iter().chain(dates(&filed)) {
            match what {
                What::Birth => marks.births.push(day),
                What::Plan | What::Unsaid => {}
                What::Kin => continue,
            }
            marks.days.insert(day);
        }
        marks
    }

    /// Notes the name that begins at a run; in a text names are written with capitals.
    fn name(&mut self, tokens: &[Token<'_>], at: usize, crowd: &Crowd, capital: bool) {
        let word = |at: usize| {
            let token = tokens.get(at)?;
            let may = !capital || token.is_capital();
            may.then(|| crowd.spelt(token.text)).flatten()
        };
        let Some(one) = word(at) else {
            return;
        };
        self.words.insert(one);
        let together = |from: usize, to: usize| {
            let between = tokens.get(from + 1..=to).unwrap_or_default();
            !between
                .iter()
                .any(|token| token.gap.contains(['\n', '.', ';', ':']))
        };
        // One name may stand in the middle: Amara Grace Okafor.
        let middle = tokens
            .get(at + 1)
            .is_some_and(|token| !capital || token.is_capital());
        let reach = if middle { at + 2 } else { at + 1 };
        for to in (at + 1..=reach).filter(|to| together(at, *to)) {
            let Some(other) = word(to) else {
                continue;
            };
            for pupil in crowd.pair(one, other) {
                let Some(name) = crowd.name(pupil) else {
                    continue;
                };
                let long = name.surname.len();
                let reads = |from: usize| {
                    (from..from + long)
                        .map(word)
                        .eq(name.surname.iter().copied().map(Some))
                };
                let before = (at + 1).checked_sub(long);
                if reads(to) || before.is_some_and(reads) {
                    self.full.insert(pupil);
                }
            }
        }
    }

    /// Notes the numbers of a text.
    fn in_text(&mut self, tokens: &[Token<'_>], crowd: &Crowd) {
        for (at, token) in tokens.iter().enumerate() {
            let figures = token.text.bytes().any(|byte| byte.is_ascii_digit());
            let next = tokens.get(at + 1).is_some_and(Token::is_glued);
            if !(figures || next) || token.text.len() > 40 || of_sibling(tokens, at) {
                continue;
            }
            let upn = Upn::read(token.text).filter(|upn| figures && upn.checks());
            if let Some(pupil) = crowd.uln(token.text).filter(|_| token.text.len() == 10) {
                self.numbers.insert(pupil, Number::Uln);
            }
            for pieces in numbers_at(tokens, at, crowd) {
                for pupil in crowd.numbered(&pieces) {
                    match (&upn, pieces.as_slice()) {
                        (Some(upn), [only]) if only == upn.as_str() => {
                            self.numbers.insert(pupil, Number::Upn);
                        }
                        (Some(_) | None, _) if tells(&pieces) || is_labelled(tokens, at) => {
                            self.numbers.entry(pupil).or_insert(Number::Reference);
                        }
                        (Some(_) | None, _) => {}
                    }
                }
            }
            self.upns.extend(upn);
        }
    }
}

/// The runs from a place on that may be a number, whole: one right behind the other, and no further one behind the last.
fn numbers_at(tokens: &[Token<'_>], at: usize, crowd: &Crowd) -> Vec<Vec<String>> {
    let rest = tokens.get(at..).unwrap_or_default();
    let Some(first) = rest.first().filter(|_| !begins_within(tokens, at)) else {
        return Vec::new();
    };
    let stands = |long: &usize| {
        let mut within = rest.iter().take(*long).skip(1);
        let after = rest.get(*long);
        within.all(|token| token.is_glued() || token.gap == " ")
            && !after.is_some_and(|token| token.is_glued() && token.gap != ".")
    };
    let most = crowd.longest(&first.upper()).min(rest.len());
    let pieces = |long: usize| rest.iter().take(long).map(Token::upper).collect();
    (1..=most).filter(stands).map(pieces).collect()
}

/// Whether a run goes on from the one before, so that no number begins with it.
fn begins_within(tokens: &[Token<'_>], at: usize) -> bool {
    let token = tokens.get(at);
    at > 0 && token.is_some_and(|token| token.is_glued() && matches!(token.gap, "-" | "/" | "_"))
}

/// Whether a reference says by itself that it is one: letters and figures, four at least.
fn tells(pieces: &[String]) -> bool {
    let letters = || pieces.iter().flat_map(|piece| piece.chars());
    letters().count() >= 4
        && letters().any(|letter| letter.is_ascii_digit())
        && letters().any(char::is_alphabetic)
}

fn before<'a, 'b>(
    tokens: &'a [Token<'b>],
    at: usize,
    most: usize,
) -> impl Iterator<Item = &'a Token<'b>> {
    let line = tokens
        .get(..=at)
        .unwrap_or_default()
        .iter()
        .rev()
        .take_while(|token| !token.begins_line());
    let held = line.count();
    let earlier = tokens.get(..at).unwrap_or_default().iter().rev();
    earlier.take(most.min(held))
}

fn of_sibling(tokens: &[Token<'_>], at: usize) -> bool {
    before(tokens, at, BEFORE).any(|token| SIBLINGS.contains(&token.folded().as_str()))
}

/// Whether the words right before a number say that it is a reference.
fn is_labelled(tokens: &[Token<'_>], at: usize) -> bool {
    let mut of_somebody = usize::from(tokens.get(at).is_some_and(|token| token.gap.contains(':')));
    for token in before(tokens, at, 4) {
        let word = token.folded();
        if REFERENCE.contains(&word.as_str()) {
            return true;
        }
        if OF_SOMEBODY.contains(&word.as_str()) {
            of_somebody += 1;
            if of_somebody > 1 {
                return true;
            }
        } else if word != "is" {
            return false;
        }
    }
    false
}

/// Whether a number is of figures alone, and few enough to be a copy's, a version's or a part of a date.
fn is_short(pieces: &[String]) -> bool {
    let mut figures = pieces.iter().flat_map(|piece| piece.bytes());
    let length: usize = pieces.iter().map(String::len).sum();
    length <= SHORT && figures.all(|figure| figure.is_ascii_digit())
}

/// The pupils whose reference or UPN stands in a file's name as a whole; of two numbers of which one is part of the
/// other (`K-1` in `K-1-2`), only the longer counts. A short one counts where it is all of the name, or a word says what it
/// is: the 2 of `plan (2)` is the copy's.
fn in_name(tokens: &[Token<'_>], crowd: &Crowd) -> BTreeSet<usize> {
    let upper: Vec<String> = tokens.iter().map(Token::upper).collect();
    let mut named = BTreeSet::new();
    let mut taken = 0;
    for (at, piece) in upper.iter().enumerate() {
        let rest = upper.get(at..).unwrap_or_default();
        let most = crowd.longest(piece).min(rest.len());
        let number = |long: &usize| {
            let pieces = rest.get(..*long).unwrap_or_default();
            !crowd.numbered(pieces).is_empty()
        };
        let longest = (1..=most).rev().find(number).unwrap_or(0);
        if at + longest <= taken {
            continue;
        }
        taken = at + longest;
        let pieces = upper.get(at..taken).unwrap_or_default();
        if is_short(pieces) && longest < upper.len() && !is_labelled(tokens, at) {
            continue;
        }
        named.extend(crowd.numbered(pieces));
    }
    named
}
