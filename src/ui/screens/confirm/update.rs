//! Yes asks, no leaves it.

use super::state::Confirm;
use crate::ui::action::{Action, Answer, Context};
use crate::ui::desk::{Acts, Desk, Turn};
use crate::ui::message::{Asked, Reply};

impl Acts for Confirm {
    fn context(&self) -> Context {
        Context::Confirm
    }

    fn act(&mut self, action: Action, _desk: &Desk) -> Turn {
        match action {
            Action::Answer(Answer::Accept) => Turn::back().and(self.question.request.clone()),
            Action::Answer(Answer::Cancel) => Turn::back(),
            Action::Answer(Answer::Pick(_) | Answer::MakePlan)
            | Action::Walk(_)
            | Action::Browse(_)
            | Action::Move(_)
            | Action::Review(_)
            | Action::Rating(_)
            | Action::House(_) => Turn::stay(),
        }
    }

    fn hear(&mut self, _asked: Asked, _reply: Reply, _desk: &Desk) -> Turn {
        Turn::stay()
    }
}
