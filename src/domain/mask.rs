//! The mask: which words on a screen are a pupil's name, number or birth date, so that others may look on.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::day::Day;
use super::fold::folded;
use super::identity::Upn;
use super::printable::is_obeyed;

mod born;

/// The names of the pupils whom the screens have shown so far, and the days they were born on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mask {
    /// The words of names, folded; whether each came with a capital alone, so that it is an ordinary word in small letters.
    words: BTreeMap<String, bool>,
    /// Birth dates.
    days: BTreeSet<Day>,
}

/// A word on the screen, with what decides whether it is a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown<'a> {
    /// The word: letters, or letters and figures.
    pub word: &'a str,
    /// Whether the rest of it was cut off.
    pub is_cut: bool,
    /// Whether it is a part of something longer without a space, as of a file's name.
    pub is_joined: bool,
}

/// How many letters of a word that was cut off tell a name.
const TELLING: usize = 2;

impl Mask {
    /// Takes a name in, as `Okafor, Amara`; what is rather a reference stays to be seen.
    pub fn name(&mut self, name: &str) {
        let has_figures = |text: &str| text.chars().any(|c| c.is_ascii_digit());
        if has_figures(name) && !name.contains(',') {
            return;
        }
        for word in name.split(parts).filter(|word| !has_figures(word)) {
            let low = folded(word);
            if low.chars().count() > 1 || word.chars().any(has_no_case) {
                let capital = self.words.entry(low).or_insert(true);
                *capital &= word.starts_with(char::is_uppercase);
            }
        }
    }

    /// Takes the day in that somebody was born on.
    pub fn born(&mut self, day: Option<Day>) {
        self.days.extend(day);
    }

    /// Whether a word is to be hidden: a UPN, or a word of a name. A name that came with a capital is an ordinary word in
    /// small letters ("will"), but in what is written without spaces.
    pub fn hides(&self, shown: Shown<'_>) -> bool {
        if Upn::read(shown.word).is_some() {
            return true;
        }
        let low = folded(shown.word);
        if low.is_empty() {
            return false;
        }
        let is_name = shown.is_joined || shown.word.starts_with(char::is_uppercase);
        let told = |capital: bool| is_name || !capital;
        if !shown.is_cut {
            return self.words.get(&low).is_some_and(|capital| told(*capital));
        }
        low.chars().count() >= TELLING
            && (self.words.range(low.clone()..))
                .take_while(|(word, _)| word.starts_with(&low))
                .any(|(_, capital)| told(*capital))
    }

    /// Where birth dates stand in a row of parts, words and what is between them in turn: the parts to hide, of each place.
    pub fn dates(&self, parts: &[&str]) -> Vec<Range<usize>> {
        born::places(&self.days, parts)
    }
}

/// Whether a character parts the words of a name: a mark of any script that follows its letter does not.
fn parts(c: char) -> bool {
    let is_plain = c.is_ascii() && !c.is_ascii_alphanumeric();
    is_plain || c.is_whitespace() || is_obeyed(c) || ('‐'..='⁞').contains(&c)
}

/// Whether a character belongs to a script without capitals.
fn has_no_case(c: char) -> bool {
    c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn hidden(word: &str, is_cut: bool, is_joined: bool, expected: bool) {
        let mut mask = Mask::default();
        mask.name("O'Brien-Will, Zoë");
        mask.name("van der berg, Sia\u{302}n");
        mask.name("李, 小明");
        mask.name("أميرة");
        mask.name("K-1042");
        let shown = Shown {
            word,
            is_cut,
            is_joined,
        };
        assert_eq!(mask.hides(shown), expected, "{word}");
    }

    #[test]
    fn names_and_numbers_are_hidden_and_ordinary_words_are_not() {
        hidden("Brien", false, false, true);
        hidden("ZOË", false, false, true);
        hidden("Will", false, false, true);
        hidden("will", false, false, false);
        hidden("will", false, true, true);
        hidden("O", false, false, false);
        hidden("Bri", false, false, false);
        hidden("Bri", true, false, true);
        hidden("B", true, false, false);
        hidden("Bro", true, false, false);
        hidden("K", false, false, false);
        hidden("B801200005001", false, false, true);
        hidden("", true, false, false);
    }

    #[test]
    fn a_name_is_hidden_however_it_is_written() {
        hidden("Zoe", false, false, true);
        hidden("Zoe\u{308}", false, false, true);
        hidden("Siân", false, false, true);
        hidden("Sia\u{302}n", false, false, true);
        hidden("berg", false, false, true);
        hidden("Berg", false, false, true);
        hidden("van", false, false, true);
        hidden("be", true, false, true);
        hidden("李", false, false, true);
        hidden("小明", false, false, true);
        hidden("أميرة", false, false, true);
    }
}
