//! What the keys and the replies do.

use super::state::{Drift, Phase, Pupils, Row, Told};
use crate::ui::action::{Action, Browse, Context, Move};
use crate::ui::desk::{Acts, Desk, Place, Turn};
use crate::ui::message::{Asked, Reply, Request};
use crate::ui::parts::window;

impl Acts for Drift {
    fn context(&self) -> Context {
        Context::Drift
    }

    fn act(&mut self, action: Action, desk: &Desk) -> Turn {
        match (action, &self.phase) {
            (Action::Move(Move::Close), Phase::Pupils(_)) => {
                self.phase = Phase::Browsing;
                Turn::stay()
            }
            (Action::Move(Move::Close), Phase::Browsing) => Turn::back(),
            (Action::Move(motion), _) => {
                self.go(motion, desk);
                Turn::stay()
            }
            (Action::Browse(Browse::Open), _) => self.enter(desk),
            (
                Action::Browse(_)
                | Action::Answer(_)
                | Action::Walk(_)
                | Action::Review(_)
                | Action::Rating(_)
                | Action::House(_),
                _,
            ) => Turn::stay(),
        }
    }

    fn hear(&mut self, _asked: Asked, reply: Reply, _desk: &Desk) -> Turn {
        if let Reply::Drift(drifted) = reply {
            self.told = Told::Yes(drifted);
            self.cursor = window::moved(self.cursor, 0, self.rows().len());
        } else if let Reply::Refused(why) = reply {
            self.told = Told::Refused(why);
        }
        Turn::stay()
    }
}

impl Drift {
    fn go(&mut self, motion: Move, desk: &Desk) {
        if let Phase::Pupils(pupils) = &mut self.phase {
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
            pupils.cursor = window::moved(pupils.cursor, by, pupils.behind.len());
            return;
        }
        let row = (self.cursor, self.rows().len());
        let text = (self.from, desk.rows() / 2);
        let last = || self.last_line(desk);
        (self.cursor, self.from) = window::beside(motion, row, text, last);
    }

    /// Opens the pupils behind a row, or the record of the pupil under the cursor; asks again where nothing came.
    fn enter(&mut self, desk: &Desk) -> Turn {
        if let Phase::Pupils(pupils) = &self.phase {
            let pupil = pupils.behind.get(pupils.cursor);
            return pupil.map_or_else(Turn::stay, |one| {
                Turn::to(Place::History(one.pupil.clone()))
            });
        }
        if let Told::Refused(_) = self.told {
            self.told = Told::Asked;
            return Turn::ask(Request::Drift);
        }
        let Some(found) = self.found() else {
            return Turn::stay();
        };
        let (title, behind) = match self.rows().get(self.cursor) {
            Some(Row::Signal(signal)) => {
                let framework = desk.framework();
                let measure = framework.map(|one| signal.measure.words(one));
                let measure = measure.unwrap_or_default();
                let title = format!("{}: {measure}, since {}", signal.officer, signal.since);
                (title, found.of_signal(signal))
            }
            Some(Row::Officer(person)) => (person.name.clone(), person.mapped.clone()),
            None => return Turn::stay(),
        };
        self.phase = Phase::Pupils(Pupils {
            title,
            behind,
            cursor: 0,
        });
        Turn::stay()
    }
}
