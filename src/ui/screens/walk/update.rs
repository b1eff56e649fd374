//! What the keys and the replies do.

use super::state::Walk;
use crate::ui::action::{Action, Context, Move};
use crate::ui::desk::{Acts, Desk, Turn};
use crate::ui::message::{Asked, Reply};

impl Acts for Walk {
    fn context(&self) -> Context {
        Context::Judge
    }

    fn act(&mut self, action: Action, _desk: &Desk) -> Turn {
        match action {
            Action::Move(Move::Close) => Turn::back(),
            Action::Move(_)
            | Action::Answer(_)
            | Action::Walk(_)
            | Action::Browse(_)
            | Action::House(_) => Turn::stay(),
        }
    }

    fn hear(&mut self, _asked: Asked, _reply: Reply, _desk: &Desk) -> Turn {
        Turn::stay()
    }
}
