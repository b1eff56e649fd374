//! What the keys and the replies do to the walk.

use super::asking::Asking;
use super::state::{Phase, Walk as WalkScreen};
use super::work::{Pane, Said, Saving, Stage, Work};
use super::{answering, cutting, ending, keys, scale, view};
use crate::ui::action::{Action, Context, Move, Walk};
use crate::ui::chord::Chord;
use crate::ui::desk::{Acts, Desk, Place, Question, Turn};
use crate::ui::message::{Asked, Case, Reply, Request, Which};

impl Acts for WalkScreen {
    fn context(&self) -> Context {
        match &self.phase {
            Phase::Mapping(work) => match (&work.asking, work.stage) {
                (Asking::Nothing, Stage::Provisions) => Context::Judge,
                (Asking::Nothing, Stage::Areas) => Context::Settle,
                (Asking::Nothing, Stage::Complete | Stage::Revealed | Stage::Recording) => {
                    Context::Finish
                }
                (Asking::Line(_), _) => Context::Line,
                (Asking::Cut(_), _) => Context::Cut,
                (
                    Asking::Area(..)
                    | Asking::Level(_)
                    | Asking::SetAside(_)
                    | Asking::Source(..)
                    | Asking::CannotMap(_),
                    _,
                ) => Context::Menu,
            },
            Phase::Opening | Phase::Stopped(_) | Phase::Stale(..) | Phase::Recorded(..) => {
                Context::Done
            }
        }
    }

    fn digits(&self) -> Option<String> {
        let Phase::Mapping(work) = &self.phase else {
            return None;
        };
        match (&work.asking, work.stage) {
            (Asking::Nothing, Stage::Provisions | Stage::Areas) => {
                work.area().map(scale::keys_in_words)
            }
            (Asking::Nothing, Stage::Revealed) if ending::is_named(work) => None,
            (Asking::Nothing, Stage::Complete | Stage::Revealed | Stage::Recording) => {
                Some(String::new())
            }
            (
                Asking::Area(..)
                | Asking::Level(_)
                | Asking::SetAside(_)
                | Asking::Source(..)
                | Asking::CannotMap(_)
                | Asking::Line(_)
                | Asking::Cut(_),
                _,
            ) => None,
        }
    }

    fn act(&mut self, action: Action, desk: &Desk) -> Turn {
        match &mut self.phase {
            Phase::Mapping(work) => keys::press(work, action, desk),
            Phase::Opening | Phase::Stopped(_) => match action {
                Action::Move(Move::Close) | Action::Walk(Walk::Proceed) => Turn::back(),
                Action::Move(_)
                | Action::Walk(_)
                | Action::Browse(_)
                | Action::Answer(_)
                | Action::House(_) => Turn::stay(),
            },
            Phase::Stale(pupil, words) => match action {
                Action::Move(Move::Close) => Turn::back(),
                Action::Walk(Walk::Proceed) => Turn::to(Place::Confirm(Box::new(Question {
                    words: words.clone(),
                    request: Request::Discard(pupil.clone()),
                }))),
                Action::Move(_)
                | Action::Walk(_)
                | Action::Browse(_)
                | Action::Answer(_)
                | Action::House(_) => Turn::stay(),
            },
            Phase::Recorded(_, work) => match action {
                Action::Move(Move::Close) => Turn::back(),
                Action::Walk(Walk::Proceed | Walk::Skip) => answering::skip(work),
                Action::Move(motion @ (Move::Up | Move::Down | Move::PageUp | Move::PageDown)) => {
                    keys::go(work, motion)
                }
                Action::Move(_)
                | Action::Walk(_)
                | Action::Browse(_)
                | Action::Answer(_)
                | Action::House(_) => Turn::stay(),
            },
        }
    }

