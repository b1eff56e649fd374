//! Cutting: provisions drawn anew, merged, or made of words that were in none; the text stays as it is.

use super::asking::Asking;
use super::bounds::{Bounds, Under};
use super::work::{Said, Stage, Work};
use crate::domain::draft::{Item, ItemId, Step};
use crate::domain::provision::{AreaCode, Provision, Span};
use crate::ui::action::{Answer, Move};
use crate::ui::desk::Turn;
use crate::ui::message::{Cut, Request};

/// How boundaries are moved.
const MOVES: &str =
    "← → a word, ↑ ↓ a sentence or clause, Home End as far as it goes; Enter takes it so.";

/// Opens the boundaries of the provision at hand with a first cut.
pub(super) fn split(work: &mut Work) -> Turn {
    let Some(mut bounds) = bounds(work) else {
        return Turn::stay();
    };
    if !bounds.add() {
        work.said = Some(Said::Refusal(
            "There is only one word; it cannot be split.".to_owned(),
        ));
        return Turn::stay();
    }
    open(work, bounds)
}

/// Opens the boundaries of the provision at hand at its end.
pub(super) fn boundary(work: &mut Work) -> Turn {
    match bounds(work) {
        Some(bounds) => open(work, bounds),
        None => Turn::stay(),
    }
}

fn bounds(work: &Work) -> Option<Bounds> {
    let item = work.item()?;
    let provision = &item.provision;
    let under = (provision.area, provision.heading.clone());
    let items = &work.working.items;
    let before = work.at.checked_sub(1).and_then(|at| items.get(at));
    let after = items.get(work.at + 1);
    let (id, span) = (Some(item.id), provision.span);
    Some(Bounds::open(work.text(), id, span, under, before, after))
}

/// Opens the boundaries of words that are in no provision, so that they become one.
pub(super) fn open_new(work: &mut Work, span: Span) -> Turn {
    let items = &work.working.items;
    let next = items.partition_point(|item| item.provision.span < span);
    let before = next.checked_sub(1).and_then(|at| items.get(at));
    let after = items.get(next);
    // It belongs where the provision before it does, or else the one after.
    let under = |item: &Item| (item.provision.area, item.provision.heading.clone());
    let under: Under = before.or(after).map_or((AreaCode::Gen, None), under);
    let bounds = Bounds::open(work.text(), None, span, under, before, after);
    open(work, bounds)
}

fn open(work: &mut Work, bounds: Bounds) -> Turn {
    work.scrolled.0 = 0;
    work.said = Some(moves(work, &bounds));
    let ask = preview(work, &bounds);
    work.asking = Asking::Cut(Box::new(bounds));
    ask
}

/// Says how boundaries are moved, and what is opened again by it.
fn moves(work: &Work, bounds: &Bounds) -> Said {
    let from = bounds.cut().from;
    let judged: Vec<String> = (work.working.items.iter())
        .filter(|item| from.contains(&item.id) && item.is_settled())
        .map(|item| item.provision.n.to_string())
        .collect();
    match judged.as_slice() {
        [] => Said::Hint(MOVES.to_owned()),
        _ if bounds.is_as_it_was() => Said::Hint(MOVES.to_owned()),
        [only] => Said::Warning(format!(
            "{only} is settled, and will be open again. {MOVES}"
        )),
        some => {
            let some = some.join(", ");
            Said::Warning(format!(
                "{some} are settled, and will be open again. {MOVES}"
            ))
        }
    }
}

/// Asks what the pieces would be; an answer that comes too late is dropped.
fn preview(work: &Work, bounds: &Bounds) -> Turn {
    let plan = work.case.draft.plan.clone();
    Turn::ask(Request::Preview(plan, bounds.cut()))
}

/// Takes in what the pieces would be.
pub(super) fn previewed(work: &mut Work, cut: Cut, to: Vec<Provision>) -> Turn {
    if let Asking::Cut(bounds) = &mut work.asking {
        bounds.preview = Some((cut, to));
    }
    Turn::stay()
}

