//! What the keys do.

use super::state::Palette;
use crate::ui::action::{Action, Answer, Context, Move};
use crate::ui::chord::Chord;
use crate::ui::desk::{Acts, Desk, Go, Turn};
use crate::ui::message::{Asked, Reply};
use crate::ui::parts::window::moved;

impl Acts for Palette {
    fn context(&self) -> Context {
        Context::Palette
    }

    fn act(&mut self, action: Action, _desk: &Desk) -> Turn {
        let found = self.found();
        match action {
            Action::Move(Move::Up) => self.cursor = moved(self.cursor, -1, found.len()),
            Action::Move(Move::Down) => self.cursor = moved(self.cursor, 1, found.len()),
            Action::Answer(Answer::Accept) => {
                return match found.get(self.cursor) {
                    Some(found) => Turn::go(Go::Run(found.entry.action)),
                    None => Turn::stay(),
                };
            }
            Action::Answer(Answer::Cancel) => return Turn::back(),
            Action::Move(_)
            | Action::Answer(_)
            | Action::Walk(_)
            | Action::Browse(_)
            | Action::Review(_)
            | Action::Rating(_)
            | Action::House(_) => {}
        }
        Turn::stay()
    }

    fn hear(&mut self, _asked: Asked, _reply: Reply, _desk: &Desk) -> Turn {
        Turn::stay()
    }

    fn write(&mut self, chord: Chord, _desk: &Desk) -> Turn {
        if self.typed.write(chord) {
            self.cursor = 0;
        }
        Turn::stay()
    }

    fn paste(&mut self, text: &str, _desk: &Desk) -> Turn {
        self.typed.paste(text.trim());
        self.cursor = 0;
        Turn::stay()
    }
}
