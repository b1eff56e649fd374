//! Keys: what each does while the reader is at work, by the stage of the walk.

use super::asking::{AreaFor, Asking, Line, Purpose};
use super::work::{Leave, Pane, Stage, Work};
use super::{
    amended, answering, cutting, ending, judging, leaving, leftout, naming, settling, view,
};
use crate::domain::draft::Step;
use crate::domain::framework::Walk as Way;
use crate::domain::mapping::Mapping;
use crate::ui::action::{Action, Move, Walk};
use crate::ui::desk::{Desk, Turn};

/// Hears an action while the reader is at work.
pub(super) fn press(work: &mut Work, action: Action, desk: &Desk) -> Turn {
    // Whoever presses another key meanwhile stays after all.
    work.leaving = None;
    match action {
        Action::Answer(answer) => answering::answer(work, answer, desk),
        Action::Move(motion) if !matches!(work.asking, Asking::Nothing) => {
            answering::go(work, motion)
        }
        Action::Walk(walk) if matches!(work.asking, Asking::Cut(_)) => blade(work, walk),
        Action::Move(motion) => go(work, motion, desk),
        Action::Walk(walk) if work.stage != Stage::Recording => {
            work.said = None;
            if walk != Walk::WhyVague {
                work.vague = None;
            }
            step(work, walk, desk)
        }
        Action::Walk(_)
        | Action::Browse(_)
        | Action::Review(_)
        | Action::Rating(_)
        | Action::House(_) => Turn::stay(),
    }
}

fn step(work: &mut Work, walk: Walk, desk: &Desk) -> Turn {
    match walk {
        Walk::Level(key) => return level(work, key, desk),
        Walk::Proceed => return proceed(work, desk),
        Walk::WithoutLevel => return judging::judge(work, None, desk),
        Walk::Attach => return settling::attach(work),
        Walk::Merge => return cutting::merge(work),
        Walk::Split => return cutting::split(work),
        Walk::Boundary => return cutting::boundary(work),
        Walk::Skip => return leaving::leave(work, Leave::Next),
        Walk::Renew => return amended::ask_renew(work),
        Walk::Discard => return leaving::ask_discard(work),
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
        Walk::PeekDown => work.look(-1),
        Walk::PeekUp => work.look(1),
        Walk::PickLevel if work.stage == Stage::Revealed => naming::ask(work),
        Walk::PickLevel => judging::ask_level(work),
        Walk::Turn => turn(work),
        Walk::CannotMap => ending::ask_why_not(work),
        Walk::Warnings => work.warn_next(),
        Walk::WhyVague => work.next_vague(),
        Walk::LeftOut => leftout::open(work),
        // They move a boundary, and none is at hand.
        Walk::ClauseBefore | Walk::ClauseAfter => {}
        Walk::Park => {
            let line = Line::new("Put aside for later: why?", Purpose::Park);
            work.asking = Asking::Line(line);
        }
    }
    Turn::stay()
}

/// Hears what the walk's keys mean while boundaries are moved.
fn blade(work: &mut Work, walk: Walk) -> Turn {
    match walk {
        Walk::Split => cutting::cut_more(work),
        Walk::Merge => cutting::uncut(work),
        Walk::Boundary => cutting::go(work, Move::NextPane),
        Walk::ClauseBefore => cutting::leap(work, false),
        Walk::ClauseAfter => cutting::leap(work, true),
        Walk::Level(_)
        | Walk::Proceed
        | Walk::ChooseArea
        | Walk::AnotherArea
        | Walk::SetAside
        | Walk::WithoutLevel
        | Walk::Attach
        | Walk::Source
        | Walk::Note
        | Walk::Unsure
        | Walk::Undo
        | Walk::PeekDown
        | Walk::PeekUp
        | Walk::PickLevel
        | Walk::Turn
        | Walk::CannotMap
        | Walk::Skip
        | Walk::Park
        | Walk::Discard
        | Walk::Renew
        | Walk::WhyVague
        | Walk::LeftOut
        | Walk::Warnings => Turn::stay(),
    }
}

fn level(work: &mut Work, key: u8, desk: &Desk) -> Turn {
    match work.stage {
        Stage::Provisions => judging::key(work, key, desk),
        Stage::Areas => settling::key(work, key),
        Stage::Revealed => naming::choose(work, key),
        Stage::Complete | Stage::Recording => {
            work.say("All is settled. Enter goes on; g goes back to provisions and areas.");
            Turn::stay()
        }
    }
}

fn proceed(work: &mut Work, desk: &Desk) -> Turn {
    match work.stage {
        Stage::Provisions if !work.has_text() => {
            ending::ask_why_not(work);
            Turn::stay()
        }
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
        Step::Choose { .. } | Step::Primary(_) | Step::CannotMap(_) => work.advance(),
        Step::Unsure(_) => {}
    }
    work.say("Taken back.");
    Turn::ask(save)
}

/// Hears a motion while nothing is asked.
fn go(work: &mut Work, motion: Move, desk: &Desk) -> Turn {
    if let Some(by) = scrolls(work, motion) {
        scroll(work, None, by, desk);
        return Turn::stay();
    }
    let finished = !matches!(work.stage, Stage::Provisions | Stage::Areas);
    match motion {
        Move::Up => work.go_by(-1),
        Move::Down => work.go_by(1),
        Move::First => work.go_by(isize::MIN),
        Move::Last => work.go_by(isize::MAX),
        Move::Left if !finished => judging::turn_area(work, false),
        Move::Right if !finished => judging::turn_area(work, true),
        Move::Left
        | Move::Right
        | Move::PageUp
        | Move::PageDown
        | Move::ScrollUp
        | Move::ScrollDown => {}
        Move::NextPane => {
            work.pane = match work.pane {
                Pane::Text => Pane::Levels,
                Pane::Levels => Pane::Text,
            }
        }
        Move::Close => return leaving::leave(work, Leave::Back),
    }
    Turn::stay()
}

/// Which pane a motion scrolls, and by how many lines down; nothing where it goes elsewhere.
pub(super) fn scrolls(work: &Work, motion: Move) -> Option<(Pane, isize)> {
    let finished = !matches!(work.stage, Stage::Provisions | Stage::Areas);
    match motion {
        Move::Up => finished.then_some((Pane::Levels, -1)),
        Move::Down => finished.then_some((Pane::Levels, 1)),
        Move::PageUp => Some((Pane::Text, -5)),
        Move::PageDown => Some((Pane::Text, 5)),
        Move::ScrollUp => Some((Pane::Levels, -3)),
        Move::ScrollDown => Some((Pane::Levels, 3)),
        Move::Left | Move::Right | Move::First | Move::Last | Move::NextPane | Move::Close => None,
    }
}

/// Scrolls a pane by so many lines, no further than there is something to show.
pub(super) fn scroll(
    work: &mut Work,
    mapping: Option<&Mapping>,
    (pane, by): (Pane, isize),
    desk: &Desk,
) {
    let Some(view::Bounds(least, most)) = view::bounds(work, mapping, pane, desk) else {
        return;
    };
    let scrolled = match pane {
        Pane::Text => &mut work.scrolled.0,
        Pane::Levels => &mut work.scrolled.1,
    };
    *scrolled = scrolled.saturating_add(by).clamp(least, most);
}
