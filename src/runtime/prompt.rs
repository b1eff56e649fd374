//! Questions whose answers are not shown as they are typed.

use std::io::{self, Stderr, Write as _, stderr};

use crate::ui::chord::{Chord, Key};

use super::input;
use super::signals::Guarded;
use super::terminal::{Unseen, seen_again};

/// What came of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// There is more to come.
    More,
    /// That was all.
    Done,
    /// Whoever was asked does not answer.
    Left,
}

/// Questions, and what is said between them: from the first one until it rests nothing that is typed is shown.
///
/// A signal that ends the program gives the terminal back first, for as long as this is kept.
pub struct Talk {
    held: Option<Unseen>,
    guarded: Guarded,
    to: Stderr,
}

impl Talk {
    /// Begins one in which nothing was asked yet.
    pub fn begin() -> io::Result<Self> {
        Ok(Self {
            held: None,
            guarded: Guarded::listen(seen_again)?,
            to: stderr(),
        })
    }

    /// Asks, and gives what was typed, at most so many bytes of it; nothing where it was left with esc or ctrl-c.
    pub fn ask(&mut self, question: &str, longest: usize) -> io::Result<Option<Vec<u8>>> {
        // Before the question stands there, for who reads it may type at once.
        if self.held.is_none() {
            self.held = Some(Unseen::take(&self.guarded)?);
        }
        write!(self.to, "{question}")?;
        self.to.flush()?;
        // Whatever is too long is refused by the byte that is too much; it is never moved in memory.
        let mut typed = String::with_capacity(longest + 8);
        let answered = loop {
            let Some(chord) = input::next()? else {
                continue;
            };
            match step(&mut typed, chord, longest) {
                Step::More => {}
                Step::Done => break true,
                Step::Left => break false,
            }
        };
        self.say("")?;
        Ok(answered.then(|| typed.into_bytes()))
    }

    /// Says a line.
    pub fn say(&mut self, line: &str) -> io::Result<()> {
        // A terminal that is held begins no line by itself.
        let end = if self.held.is_some() { "\r\n" } else { "\n" };
        write!(self.to, "{line}{end}")?;
        self.to.flush()
    }

    /// Shows again what is typed, until the next question.
    pub fn rest(&mut self) {
        self.held = None;
    }
}

fn step(typed: &mut String, chord: Chord, longest: usize) -> Step {
    match (chord.key, chord.ctrl) {
        // What was typed before the terminal was taken ends its line otherwise.
        (Key::Enter, _) | (Key::Char('j'), true) => return Step::Done,
        (Key::Esc, _) | (Key::Char('c' | 'd'), true) => return Step::Left,
        (Key::Char('u'), true) => typed.clear(),
        (Key::Char('h'), true) | (Key::Backspace, _) => {
            typed.pop();
        }
        (Key::Char(character), false) if !chord.alt && typed.len() <= longest => {
            typed.push(character);
        }
        _ => {}
    }
    Step::More
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is typed with some keys, and whether that was all.
    fn case(keys: &str) -> (String, Step) {
        let mut typed = String::new();
        for key in keys.split(' ') {
            let step = step(&mut typed, key.parse().unwrap(), 8);
            if step != Step::More {
                return (typed, step);
            }
        }
        (typed, Step::More)
    }

    #[test]
    fn what_is_typed_is_taken_to_the_end_of_the_line() {
        assert_eq!(case("a space B é enter x"), ("a Bé".to_owned(), Step::Done));
        assert_eq!(case("a b backspace c"), ("ac".to_owned(), Step::More));
        assert_eq!(case("a b ctrl-u c"), ("c".to_owned(), Step::More));
        assert_eq!(case("a up tab f1 alt-x"), ("a".to_owned(), Step::More));
        assert_eq!(case("a ctrl-c").1, Step::Left);
        assert_eq!(case("a esc").1, Step::Left);
    }

    #[test]
    fn what_is_too_long_is_one_byte_too_long() {
        assert_eq!(case("1 2 3 4 5 6 7 8 9 0 1 2").0, "123456789");
    }
}
