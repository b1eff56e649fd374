//! An amended plan: what became of each provision, which words are new, and the version that a draft can go on in.

use super::work::{Said, Saving, Work};
use crate::domain::amendment::Fate;
use crate::domain::difference::{self, Change};
use crate::domain::draft::{Brought, Draft, Item, Past};
use crate::domain::provision::{LeftOut, Span};
use crate::ui::desk::{Place, Question, Turn};
use crate::ui::message::{Case, Request};

/// What became of a provision since it was read before; nothing where nothing was brought along, or nothing may be shown.
pub(super) fn brought<'a>(work: &'a Work, item: &Item) -> Option<&'a Brought> {
    if work.is_blind() {
        return None;
    }
    let draft = &work.case.draft;
    let carried = draft.carried.as_deref()?;
    carried.item(item.id).or_else(|| {
        // A provision that the reader cut has the history of the one it begins in.
        let at = base_of(draft, item)?;
        carried.items.get(at)
    })
}

fn base_of(draft: &Draft, item: &Item) -> Option<usize> {
    let start = item.provision.span.start;
    let within = |span: Span| span.start <= start && start < span.end;
    draft.base.iter().position(|base| within(base.span))
}

/// The provisions that are gone, where they may be shown.
pub(super) fn gone(work: &Work) -> &[Past] {
    let carried = work
        .case
        .draft
        .carried
        .as_deref()
        .filter(|_| !work.is_blind());
    carried.map_or(&[], |carried| carried.gone.as_slice())
}

/// The words that were touched between a provision's earlier text and the text of today.
pub(super) fn difference(past: &Past, text: &str) -> Vec<Change> {
    difference::words(&past.text, text)
}

/// The stretches of the plan's text that a touched provision did not have before, in their order.
pub(super) fn new_words(case: &Case) -> Vec<Span> {
    let (Some(carried), Some(plan)) = (case.draft.carried.as_deref(), &case.plan) else {
        return Vec::new();
    };
    let characters: Vec<char> = plan.text.chars().collect();
    let mut found = Vec::new();
    for (base, brought) in case.draft.base.iter().zip(&carried.items) {
        let touched = matches!(brought.fate, Fate::Reworded | Fate::DoseChanged);
        let stretch = characters.get(base.span.start..base.span.end);
        let (true, Some(past), Some(stretch)) = (touched, &brought.before, stretch) else {
            continue;
        };
        let text: String = stretch.iter().collect();
        let mut at = base.span.start;
        for change in difference(past, &text) {
            match change {
                Change::Gone(_) => {}
                Change::Same(words) => at += words.chars().count(),
                Change::New(words) => {
                    let end = at + words.chars().count();
                    found.extend(trimmed(&words, at));
                    at = end;
                }
            }
        }
    }
    // A page's furniture that a sentence runs over is nobody's new words.
    let is_furniture = |span: &Span| {
        let within = |left: &LeftOut| left.span.start <= span.start && span.end <= left.span.end;
        case.reading.left_out.iter().any(within)
    };
    found.retain(|span| !is_furniture(span));
    found
}

/// Where the words of a run stand, without the blanks around them.
fn trimmed(words: &str, at: usize) -> Option<Span> {
    let ahead = words.chars().take_while(|c| c.is_whitespace()).count();
    let length = words.trim().chars().count();
    (length > 0).then_some(Span {
        start: at + ahead,
        end: at + ahead + length,
    })
}

/// Asks whether the draft is to go on in the newer version of the plan.
pub(super) fn ask_renew(work: &mut Work) -> Turn {
    let Some(newer) = work.case.newer else {
        work.say("This draft reads the plan as it is now; no newer version has come in.");
        return Turn::stay();
    };
    if let Saving::Failed(_) | Saving::LeavingUnsaved(_) = work.saving {
        work.said = Some(Said::Refusal(
            "Not saved; what you did last would be lost in the newer version.".to_owned(),
        ));
        return Turn::stay();
    }
    let words = format!(
        "Go on with {} in the newer version of the plan ({})? What is the same stays judged; of the rest your judgement stays in sight, \
         and it is asked again. The draft on the earlier version goes.",
        work.case.row.reference,
        newer.all_words()
    );
    let request = Request::Renew(work.case.draft.pupil.clone());
    Turn::to(Place::Confirm(Box::new(Question { words, request })))
}
