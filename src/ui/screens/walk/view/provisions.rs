//! The list of provisions: what each gives, how much of it, and what it was judged to be.

use ratatui::layout::Rect;

use super::super::scale;
use super::super::work::{Pane, Saving, Stage, Work};
use crate::domain::draft::Item;
use crate::domain::framework::Walk as Way;
use crate::ui::parts::paint::{Paint, wide};
use crate::ui::parts::window;
use crate::ui::parts::wrap::clean;
use crate::ui::theme::Meaning;

/// The places of the provisions that are shown: an area's evidence while it is settled, else all.
pub(super) fn shown(work: &Work) -> Vec<usize> {
    let all = || (0..work.working.items.len()).collect();
    let evidence_only = work.stage == Stage::Areas && work.framework.walk == Way::Provision;
    let Some(area) = work.area.as_ref().filter(|_| evidence_only) else {
        return all();
    };
    let is_evidence = |item: &Item| item.evidence.iter().any(|(named, _)| named == area);
    (work.working.items.iter().enumerate())
        .filter(|(at, item)| is_evidence(item) || *at == work.at)
        .map(|(at, _)| at)
        .collect()
}

/// Draws the list.
pub(super) fn draw(work: &Work, paint: &mut Paint<'_>, area: Rect) {
    let places = shown(work);
    let open = work.working.open_items().count();
    let version = (work.case.plan.as_ref())
        .and_then(|plan| plan.version.as_ref())
        .map(|version| format!(", version {version}"));
    let title = match (work.stage, work.area()) {
        (Stage::Areas, Some(area)) => format!("Evidence: {}", area.name),
        _ => format!("Section F{}", version.unwrap_or_default()),
    };
    let all = work.working.items.len();
    let right = match open {
        0 => format!("{all} provisions"),
        open => format!("{all} provisions, {open} to settle"),
    };
    let inside = paint.pane(area, &title, &right, work.pane == Pane::Text);
    if all == 0 {
        paint.text(
            inside,
            0,
            0,
            "No provision was found in this plan's text.",
            Meaning::Doubt,
        );
    }
    let cursor = places.iter().position(|at| *at == work.at).unwrap_or(0);
    let from = window::first(cursor, places.len(), inside.height.into());
    for (row, at) in (0..inside.height).zip(places.iter().skip(from)) {
        if let Some(item) = work.working.items.get(*at) {
            line(work, item, *at == work.at, paint, inside, row);
        }
    }
}

fn line(work: &Work, item: &Item, here: bool, paint: &mut Paint<'_>, area: Rect, row: u16) {
    let attached = (work.area.as_ref())
        .is_some_and(|area| item.evidence.iter().any(|(named, _)| named == area));
    let by_area = work.stage == Stage::Areas && work.framework.walk == Way::Area;
    let (sign, meaning) = match (here, by_area, attached, item.is_settled()) {
        (true, ..) => ("▸", Meaning::Current),
        (false, true, true, _) => ("+", Meaning::Good),
        (false, false, _, true) => ("✓", Meaning::Good),
        (false, true, false, _) | (false, false, _, false) => (" ", Meaning::Text),
    };
    let number = format!("{sign}{:>3} ", item.provision.n);
    let mut column = paint.text(area, row, 0, &number, meaning);
    if !item.provision.vague.is_empty() && !item.provision.dose.is_quantified() {
        column = paint.text(area, row, column, "! ", Meaning::Doubt);
    }
    let judged = scale::judged(item);
    let note = if item.note.is_some() { "*" } else { "" };
    let right = format!("{:>6}  {judged:<7}{note}", hours(item));
    let left = Rect {
        width: area.width.saturating_sub(wide(&right) + 1),
        ..area
    };
    let text = if here {
        Meaning::Current
    } else {
        Meaning::Text
    };
    paint.text(left, row, column, &summary(item), text);
    let settled = if item.is_settled() {
        Meaning::Level
    } else {
        Meaning::Muted
    };
    paint.right(area, row, &right, settled);
    if here {
        paint.select(area, row);
    }
}

/// What a provision gives, in few words: who, how much, how often; else its own words.
fn summary(item: &Item) -> String {
    let provision = &item.provision;
    let dose = provision.dose.words().replace("<=", " ≤ ");
    let who = provision.who.map(|who| who.code().replace('_', " "));
    match (who, dose.is_empty()) {
        (Some(who), false) => format!("{who} {dose}"),
        (None, false) => dose,
        (Some(_) | None, true) => provision.text.chars().map(clean).collect(),
    }
}

fn hours(item: &Item) -> String {
    let hours = item.provision.dose.annual_hours;
    hours
        .map(|hours| format!("{} h", hours.rounded()))
        .unwrap_or_else(|| "—".to_owned())
}

/// Whether the draft is kept, in words; nothing before the first key.
pub(super) fn saved(saving: &Saving) -> (String, Meaning) {
    match saving {
        Saving::Untouched => (String::new(), Meaning::Muted),
        Saving::Asked => ("saving…".to_owned(), Meaning::Muted),
        Saving::Saved(at) => {
            let long = at.long();
            let time = long.rsplit(' ').next().unwrap_or_default();
            (format!("saved {time}"), Meaning::Muted)
        }
        Saving::Failed(_) | Saving::LeavingUnsaved(_) => {
            ("✗ not saved".to_owned(), Meaning::Danger)
        }
    }
}