    fn hear(&mut self, asked: Asked, reply: Reply, desk: &Desk) -> Turn {
        match reply {
            Reply::Case(case) => self.open_case(*case, desk),
            Reply::NobodyNext => self.stop(
                "Nobody is left to take: every pupil with plan text is mapped, parked or in another reader's hands.",
            ),
            Reply::Refused(why) => self.refused(asked, why),
            Reply::Discarded => {
                if let Phase::Stale(pupil, _) = &self.phase {
                    let open = Request::Open(Which::Pupil(pupil.clone()));
                    self.phase = Phase::Opening;
                    return Turn::ask(open);
                }
                Turn::stay()
            }
            Reply::Recorded(mapping) => {
                if let Phase::Mapping(work) = std::mem::replace(&mut self.phase, Phase::Opening) {
                    self.phase = Phase::Recorded(mapping, work);
                }
                Turn::stay()
            }
            Reply::Saved(at) => self.working(|work| {
                work.saving = Saving::Saved(at);
                Turn::stay()
            }),
            Reply::SameWords(item, counts) => self.working(|work| {
                work.before.insert(item, counts);
                Turn::stay()
            }),
            Reply::Cut(cut, to) => self.working(|work| cutting::cut_done(work, &cut, to)),
            Reply::Worklist(_)
            | Reply::Withdrawn(_)
            | Reply::Distribution(_)
            | Reply::Cell(_)
            | Reply::History(_)
            | Reply::Frameworks(_)
            | Reply::Began(_)
            | Reply::Exported(_)
            | Reply::Kept => Turn::stay(),
        }
    }

    fn wheel(&mut self, at: (u16, u16), lines: i16, desk: &Desk) -> Turn {
        self.working(|work| {
            let lines = isize::from(lines);
            match view::pane_at(at, desk) {
                Pane::Text => work.scrolled.0 += lines,
                Pane::Levels => work.scrolled.1 += lines,
            }
            Turn::stay()
        })
    }

    fn click(&mut self, at: (u16, u16), desk: &Desk) -> Turn {
        self.working(|work| {
            let asking = !matches!(work.asking, Asking::Nothing);
            if let Some(place) = view::provision_at(work, at, desk).filter(|_| !asking) {
                work.go_to(place);
            }
            Turn::stay()
        })
    }

    fn write(&mut self, chord: Chord, _desk: &Desk) -> Turn {
        self.working(|work| {
            answering::write(work, chord);
            Turn::stay()
        })
    }

    fn paste(&mut self, text: &str, _desk: &Desk) -> Turn {
        self.working(|work| {
            answering::paste(work, text);
            Turn::stay()
        })
    }
}

impl WalkScreen {
    fn working(&mut self, hear: impl FnOnce(&mut Work) -> Turn) -> Turn {
        if let Phase::Mapping(work) = &mut self.phase {
            hear(work)
        } else {
            Turn::stay()
        }
    }

    fn stop(&mut self, why: &str) -> Turn {
        self.phase = Phase::Stopped(why.to_owned());
        Turn::stay()
    }

    fn open_case(&mut self, case: Case, desk: &Desk) -> Turn {
        let Some(framework) = desk.framework().cloned() else {
            return self.stop("This workspace has no framework yet; adopt one first.");
        };
        if case.draft.framework != framework.key {
            let words = format!(
                "This draft was begun under {}, and the workspace now maps against {}. Throw the draft away and begin anew?",
                case.draft.framework, framework.key
            );
            self.phase = Phase::Stale(case.draft.pupil, words);
            return Turn::stay();
        }
        self.phase = Phase::Mapping(Box::new(Work::open(case, framework)));
        Turn::stay()
    }

    fn refused(&mut self, asked: Asked, why: String) -> Turn {
        let Phase::Mapping(work) = &mut self.phase else {
            return self.stop(&why);
        };
        match asked {
            Asked::Save => {
                work.saving = Saving::Failed(why.clone());
                work.said = Some(Said::Refusal(format!(
                    "Not saved; what you did is still here. {why}"
                )));
            }
            Asked::Record => ending::not_recorded(work, &why),
            // What others made of the same words is a courtesy; the walk goes on without it.
            Asked::SameWords => {}
            Asked::Cut
            | Asked::Open
            | Asked::Worklist
            | Asked::Discard
            | Asked::Withdraw
            | Asked::PastePlan
            | Asked::Distribution
            | Asked::Cell
            | Asked::History
            | Asked::Frameworks
            | Asked::Adopt
            | Asked::Export
            | Asked::Begin
            | Asked::Keep => work.said = Some(Said::Refusal(why)),
        }
        Turn::stay()
    }
}
