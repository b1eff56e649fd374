//! Words that a hyphen cuts at the end of a line.

use super::super::key::Key;
use super::super::slip;
use super::{Cutter, Kind, Token};

/// The longest word that a line's end may have cut: what is longer is no word, and would grow with every line.
const LONGEST: usize = 40;

/// Words that keep their hyphen at a line's end.
const PREFIXES: &[&str] = &[
    "half",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "ten",
    "multi",
    "pre",
    "post",
    "non",
    "self",
    "co",
    "well",
    "low",
    "high",
    "whole",
    "small",
    "long",
    "short",
    "key",
    "first",
    "cross",
    "follow",
    "check",
    "to",
    "therapist",
    "teacher",
    "staff",
    "adult",
    "ta",
    "school",
    "play",
    "speech",
    "turn",
    "drop",
    "twice",
];

impl Cutter<'_> {
    /// Joins the word that begins a line to the one that a hyphen cut at the end of the line above: `Wednes-`, `days`.
    pub(super) fn join(&mut self) {
        self.hangs = false;
        let tokens = &mut self.cut.tokens;
        let (Some(tail), Some(_), Some(mut head)) = (tokens.pop(), tokens.pop(), tokens.pop())
        else {
            return;
        };
        let part = |token: &Token| self.cut.folded.get(token.folded.clone()).unwrap_or("");
        let word = match part(&head) {
            // "half-" and "termly" are two words, wherever the line ends.
            whole if PREFIXES.contains(&whole) => whole.to_owned(),
            start => [start, part(&tail)].concat(),
        };
        let joined = word.len() > head.folded.len();
        if joined {
            let from = self.cut.folded.len();
            self.cut.folded.push_str(&word);
            slip::mend(&mut self.cut.folded, from, self.ids);
            let folded = from..self.cut.folded.len();
            let word = self.cut.folded.get(folded.clone()).unwrap_or("");
            head.key = Key::of(word);
            let known = self.ids.of(head.key, word);
            (head.id, head.lists, head.folded) = (known.id, known.lists, folded);
            head.span.end = tail.span.end;
        }
        self.cut.tokens.push(head);
        if !joined {
            self.cut.tokens.push(Token {
                hyphened: true,
                spaced: false,
                ..tail
            });
        }
        // The word is of the line above, for there it begins.
        let to = self.cut.tokens.len();
        if let Some(line) = self.cut.lines.last_mut() {
            line.to = to;
        }
        self.line.1 = to;
    }

    /// Whether a word that a hyphen cut ends the line that ends here.
    pub(super) fn cut_off(&self, next: char) -> bool {
        let mut last = self.cut.tokens.iter().rev();
        let (Some(hyphen), Some(word)) = (last.next(), last.next()) else {
            return false;
        };
        let sign = self.cut.folded.get(hyphen.folded.clone()) == Some("-");
        let tight = !hyphen.spaced && hyphen.span.end == self.at && hyphen.kind == Kind::Sign;
        sign && tight
            && word.kind == Kind::Word
            && (2..=LONGEST).contains(&word.folded.len())
            && next.is_lowercase()
    }
}
