//! The list of provisions: what each gives, how much of it, and what it was judged to be.

use ratatui::layout::Rect;

use super::super::amended;
use super::super::scale;
use super::super::work::{Pane, Saving, Stage, Work};
use crate::domain::amendment::Fate;
use crate::domain::blind::blind;
use crate::domain::draft::{Item, Past};
use crate::domain::framework::Walk as Way;
use crate::domain::provision::Provision;
use crate::ui::parts::paint::{Paint, wide};
use crate::ui::parts::window;
use crate::ui::parts::wrap::clean;
use crate::ui::theme::Meaning;

/// The provision on the row of a click, where the list stands in this area.
pub(super) fn at(work: &Work, area: Rect, click: (u16, u16)) -> Option<usize> {
    let places = work.places();
    let inside = Rect {
        y: area.y + 1,
        height: area.height.saturating_sub(2),
        ..area
    };
    if !inside.contains(click.into()) {
        return None;
    }
    let row = usize::from(click.1 - inside.y);
    places
        .get(first(work, &places, inside.height) + row)
        .copied()
}

/// The first place that is shown.
fn first(work: &Work, places: &[usize], height: u16) -> usize {
    let cursor = places.iter().position(|at| *at == work.at).unwrap_or(0);
    window::first(cursor, places.len() + gone(work).len(), height.into())
}

/// Draws the list.
pub(super) fn draw(work: &Work, paint: &mut Paint<'_>, area: Rect) {
    let places = work.places();
    let open = work.working.open_items().count();
    let version = (work.case.plan.as_ref())
        .and_then(|plan| plan.version.as_ref())
        .filter(|_| area.width >= 50)
        .map(|version| format!(", version {version}"));
    let title = match (work.stage, work.area()) {
        (Stage::Areas, Some(area)) => format!("Evidence: {}", area.name),
        _ => format!("Section F{}", version.unwrap_or_default()),
    };
    let all = work.working.items.len();
    let right = match open {
        0 if all == 0 => String::new(),
        0 => format!("all {all} settled"),
        open => format!("{open} of {all} to settle"),
    };
    let inside = paint.pane(area, &title, &right, work.pane == Pane::Text);
    if all == 0 {
        let words = if work.has_text() {
            "No provision was found in this plan's text."
        } else {
            "No text, no provisions."
        };
        paint.text(inside, 0, 0, words, Meaning::Doubt);
    }
    sum(work, paint, area);
    let from = first(work, &places, inside.height);
    for (row, at) in (0..inside.height).zip(places.iter().skip(from)) {
        if let Some(item) = work.working.items.get(*at) {
            line(work, item, *at == work.at, paint, inside, row);
        }
    }
    let shown = u16::try_from(places.len() - from.min(places.len())).unwrap_or(u16::MAX);
    for (row, past) in (shown..inside.height).zip(gone(work)) {
        gone_line(past, paint, inside, row);
    }
}

/// The provisions that are gone, where all provisions are listed.
pub(super) fn gone(work: &Work) -> &[Past] {
    match work.stage {
        Stage::Areas => &[],
        Stage::Provisions | Stage::Complete | Stage::Revealed | Stage::Recording => {
            amended::gone(work)
        }
    }
}

/// A provision that is gone, with what it was judged to be; the cursor does not go there.
fn gone_line(past: &Past, paint: &mut Paint<'_>, area: Rect, row: u16) {
    let number = format!("{}{:>3} gone ", Fate::Gone.sign(), past.n);
    let column = paint.text(area, row, 0, &number, Meaning::Doubt);
    let right = format!("was {:<7}", scale::was(past));
    let left = Rect {
        width: area.width.saturating_sub(wide(&right) + 1),
        ..area
    };
    let words: String = blind(&past.text).chars().map(clean).collect();
    paint.text(left, row, column, &words, Meaning::Muted);
    paint.right(area, row, &right, Meaning::Muted);
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
    if let Some(brought) = amended::brought(work, item) {
        let meaning = match brought.fate {
            Fate::Same if brought.because.is_some() => Meaning::New,
            Fate::Same => Meaning::Muted,
            Fate::Reworded | Fate::DoseChanged | Fate::New | Fate::Gone => Meaning::New,
        };
        let sign = match &brought.because {
            Some(_) => "≠ ".to_owned(),
            None => format!("{} ", brought.fate.sign()),
        };
        column = paint.text(area, row, column, &sign, meaning);
    }
    if !item.provision.vague.is_empty() && !item.provision.dose.is_quantified() {
        column = paint.text(area, row, column, "! ", Meaning::Doubt);
    }
    let judged = scale::judged(item);
    let note = if item.note.is_some() { "*" } else { "" };
    let right = format!("{:>6}  {judged:<7}{note}", hours(&item.provision));
    let left = Rect {
        width: area.width.saturating_sub(wide(&right) + 1),
        ..area
    };
    let text = if here {
        Meaning::Current
    } else {
        Meaning::Text
    };
    paint.text(left, row, column, &summary(&item.provision), text);
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
pub(super) fn summary(provision: &Provision) -> String {
    let dose = (provision.dose.words().replace("<=", " ≤ "))
        .replace(" minutes", " min")
        .replace(" hours", " h");
    let who = provision.who.map(|who| who.code().replace('_', " "));
    let words: String = blind(&provision.text).chars().map(clean).collect();
    match (who, dose.is_empty()) {
        (Some(who), false) => format!("{who} {dose}"),
        (None, false) => format!("{dose}: {words}"),
        (Some(_) | None, true) => words,
    }
}

/// Its hours in a year, or a dash.
pub(super) fn hours(provision: &Provision) -> String {
    let hours = provision.dose.annual_hours;
    hours.map_or_else(|| "—".to_owned(), |hours| format!("{} h", hours.rounded()))
}

/// Writes what the plan sums up to into the lower edge, as much of it as there is room for.
fn sum(work: &Work, paint: &mut Paint<'_>, area: Rect) {
    if work.working.items.is_empty() {
        return;
    }
    let sum = work.summary();
    let room = area.width.saturating_sub(6);
    let whole = sum.parts().join(" · ");
    let words = if wide(&whole) <= room {
        whole
    } else {
        sum.fitting(|words| wide(words) <= room)
    };
    let alarms = sum.over_school_week || !sum.foreign_codes.is_empty();
    let meaning = if alarms {
        Meaning::Doubt
    } else {
        Meaning::Muted
    };
    let edge = area.height.saturating_sub(1);
    if !words.is_empty() {
        paint.text(area, edge, 2, &format!(" {words} "), meaning);
    }
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
