//! What the keys and the replies do.

use super::state::{Cohorts, Phase};
use crate::domain::moderation::sample::Cohort;
use crate::ui::action::{Action, Answer, Browse, Context, Move};
use crate::ui::chord::Chord;
use crate::ui::desk::{Acts, Desk, Turn};
use crate::ui::message::{Asked, Reply, Request};
use crate::ui::parts::input::Input;
use crate::ui::parts::window;

impl Acts for Cohorts {
    fn context(&self) -> Context {
        match self.phase {
            Phase::Choosing | Phase::Drawing => Context::Cohorts,
            Phase::Seed(..) => Context::Line,
        }
    }

    fn act(&mut self, action: Action, desk: &Desk) -> Turn {
        match action {
            Action::Move(Move::Close) => Turn::back(),
            Action::Move(motion) => {
                self.go(motion, desk);
                Turn::stay()
            }
            Action::Browse(Browse::Open) => {
                self.choose();
                Turn::stay()
            }
            Action::Answer(answer) => self.answer(answer),
            Action::Browse(_)
            | Action::Walk(_)
            | Action::Review(_)
            | Action::Rating(_)
            | Action::House(_) => Turn::stay(),
        }
    }

    fn hear(&mut self, _asked: Asked, reply: Reply, _desk: &Desk) -> Turn {
        if let Reply::Cohorts(all) = reply {
            self.cursor = window::moved(self.cursor, 0, all.len());
            self.all = Some(all);
        } else if let Reply::Drawn(_) = reply {
            return Turn::back();
        } else if let Reply::Refused(why) = reply {
            self.phase = Phase::Choosing;
            self.refused = Some(why);
        }
        Turn::stay()
    }

    fn write(&mut self, chord: Chord, _desk: &Desk) -> Turn {
        if let Phase::Seed(_, input) = &mut self.phase {
            input.write(chord);
        }
        Turn::stay()
    }

    fn paste(&mut self, text: &str, _desk: &Desk) -> Turn {
        if let Phase::Seed(_, input) = &mut self.phase {
            input.paste(text);
        }
        Turn::stay()
    }
}

impl Cohorts {
    fn go(&mut self, motion: Move, desk: &Desk) {
        if let Phase::Seed(..) = self.phase {
            return;
        }
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
        self.refused = None;
        self.cursor = window::moved(self.cursor, by, self.list().len());
    }

    fn choose(&mut self) {
        if let (Phase::Choosing, Some(prospect)) = (&self.phase, self.prospect()) {
            self.phase = Phase::Seed(prospect.cohort.clone(), Input::default());
            self.refused = None;
        }
    }

    fn answer(&mut self, answer: Answer) -> Turn {
        let Phase::Seed(cohort, input) = std::mem::replace(&mut self.phase, Phase::Choosing) else {
            return Turn::stay();
        };
        if answer != Answer::Accept {
            return Turn::stay();
        }
        self.refused = None;
        match seed(&input.text()) {
            Ok(seed) => self.draw(cohort, seed),
            Err(why) => {
                self.refused = Some(why);
                self.phase = Phase::Seed(cohort, input);
                Turn::stay()
            }
        }
    }

    fn draw(&mut self, cohort: Cohort, seed: Option<u64>) -> Turn {
        self.phase = Phase::Drawing;
        Turn::ask(Request::Draw(cohort, seed))
    }
}

/// The seed that was typed; nothing where it is to be drawn.
fn seed(text: &str) -> Result<Option<u64>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let seed = text.parse().map(Some);
    seed.map_err(|_| format!("\"{text}\" is no whole number; leave it empty to have one drawn."))
}