/// Moves the boundary at hand, or takes the next one.
pub(super) fn go(work: &mut Work, motion: Move) -> Turn {
    change(work, |bounds| {
        match motion {
            Move::Left => bounds.step(false),
            Move::Right => bounds.step(true),
            Move::First => bounds.end(false),
            Move::Last => bounds.end(true),
            Move::NextPane => bounds.next_edge(),
            Move::Up
            | Move::Down
            | Move::PageUp
            | Move::PageDown
            | Move::ScrollUp
            | Move::ScrollDown
            | Move::Close => {}
        }
        None
    })
}

/// Moves the boundary at hand to the sentence or clause before or after.
pub(super) fn leap(work: &mut Work, forward: bool) -> Turn {
    change(work, |bounds| {
        bounds.leap(forward);
        None
    })
}

/// Cuts once more, where a sentence or clause ends.
pub(super) fn cut_more(work: &mut Work) -> Turn {
    change(work, |bounds| {
        let none = "Every piece is a single word; nothing is left to cut.";
        (!bounds.add()).then_some(none)
    })
}

/// Takes the cut at hand away.
pub(super) fn uncut(work: &mut Work) -> Turn {
    change(work, |bounds| {
        let none = "This is the provision's own beginning or end; Tab goes to a cut.";
        (!bounds.take_away()).then_some(none)
    })
}

/// Changes the boundaries, and asks what would come of it; what cannot be done is said.
fn change(work: &mut Work, change: impl FnOnce(&mut Bounds) -> Option<&'static str>) -> Turn {
    let mut asking = std::mem::take(&mut work.asking);
    let mut turn = Turn::stay();
    if let Asking::Cut(bounds) = &mut asking {
        let before = bounds.cut();
        work.said = Some(match change(bounds) {
            Some(refused) => Said::Refusal(refused.to_owned()),
            None => moves(work, bounds),
        });
        if bounds.cut() != before {
            turn = preview(work, bounds);
        }
    }
    work.asking = asking;
    turn
}

/// Takes the boundaries as they stand, or leaves all as it was.
pub(super) fn answer(work: &mut Work, bounds: &Bounds, answer: Answer) -> Option<Turn> {
    match answer {
        Answer::Cancel => {
            work.said = None;
            Some(Turn::stay())
        }
        Answer::Accept if bounds.is_as_it_was() => {
            work.say("Nothing was moved.");
            Some(Turn::stay())
        }
        Answer::Accept => Some(ask(work, bounds.cut())),
        Answer::Pick(_) | Answer::MakePlan => None,
    }
}

/// Merges the provision at hand with the next.
pub(super) fn merge(work: &mut Work) -> Turn {
    let named = |at: usize| {
        let item = work.working.items.get(at)?;
        Some((item.id, item.provision.clone()))
    };
    let Some(((id, item), (next_id, next))) = named(work.at).zip(named(work.at + 1)) else {
        work.said = Some(Said::Refusal(
            "This is the last provision; there is none after it to merge with.".to_owned(),
        ));
        return Turn::stay();
    };
    let span = Span {
        start: item.span.start,
        end: next.span.end,
    };
    let cut = Cut {
        from: vec![id, next_id],
        to: vec![(span, item.area, item.heading)],
    };
    ask(work, cut)
}

fn ask(work: &mut Work, cut: Cut) -> Turn {
    work.say("Reading the new provisions…");
    Turn::ask(Request::Cut(work.case.draft.plan.clone(), cut))
}

/// Takes the provisions read anew, unless the old ones have gone meanwhile.
pub(super) fn cut_done(work: &mut Work, cut: &Cut, to: Vec<Provision>) -> Turn {
    let there = |id: &ItemId| work.working.items.iter().any(|item| item.id == *id);
    let Some(start) = to.first().map(|first| first.span) else {
        return Turn::stay();
    };
    if !cut.from.iter().all(there) {
        work.said = Some(Said::Refusal(
            "The provisions changed while they were read anew; nothing was cut.".to_owned(),
        ));
        return Turn::stay();
    }
    let from = cut.from.clone();
    let save = work.step(Step::Recut { from, to });
    work.stage = Stage::Provisions;
    let first = (work.working.items.iter()).position(|item| item.provision.span == start);
    work.go_to(first.unwrap_or(work.at));
    work.say("Drawn anew; the text is as it was. u takes it back.");
    Turn::ask(save)
}
