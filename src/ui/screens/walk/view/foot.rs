//! The line over the panes and the line under them.

use ratatui::layout::Rect;

use super::super::scale;
use super::super::work::{Said, Stage, Work};
use crate::domain::framework::Area;
use crate::domain::identity::LevelId;
use crate::ui::parts::bar::bar;
use crate::ui::parts::paint::{Paint, wide};
use crate::ui::parts::wrap::{Line, Run, line_columns, wrap_text};
use crate::ui::theme::Meaning;

/// Draws who is being mapped and why, and how far the group has come.
pub(super) fn header(work: &Work, paint: &mut Paint<'_>, area: Rect) {
    let row = &work.case.row;
    let (done, all) = work.case.group;
    let pace = (work.case.pace.as_ref()).map(|pace| format!(" · {pace}"));
    let by = (work.case.group_done_by.as_ref()).map(|by| format!(" · done by {by}"));
    let right = format!(
        "{done} of {all}{}{} ",
        pace.unwrap_or_default(),
        by.unwrap_or_default()
    );
    let reason = row.reasons.first();
    let why = reason.map_or_else(|| row.priority.words().to_owned(), |reason| reason.words());
    let column = paint.text(area, 0, 1, row.reference.as_str(), Meaning::Title);
    let left = Rect {
        width: area.width.saturating_sub(wide(&right) + 1),
        ..area
    };
    let name = if row.name == row.reference.as_str() {
        ""
    } else {
        &row.name
    };
    let column = paint.text(left, 0, column, &format!("  {name}  "), Meaning::Text);
    paint.text(left, 0, column, &why, Meaning::Doubt);
    paint.right(area, 0, &right, Meaning::Muted);
}

/// What stands under the panes: what was said, or the areas so far.
pub(super) fn lines(work: &Work, width: u16) -> Vec<Line> {
    let most = usize::from(width).saturating_sub(2);
    match &work.said {
        Some(Said::Hint(words)) => wrap_text(words, Meaning::Text, most),
        Some(Said::Refusal(words)) => wrap_text(&format!("✗ {words}"), Meaning::Danger, most),
        None => vec![areas(work, most)],
    }
}

/// Draws what stands under the panes.
pub(super) fn draw(lines: &[Line], paint: &mut Paint<'_>, area: Rect) {
    let inside = Rect {
        x: area.x + 1,
        width: area.width.saturating_sub(1),
        ..area
    };
    paint.lines(inside, lines, 0);
}

/// Draws what can be done once the mapping is recorded.
pub(super) fn recorded(paint: &mut Paint<'_>, area: Rect) {
    paint.text(
        area,
        0,
        1,
        "Recorded. Enter takes the next pupil.",
        Meaning::Good,
    );
}

fn areas(work: &Work, most: usize) -> Line {
    let mut line: Line = Vec::new();
    for area in work.framework.leaves() {
        let here = Some(&area.id) == work.area.as_ref() && work.stage == Stage::Areas;
        let name = scale::short(&area.id);
        let name = if here { format!("▸{name}") } else { name };
        line.push(Run::new(
            name,
            if here {
                Meaning::Current
            } else {
                Meaning::Text
            },
        ));
        line.push(level(work, area));
        line.push(Run::text("  "));
    }
    let promise = match work.stage {
        Stage::Provisions | Stage::Areas | Stage::Complete => {
            format!(
                "the tariff shows when all {} are settled",
                work.working.items.len()
            )
        }
        Stage::Revealed | Stage::Recording => String::new(),
    };
    let room = most.saturating_sub(line_columns(&line));
    let short = "tariff at the end";
    let promise = if wide(&promise) as usize <= room {
        promise.as_str()
    } else {
        short
    };
    let promise = if work.stage == Stage::Revealed || usize::from(wide(promise)) > room {
        ""
    } else {
        promise
    };
    let gap = room.saturating_sub(usize::from(wide(promise)));
    line.push(Run::text(" ".repeat(gap)));
    line.push(Run::muted(promise));
    line
}

/// The level an area stands at: settled with a bar, judged so far with a question mark, or a dot.
fn level(work: &Work, area: &Area) -> Run {
    if let Some(settled) = work.working.settled(&area.id) {
        let rank = area.levels.iter().position(|one| *one == settled.level);
        let part = rank.map_or(0, |rank| rank as u64 + 1);
        let bar = bar(part, area.levels.len() as u64, 4);
        return Run::new(format!(" {} {bar}", settled.level), Meaning::Level);
    }
    let mut judged: Vec<&LevelId> = (work.working.evidence(&area.id))
        .filter_map(|(_, level)| level)
        .collect();
    judged.sort_by_key(|level| area.levels.iter().position(|one| one == *level));
    judged.dedup();
    match (judged.first(), judged.last()) {
        (Some(lowest), Some(highest)) if lowest != highest => {
            Run::muted(format!(" {lowest}–{highest}?"))
        }
        (Some(only), _) => Run::muted(format!(" {only}?")),
        (None, _) if work.working.evidence(&area.id).next().is_some() => Run::muted(" ?"),
        (None, _) => Run::muted(" ·"),
    }
}
