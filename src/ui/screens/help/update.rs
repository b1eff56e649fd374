//! What the keys do.

use super::state::{Help, Phase};
use crate::ui::action::{Action, Answer, Browse, Context, Move};
use crate::ui::chord::Chord;
use crate::ui::desk::{Acts, Desk, Turn};
use crate::ui::message::{Asked, Reply};
use crate::ui::parts::input::Input;

impl Acts for Help {
    fn context(&self) -> Context {
        match self.phase {
            Phase::Reading => Context::Help,
            Phase::Finding(..) => Context::Line,
        }
    }

    fn act(&mut self, action: Action, desk: &Desk) -> Turn {
        match action {
            Action::Move(Move::Close) => return Turn::back(),
            Action::Move(motion) => self.go(motion, desk),
            Action::Browse(Browse::Find) => {
                let before = self.words.clone();
                self.phase = Phase::Finding(Input::holding(&before), before);
            }
            Action::Answer(answer) => {
                let phase = std::mem::replace(&mut self.phase, Phase::Reading);
                if let (Phase::Finding(_, before), Answer::Cancel) = (phase, answer) {
                    self.words = before;
                    self.from = 0;
                }
            }
            Action::Browse(_)
            | Action::Walk(_)
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
        if let Phase::Finding(input, _) = &mut self.phase {
            input.write(chord);
            self.words = input.text();
            self.from = 0;
        }
        Turn::stay()
    }
}

impl Help {
    fn go(&mut self, motion: Move, desk: &Desk) {
        let last = self.last_line(desk);
        let page = desk.rows();
        self.from = match motion {
            Move::Up => self.from.saturating_sub(1),
            Move::Down => self.from + 1,
            Move::PageUp => self.from.saturating_sub(page),
            Move::PageDown => self.from + page,
            Move::First => 0,
            Move::Last => last,
            Move::Left
            | Move::Right
            | Move::ScrollUp
            | Move::ScrollDown
            | Move::NextPane
            | Move::Close => self.from,
        }
        .min(last);
    }
}
