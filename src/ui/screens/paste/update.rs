//! Typing, pasting, and making the plan.

use super::state::{Field, NoYear, Paste, Phase};
use crate::domain::pupil::Newcomer;
use crate::ui::action::{Action, Answer, Context, Move};
use crate::ui::chord::{Chord, Key};
use crate::ui::desk::{Acts, Desk, Go, Place, Turn};
use crate::ui::message::{Asked, Reply, Request, Which};

impl Acts for Paste {
    fn context(&self) -> Context {
        Context::Paste
    }

    fn act(&mut self, action: Action, _desk: &Desk) -> Turn {
        match action {
            Action::Answer(Answer::MakePlan) => self.make(),
            Action::Answer(Answer::Cancel) => Turn::back(),
            Action::Move(Move::NextPane) => {
                self.field = self.field.next();
                Turn::stay()
            }
            Action::Answer(Answer::Accept | Answer::Pick(_))
            | Action::Move(_)
            | Action::Walk(_)
            | Action::Browse(_)
            | Action::Review(_)
            | Action::Rating(_)
            | Action::House(_) => Turn::stay(),
        }
    }

    fn write(&mut self, chord: Chord, _desk: &Desk) -> Turn {
        if self.phase == Phase::Asking {
            return Turn::stay();
        }
        self.phase = Phase::Writing;
        match (self.field, chord.key) {
            (Field::Text, _) => self.page.write(chord),
            (Field::Reference | Field::Year | Field::Setting, Key::Enter) => {
                self.field = self.field.next();
            }
            (Field::Reference, _) => {
                self.reference.write(chord);
            }
            (Field::Year, _) => {
                self.year.write(chord);
            }
            (Field::Setting, key) => {
                let forward = !matches!(key, Key::Left | Key::Up | Key::Backspace);
                self.setting = self.turned(forward);
            }
        }
        Turn::stay()
    }

    fn paste(&mut self, text: &str, _desk: &Desk) -> Turn {
        if self.phase == Phase::Asking {
            return Turn::stay();
        }
        self.phase = Phase::Writing;
        // A single line is a reference where one is wanted; anything longer is the plan.
        if self.field == Field::Reference && !text.trim().contains('\n') {
            self.reference.paste(text.trim());
        } else {
            self.page.paste(text);
            self.field = match self.reference.text().trim() {
                "" => Field::Reference,
                _ => Field::Text,
            };
        }
        Turn::stay()
    }

    fn hear(&mut self, asked: Asked, reply: Reply, _desk: &Desk) -> Turn {
        if asked != Asked::PastePlan {
            return Turn::stay();
        }
        if let Reply::Case(case) = reply {
            let walk = Place::Walk(Which::Pupil(case.row.pupil));
            return Turn::go(Go::Instead(walk));
        }
        if let Reply::Refused(why) = reply {
            self.phase = Phase::Refused(why);
        }
        Turn::stay()
    }
}

impl Paste {
    fn make(&mut self) -> Turn {
        if self.phase == Phase::Asking {
            return Turn::stay();
        }
        let (reference, text) = (self.reference.text(), self.page.text());
        let year_group = match self.wanting(reference.trim(), text.trim()) {
            Ok(year_group) => year_group,
            Err((field, why)) => {
                self.field = field;
                self.phase = Phase::Refused(why.into());
                return Turn::stay();
            }
        };
        self.phase = Phase::Asking;
        Turn::ask(Request::PastePlan {
            reference: reference.trim().to_owned(),
            newcomer: Newcomer {
                setting: self.setting,
                year_group,
            },
            text,
        })
    }

    /// Gives the year group, or what is missing or wrong and in which field.
    fn wanting(&self, reference: &str, text: &str) -> Result<Option<i16>, (Field, &'static str)> {
        if reference.is_empty() {
            let why = "Whose plan is it? Type the pupil's reference first.";
            return Err((Field::Reference, why));
        }
        let why = "A year group is a number up to 14, R for Reception or N for nursery.";
        let year_group = self.year_group().map_err(|NoYear| (Field::Year, why))?;
        if text.is_empty() {
            let why = "There is no text yet. Paste the plan's Section F first.";
            return Err((Field::Text, why));
        }
        Ok(year_group)
    }
}
