//! Typing, pasting, and making the plan.

use super::state::{Field, Paste, Phase};
use crate::domain::place::Setting;
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
                self.field = match self.field {
                    Field::Reference => Field::Text,
                    Field::Text => Field::Reference,
                };
                Turn::stay()
            }
            Action::Answer(Answer::Accept | Answer::Pick(_))
            | Action::Move(_)
            | Action::Walk(_)
            | Action::Browse(_)
            | Action::House(_) => Turn::stay(),
        }
    }

    fn write(&mut self, chord: Chord, _desk: &Desk) -> Turn {
        if self.phase == Phase::Asking {
            return Turn::stay();
        }
        self.phase = Phase::Writing;
        match self.field {
            Field::Reference if chord.key == Key::Enter => self.field = Field::Text,
            Field::Reference => {
                self.reference.write(chord);
            }
            Field::Text => self.page.write(chord),
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
        let (reference, text) = (self.reference.text(), self.page.text());
        let missing = match (reference.trim().is_empty(), text.trim().is_empty()) {
            (true, _) => Some((
                Field::Reference,
                "Whose plan is it? Type the pupil's reference first.",
            )),
            (false, true) => Some((
                Field::Text,
                "There is no text yet. Paste the plan's Section F first.",
            )),
            (false, false) => None,
        };
        if let Some((field, missing)) = missing {
            self.field = field;
            self.phase = Phase::Refused(missing.into());
            return Turn::stay();
        }
        if self.phase == Phase::Asking {
            return Turn::stay();
        }
        match whose(&reference) {
            Ok((reference, newcomer)) => {
                self.phase = Phase::Asking;
                Turn::ask(Request::PastePlan {
                    reference,
                    newcomer,
                    text,
                })
            }
            Err(unknown) => {
                self.field = Field::Reference;
                self.phase = Phase::Refused(unknown);
                Turn::stay()
            }
        }
    }
}

/// Reads whose plan it is: a reference and, of a new pupil, the setting and the year group.
fn whose(typed: &str) -> Result<(String, Newcomer), String> {
    let mut parts = typed.split(',').map(str::trim);
    let reference = parts.next().unwrap_or_default().to_owned();
    let mut newcomer = Newcomer::default();
    for part in parts.filter(|part| !part.is_empty()) {
        if let Ok(year) = part.parse() {
            newcomer.year_group = Some(year);
        } else if let Some(setting) = Setting::from_code(part) {
            newcomer.setting = Some(setting);
        } else {
            let codes: Vec<&str> = Setting::ALL.iter().map(|setting| setting.code()).collect();
            let codes = codes.join(", ");
            return Err(format!(
                "\"{part}\" is no year and no setting; settings are {codes}."
            ));
        }
    }
    Ok((reference, newcomer))
}
