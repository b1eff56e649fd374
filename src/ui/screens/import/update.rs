//! What the keys and the replies do.

use super::state::{Import, Phase};
use crate::ui::action::{Action, Answer, Context};
use crate::ui::chord::Chord;
use crate::ui::desk::{Acts, Desk, Place, Turn};
use crate::ui::message::{Asked, Reply, Request};

impl Acts for Import {
    fn context(&self) -> Context {
        Context::Line
    }

    fn act(&mut self, action: Action, _desk: &Desk) -> Turn {
        match (action, self.phase) {
            (Action::Answer(Answer::Accept), Phase::Asking) => self.look(Phase::Looking),
            (Action::Answer(Answer::Cancel), Phase::Asking) => Turn::back(),
            (
                Action::Answer(_)
                | Action::Move(_)
                | Action::Walk(_)
                | Action::Browse(_)
                | Action::Review(_)
                | Action::Rating(_)
                | Action::House(_),
                _,
            ) => Turn::stay(),
        }
    }

    fn hear(&mut self, _asked: Asked, reply: Reply, _desk: &Desk) -> Turn {
        if let Reply::Surveyed(survey) = reply {
            let open = survey.filter(|survey| !survey.is_settled());
            match (open, self.phase) {
                (Some(survey), Phase::Looking) => {
                    self.phase = Phase::Mapping;
                    return Turn::to(Place::Columns(survey));
                }
                (Some(_), _) => self.refuse(
                    "What its columns are is not settled, so nothing came in. Enter asks again.",
                ),
                (None, _) => return self.import(),
            }
        } else if let Reply::Refused(why) = reply {
            self.refuse(&why);
        }
        Turn::stay()
    }

    fn write(&mut self, chord: Chord, _desk: &Desk) -> Turn {
        if self.phase == Phase::Asking {
            self.path.write(chord);
        }
        Turn::stay()
    }

    fn paste(&mut self, text: &str, _desk: &Desk) -> Turn {
        if self.phase == Phase::Asking {
            self.path.paste(text.trim());
        }
        Turn::stay()
    }

    fn resume(&mut self, _desk: &Desk) -> Turn {
        if self.phase == Phase::Mapping {
            return self.look(Phase::Mapped);
        }
        Turn::stay()
    }
}

impl Import {
    fn refuse(&mut self, why: &str) {
        self.refused = Some(why.to_owned());
        self.phase = Phase::Asking;
    }

    /// Asks what the columns of the file are.
    fn look(&mut self, phase: Phase) -> Turn {
        let Some(path) = self.path.path() else {
            self.refuse("Type the path of a file or folder first.");
            return Turn::stay();
        };
        self.refused = None;
        self.phase = phase;
        Turn::ask(Request::Survey(path))
    }

    fn import(&mut self) -> Turn {
        let Some(path) = self.path.path() else {
            return Turn::stay();
        };
        // It goes on beside all else, with its line above the hints.
        Turn::back().and(Request::Import(path))
    }
}
