//! What the keys and the replies do.

use super::state::{Moderation, Part, Phase, Row, Said, Seat, Sight};
use crate::domain::flag::FlagRule;
use crate::domain::identity::{PupilRef, Role};
use crate::domain::moderation::queue::{Bench, Waits};
use crate::domain::moderation::readings::Decided;
use crate::domain::moderation::review::Decision;
use crate::ui::action::{Action, Answer, Browse, Context, Move, Review};
use crate::ui::chord::Chord;
use crate::ui::desk::{Acts, Desk, Place, Turn};
use crate::ui::message::{Asked, Reply, Request, Which};
use crate::ui::parts::input::Input;
use crate::ui::parts::menu::{Chosen, Menu};
use crate::ui::parts::window;

impl Acts for Moderation {
    fn context(&self) -> Context {
        match self.phase {
            Phase::Browsing => Context::Moderation,
            Phase::Sitting(_) | Phase::Choosing(_) => Context::Menu,
            Phase::Excusing(..) | Phase::Answering(..) | Phase::Lifting(..) => Context::Line,
        }
    }

    fn digits(&self) -> Option<String> {
        match &self.phase {
            Phase::Sitting(menu) => Some(menu.digits()),
            Phase::Choosing(menu) => Some(menu.digits()),
            Phase::Browsing | Phase::Excusing(..) | Phase::Answering(..) | Phase::Lifting(..) => {
                None
            }
        }
    }

    fn act(&mut self, action: Action, desk: &Desk) -> Turn {
        match action {
            Action::Move(Move::Close) => Turn::back(),
            Action::Move(motion) => {
                self.go(motion, desk);
                Turn::stay()
            }
            Action::Browse(Browse::Open) => self.take_up(desk),
            Action::Review(Review::Drift) => Turn::to(Place::Drift),
            Action::Browse(Browse::Estimate) => Turn::to(Place::Estimate),
            Action::Review(Review::Draw) => Turn::to(Place::Cohorts),
            Action::Review(Review::Standard) => Turn::to(Place::Standard),
            Action::Review(review) => {
                self.review(review, desk);
                Turn::stay()
            }
            Action::Answer(answer) => self.answer(answer),
            Action::Browse(_) | Action::Walk(_) | Action::Rating(_) | Action::House(_) => {
                Turn::stay()
            }
        }
    }

    fn hear(&mut self, _asked: Asked, reply: Reply, desk: &Desk) -> Turn {
        if let Reply::Bench(bench) = reply {
            self.show(bench, desk);
        } else if let Reply::Decided(_) = reply {
            self.said = Some(Said::Answered);
            return Turn::ask(Request::Bench);
        } else if let Reply::Harmless(count) = reply {
            self.marked.clear();
            self.said = Some(Said::PutAside(count));
            return Turn::ask(Request::Bench);
        } else if let Reply::Lifted(officer) = reply {
            self.said = Some(Said::Lifted(officer));
            return Turn::ask(Request::Bench);
        } else if let Reply::Refused(why) = reply {
            self.said = Some(Said::Refused(why));
        }
        Turn::stay()
    }

    fn write(&mut self, chord: Chord, _desk: &Desk) -> Turn {
        if let Phase::Excusing(_, input) | Phase::Answering(_, input) | Phase::Lifting(_, input) =
            &mut self.phase
        {
            input.write(chord);
        }
        Turn::stay()
    }

    fn paste(&mut self, text: &str, _desk: &Desk) -> Turn {
        if let Phase::Excusing(_, input) | Phase::Answering(_, input) | Phase::Lifting(_, input) =
            &mut self.phase
        {
            input.paste(text);
        }
        Turn::stay()
    }

    fn resume(&mut self, _desk: &Desk) -> Turn {
        Turn::ask(Request::Bench)
    }
}

impl Moderation {
    /// Shows what waits now; marks of cases that wait no longer go.
    fn show(&mut self, bench: Box<Bench>, desk: &Desk) {
        let waits = |reference: &PupilRef| {
            let mut review = bench.queue.review.iter();
            review.any(|one| one.reference == *reference)
        };
        self.marked.retain(waits);
        self.bench = Some(bench);
        self.cursor = window::moved(self.cursor, 0, self.rows(desk).len());
    }

