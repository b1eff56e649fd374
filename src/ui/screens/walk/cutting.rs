//! Cutting: a provision split, two merged, the boundary between two moved; the text stays as it is.

use super::asking::{Asking, Blade};
use super::work::{Said, Stage, Work};
use crate::domain::draft::{ItemId, Step};
use crate::domain::provision::{AreaCode, Provision, Span};
use crate::ui::desk::Turn;
use crate::ui::message::{Cut, Request};

/// Begins to split the provision at hand.
pub(super) fn split(work: &mut Work) {
    let Some(item) = work.item() else {
        return;
    };
    let (id, span) = (item.id, item.provision.span);
    let places = word_starts(work, span);
    begin(
        work,
        vec![id],
        places,
        None,
        "There is only one word; it cannot be split.",
    );
}

/// Begins to move the boundary between the provision at hand and the next.
pub(super) fn boundary(work: &mut Work) {
    let Some([(id, item), (next_id, next)]) = pair(work, "move the boundary with") else {
        return;
    };
    let (ids, here) = (vec![id, next_id], next.span.start);
    let whole = Span {
        start: item.span.start,
        end: next.span.end,
    };
    let places = word_starts(work, whole);
    begin(
        work,
        ids,
        places,
        Some(here),
        "There is only one word; nothing can be moved.",
    );
}

/// Merges the provision at hand with the next.
pub(super) fn merge(work: &mut Work) -> Turn {
    let Some([(id, item), (next_id, next)]) = pair(work, "merge with") else {
        return Turn::stay();
    };
    let span = Span {
        start: item.span.start,
        end: next.span.end,
    };
    let ids = vec![id, next_id];
    let piece = (span, item.area, item.heading);
    ask(work, ids, vec![piece])
}

/// The provision at hand and the next, each with its lasting name.
fn pair(work: &mut Work, verb: &str) -> Option<[(ItemId, Provision); 2]> {
    let named = |at: usize| {
        let item = work.working.items.get(at)?;
        Some((item.id, item.provision.clone()))
    };
    let Some(pair) = named(work.at).zip(named(work.at + 1)) else {
        let words = format!("This is the last provision; there is none after it to {verb}.");
        work.said = Some(Said::Refusal(words));
        return None;
    };
    Some([pair.0, pair.1])
}

fn begin(work: &mut Work, items: Vec<ItemId>, places: Vec<usize>, here: Option<usize>, none: &str) {
    if places.is_empty() {
        work.said = Some(Said::Refusal(none.to_owned()));
        return;
    }
    let near = |here: usize| places.iter().position(|place| *place >= here);
    let at = here.and_then(near).unwrap_or(places.len() / 2);
    work.asking = Asking::Cut(Blade { items, places, at });
    work.say("← → move the cut by a word, Enter cuts, Esc leaves it.");
}

/// Where words begin within a stretch, its own beginning left out.
fn word_starts(work: &Work, span: Span) -> Vec<usize> {
    let text = work
        .case
        .plan
        .as_ref()
        .map_or("", |plan| plan.text.as_str());
    let mut starts = Vec::new();
    let mut before = ' ';
    for (at, character) in text.chars().enumerate().take(span.end).skip(span.start) {
        if before.is_whitespace() && !character.is_whitespace() && at > span.start {
            starts.push(at);
        }
        before = character;
    }
    starts
}

/// Moves the cut by a word.
pub(super) fn shift(blade: &mut Blade, by: isize) {
    let last = blade.places.len().saturating_sub(1);
    blade.at = blade.at.saturating_add_signed(by).min(last);
}

/// Cuts where the blade stands.
pub(super) fn cut(work: &mut Work, blade: &Blade) -> Turn {
    work.asking = Asking::Nothing;
    let concerned = |id: &ItemId| work.working.items.iter().find(|item| item.id == *id);
    let items: Vec<&Provision> = (blade.items.iter())
        .filter_map(concerned)
        .map(|item| &item.provision)
        .collect();
    let (Some(first), Some(last), Some(place)) = (items.first(), items.last(), blade.place())
    else {
        return Turn::stay();
    };
    let left = Span {
        start: first.span.start,
        end: place,
    };
    let right = Span {
        start: place,
        end: last.span.end,
    };
    let pieces = vec![
        (trimmed(work, left), first.area, first.heading.clone()),
        (right, last.area, last.heading.clone()),
    ];
    ask(work, blade.items.clone(), pieces)
}

/// Drops the blanks at the end of a stretch.
fn trimmed(work: &Work, span: Span) -> Span {
    let text = work
        .case
        .plan
        .as_ref()
        .map_or("", |plan| plan.text.as_str());
    let last = (text.chars().enumerate().take(span.end).skip(span.start))
        .filter(|(_, character)| !character.is_whitespace())
        .map(|(at, _)| at)
        .last();
    Span {
        start: span.start,
        end: last.map_or(span.end, |last| last + 1),
    }
}

/// A stretch with its area and heading.
type Piece = (Span, AreaCode, Option<String>);

fn ask(work: &mut Work, from: Vec<ItemId>, to: Vec<Piece>) -> Turn {
    work.say("Reading the new provisions…");
    let pupil = work.case.draft.pupil.clone();
    Turn::ask(Request::Cut(pupil, Cut { from, to }))
}

/// Takes the provisions read anew, unless the old ones have gone meanwhile.
pub(super) fn cut_done(work: &mut Work, cut: &Cut, to: Vec<Provision>) -> Turn {
    let all_there =
        (cut.from.iter()).all(|id| work.working.items.iter().any(|item| item.id == *id));
    let first = (work.working.items.iter()).position(|item| cut.from.contains(&item.id));
    let (true, Some(first)) = (all_there, first) else {
        work.said = Some(Said::Refusal(
            "The provisions changed while they were read anew; nothing was cut.".to_owned(),
        ));
        return Turn::stay();
    };
    let save = work.step(Step::Recut {
        from: cut.from.clone(),
        to,
    });
    work.stage = Stage::Provisions;
    work.go_to(first);
    work.say("Drawn anew; the text is as it was. u takes it back.");
    Turn::ask(save)
}
