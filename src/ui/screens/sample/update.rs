//! What the keys and the replies do.

use super::state::{List, Phase, Sample};
use crate::domain::moderation::ruling::{Carry, Ruling};
use crate::ui::action::{Action, Answer, Browse, Context, Move, Review};
use crate::ui::chord::Chord;
use crate::ui::desk::{Acts, Desk, Place, Question, Turn};
use crate::ui::message::{Asked, Reply, Request};
use crate::ui::parts::input::Input;
use crate::ui::parts::window;

impl Acts for Sample {
    fn context(&self) -> Context {
        match self.phase {
            Phase::Looking => Context::Sample,
            Phase::Second(_) | Phase::Reason(..) => Context::Line,
        }
    }

    fn act(&mut self, action: Action, desk: &Desk) -> Turn {
        self.refused = None;
        match action {
            Action::Answer(answer) => return self.answer(answer, desk),
            Action::Move(Move::Close) => return Turn::back(),
            Action::Move(Move::NextPane) => self.turn(),
            Action::Move(motion) => self.go(motion, desk),
            Action::Browse(Browse::Open) => return self.look(),
            Action::Review(Review::Carry) => self.carry(),
            Action::Browse(_)
            | Action::Walk(_)
            | Action::Review(_)
            | Action::Rating(_)
            | Action::House(_) => {}
        }
        Turn::stay()
    }

    fn hear(&mut self, _asked: Asked, reply: Reply, _desk: &Desk) -> Turn {
        if let Reply::Proposal(proposal) = reply {
            self.proposal = Some(proposal);
            self.cursor = window::moved(self.cursor, 0, self.length());
        } else if let Reply::Carried(ruling) = reply {
            self.carried(*ruling);
        } else if let Reply::Refused(why) = reply {
            self.refused = Some(why);
        }
        Turn::stay()
    }

    fn write(&mut self, chord: Chord, _desk: &Desk) -> Turn {
        if let Phase::Second(input) | Phase::Reason(_, input) = &mut self.phase {
            input.write(chord);
        }
        Turn::stay()
    }

    fn paste(&mut self, text: &str, _desk: &Desk) -> Turn {
        if let Phase::Second(input) | Phase::Reason(_, input) = &mut self.phase {
            input.paste(text);
        }
        Turn::stay()
    }
}

impl Sample {
    /// Goes from the members to what carrying the outcome out does, and back.
    fn turn(&mut self) {
        self.list = match self.list {
            List::Members if self.carries() => List::Proposal,
            List::Members | List::Proposal => List::Members,
        };
        self.cursor = 0;
    }

    fn go(&mut self, motion: Move, desk: &Desk) {
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
        self.cursor = window::moved(self.cursor, by, self.length());
    }

    /// Opens the record of the pupil under the cursor.
    fn look(&mut self) -> Turn {
        if let Some(pupil) = self.pupil() {
            return Turn::to(Place::History(pupil));
        }
        if let Some(member) = self.member() {
            self.refused = Some(format!(
                "{} is still to be read blind: take it up from the list of what waits. Its record opens once it is read.",
                member.reference
            ));
        }
        Turn::stay()
    }

    /// Begins to carry the outcome out, once what that does stands on the screen.
    fn carry(&mut self) {
        if !self.carries() {
            let why = if self.state.ruling.is_some() {
                "It was carried out already; each mapping can be taken back by itself."
            } else {
                "There is nothing to carry out: only a shift, or mappings to be mapped again, is."
            };
            self.refused = Some(why.to_owned());
            return;
        }
        let Some(proposal) = &self.proposal else {
            self.refused = Some("What it would do is still being reckoned.".to_owned());
            return;
        };
        self.phase = if proposal.is_shift() {
            Phase::Second(Input::default())
        } else {
            Phase::Reason(None, Input::default())
        };
        (self.list, self.cursor) = (List::Proposal, 0);
    }

    fn answer(&mut self, answer: Answer, desk: &Desk) -> Turn {
        let phase = std::mem::replace(&mut self.phase, Phase::Looking);
        if answer != Answer::Accept {
            return Turn::stay();
        }
        match phase {
            Phase::Looking => {}
            Phase::Second(input) if input.text().trim().is_empty() => {
                self.refused = Some("A shift is made in two names: type the second.".to_owned());
                self.phase = Phase::Second(input);
            }
            Phase::Second(input) => {
                let second = input.text().trim().to_owned();
                self.phase = Phase::Reason(Some(second), Input::default());
            }
            Phase::Reason(second, input) if input.text().trim().is_empty() => {
                self.refused = Some("This needs words: say why in a few.".to_owned());
                self.phase = Phase::Reason(second, input);
            }
            Phase::Reason(second, input) => return self.confirm(second, &input, desk),
        }
        Turn::stay()
    }

    /// Asks whether to do it; what was looked at goes along, so that nothing else is done.
    fn confirm(&mut self, second: Option<String>, reason: &Input, desk: &Desk) -> Turn {
        let (Some(proposal), Some(framework)) = (&self.proposal, desk.framework()) else {
            return Turn::stay();
        };
        let name = desk.opening.as_ref().map_or("", |one| one.reader.as_str());
        let with = second.as_ref().map(|second| format!(" and {second}"));
        let words = format!(
            "Carry it out in the name of {name}{}? {} It is recorded, and each mapping can be taken back only by itself.",
            with.unwrap_or_default(),
            proposal.sentence(framework)
        );
        let request = Request::Carry(Box::new(Carry {
            sample: proposal.sample.clone(),
            second,
            reason: reason.text().trim().to_owned(),
            shown: Some(proposal.mark()),
        }));
        Turn::to(Place::Confirm(Box::new(Question { words, request })))
    }

    fn carried(&mut self, ruling: Ruling) {
        self.state.ruling = Some(ruling);
        (self.list, self.cursor) = (List::Members, 0);
    }
}
