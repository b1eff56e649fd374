//! The end of the walk: the reveal, the record, and plans that cannot be mapped.

use super::asking::{Asking, Line, Purpose};
use super::work::{Before, Said, Stage, Work};
use crate::domain::derive::{Derived, derive};
use crate::domain::draft::Step;
use crate::domain::flag::Flag;
use crate::domain::flag::rules as flag;
use crate::domain::judgement::{CannotMap, CannotMapWhy, Judged};
use crate::domain::settle::{profile, settle};
use crate::ui::desk::{Desk, Turn};
use crate::ui::message::Request;
use crate::ui::parts::menu::Menu;

/// What the framework makes of a complete walk.
#[derive(Clone, Debug)]
pub(super) struct Ending {
    /// The tariff and its trace, or why there is none yet.
    pub(super) derived: Result<Derived, String>,
    /// What a moderator will be shown.
    pub(super) flags: Vec<Flag>,
}

impl Ending {
    /// Derives it from the work as it stands.
    pub(super) fn of(work: &Work) -> Self {
        let judged = work.working.judged();
        let provisions = work.working.provisions();
        let row = &work.case.row;
        let profile = profile(
            &work.framework,
            &provisions,
            &judged,
            row.setting,
            row.phase,
        );
        let derived = derive(&work.framework, &profile).map_err(|fault| fault.to_string());
        Self {
            derived,
            flags: flags(work, &judged),
        }
    }
}

fn flags(work: &Work, judged: &Judged) -> Vec<Flag> {
    let provisions = work.working.provisions();
    let row = &work.case.row;
    // An open top without its reason is asked for later; the other flags need not wait for it.
    let mut reasoned = judged.clone();
    reasoned.open_reason.get_or_insert_with(|| "?".to_owned());
    let settled = settle(
        &work.framework,
        &provisions,
        &reasoned,
        row.setting,
        row.phase,
    );
    let Ok(settled) = settled else {
        return Vec::new();
    };
    let before = before(work, &work.before);
    flag::flags(
        &flag::Case {
            framework: &work.framework,
            facts: &work.case.facts,
            setting: row.setting,
            provisions: &provisions,
            judged,
            settled: &settled,
            changed_after_reveal: work.case.draft.changed_after_reveal,
            pupil_hint: work.case.reading.pupil_hint.as_deref(),
            before: &before,
            // What others have is no matter before the mapping is recorded.
            mapped: &[],
            school: None,
            officer: work.case.officer,
            today: work
                .case
                .draft
                .revealed
                .unwrap_or(work.case.draft.opened)
                .day(),
        },
        &work.case.limits,
    )
}

fn before(work: &Work, known: &Before) -> Vec<flag::Before> {
    (work.working.items.iter())
        .filter_map(|item| {
            let counts = known.get(&item.id)?.clone();
            Some(flag::Before {
                n: item.provision.n,
                counts,
            })
        })
        .collect()
}

/// Goes on from a complete walk: shows the tariff, or records that there is none.
pub(super) fn reveal(work: &mut Work, desk: &Desk) -> Turn {
    if work.working.cannot_map.is_some() {
        return record(work);
    }
    if !work.is_complete() {
        work.advance();
        return Turn::stay();
    }
    work.case.draft.reveal(desk.now);
    let save = work.lay_out();
    work.stage = Stage::Revealed;
    work.said = None;
    Turn::ask(save)
}

/// Asks to record what is shown, once nothing is missing.
pub(super) fn record_shown(work: &mut Work) -> Turn {
    let derived = match Ending::of(work).derived {
        Ok(derived) => derived,
        Err(fault) => {
            work.said = Some(Said::Refusal(fault));
            return Turn::stay();
        }
    };
    let reason = work.working.open_reason.as_deref().unwrap_or_default();
    if derived.open && reason.trim().is_empty() {
        let title = format!("{} is an open top; why is it used?", derived.tariff);
        work.asking = Asking::Line(Line::new(title, Purpose::OpenTop));
        return Turn::stay();
    }
    record(work)
}

/// Keeps the reason for an open top and records.
pub(super) fn open_top_reason(work: &mut Work, reason: String) -> Turn {
    let save = work.step(Step::Choose {
        tariff: work.working.chosen.clone(),
        open_reason: Some(reason),
    });
    let turn = record(work);
    Turn {
        go: turn.go,
        ask: std::iter::once(save).chain(turn.ask).collect(),
    }
}

fn record(work: &mut Work) -> Turn {
    let row = &work.case.row;
    let judged = work.working.judged();
    let provisions = work.working.provisions();
    let refused = settle(
        &work.framework,
        &provisions,
        &judged,
        row.setting,
        row.phase,
    )
    .err();
    if let Some(refusals) = refused {
        let words: Vec<String> = refusals.iter().map(ToString::to_string).collect();
        work.said = Some(Said::Refusal(words.join(" ")));
        return Turn::stay();
    }
    work.said = None;
    work.stage = Stage::Recording;
    let draft = Box::new(work.case.draft.clone());
    Turn::ask(if work.is_moderating() {
        Request::ReadBlind(draft)
    } else {
        Request::Record(draft)
    })
}

/// Goes back to what was shown before the worker was asked to record it.
pub(super) fn not_recorded(work: &mut Work, why: &str) {
    work.leaving = None;
    work.advance();
    work.said = Some(Said::Refusal(format!(
        "Not recorded; the draft is kept. {why}"
    )));
}

/// Asks why the plan cannot be mapped.
pub(super) fn ask_why_not(work: &mut Work) {
    let entries = (CannotMapWhy::ALL.into_iter())
        .filter(|why| *why != CannotMapWhy::NoPlanText || !work.has_text())
        .map(|why| (why.words().to_owned(), why));
    work.asking = Asking::CannotMap(Menu::new("Cannot be mapped: why?", entries));
}

/// Takes the plan for one that cannot be mapped.
pub(super) fn cannot_map(work: &mut Work, why: CannotMapWhy, note: &str) -> Turn {
    let note = Some(note.trim().to_owned()).filter(|note| !note.is_empty());
    let save = work.step(Step::CannotMap(Some(CannotMap { why, note })));
    work.said = None;
    work.advance();
    Turn::ask(save)
}
