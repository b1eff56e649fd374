//! What the keys and the replies do.

use super::state::Standard;
use crate::ui::action::{Action, Context, Move, Review};
use crate::ui::desk::{Acts, Desk, Place, Turn};
use crate::ui::message::{Asked, Reply, Request, Which};

impl Acts for Standard {
    fn context(&self) -> Context {
        Context::Standard
    }

    fn act(&mut self, action: Action, desk: &Desk) -> Turn {
        match action {
            Action::Move(Move::Close) => Turn::back(),
            Action::Move(motion) => {
                self.go(motion, desk);
                Turn::stay()
            }
            Action::Review(Review::Sit) => self.sit(),
            Action::Review(_)
            | Action::Browse(_)
            | Action::Walk(_)
            | Action::Answer(_)
            | Action::Rating(_)
            | Action::House(_) => Turn::stay(),
        }
    }

    fn hear(&mut self, _asked: Asked, reply: Reply, _desk: &Desk) -> Turn {
        if let Reply::Standing(sat) = reply {
            self.sat = Some(sat);
            self.refused = None;
        } else if let Reply::Refused(why) = reply {
            self.refused = Some(why);
        }
        Turn::stay()
    }

    fn resume(&mut self, _desk: &Desk) -> Turn {
        self.from = 0;
        Turn::ask(Request::Standing)
    }
}

impl Standard {
    fn go(&mut self, motion: Move, desk: &Desk) {
        let page = desk.rows();
        let to = match motion {
            Move::Up => self.from.saturating_sub(1),
            Move::Down => self.from + 1,
            Move::PageUp => self.from.saturating_sub(page),
            Move::PageDown => self.from + page,
            Move::First => 0,
            Move::Last => usize::MAX,
            Move::Left
            | Move::Right
            | Move::ScrollUp
            | Move::ScrollDown
            | Move::NextPane
            | Move::Close => self.from,
        };
        self.from = to.min(self.last_line(desk));
    }

    /// Opens the next plan, where one is to be read.
    fn sit(&mut self) -> Turn {
        let Some(sat) = &self.sat else {
            return Turn::stay();
        };
        if sat.standing.left.is_empty() {
            self.refused = Some("Nothing is to be read for the set now.".to_owned());
            return Turn::stay();
        }
        Turn::to(Place::Walk(Which::Standard))
    }
}
