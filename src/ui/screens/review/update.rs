//! What the keys and the replies do.

use super::state::{Phase, Review, Writing};
use crate::domain::identity::Role;
use crate::domain::moderation::queue::Queue;
use crate::domain::moderation::readings::{Decided, Descriptor, Word};
use crate::domain::moderation::review::Decision;
use crate::ui::action::{Action, Answer, Context, Move, Review as Does};
use crate::ui::chord::Chord;
use crate::ui::desk::{Acts, Desk, Go, Place, Turn};
use crate::ui::message::{Asked, Reply, Request};
use crate::ui::parts::input::Input;
use crate::ui::parts::menu::{Chosen, Menu};

impl Acts for Review {
    fn context(&self) -> Context {
        match self.phase {
            Phase::Looking | Phase::Deciding(_) | Phase::GoingOn => Context::Review,
            Phase::Turning(_) => Context::Menu,
            Phase::Writing(_) => Context::Line,
        }
    }

    fn digits(&self) -> Option<String> {
        match &self.phase {
            Phase::Turning(menu) => Some(menu.digits()),
            Phase::Looking | Phase::Writing(_) | Phase::Deciding(_) | Phase::GoingOn => None,
        }
    }

    fn act(&mut self, action: Action, desk: &Desk) -> Turn {
        match action {
            Action::Move(Move::Close) => Turn::back(),
            Action::Move(motion) => {
                self.go(motion, desk);
                Turn::stay()
            }
            Action::Review(does) => self.review(does, desk),
            Action::Answer(answer) => self.answer(answer),
            Action::Browse(_) | Action::Walk(_) | Action::Rating(_) | Action::House(_) => {
                Turn::stay()
            }
        }
    }

    fn hear(&mut self, _asked: Asked, reply: Reply, _desk: &Desk) -> Turn {
        if let Reply::Beside(beside) = reply {
            self.beside = Some(beside);
        } else if let Reply::Decided(decision) = reply {
            if let Some(beside) = &mut self.beside {
                beside.last = Some(Word {
                    decision,
                    by: beside.moderator.sheet.reader.name.clone(),
                    reason: None,
                });
            }
            return self.go_on();
        } else if let Reply::Bench(bench) = reply {
            return self.next(&bench.queue);
        } else if let Reply::Refused(why) = reply {
            self.refused = Some(why);
            let phase = std::mem::replace(&mut self.phase, Phase::Looking);
            if let Phase::Deciding(Some(writing)) = phase {
                self.phase = Phase::Writing(writing);
            }
        }
        Turn::stay()
    }

    fn write(&mut self, chord: Chord, _desk: &Desk) -> Turn {
        if let Phase::Writing(writing) = &mut self.phase {
            writing.input.write(chord);
        }
        Turn::stay()
    }

    fn paste(&mut self, text: &str, _desk: &Desk) -> Turn {
        if let Phase::Writing(writing) = &mut self.phase {
            writing.input.paste(text);
        }
        Turn::stay()
    }

    fn resume(&mut self, _desk: &Desk) -> Turn {
        match self.phase {
            // The answer may have come while help or the palette lay over this screen, and a screen below goes nowhere.
            Phase::GoingOn => Turn::ask(Request::Bench),
            Phase::Looking | Phase::Turning(_) | Phase::Writing(_) | Phase::Deciding(_) => {
                Turn::stay()
            }
        }
    }
}

impl Review {
    fn go(&mut self, motion: Move, desk: &Desk) {
        if let Phase::Turning(menu) = &mut self.phase {
            return menu.go(motion);
        }
        let page = self.page(desk);
        let to = match motion {
            Move::Up => self.from.saturating_sub(1),
            Move::Down => self.from + 1,
            Move::PageUp => self.from.saturating_sub(page),
            Move::PageDown => self.from + page,
            Move::First => 0,
            Move::Last => usize::MAX,
            Move::Left
            | Move::Right
            | Move::ScrollUp
            | Move::ScrollDown
            | Move::NextPane
            | Move::Close => self.from,
        };
        self.from = to.min(self.last_line(desk));
    }

