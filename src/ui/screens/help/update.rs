//! What the keys and the replies do.

use super::state::Help;
use crate::ui::action::{Action, Context, Move};
use crate::ui::desk::{Acts, Desk, Turn};
use crate::ui::message::{Asked, Reply};

impl Acts for Help {
    fn context(&self) -> Context {
        Context::Help
    }

    fn act(&mut self, action: Action, desk: &Desk) -> Turn {
        match action {
            Action::Move(Move::Close) => return Turn::back(),
            Action::Move(Move::Up) => self.from = self.from.saturating_sub(1),
            Action::Move(Move::Down) => self.from += 1,
            Action::Move(Move::PageUp) => self.from = self.from.saturating_sub(desk.rows()),
            Action::Move(Move::PageDown) => self.from += desk.rows(),
            Action::Move(_)
            | Action::Answer(_)
            | Action::Walk(_)
            | Action::Browse(_)
            | Action::House(_) => {}
        }
        Turn::stay()
    }

    fn hear(&mut self, _asked: Asked, _reply: Reply, _desk: &Desk) -> Turn {
        Turn::stay()
    }
}
