//! What the keys and the replies do.

use super::state::Distribution;
use crate::ui::action::{Action, Context, Move};
use crate::ui::desk::{Acts, Desk, Turn};
use crate::ui::message::{Asked, Reply};

impl Acts for Distribution {
    fn context(&self) -> Context {
        Context::Distribution
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

    fn hear(&mut self, _asked: Asked, reply: Reply, _desk: &Desk) -> Turn {
        if let Reply::Distribution(shown) = reply {
            self.shown = Some(shown);
        } else if let Reply::Refused(why) = reply {
            self.refused = Some(why);
        }
        Turn::stay()
    }
}
