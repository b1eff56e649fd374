//! The end of the walk: what is settled, then the tariff with its trace and flags, then the record.

use ratatui::layout::Rect;

use super::super::ending::Ending;
use super::super::naming;
use super::super::scale;
use super::super::work::{Stage, Work};
use super::{Bounds, inside};
use crate::domain::flag::Flag;
use crate::domain::framework::Route;
use crate::domain::identity::TariffId;
use crate::domain::judgement::AreaSource;
use crate::domain::mapping::Mapping;
use crate::ui::parts::paint::Paint;
use crate::ui::parts::wrap::{Line, Run, wrap, wrap_text};
use crate::ui::theme::Meaning;

/// Draws what is settled, or the tariff, its trace and its flags.
pub(super) fn draw(work: &Work, paint: &mut Paint<'_>, area: Rect) {
    let title = match work.stage {
        Stage::Provisions | Stage::Areas | Stage::Complete => "All settled",
        Stage::Revealed | Stage::Recording => "Tariff",
    };
    let inside = paint.pane(area, title, &work.framework.key.to_string(), true);
    scrolled(work, paint, inside, &lines(work, None, inside.width));
}

/// Draws what was recorded.
pub(super) fn recorded(mapping: &Mapping, work: &Work, paint: &mut Paint<'_>, area: Rect) {
    let inside = paint.pane(area, "✓ Recorded", &mapping.recorded.long(), true);
    scrolled(
        work,
        paint,
        inside,
        &lines(work, Some(mapping), inside.width),
    );
}

/// How far the result can be scrolled; of a mapping, once it is recorded.
pub(super) fn bounds(work: &Work, mapping: Option<&Mapping>, area: Rect) -> Bounds {
    let inside = inside(area);
    Bounds::new(0, lines(work, mapping, inside.width).len(), inside)
}

fn lines(work: &Work, mapping: Option<&Mapping>, width: u16) -> Vec<Line> {
    let most = usize::from(width);
    match (mapping, work.stage) {
        (Some(mapping), _) => kept(mapping, work, most),
        (None, Stage::Provisions | Stage::Areas | Stage::Complete) => complete(work, most),
        (None, Stage::Revealed | Stage::Recording) => revealed(work, most),
    }
}

fn complete(work: &Work, most: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    if let Some(cannot_map) = &work.working.cannot_map {
        let note = (cannot_map.note.as_ref()).map(|note| format!(" ({note})"));
        let words = format!(
            "Cannot be mapped: {}{}.",
            cannot_map.why.words(),
            note.unwrap_or_default()
        );
        lines.extend(wrap_text(&words, Meaning::Doubt, most));
        lines.push(Vec::new());
        lines.push(vec![Run::new(
            "Enter records it; u takes it back.",
            Meaning::Hint,
        )]);
    } else {
        let words = "All settled. Enter shows the tariff.";
        lines.extend(wrap_text(words, Meaning::Title, most));
        lines.push(Vec::new());
        lines.extend(levels(work, most));
        lines.push(Vec::new());
        let back = "g goes back to provisions and areas.";
        lines.extend(wrap_text(back, Meaning::Muted, most));
    }
    lines
}

fn revealed(work: &Work, most: usize) -> Vec<Line> {
    let ending = Ending::of(work);
    let mut lines = Vec::new();
    match &ending.derived {
        Ok(derived) => {
            lines.extend(tariff(work, &derived.tariff, derived.route, most));
            if derived.open {
                let words = "An open top: recording it needs a reason.";
                lines.extend(wrap_text(words, Meaning::Doubt, most));
            }
            lines.extend(trace(&derived.trace, most));
        }
        Err(fault) => lines.extend(wrap_text(fault, Meaning::Doubt, most)),
    }
    if naming::is_named(work) {
        lines.extend(choices(work));
    }
    if naming::has_primary(work) {
        let words = "l takes another area for the primary one.";
        lines.extend(wrap_text(words, Meaning::Hint, most));
    }
    if work.case.draft.changed_after_reveal {
        let words = "! Changed after the reveal, recorded as such.";
        lines.extend(wrap_text(words, Meaning::Doubt, most));
    }
    lines.extend(flags(&ending.flags, most));
    lines.push(Vec::new());
    let (next, meaning) = if work.stage == Stage::Recording {
        ("Recording…", Meaning::Muted)
    } else {
        ("Enter records. g goes back, u undoes.", Meaning::Hint)
    };
    lines.extend(wrap_text(next, meaning, most));
    lines
}

