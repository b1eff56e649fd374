//! What the keys do.

use super::state::{List, Sample};
use crate::ui::action::{Action, Browse, Context, Move};
use crate::ui::desk::{Acts, Desk, Place, Turn};
use crate::ui::message::{Asked, Reply};
use crate::ui::parts::window;

impl Acts for Sample {
    fn context(&self) -> Context {
        Context::Sample
    }

    fn act(&mut self, action: Action, desk: &Desk) -> Turn {
        self.refused = None;
        match action {
            Action::Move(Move::Close) => Turn::back(),
            Action::Move(Move::NextPane) => {
                self.turn();
                Turn::stay()
            }
            Action::Move(motion) => {
                self.go(motion, desk);
                Turn::stay()
            }
            Action::Browse(Browse::Open) => self.look(),
            Action::Browse(_)
            | Action::Answer(_)
            | Action::Walk(_)
            | Action::Review(_)
            | Action::House(_) => Turn::stay(),
        }
    }

    fn hear(&mut self, _asked: Asked, _reply: Reply, _desk: &Desk) -> Turn {
        Turn::stay()
    }
}

impl Sample {
    /// Goes from the members to what a proposed shift would change, and back.
    fn turn(&mut self) {
        self.list = match self.list {
            List::Members if !self.lines().is_empty() => List::Shift,
            List::Members | List::Shift => List::Members,
        };
        self.cursor = 0;
    }

    fn go(&mut self, motion: Move, desk: &Desk) {
        let page = isize::try_from(desk.rows()).unwrap_or(1);
        let by = match motion {
            Move::Up => -1,
            Move::Down => 1,
            Move::PageUp => -page,
            Move::PageDown => page,
            Move::First => isize::MIN,
            Move::Last => isize::MAX,
            Move::Left
            | Move::Right
            | Move::ScrollUp
            | Move::ScrollDown
            | Move::NextPane
            | Move::Close => 0,
        };
        self.cursor = window::moved(self.cursor, by, self.length());
    }

    /// Opens the record of the pupil under the cursor.
    fn look(&mut self) -> Turn {
        if let Some(pupil) = self.pupil() {
            return Turn::to(Place::History(pupil));
        }
        if let Some(member) = self.member() {
            self.refused = Some(format!(
                "{} is still to be read blind: take it up from the list of what waits. Its record opens once it is read.",
                member.reference
            ));
        }
        Turn::stay()
    }
}
