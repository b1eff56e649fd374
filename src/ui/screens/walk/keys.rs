//! Keys: what each does while the reader is at work, by the stage of the walk.

use super::asking::{AreaFor, Asking, Line, Purpose};
use super::moving::WITHOUT_TEXT;
use super::work::{Pane, Said, Saving, Stage, Work};
use super::{answering, cutting, ending, judging, settling};
use crate::domain::draft::Step;
use crate::domain::framework::Walk as Way;
use crate::ui::action::{Action, Move, Walk};
use crate::ui::desk::{Desk, Turn};
use crate::ui::message::Request;

/// Hears an action while the reader is at work.
pub(super) fn press(work: &mut Work, action: Action, desk: &Desk) -> Turn {
    match action {
        Action::Answer(answer) => answering::answer(work, answer, desk),
        Action::Move(motion) if !matches!(work.asking, Asking::Nothing) => {
            answering::go(work, motion);
            Turn::stay()
        }
        Action::Move(motion) => go(work, motion),
        Action::Walk(walk) if work.stage != Stage::Recording => {
            work.said = None;
            if work.has_text() || needs_no_text(work, walk) {
                return step(work, walk, desk);
            }
            work.say(WITHOUT_TEXT);
            Turn::stay()
        }
        Action::Walk(_) | Action::Browse(_) | Action::House(_) => Turn::stay(),
    }
}

/// Whether a key works without a plan's text: no level may be given to what nobody has read.
fn needs_no_text(work: &Work, walk: Walk) -> bool {
    match walk {
        Walk::CannotMap | Walk::Park | Walk::Skip | Walk::Undo | Walk::Unsure => true,
        Walk::Proceed => work.working.cannot_map.is_some(),
        Walk::Level(_)
        | Walk::ChooseArea
        | Walk::AnotherArea
        | Walk::SetAside
        | Walk::WithoutLevel
        | Walk::Attach
        | Walk::Source
        | Walk::Note
        | Walk::Split
        | Walk::Merge
        | Walk::Boundary
        | Walk::PeekDown
        | Walk::PeekUp
        | Walk::PickLevel
        | Walk::Turn => false,
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

/// Hears a motion while nothing is asked.
pub(super) fn go(work: &mut Work, motion: Move) -> Turn {
    let finished = !matches!(work.stage, Stage::Provisions | Stage::Areas);
    match motion {
        Move::Up if finished => work.scrolled.1 -= 1,
        Move::Down if finished => work.scrolled.1 += 1,
        Move::Up => work.go_by(-1),
        Move::Down => work.go_by(1),
        Move::First => work.go_by(isize::MIN),
        Move::Last => work.go_by(isize::MAX),
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
        Saving::Untouched => Turn::back(),
        Saving::Asked | Saving::Saved(_) | Saving::LeavingUnsaved(_) => {
            let draft = &work.case.draft;
            // A draft from which every step was taken back is none.
            if draft.is_untouched() && draft.revealed.is_none() {
                return Turn::back().and(Request::Discard(draft.pupil.clone()));
            }
            Turn::back()
        }
    }
}
