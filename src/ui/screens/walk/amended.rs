//! An amended plan: what became of each provision, and the newer version that a draft can go on in.

use super::work::{Said, Saving, Work};
use crate::domain::draft::{Brought, Draft, Item, Past};
use crate::domain::identity::AreaId;
use crate::domain::judgement::AreaLevel;
use crate::domain::provision::Span;
use crate::ui::desk::{Place, Question, Turn};
use crate::ui::message::Request;

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

/// What an area was settled at before, and by whom, where that may be shown.
pub(super) fn level_before<'a>(work: &'a Work, area: &AreaId) -> Option<(&'a str, &'a AreaLevel)> {
    let carried = work.case.draft.carried.as_deref();
    let carried = carried.filter(|_| !work.is_blind())?;
    let level = carried.levels.iter().find(|level| level.area == *area)?;
    Some((&carried.told, level))
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
