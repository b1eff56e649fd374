//! What the keys and the replies do.

use super::state::{FirstRun, Phase, Question};
use crate::ui::action::{Action, Answer, Context, Move};
use crate::ui::chord::Chord;
use crate::ui::desk::{Acts, Desk, Place, Turn};
use crate::ui::message::{Asked, Reply, Request};
use crate::ui::parts::input::Input;
use crate::ui::parts::menu::digits;
use crate::ui::parts::window::moved;

/// What is said where the columns were left unsettled.
const UNSETTLED: &str = "What its columns are is not settled yet: Enter asks again. Or leave the path empty and import later.";

impl Acts for FirstRun {
    fn context(&self) -> Context {
        match self.phase {
            Phase::Asking(Question::Framework) => Context::Menu,
            Phase::Asking(Question::Name | Question::Caseload)
            | Phase::Looking
            | Phase::Mapping
            | Phase::Mapped
            | Phase::Beginning => Context::Line,
        }
    }

    fn digits(&self) -> Option<String> {
        Some(digits(self.frameworks.as_ref().map_or(0, Vec::len)))
    }

    fn act(&mut self, action: Action, _desk: &Desk) -> Turn {
        let Phase::Asking(question) = self.phase else {
            return Turn::stay();
        };
        match action {
            Action::Answer(Answer::Accept) => self.accept(question),
            Action::Answer(Answer::Pick(digit)) => {
                let count = self.frameworks.as_ref().map_or(0, Vec::len);
                let at = usize::from(digit).saturating_sub(1);
                if at < count {
                    self.framework = at;
                    return self.accept(question);
                }
                Turn::stay()
            }
            Action::Answer(Answer::Cancel) => self.turn(question.before()),
            Action::Move(Move::Up) => self.step(question, -1),
            Action::Move(Move::Down) => self.step(question, 1),
            Action::Answer(Answer::MakePlan)
            | Action::Move(_)
            | Action::Walk(_)
            | Action::Browse(_)
            | Action::Review(_)
            | Action::Rating(_)
            | Action::House(_) => Turn::stay(),
        }
    }

    fn hear(&mut self, asked: Asked, reply: Reply, _desk: &Desk) -> Turn {
        if let Reply::Frameworks(all) = reply {
            self.framework = moved(self.framework, 0, all.len());
            self.frameworks = Some(all);
        } else if let Reply::Surveyed(survey) = reply {
            let open = survey.filter(|survey| !survey.is_settled());
            return match (open, self.phase) {
                (Some(survey), Phase::Looking) => {
                    self.phase = Phase::Mapping;
                    Turn::to(Place::Columns(survey))
                }
                (Some(_), _) => {
                    self.refused = Some((Question::Caseload, UNSETTLED.to_owned()));
                    self.turn(Question::Caseload)
                }
                (None, _) => self.begin(),
            };
        } else if let Reply::Refused(why) = reply {
            // The file is what a beginning fails for; the other answers were looked at here.
            let question = if asked == Asked::Frameworks {
                Question::Framework
            } else {
                Question::Caseload
            };
            self.refused = Some((question, why));
            if matches!(asked, Asked::Begin | Asked::Survey) {
                self.phase = Phase::Asking(question);
            }
        }
        Turn::stay()
    }

    fn resume(&mut self, _desk: &Desk) -> Turn {
        match (self.phase, self.caseload.path()) {
            (Phase::Mapping, Some(file)) => {
                self.phase = Phase::Mapped;
                Turn::ask(Request::Survey(file))
            }
            (_, _) => Turn::stay(),
        }
    }

    fn write(&mut self, chord: Chord, _desk: &Desk) -> Turn {
        if let Some(input) = self.typed() {
            input.write(chord);
        }
        Turn::stay()
    }

    fn paste(&mut self, text: &str, _desk: &Desk) -> Turn {
        if let Some(input) = self.typed() {
            input.paste(text.trim());
        }
        Turn::stay()
    }
}

impl FirstRun {
    /// The line that is being typed.
    fn typed(&mut self) -> Option<&mut Input> {
        match self.phase {
            Phase::Asking(Question::Name) => Some(&mut self.name),
            Phase::Asking(Question::Caseload) => Some(&mut self.caseload),
            Phase::Asking(Question::Framework)
            | Phase::Looking
            | Phase::Mapping
            | Phase::Mapped
            | Phase::Beginning => None,
        }
    }

    fn turn(&mut self, question: Question) -> Turn {
        self.phase = Phase::Asking(question);
        Turn::stay()
    }

    /// Goes up or down: through the frameworks at their question, else from question to question.
    fn step(&mut self, question: Question, by: isize) -> Turn {
        match question {
            Question::Framework => {
                let count = self.frameworks.as_ref().map_or(0, Vec::len);
                self.framework = moved(self.framework, by, count);
                Turn::stay()
            }
            Question::Name if by > 0 => self.accept(question),
            Question::Name | Question::Caseload if by < 0 => self.turn(question.before()),
            Question::Name | Question::Caseload => Turn::stay(),
        }
    }

    /// Takes an answer and goes on; after the last one, asks for the workspace.
    fn accept(&mut self, question: Question) -> Turn {
        self.refused = None;
        match question {
            Question::Name if self.nameless() => Turn::stay(),
            Question::Name => self.turn(Question::Framework),
            Question::Framework => self.turn(Question::Caseload),
            Question::Caseload => self.look(),
        }
    }

    /// Says that a name is wanted where there is none.
    fn nameless(&mut self) -> bool {
        let missing = self.name.text().trim().is_empty();
        if missing {
            let why = "A mapping names who read the plan: type your name first.";
            self.refused = Some((Question::Name, why.to_owned()));
            self.phase = Phase::Asking(Question::Name);
        }
        missing
    }

    /// Looks what the columns of the caseload are, where there is one.
    fn look(&mut self) -> Turn {
        if self.nameless() {
            return Turn::stay();
        }
        let Some(file) = self.caseload.path().filter(|_| self.chosen().is_some()) else {
            return self.begin();
        };
        self.phase = Phase::Looking;
        Turn::ask(Request::Survey(file))
    }

    fn begin(&mut self) -> Turn {
        let Some(framework) = self.chosen() else {
            let why = "There is no framework yet to map against.";
            self.refused = Some((Question::Framework, why.to_owned()));
            return self.turn(Question::Framework);
        };
        let framework = framework.key.clone();
        let caseload = self.caseload.path();
        self.phase = Phase::Beginning;
        Turn::ask(Request::Begin {
            name: self.name.text().trim().to_owned(),
            framework,
            caseload,
        })
    }
}
