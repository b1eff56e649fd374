//! What the keys and the replies do.

use super::state::{History, Phase, Said};
use crate::domain::caseload::Event;
use crate::domain::identity::RecordId;
use crate::ui::action::{Action, Answer, Browse, Context, Move};
use crate::ui::chord::Chord;
use crate::ui::desk::{Acts, Desk, Place, Question, Turn};
use crate::ui::message::{Asked, Reply, Request, Which};
use crate::ui::parts::input::Input;
use crate::ui::parts::window;

impl Acts for History {
    fn context(&self) -> Context {
        match self.phase {
            Phase::Browsing => Context::History,
            Phase::Reason(..) => Context::Line,
        }
    }

    fn act(&mut self, action: Action, desk: &Desk) -> Turn {
        match action {
            Action::Move(Move::Close) => Turn::back(),
            Action::Move(motion) => {
                self.go(motion, desk);
                Turn::stay()
            }
            Action::Answer(answer) => self.answer(answer),
            Action::Browse(Browse::Map) => Turn::to(Place::Walk(Which::Pupil(self.pupil.clone()))),
            Action::Browse(Browse::Withdraw) => self.withdraw(),
            Action::Browse(_)
            | Action::Walk(_)
            | Action::Review(_)
            | Action::Rating(_)
            | Action::House(_) => Turn::stay(),
        }
    }

    fn hear(&mut self, _asked: Asked, reply: Reply, _desk: &Desk) -> Turn {
        if let Reply::History(story) = reply {
            self.cursor = window::moved(self.cursor, 0, story.events.len());
            self.story = Some(story);
        } else if let Reply::Withdrawn(_) = reply {
            self.said = Some(Said::Withdrawn);
            // The withdrawal has become the latest event, which the cursor goes to.
            self.cursor = 0;
            self.from = 0;
            return Turn::ask(Request::History(self.pupil.clone()));
        } else if let Reply::Refused(why) = reply {
            self.said = Some(Said::Refused(why));
        }
        Turn::stay()
    }

    fn write(&mut self, chord: Chord, _desk: &Desk) -> Turn {
        if let Phase::Reason(_, input) = &mut self.phase {
            input.write(chord);
        }
        Turn::stay()
    }

    fn paste(&mut self, text: &str, _desk: &Desk) -> Turn {
        if let Phase::Reason(_, input) = &mut self.phase {
            input.paste(text);
        }
        Turn::stay()
    }

    fn resume(&mut self, _desk: &Desk) -> Turn {
        Turn::ask(Request::History(self.pupil.clone()))
    }
}

impl History {
    fn go(&mut self, motion: Move, desk: &Desk) {
        let (row, text) = (
            (self.cursor, self.events().len()),
            (self.from, desk.rows() / 2),
        );
        let (cursor, from) = window::beside(motion, row, text, || self.last_line(desk));
        (self.cursor, self.from) = (cursor, from);
    }

    /// Asks why the mapping under the cursor is taken back.
    fn withdraw(&mut self) -> Turn {
        self.said = None;
        let why = match self.event() {
            Some(Event::Mapped(mapping)) if mapping.withdrawn.is_none() => {
                self.phase = Phase::Reason(mapping.id.clone(), Input::default());
                return Turn::stay();
            }
            Some(Event::Mapped(_)) => "This mapping has been taken back already.",
            Some(
                Event::Imported { .. }
                | Event::PlanReceived { .. }
                | Event::Cohort(_)
                | Event::Withdrawn(_)
                | Event::Decided(_),
            )
            | None => "Go to a mapping first, with the arrows: only a mapping can be taken back.",
        };
        self.said = Some(Said::Refused(why.to_owned()));
        Turn::stay()
    }

    fn answer(&mut self, answer: Answer) -> Turn {
        let phase = std::mem::replace(&mut self.phase, Phase::Browsing);
        let Phase::Reason(mapping, input) = phase else {
            return Turn::stay();
        };
        match answer {
            Answer::Accept => self.confirm(mapping, input),
            Answer::Cancel | Answer::Pick(_) | Answer::MakePlan => Turn::stay(),
        }
    }

    fn confirm(&mut self, mapping: RecordId, input: Input) -> Turn {
        let reason = input.text().trim().to_owned();
        if reason.is_empty() {
            let why = "A mapping is taken back with a reason: say it in a few words.";
            self.said = Some(Said::Refused(why.to_owned()));
            self.phase = Phase::Reason(mapping, input);
            return Turn::stay();
        }
        self.said = None;
        let words = format!(
            "Take this mapping back, because: {reason}? It stays on the record with the withdrawal, and the pupil goes back to the worklist."
        );
        let request = Request::Withdraw(mapping, reason);
        Turn::to(Place::Confirm(Box::new(Question { words, request })))
    }
}