    fn review(&mut self, does: Does, desk: &Desk) -> Turn {
        match self.phase {
            Phase::GoingOn if does == Does::Next => return self.go_on(),
            Phase::Looking if self.beside.is_some() => {}
            Phase::Looking
            | Phase::Turning(_)
            | Phase::Writing(_)
            | Phase::Deciding(_)
            | Phase::GoingOn => return Turn::stay(),
        }
        self.refused = None;
        let decision = match does {
            Does::Next => return self.leave(),
            Does::Agree => Decision::Agreed,
            Does::Adjust => Decision::Adjusted,
            Does::Return => Decision::Returned,
            Does::CannotMap => Decision::CannotMap,
            Does::Escalate => Decision::Escalated,
            Does::Open
            | Does::Reply
            | Does::Mark
            | Does::Rules
            | Does::Harmless
            | Does::Drift
            | Does::Audit
            | Does::Draw
            | Does::Carry
            | Does::Standard
            | Does::Sit
            | Does::Lift => return Turn::stay(),
        };
        if let Some(closed) = self.closed() {
            let words = closed.words();
            self.refused = Some(format!(
                "It is decided: {words}. Enter takes the next case."
            ));
            return Turn::stay();
        }
        match decision {
            Decision::Agreed => self.decide(None, decision, None, None),
            Decision::Adjusted => self.adjust(desk),
            Decision::Returned
            | Decision::CannotMap
            | Decision::Escalated
            | Decision::Within
            | Decision::Answered
            | Decision::Harmless => self.ask_why(decision, None),
        }
    }

    /// Asks which descriptor it turned on, where the readings differ in one.
    fn adjust(&mut self, desk: &Desk) -> Turn {
        let found = desk
            .framework()
            .map(|framework| self.descriptors(framework));
        let found = found.unwrap_or_default();
        if found.is_empty() {
            return self.ask_why(Decision::Adjusted, None);
        }
        let entries = found.into_iter().map(|(words, one)| (words, Some(one)));
        let none = ("none of these".to_owned(), None);
        let menu = Menu::new("Which descriptor did it turn on?", entries.chain([none]));
        self.phase = Phase::Turning(menu);
        Turn::stay()
    }

    fn ask_why(&mut self, decision: Decision, descriptor: Option<Descriptor>) -> Turn {
        self.phase = Phase::Writing(Writing {
            decision,
            descriptor,
            input: Input::default(),
        });
        Turn::stay()
    }

    fn answer(&mut self, answer: Answer) -> Turn {
        let phase = std::mem::replace(&mut self.phase, Phase::Looking);
        match phase {
            Phase::Turning(mut menu) => match menu.answer(answer) {
                Chosen::One(descriptor) => self.ask_why(Decision::Adjusted, descriptor),
                Chosen::Left => Turn::stay(),
                Chosen::Nothing => {
                    self.phase = Phase::Turning(menu);
                    Turn::stay()
                }
            },
            Phase::Writing(writing) => match answer {
                Answer::Accept => self.written(writing),
                Answer::Cancel | Answer::Pick(_) | Answer::MakePlan => {
                    self.refused = None;
                    Turn::stay()
                }
            },
            Phase::Looking | Phase::Deciding(_) | Phase::GoingOn => {
                self.phase = phase;
                Turn::stay()
            }
        }
    }

    fn written(&mut self, writing: Writing) -> Turn {
        let reason = writing.input.text().trim().to_owned();
        if reason.is_empty() {
            self.refused = Some("This needs words: say it in a few.".to_owned());
            self.phase = Phase::Writing(writing);
            return Turn::stay();
        }
        let (decision, descriptor) = (writing.decision, writing.descriptor.clone());
        self.decide(Some(writing), decision, Some(reason), descriptor)
    }

    fn decide(
        &mut self,
        writing: Option<Writing>,
        decision: Decision,
        reason: Option<String>,
        descriptor: Option<Descriptor>,
    ) -> Turn {
        self.refused = None;
        self.phase = Phase::Deciding(writing);
        let decided = Decided {
            decision,
            reason,
            descriptor,
        };
        let reference = self.reference.clone();
        Turn::ask(Request::Decide(
            reference,
            Box::new(decided),
            Role::Moderator,
        ))
    }

    /// Goes on to the next case, once this one is decided.
    fn leave(&mut self) -> Turn {
        if self.closed().is_some() {
            return self.go_on();
        }
        let why = "It is still to be decided: a agrees, d adjusts, r returns it, x cannot map, e to the board; q leaves it for later.";
        self.refused = Some(why.to_owned());
        Turn::stay()
    }

    fn go_on(&mut self) -> Turn {
        self.phase = Phase::GoingOn;
        Turn::ask(Request::Bench)
    }

    fn next(&self, queue: &Queue) -> Turn {
        let next = queue.next(&self.reference).map(Place::of_case);
        next.map_or_else(Turn::back, |place| Turn::go(Go::Instead(place)))
    }
}