    fn go(&mut self, motion: Move, desk: &Desk) {
        match &mut self.phase {
            Phase::Sitting(menu) => return menu.go(motion),
            Phase::Choosing(menu) => return menu.go(motion),
            Phase::Browsing | Phase::Excusing(..) | Phase::Answering(..) | Phase::Lifting(..) => {}
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
        self.said = None;
        self.cursor = window::moved(self.cursor, by, self.rows(desk).len());
    }

    /// The case under the cursor, and the part of the list that it stands in.
    fn at_hand(&self, desk: &Desk) -> Option<(Part, Waits)> {
        match self.rows(desk).get(self.cursor)? {
            Row::Case(part, waits) => Some((*part, (*waits).clone())),
            Row::Officer(_) | Row::Sample(_) => None,
        }
    }

    fn refuse(&mut self, why: impl Into<String>) {
        self.said = Some(Said::Refused(why.into()));
    }

    /// Takes up the case under the cursor: the walk, both readings, or who may.
    fn take_up(&mut self, desk: &Desk) -> Turn {
        self.said = None;
        let Some((part, waits)) = self.at_hand(desk) else {
            return self.sample(desk);
        };
        match part {
            Part::Mine => {
                let which = Which::Reference(waits.reference.to_string());
                return Turn::to(Place::Walk(which));
            }
            Part::Review | Part::Board if self.seat == Seat::Moderator => {
                return Turn::to(Place::of_case(&waits));
            }
            Part::Review | Part::Board => {
                let name = desk.opening.as_ref().map_or("", |one| one.reader.as_str());
                let does = if waits.own { "decide" } else { "read blind" };
                let words = format!("{does} {} as {name}, moderator", waits.reference);
                let menu = Menu::new("You review as moderator: Enter", [(words, waits)]);
                self.phase = Phase::Sitting(menu);
            }
            Part::Returned => self.refuse(format!(
                "{} went back to {}, who maps it again or answers.",
                waits.reference, waits.officer
            )),
            Part::Officers | Part::Samples => {}
        }
        Turn::stay()
    }

    /// Opens the sample under the cursor.
    fn sample(&self, desk: &Desk) -> Turn {
        match self.rows(desk).get(self.cursor) {
            Some(Row::Sample(state)) => Turn::to(Place::Sample(Box::new((*state).clone()))),
            Some(Row::Case(..) | Row::Officer(_)) | None => Turn::stay(),
        }
    }

    fn review(&mut self, review: Review, desk: &Desk) {
        self.said = None;
        match review {
            Review::Reply => self.ask_answer(desk),
            Review::Mark => self.mark(desk),
            Review::Rules => {
                self.sight = match self.sight {
                    Sight::Blind | Sight::Seen => Sight::Open,
                    Sight::Open => Sight::Seen,
                }
            }
            Review::Harmless => self.ask_rule(),
            Review::Lift => self.ask_why(desk),
            Review::Open
            | Review::Standard
            | Review::Sit
            | Review::Next
            | Review::Agree
            | Review::Adjust
            | Review::Return
            | Review::CannotMap
            | Review::Escalate
            | Review::Drift
            | Review::Draw
            | Review::Audit
            | Review::Carry => {}
        }
    }

    fn ask_answer(&mut self, desk: &Desk) {
        match self.at_hand(desk) {
            Some((Part::Mine, waits)) => {
                self.phase = Phase::Answering(waits.reference, Input::default());
            }
            Some((Part::Returned, waits)) => self.refuse(format!(
                "{} was asked about {}, and answers.",
                waits.officer, waits.reference
            )),
            Some(_) | None => {
                self.refuse(
                    "Go to a case that came back to you first: only a question is answered.",
                );
            }
        }
    }

    /// Marks the case under the cursor, or takes the mark off, and goes on to the next.
    fn mark(&mut self, desk: &Desk) {
        let Some((Part::Review, waits)) = self.at_hand(desk) else {
            self.refuse("Only cases to review are marked.");
            return;
        };
        if !self.marked.remove(&waits.reference) {
            self.marked.insert(waits.reference);
        }
        self.cursor = window::moved(self.cursor, 1, self.rows(desk).len());
    }

    /// Asks why the review of the mappings of the officer under the cursor is lifted.
    fn ask_why(&mut self, desk: &Desk) {
        let rows = self.rows(desk);
        match rows.get(self.cursor) {
            Some(Row::Officer(one)) if one.seeds.held() => {
                self.phase = Phase::Lifting(one.officer.clone(), Input::default());
            }
            Some(_) | None => self.refuse(
                "Go to an officer whose new mappings go to review first: only such a review is lifted.",
            ),
        }
    }

    /// Asks which rule is put aside; whoever does that has to see them.
    fn ask_rule(&mut self) {
        if self.sight != Sight::Open {
            self.refuse(
                "Which rules flagged the cases is not shown, for you read blind. r shows them; whoever looks has seen them.",
            );
            return;
        }
        let rules = self.rules();
        if rules.is_empty() {
            self.refuse("No rule flags these cases.");
            return;
        }
        let whose = match self.marked.len() {
            0 => "for all".to_owned(),
            1 => "for the marked one".to_owned(),
            count => format!("for the {count} marked"),
        };
        let entries = rules.into_iter().map(|(rule, count)| {
            let cases = if count == 1 { "case" } else { "cases" };
            (format!("{}: {count} {cases}", rule.words()), rule)
        });
        let title = format!("Put which rule aside {whose}?");
        self.phase = Phase::Choosing(Menu::new(title, entries));
    }

    fn answer(&mut self, answer: Answer) -> Turn {
        let phase = std::mem::replace(&mut self.phase, Phase::Browsing);
        match phase {
            Phase::Browsing => {}
            Phase::Sitting(mut menu) => match menu.answer(answer) {
                Chosen::One(waits) => {
                    self.seat = Seat::Moderator;
                    return Turn::to(Place::of_case(&waits));
                }
                Chosen::Left => {}
                Chosen::Nothing => self.phase = Phase::Sitting(menu),
            },
            Phase::Choosing(mut menu) => match menu.answer(answer) {
                Chosen::One(rule) => self.phase = Phase::Excusing(rule, Input::default()),
                Chosen::Left => {}
                Chosen::Nothing => self.phase = Phase::Choosing(menu),
            },
            Phase::Excusing(rule, input) if answer == Answer::Accept => {
                return self.excuse(rule, input);
            }
            Phase::Answering(reference, input) if answer == Answer::Accept => {
                return self.reply(reference, input);
            }
            Phase::Lifting(officer, input) if answer == Answer::Accept => {
                let Some(reason) = self.written(&input) else {
                    self.phase = Phase::Lifting(officer, input);
                    return Turn::stay();
                };
                return Turn::ask(Request::Lift(officer, reason));
            }
            Phase::Excusing(..) | Phase::Answering(..) | Phase::Lifting(..) => self.said = None,
        }
        Turn::stay()
    }

    fn excuse(&mut self, rule: FlagRule, input: Input) -> Turn {
        let Some(reason) = self.written(&input) else {
            self.phase = Phase::Excusing(rule, input);
            return Turn::stay();
        };
        let marked = self.marked.iter().cloned().collect();
        Turn::ask(Request::Harmless(rule, marked, reason))
    }

    fn reply(&mut self, reference: PupilRef, input: Input) -> Turn {
        let Some(reason) = self.written(&input) else {
            self.phase = Phase::Answering(reference, input);
            return Turn::stay();
        };
        let decided = Decided {
            decision: Decision::Answered,
            reason: Some(reason),
            descriptor: None,
        };
        Turn::ask(Request::Decide(reference, Box::new(decided), Role::Officer))
    }

    /// What was written; refuses where nothing was.
    fn written(&mut self, input: &Input) -> Option<String> {
        let words = input.text().trim().to_owned();
        self.said = None;
        if words.is_empty() {
            self.refuse("This needs words: say it in a few.");
            return None;
        }
        Some(words)
    }
}
