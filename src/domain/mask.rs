//! The mask: which words on a screen are a pupil's name, number or birth date, so that others may look on.

use std::collections::BTreeSet;

use super::day::Day;
use super::identity::Upn;

/// The names of the pupils whom the screens have shown so far, and the days they were born on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mask {
    /// The words of names, in small letters.
    words: BTreeSet<String>,
    /// Birth dates, as they are written.
    days: BTreeSet<String>,
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
        let words = name.split(|c: char| !c.is_alphanumeric());
        let words = words.filter(|word| word.chars().count() > 1 && !has_figures(word));
        self.words.extend(words.map(str::to_lowercase));
    }

    /// Takes the day in that somebody was born on.
    pub fn born(&mut self, day: Option<Day>) {
        self.days.extend(
            day.into_iter()
                .flat_map(|day| [day.to_string(), day.long()]),
        );
    }

    /// Whether a word is to be hidden: a UPN, or a word of a name. A name in small letters is an ordinary word, but in what
    /// is written without spaces.
    pub fn hides(&self, shown: Shown<'_>) -> bool {
        if Upn::read(shown.word).is_some() {
            return true;
        }
        let is_name = shown.is_joined || shown.word.starts_with(char::is_uppercase);
        let low = shown.word.to_lowercase();
        if !is_name || low.is_empty() {
            return false;
        }
        if !shown.is_cut {
            return self.words.contains(&low);
        }
        let next = self.words.range(low.clone()..).next();
        low.chars().count() >= TELLING && next.is_some_and(|word| word.starts_with(&low))
    }

    /// The birth dates, as they are written.
    pub fn days(&self) -> impl Iterator<Item = &str> {
        self.days.iter().map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn hidden(word: &str, is_cut: bool, is_joined: bool, expected: bool) {
        let mut mask = Mask::default();
        mask.name("O'Brien-Will, Zoë");
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
}
