//! The words of a text that say something, brought to a common form.

use crate::domain::filler::says_something;
use crate::domain::fold;

/// A word and the form it is compared by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Term<'a> {
    /// The word as it stands in the text.
    pub(super) word: &'a str,
    /// Its form: folded, without endings, abbreviations written out.
    pub(super) stem: String,
}

/// Abbreviations and trades, and the words they stand for.
const LONG: [(&str, &str); 13] = [
    ("salt", "speech language therapy"),
    ("slt", "speech language therapy"),
    ("ot", "occupational therapy"),
    ("therapist", "therapy"),
    ("physio", "physiotherapy"),
    ("physiotherapist", "physiotherapy"),
    ("ep", "educational psychologist"),
    ("elsa", "emotional literacy"),
    ("qtvi", "specialist teacher vision"),
    ("qtod", "specialist teacher deaf"),
    ("tod", "specialist teacher deaf"),
    ("aac", "communication device"),
    ("pecs", "communication picture symbol"),
];

/// Gives the terms of a text, in its order; an abbreviation gives several for one word.
pub(super) fn terms(text: &str) -> Vec<Term<'_>> {
    let mut terms = Vec::new();
    for word in words(text) {
        let folded = fold::folded(word);
        let folded = folded.strip_suffix("'s").unwrap_or(&folded);
        let long = LONG.iter().find(|(short, _)| *short == folded);
        match long {
            Some((_, long)) => terms.extend(long.split(' ').map(|part| Term {
                word,
                stem: stem(part),
            })),
            None if says_something(folded) => terms.push(Term {
                word,
                stem: stem(folded),
            }),
            None => {}
        }
    }
    terms
}

/// The whole text in its common form, to see whether two texts say the same.
pub(super) fn plain(text: &str) -> String {
    let words: Vec<String> = words(text).map(fold::folded).collect();
    words.join(" ")
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’');
    (text.split(move |c| !inside(c)))
        .map(|word| word.trim_matches(['\'', '’']))
        .filter(|word| !word.is_empty())
}

/// Takes the commonest English endings off: plurals, -ing, -ed, -ly, -ion, a last e or y.
fn stem(word: &str) -> String {
    let mut stem = without(word, "ies", "y", 2)
        .or_else(|| without(word, "sses", "ss", 2))
        .or_else(|| {
            let kept = ["ss", "us", "is"].iter().any(|end| word.ends_with(end));
            (!kept).then(|| without(word, "s", "", 3)).flatten()
        })
        .unwrap_or_else(|| word.to_owned());
    for end in ["ing", "ed"] {
        if let Some(shorter) = without(&stem, end, "", 3) {
            stem = single(shorter);
            break;
        }
    }
    for (end, least) in [("ly", 4), ("ion", 4), ("e", 3), ("y", 4)] {
        stem = without(&stem, end, "", least).unwrap_or(stem);
    }
    stem
}

/// Puts one ending for another where at least so many letters stand before it.
fn without(word: &str, end: &str, new: &str, least: usize) -> Option<String> {
    let start = word.strip_suffix(end)?;
    (start.chars().count() >= least).then(|| format!("{start}{new}"))
}

/// Makes the doubled consonant that an ending leaves behind single: "planned" gives "plan".
fn single(word: String) -> String {
    let doubled = ["bb", "dd", "gg", "mm", "nn", "pp", "rr", "tt"];
    if doubled.iter().any(|pair| word.ends_with(pair)) {
        let mut word = word;
        word.pop();
        return word;
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn alike(words: &str) {
        let stems: Vec<String> = words.split(' ').map(stem).collect();
        assert!(stems.windows(2).all(|pair| pair[0] == pair[1]), "{stems:?}");
    }

    #[test]
    fn forms_of_a_word_meet() {
        alike("communication communicating communicate communicates communicated");
        alike("plan plans planned planning");
        alike("therapy therapies");
        alike("class classes");
        alike("teach teaching");
        alike("programme programmes");
        alike("daily");
        assert_ne!(stem("sensory"), stem("sense"));
        assert_eq!(stem("bus"), "bus");
        assert_eq!(stem("us"), "us");
    }

    #[test]
    fn words_keep_their_spelling_and_abbreviations_are_written_out() {
        let found: Vec<(&str, String)> = (terms("The SaLT’s programme, 30 minutes a week."))
            .into_iter()
            .map(|term| (term.word, term.stem))
            .collect();
        let words: Vec<&str> = found.iter().map(|(word, _)| *word).collect();
        assert_eq!(words, ["SaLT’s", "SaLT’s", "SaLT’s", "programme"]);
        assert_eq!(found[2].1, stem("therapy"));
    }

    #[test]
    fn spelling_apart_two_texts_are_the_same() {
        assert_eq!(plain("TA, 2 × 30 mins."), plain("ta 2 30 MINS"));
        assert_ne!(plain("TA, 2 × 30 mins."), plain("TA, 3 × 30 mins."));
    }
}
