//! What a document could name somebody by who is in no caseload any more: numbers, names and days, whoever's they are.

use std::collections::BTreeSet;

use super::born::{What, dates};
use super::marks::{head, stem};
use super::token::{Token, tokens};
use super::told::told;
use crate::domain::day::Day;

/// How many words a name has at most: forename and surname.
const LONGEST: usize = 5;

/// How many runs a number has at most.
const RUNS: usize = 4;

/// A surname and a forename, folded.
pub type Called = [String; 2];

/// What stands in a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Traces {
    /// Every run of letters and figures with the signs in it, in the file's name and on the first pages.
    pub numbers: BTreeSet<String>,
    /// Two names side by side, in either order, in the file's name or behind a label of the text.
    pub called: BTreeSet<Called>,
    /// The same of the whole first pages.
    pub spoken: BTreeSet<Called>,
    /// The days that may be a birth date: those that are said to be, or where none is, all.
    pub born: BTreeSet<Day>,
}

/// A name as it is compared: its words in small letters and without accents.
pub fn called(name: &str) -> String {
    let words: Vec<String> = tokens(name).iter().map(Token::folded).collect();
    words.join(" ")
}

impl Traces {
    /// Reads what stands in a document.
    pub fn of(file: &str, text: &str) -> Self {
        let (stem, head) = (stem(file), head(text));
        let (filed, read) = (tokens(stem), tokens(head));
        let mut traces = Self::default();
        traces.numbers.insert(stem.trim().to_owned());
        for runs in [&filed, &read] {
            traces.number(runs);
        }
        let told = told(head);
        let words: Vec<&str> = told.iter().map(String::as_str).collect();
        pair(&words, &mut traces.called);
        let words: Vec<String> = filed.iter().map(Token::folded).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        pair(&words, &mut traces.called);
        // In a text names are written with capitals.
        let words: Vec<String> = read.iter().map(Token::folded).collect();
        let ends = |at: usize| {
            let token = read.get(at + 1);
            token.is_none_or(|next| next.gap.contains(['\n', '.', ';', ':']))
        };
        for (at, _) in (read.iter().enumerate()).filter(|(_, token)| token.is_capital()) {
            let end = (at..at + LONGEST)
                .find(|at| ends(*at))
                .map_or(at + LONGEST, |at| at + 1);
            let run: Vec<&str> = (words
                .get(at..end.min(words.len()))
                .unwrap_or_default()
                .iter())
            .map(String::as_str)
            .collect();
            begin(&run, &mut traces.spoken);
        }
        let found: Vec<_> = dates(&read).into_iter().chain(dates(&filed)).collect();
        let is_born = |what| matches!(what, What::Birth);
        let labelled = found.iter().any(|one| is_born(one.what));
        let days = found.iter().filter(|one| !labelled || is_born(one.what));
        traces.born = days.map(|one| one.day).collect();
        traces
    }

    fn number(&mut self, runs: &[Token<'_>]) {
        for at in 0..runs.len() {
            let mut number = String::new();
            for token in runs.iter().skip(at).take(RUNS) {
                if !number.is_empty() {
                    if !token.is_glued() {
                        break;
                    }
                    number.push_str(token.gap);
                }
                number.push_str(token.text);
                self.numbers.insert(number.clone());
            }
        }
    }
}

/// Takes every two names that stand side by side.
fn pair(words: &[&str], into: &mut BTreeSet<Called>) {
    for at in 0..words.len() {
        begin(words.get(at..).unwrap_or_default(), into);
    }
}

/// Takes every two names with which a run of words begins; one word may stand between them.
fn begin(words: &[&str], into: &mut BTreeSet<Called>) {
    let most = words.len().min(LONGEST);
    for end in 2..=most {
        for split in 1..end {
            for from in [split, split + 1] {
                let (Some(one), Some(other)) = (words.get(..split), words.get(from..end)) else {
                    continue;
                };
                if !other.is_empty() {
                    into.insert([one.join(" "), other.join(" ")]);
                    into.insert([other.join(" "), one.join(" ")]);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has(names: &BTreeSet<Called>, surname: &str, forename: &str) -> bool {
        names.contains(&[surname.to_owned(), forename.to_owned()])
    }

    #[test]
    fn numbers_names_and_days_of_whoever_they_are_are_found() {
        let traces = Traces::of(
            "plans/van-der-berg amara K-1042.docx",
            "Plan of Siân Grace O’Brien. UPN B801200005001, born 4 March 2015, plan of 6 May 2024.",
        );
        for number in ["K-1042", "B801200005001"] {
            assert!(traces.numbers.contains(number), "{number}");
        }
        assert!(has(&traces.called, &called("van der Berg"), "amara"));
        assert!(has(&traces.spoken, &called("O'Brien"), &called("Siân")));
        assert!(has(&traces.spoken, &called("O'Brien"), "sian grace"));
        assert!(!has(&traces.called, "obrien", "sian"));
        assert_eq!(traces.born, BTreeSet::from(["2015-03-04".parse().unwrap()]));
        let labelled = Traces::of("a.txt", "Name: Amara Okafor\nPlan of 6 May 2024");
        assert!(has(&labelled.called, "okafor", "amara"));
        assert_eq!(labelled.born.len(), 1);
    }
}