fn kept(mapping: &Mapping, work: &Work, most: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    match (&mapping.sheet.outcome, &mapping.sheet.judged.cannot_map) {
        (Some(outcome), _) => {
            lines.extend(tariff(work, &outcome.tariff, outcome.route, most));
            lines.extend(trace(&outcome.trace, most));
        }
        (None, Some(cannot_map)) => {
            let words = format!("Cannot be mapped: {}.", cannot_map.why.words());
            lines.extend(wrap_text(&words, Meaning::Doubt, most));
        }
        (None, None) => {}
    }
    lines.extend(flags(&mapping.sheet.flags, most));
    lines
}

fn scrolled(work: &Work, paint: &mut Paint<'_>, inside: Rect, lines: &[Line]) {
    let most = lines.len().saturating_sub(usize::from(inside.height));
    let from = 0usize.saturating_add_signed(work.scrolled.1).min(most);
    paint.lines(inside, lines, from);
}

fn tariff(work: &Work, id: &TariffId, route: Route, most: usize) -> Vec<Line> {
    let name = work
        .framework
        .tariff(id)
        .map_or(id.as_str(), |tariff| &tariff.name);
    let words = if name == id.as_str() {
        name.to_owned()
    } else {
        format!("{id}  {name}")
    };
    let mut lines = wrap_text(&words, Meaning::Title, most);
    lines.extend(wrap_text(
        &format!("paid by {}", route.words()),
        Meaning::Text,
        most,
    ));
    lines.push(Vec::new());
    lines
}

fn trace(steps: &[String], most: usize) -> Vec<Line> {
    (steps.iter())
        .flat_map(|step| wrap_text(&format!("· {step}"), Meaning::Text, most))
        .collect()
}

fn flags(flags: &[Flag], most: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    if !flags.is_empty() {
        lines.push(Vec::new());
        lines.push(vec![Run::new("A moderator will be shown", Meaning::Title)]);
    }
    for flag in flags {
        lines.extend(wrap_text(
            &format!("! {}", flag.reason),
            Meaning::Doubt,
            most,
        ));
    }
    lines
}

fn choices(work: &Work) -> Vec<Line> {
    let mut lines = vec![Vec::new(), vec![Run::text("You name the tariff:")]];
    for (tariff, key) in naming::tariffs(work).into_iter().zip(1u8..) {
        let chosen = work.working.chosen.as_ref() == Some(&tariff.id);
        lines.push(vec![
            Run::text(if chosen { "✓ " } else { "  " }),
            Run::new(
                if key < 10 {
                    key.to_string()
                } else {
                    "l".to_owned()
                },
                Meaning::Hint,
            ),
            Run::text(format!("  {} {}", tariff.id, tariff.name)),
        ]);
    }
    lines
}

fn levels(work: &Work, most: usize) -> Vec<Line> {
    (work.working.areas.iter())
        .flat_map(|settled| {
            let name = (work.framework.area(&settled.area))
                .map_or_else(|| settled.area.to_string(), |area| area.name.clone());
            let level = scale::level_name(&work.framework, &settled.level);
            let mut runs = vec![
                Run::text(format!("{name}: ")),
                Run::new(level, Meaning::Level),
            ];
            if settled.evidence != AreaSource::Provisions {
                runs.push(Run::muted(format!(", on {}", settled.evidence.words())));
            }
            if let Some(reason) = &settled.reason {
                runs.push(Run::new(
                    format!(" ! against the rule: {reason}"),
                    Meaning::Doubt,
                ));
            }
            wrap(&runs, most)
        })
        .collect()
}
