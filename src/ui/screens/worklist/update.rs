//! What the keys and the replies do.

use super::state::Worklist;
use crate::ui::action::{Action, Browse, Context, Move};
use crate::ui::desk::{Acts, Desk, Place, Turn};
use crate::ui::message::{Asked, Reply, Which};
use crate::ui::parts::window;

impl Acts for Worklist {
    fn context(&self) -> Context {
        Context::Worklist
    }

    fn act(&mut self, action: Action, desk: &Desk) -> Turn {
        match action {
            Action::Move(motion) => self.go(motion, desk),
            Action::Browse(browse) => self.browse(browse),
            Action::Answer(_) | Action::Walk(_) | Action::House(_) => Turn::stay(),
        }
    }

    fn hear(&mut self, _asked: Asked, reply: Reply, _desk: &Desk) -> Turn {
        if let Reply::Worklist(page) = reply {
            self.cursor = self.cursor.min(page.total.saturating_sub(1));
            self.page = Some(*page);
            self.refused = None;
        } else if let Reply::Refused(why) = reply {
            self.refused = Some(why);
        }
        Turn::stay()
    }

    fn resume(&mut self, desk: &Desk) -> Turn {
        Turn::ask(self.window(desk))
    }

    fn paste(&mut self, text: &str, _desk: &Desk) -> Turn {
        Turn::to(Place::Paste(text.to_owned()))
    }
}

impl Worklist {
    fn go(&mut self, motion: Move, desk: &Desk) -> Turn {
        let total = self.page.as_ref().map_or(0, |page| page.total);
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
        self.cursor = window::moved(self.cursor, by, total);
        if self.row().is_some() {
            return Turn::stay();
        }
        Turn::ask(self.window(desk))
    }

    fn browse(&mut self, browse: Browse) -> Turn {
        let pupil = self.row().map(|row| row.pupil.clone());
        match (browse, pupil) {
            (Browse::Map, Some(pupil)) => Turn::to(Place::Walk(Which::Pupil(pupil))),
            (Browse::MapNext, _) => Turn::to(Place::Walk(Which::Next(None))),
            (Browse::History, Some(pupil)) => Turn::to(Place::History(pupil)),
            (Browse::Distribution, _) => Turn::to(Place::Distribution),
            (Browse::Frameworks, _) => Turn::to(Place::Frameworks),
            (Browse::Paste, _) => Turn::to(Place::Paste(String::new())),
            (
                Browse::Map
                | Browse::History
                | Browse::Find
                | Browse::FilterPriority
                | Browse::FilterState
                | Browse::ClearFilter
                | Browse::Details
                | Browse::Open
                | Browse::Dimensions
                | Browse::Export
                | Browse::Adopt
                | Browse::Withdraw,
                _,
            ) => Turn::stay(),
        }
    }
}
