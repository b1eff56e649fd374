//! What the keys and the replies do to the walk.

use super::asking::{AreaFor, Asking, Line, Purpose};
use super::state::{Phase, Walk as WalkScreen};
use super::work::{Pane, Said, Saving, Stage, Work};
use super::{answering, cutting, ending, judging, settling};
use crate::domain::draft::Step;
use crate::domain::framework::Walk as Way;
use crate::ui::action::{Action, Context, Move, Walk};
use crate::ui::chord::Chord;
use crate::ui::desk::{Acts, Desk, Go, Place, Question, Turn};
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
                Context::Finish
            }
        }
    }

    fn act(&mut self, action: Action, desk: &Desk) -> Turn {
        match &mut self.phase {
            Phase::Mapping(work) => mapping(work, action, desk),
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
        self.phase = Phase::Mapping(Box::new(Work::new(case, framework)));
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

fn mapping(work: &mut Work, action: Action, desk: &Desk) -> Turn {
    match action {
        Action::Answer(answer) => answering::answer(work, answer, desk),
        Action::Move(motion) if !matches!(work.asking, Asking::Nothing) => {
            answering::go(work, motion);
            Turn::stay()
        }
        Action::Move(motion) => go(work, motion),
        Action::Walk(walk) if work.stage != Stage::Recording => {
            work.said = None;
            step(work, walk, desk)
        }
        Action::Walk(_) | Action::Browse(_) | Action::House(_) => Turn::stay(),
    }
}

fn step(work: &mut Work, walk: Walk, desk: &Desk) -> Turn {
    match walk {
        Walk::Level(key) => return level(work, key, desk),
        Walk::Proceed => return proceed(work, desk),
        Walk::WithoutLevel => return judging::judge(work, None, desk),
        Walk::Attach => return settling::attach(work),
        Walk::Merge => return cutting::merge(work),
        Walk::Skip => return answering::skip(work),
        Walk::Undo => return undo(work),
        Walk::Unsure => {
            let unsure = !work.working.unsure;
            let save = work.step(Step::Unsure(unsure));
            work.say(if unsure {
                "Flagged: you are not sure; a moderator will look. f takes it back."
            } else {
                "No longer flagged."
            });
            return Turn::ask(save);
        }
        Walk::ChooseArea if work.stage == Stage::Areas => {
            judging::ask_area(work, AreaFor::Settle);
        }
        Walk::ChooseArea => judging::ask_area(work, AreaFor::Change),
        Walk::AnotherArea => judging::another(work),
        Walk::SetAside => judging::ask_why_aside(work),
        Walk::Source => settling::ask_source(work, None),
        Walk::Note => judging::ask_note(work),
        Walk::Split => cutting::split(work),
        Walk::Boundary => cutting::boundary(work),
        Walk::PeekDown => work.look(-1),
        Walk::PeekUp => work.look(1),
        Walk::PickLevel => judging::ask_level(work),
        Walk::Turn => turn(work),
        Walk::CannotMap => ending::ask_why_not(work),
        Walk::Park => {
            let line = Line::new("Put aside for later: why?", Purpose::Park);
            work.asking = Asking::Line(line);
        }
    }
    Turn::stay()
}

fn level(work: &mut Work, key: u8, desk: &Desk) -> Turn {
    match work.stage {
        Stage::Provisions => judging::key(work, key, desk),
        Stage::Areas => settling::key(work, key),
        Stage::Revealed => ending::choose(work, key),
        Stage::Complete | Stage::Recording => {
            work.say("All is settled. Enter goes on; g goes back to provisions and areas.");
            Turn::stay()
        }
    }
}

fn proceed(work: &mut Work, desk: &Desk) -> Turn {
    match work.stage {
        Stage::Provisions => {
            let open: Vec<String> = (work.working.open_items())
                .map(|item| item.provision.n.to_string())
                .collect();
            work.advance();
            if !open.is_empty() {
                work.say(format!("Still to settle: {}.", open.join(", ")));
            }
            Turn::stay()
        }
        Stage::Areas => settling::confirm(work),
        Stage::Complete => ending::reveal(work, desk),
        Stage::Revealed => ending::record_shown(work),
        Stage::Recording => Turn::stay(),
    }
}

/// Goes between the provisions and the areas.
fn turn(work: &mut Work) {
    if work.stage == Stage::Provisions {
        let first = || work.framework.leaves().next().map(|area| area.id.clone());
        if let Some(area) = work.area.clone().or_else(first) {
            work.go_to_area(area);
        }
    } else {
        work.stage = Stage::Provisions;
        work.pane = Pane::Text;
        work.go_to(work.at);
    }
}

/// Takes the last step back and goes to where it was done.
fn undo(work: &mut Work) -> Turn {
    let Some(step) = work.case.draft.undo() else {
        work.say("There is nothing to undo.");
        return Turn::stay();
    };
    let save = work.lay_out();
    let at = |item| work.working.items.iter().position(|one| one.id == item);
    match step {
        Step::Judge { item, .. }
        | Step::Weigh { item, .. }
        | Step::SetAside { item, .. }
        | Step::Clear { item }
        | Step::Note { item, .. } => {
            let by_area = work.framework.walk == Way::Area && work.stage == Stage::Areas;
            let place = at(item).unwrap_or(work.at);
            if !by_area {
                work.stage = Stage::Provisions;
                work.pane = Pane::Text;
            }
            work.go_to(place);
        }
        Step::Recut { from, .. } => {
            work.stage = Stage::Provisions;
            work.pane = Pane::Text;
            let place = from.first().and_then(|item| at(*item));
            work.go_to(place.unwrap_or(work.at));
        }
        Step::Settle(level) => work.go_to_area(level.area),
        Step::Unsettle { area } => work.go_to_area(area),
        Step::Choose { .. } | Step::CannotMap(_) => work.advance(),
        Step::Unsure(_) => {}
    }
    work.say("Taken back.");
    Turn::ask(save)
}

fn go(work: &mut Work, motion: Move) -> Turn {
    let finished = !matches!(work.stage, Stage::Provisions | Stage::Areas);
    match motion {
        Move::Up if finished => work.scrolled.1 -= 1,
        Move::Down if finished => work.scrolled.1 += 1,
        Move::Up => work.go_to(work.at.saturating_sub(1)),
        Move::Down => work.go_to(work.at + 1),
        Move::First => work.go_to(0),
        Move::Last => work.go_to(usize::MAX),
        Move::Left if !finished => judging::turn_area(work, false),
        Move::Right if !finished => judging::turn_area(work, true),
        Move::Left | Move::Right => {}
        Move::PageUp => work.scrolled.0 -= 5,
        Move::PageDown => work.scrolled.0 += 5,
        Move::ScrollUp => work.scrolled.1 -= 3,
        Move::ScrollDown => work.scrolled.1 += 3,
        Move::NextPane => {
            work.pane = match work.pane {
                Pane::Text => Pane::Levels,
                Pane::Levels => Pane::Text,
            }
        }
        Move::Close => return leave(work),
    }
    Turn::stay()
}

/// Leaves the pupil; a draft that could not be kept is tried once more before it is left.
fn leave(work: &mut Work) -> Turn {
    match &work.saving {
        Saving::Failed(why) => {
            let words = format!(
                "The draft is not saved: {why} Trying once more; q again leaves all the same."
            );
            work.saving = Saving::LeavingUnsaved(why.clone());
            work.said = Some(Said::Refusal(words));
            Turn::ask(answering::save_again(work))
        }
        Saving::Untouched | Saving::Asked | Saving::Saved(_) | Saving::LeavingUnsaved(_) => {
            Turn::go(Go::Back)
        }
    }
}
