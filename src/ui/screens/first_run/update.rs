//! What the keys and the replies do.

use super::state::FirstRun;
use crate::ui::action::{Action, Answer, Context};
use crate::ui::chord::Chord;
use crate::ui::desk::{Acts, Desk, Turn};
use crate::ui::message::{Asked, Reply, Request};

impl Acts for FirstRun {
    fn context(&self) -> Context {
        Context::Line
    }

    fn act(&mut self, action: Action, _desk: &Desk) -> Turn {
        match action {
            Action::Answer(Answer::Accept) => match self.frameworks.first() {
                Some(framework) => Turn::ask(Request::Begin {
                    name: self.name.text().trim().to_owned(),
                    framework: framework.key.clone(),
                    caseload: None,
                }),
                None => Turn::stay(),
            },
            Action::Answer(_)
            | Action::Move(_)
            | Action::Walk(_)
            | Action::Browse(_)
            | Action::House(_) => Turn::stay(),
        }
    }

    fn hear(&mut self, _asked: Asked, reply: Reply, _desk: &Desk) -> Turn {
        if let Reply::Frameworks(all) = reply {
            self.frameworks = all;
        } else if let Reply::Refused(why) = reply {
            self.refused = Some(why);
        }
        Turn::stay()
    }

    fn write(&mut self, chord: Chord, _desk: &Desk) -> Turn {
        self.name.write(chord);
        Turn::stay()
    }
}
