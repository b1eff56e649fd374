//! Who is asked: the talk with the person at the terminal, which lasts from a command's first question to its end.

use std::cell::Cell;
use std::io;

use crate::runtime::prompt::Talk;

/// The person at the terminal; nobody is spoken to before the first question.
#[derive(Default)]
pub(super) struct Asker {
    /// The talk, once somebody was asked.
    talk: Cell<Option<Talk>>,
    /// Whether it goes on after the next answer.
    asking: Cell<bool>,
}

impl Asker {
    /// Asks for what is not shown as it is typed; nothing where it is not answered.
    pub(super) fn unseen(&self, question: &str, longest: usize) -> io::Result<Option<Vec<u8>>> {
        let mut talk = self.talk.take().map_or_else(Talk::begin, Ok)?;
        let answer = talk.ask(question, longest);
        self.resting(talk);
        answer
    }

    /// Says a line to whoever is asked.
    pub(super) fn say(&self, line: &str) -> io::Result<()> {
        let mut talk = self.talk.take().map_or_else(Talk::begin, Ok)?;
        let said = talk.say(line);
        self.resting(talk);
        said
    }

    /// Asks several things: from the first question to the end nothing that is typed is shown, in between neither.
    pub(super) fn several<T>(&self, what: impl FnOnce() -> T) -> T {
        let within = self.asking.replace(true);
        let done = what();
        self.asking.set(within);
        if let Some(talk) = self.talk.take() {
            self.resting(talk);
        }
        done
    }

    /// Keeps a talk, which rests unless more is to be asked.
    fn resting(&self, mut talk: Talk) {
        if !self.asking.get() {
            talk.rest();
        }
        self.talk.set(Some(talk));
    }

    /// Ends the talk.
    pub(super) fn end(&self) {
        self.talk.take();
    }
}
