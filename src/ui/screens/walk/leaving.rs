//! Leaving: for the screen below or the next pupil, and never before the draft is kept or the reader
//! was told that it is not; and the draft thrown away.

use super::work::{Leave, Said, Saving, Stage, Work};
use crate::domain::day::Moment;
use crate::domain::draft::Draft;
use crate::ui::desk::{Go, Place, Question, Turn};
use crate::ui::message::{Request, Which};

/// Leaves the pupil once what is on the screen is kept; a draft that could not be kept is tried once more.
pub(super) fn leave(work: &mut Work, way: Leave) -> Turn {
    if work.stage == Stage::Recording {
        work.leaving = Some(way);
        return Turn::stay();
    }
    match work.saving {
        Saving::Untouched | Saving::Saved(_) | Saving::LeavingUnsaved(_) => go(work, way),
        Saving::Asked => {
            work.leaving = Some(way);
            Turn::stay()
        }
        Saving::Failed(_) => {
            work.leaving = Some(way);
            work.saving = Saving::Asked;
            work.said = None;
            Turn::ask(Request::Save(Box::new(work.case.draft.clone())))
        }
    }
}

/// Goes where the reader wants to.
pub(super) fn go(work: &Work, way: Leave) -> Turn {
    let draft = &work.case.draft;
    let turn = match way {
        Leave::Back => Turn::back(),
        // Which case a moderator takes next, the queue says, and the set which plan of it is next.
        Leave::Next if work.is_blind() => Turn::back(),
        Leave::Next => {
            let next = Which::Next(Some(draft.pupil.clone()));
            Turn::go(Go::Instead(Place::Walk(next)))
        }
    };
    // A draft from which every step was taken back is none.
    let emptied = draft.is_untouched() && draft.revealed.is_none();
    if emptied && matches!(work.saving, Saving::Saved(_)) {
        return turn.and(discard(draft));
    }
    turn
}

/// Hears that the draft is kept.
pub(super) fn saved(work: &mut Work, at: Moment) -> Turn {
    work.saving = Saving::Saved(at);
    // What is being recorded is waited for too.
    match work.leaving.filter(|_| work.stage != Stage::Recording) {
        Some(way) => {
            work.leaving = None;
            go(work, way)
        }
        None => Turn::stay(),
    }
}

/// Hears that the draft could not be kept.
pub(super) fn not_saved(work: &mut Work, why: &str) {
    let words = if let Some(way) = work.leaving.take() {
        work.saving = Saving::LeavingUnsaved(why.to_owned());
        let key = match way {
            Leave::Back => "q",
            Leave::Next => "z",
        };
        format!("Not saved; what you did is still here. {key} again leaves without it. {why}")
    } else {
        work.saving = Saving::Failed(why.to_owned());
        format!("Not saved; what you did is still here. {why}")
    };
    work.said = Some(Said::Refusal(words));
}

fn discard(draft: &Draft) -> Request {
    Request::Discard(draft.pupil.clone(), draft.reader.role)
}

/// Asks whether the draft is to be thrown away.
pub(super) fn ask_discard(work: &Work) -> Turn {
    let row = &work.case.row;
    let words = format!(
        "Throw the draft of {} away and begin anew? What was judged in it is lost; what is recorded stays.",
        row.reference
    );
    let request = discard(&work.case.draft);
    Turn::to(Place::Confirm(Box::new(Question { words, request })))
}
