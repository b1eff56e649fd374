//! Words parted at a line's end: joined again, a hyphen of their own kept as well as can be known.

use std::collections::HashSet;

use super::strike::STRUCK;

/// What stands before a hyphen of a word's own.
const BEFORE: &[&str] = &[
    "half",
    "non",
    "self",
    "co",
    "well",
    "one",
    "two",
    "three",
    "four",
    "five",
    "part",
    "full",
    "multi",
    "whole",
    "high",
    "low",
    "long",
    "short",
    "early",
    "pre",
    "post",
    "ex",
    "all",
    "semi",
    "mid",
    "small",
    "large",
    "age",
    "time",
    "year",
    "day",
    "follow",
    "follow-up",
    "catch",
    "warm",
    "check",
    "drop",
    "pick",
    "work",
    "play",
    "child",
    "adult",
    "pupil",
    "peer",
    "school",
    "home",
    "class",
    "needs",
    "evidence",
    "trauma",
    "play",
    "sensory",
    "multi-sensory",
    "step",
    "hands",
    "face",
    "side",
    "level",
    "up",
    "in",
    "on",
    "off",
    "out",
    "inter",
    "anti",
    "cross",
    "under",
    "over",
    "ten",
    "twenty",
    "thirty",
    "forty",
    "first",
    "second",
    "third",
    "fine",
    "gross",
    "real",
    "life",
    "open",
    "role",
    "problem",
    "decision",
    "turn",
    "eye",
    "hand",
    "low-arousal",
    "bi",
];

/// What stands behind a hyphen of a word's own.
const BEHIND: &[&str] = &[
    "term",
    "termly",
    "time",
    "based",
    "led",
    "to",
    "to-one",
    "one",
    "up",
    "by",
    "by-step",
    "class",
    "school",
    "aged",
    "wide",
    "specific",
    "related",
    "term-time",
    "being",
    "esteem",
    "regulation",
    "regulate",
    "care",
    "help",
    "solving",
    "making",
    "taking",
    "free",
    "friendly",
    "appropriate",
    "minute",
    "hour",
    "day",
    "week",
    "weekly",
    "monthly",
    "year",
    "sensory",
    "disciplinary",
    "agency",
    "going",
    "out",
    "in",
    "on",
    "off",
    "down",
    "and",
    "confidence",
    "awareness",
    "quality",
    "verbal",
    "teaching",
    "directed",
    "centred",
    "informed",
    "play",
    "contact",
    "motor",
];

/// What the rest of the plan says of words: which it writes whole, and which with a hyphen.
#[derive(Debug, Default)]
pub(super) struct Words {
    known: HashSet<String>,
    /// Lines of the plan end on parts of words.
    parts_words: bool,
}

impl Words {
    /// Learns the words of a plan from its lines.
    pub(super) fn of<'a>(lines: impl Iterator<Item = &'a String> + Clone) -> Self {
        let mut words = Self::default();
        for line in lines.clone() {
            for word in line.split_whitespace() {
                let word = word.trim_matches(|letter: char| !letter.is_alphanumeric());
                if word.contains(char::is_alphabetic) {
                    words.known.insert(word.to_lowercase());
                }
            }
        }
        words.parts_words = lines.clone().zip(lines.skip(1)).any(|(line, next)| {
            parts(line, next)
                .is_some_and(|(before, behind)| words.known.contains(&format!("{before}{behind}")))
        });
        words
    }

    /// Joins the lines of a paragraph.
    pub(super) fn joined(&self, lines: &[String]) -> String {
        let mut text = String::new();
        for line in lines {
            let mut line = line.as_str();
            // What is struck out over several lines is struck out once.
            if let Some(rest) = line.strip_prefix(STRUCK).filter(|_| text.ends_with(STRUCK)) {
                text.truncate(text.len() - STRUCK.len());
                line = rest;
            }
            if text.is_empty() {
                text.push_str(line);
                continue;
            }
            if text.ends_with('\u{AD}') {
                text.pop();
            } else if let Some((before, behind)) = parts(&text, line) {
                if !self.keeps(&before, &behind) {
                    text.pop();
                }
            } else if !text.ends_with(['-', '\u{2010}', '/', '\u{2014}']) || ends_apart(&text) {
                text.push(' ');
            }
            text.push_str(line);
        }
        // Within a line a soft hyphen is seen, or it would not be there.
        text.replace('\u{AD}', "-")
    }

    /// Whether the hyphen between two parts of a word is the word's own.
    fn keeps(&self, before: &str, behind: &str) -> bool {
        if self.known.contains(&format!("{before}{behind}")) {
            return false;
        }
        let first = behind.split('-').next().unwrap_or_default();
        let last = before.rsplit('-').next().unwrap_or_default();
        self.known.contains(&format!("{before}-{behind}"))
            || behind.contains('-')
            || before.contains('-')
            || BEFORE.contains(&last) && (!self.parts_words || self.known.contains(behind))
            || BEHIND.contains(&first) && BEFORE.contains(&last)
            || BEHIND.contains(&first) && self.known.contains(last)
    }
}

/// Whether a sign at the end stands by itself: `this -` goes on behind a blank.
fn ends_apart(text: &str) -> bool {
    let mut back = text.chars().rev();
    back.next();
    back.next().is_none_or(|letter| !letter.is_alphanumeric())
}

/// The two parts of a word that a line's end parts at a hyphen, in small letters.
fn parts(line: &str, next: &str) -> Option<(String, String)> {
    let bare = line.strip_suffix(['-', '\u{2010}'])?;
    let inner = |letter: char| letter.is_alphabetic() || letter == '-' || letter == '’';
    let start = bare.rfind(|letter: char| !inner(letter));
    let before = match start {
        Some(at) => bare
            .get(at..)?
            .trim_start_matches(|letter: char| !inner(letter)),
        None => bare,
    };
    let end = next
        .find(|letter: char| !inner(letter))
        .unwrap_or(next.len());
    let behind = next.get(..end)?;
    let lower = behind.chars().next().is_some_and(char::is_lowercase);
    let lettered = before.chars().last().is_some_and(char::is_alphabetic);
    (lower && lettered).then(|| (before.to_lowercase(), behind.to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(plan: &[&str], lines: &[&str], expected: &str) {
        let owned = |lines: &[&str]| lines.iter().map(ToString::to_string).collect::<Vec<_>>();
        let (plan, lines) = (owned(plan), owned(lines));
        let words = Words::of(plan.iter().chain(&lines));
        assert_eq!(words.joined(&lines), expected);
    }

    #[test]
    fn parted_words_are_joined_and_their_own_hyphens_kept() {
        case(
            &[],
            &["his commu-", "nication with"],
            "his communication with",
        );
        case(&[], &["a half-", "termly review"], "a half-termly review");
        case(&[], &["one-", "to-one support"], "one-to-one support");
        case(&[], &["a small-", "group"], "a small-group");
        case(
            &["non-verbal"],
            &["a non-", "verbal cue"],
            "a non-verbal cue",
        );
        case(&["nonverbal"], &["a non-", "verbal cue"], "a nonverbal cue");
        case(&[], &["a pro\u{AD}", "gramme"], "a programme");
        case(&[], &["the OT -", "each week"], "the OT - each week");
        case(&[], &["10-", "15 minutes"], "10-15 minutes");
        case(&[], &["his/", "her class"], "his/her class");
        case(&[], &["two", "lines"], "two lines");
        case(&[], &["well\u{AD}being"], "well-being");
    }
}
