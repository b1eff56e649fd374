//! The area's levels, with the descriptor of the one looked at.

use ratatui::layout::Rect;

use super::super::scale;
use super::super::work::{Another, Pane, Stage, Work};
use super::{Bounds, inside};
use crate::domain::framework::Area;
use crate::domain::identity::LevelId;
use crate::ui::parts::paint::Paint;
use crate::ui::parts::wrap::{Line, Run, wrap_text};
use crate::ui::theme::Meaning;

/// Draws the pane.
pub(super) fn draw(work: &Work, paint: &mut Paint<'_>, area: Rect) {
    let focus = work.pane == Pane::Levels || work.stage == Stage::Areas;
    let Some(at_hand) = work.area() else {
        paint.pane(area, "Levels", &work.framework.key.to_string(), focus);
        return;
    };
    let title = match work.another {
        Another::Now => format!("also: {}", at_hand.name),
        Another::No | Another::Then => at_hand.name.clone(),
    };
    let inside = paint.pane(area, &title, &work.framework.key.to_string(), focus);
    let (lines, chosen) = lines(work, at_hand, inside.width);
    let most = lines.len().saturating_sub(usize::from(inside.height));
    let from = unscrolled(lines.len(), chosen, inside);
    let from = from.saturating_add_signed(work.scrolled.1).min(most);
    paint.lines(inside, &lines, from);
}

/// How far the levels can be scrolled up and down from where they would be.
pub(super) fn bounds(work: &Work, area: Rect) -> Bounds {
    let inside = inside(area);
    let (lines, chosen) =
        (work.area()).map_or_else(Default::default, |area| lines(work, area, inside.width));
    let from = unscrolled(lines.len(), chosen, inside);
    Bounds::new(from, lines.len(), inside)
}

/// The levels in lines, and which of these begins the level looked at.
fn lines(work: &Work, at_hand: &Area, width: u16) -> (Vec<Line>, usize) {
    let mut lines: Vec<Line> = Vec::new();
    let mut chosen = 0;
    let shown = work.shown_level();
    for (key, level) in scale::keys(at_hand) {
        let here = Some(level) == shown;
        if here {
            chosen = lines.len();
        }
        lines.push(row(work, at_hand, key, level, here));
        if here {
            lines.extend(descriptor(work, at_hand, level, width));
        }
    }
    (lines, chosen)
}

/// The first line shown where nobody scrolls.
fn unscrolled(all: usize, chosen: usize, inside: Rect) -> usize {
    // The levels stay in sight while there is room; a long descriptor pushes the lower ones up.
    let most = all.saturating_sub(usize::from(inside.height));
    most.min(chosen.saturating_sub(1))
}

fn row(work: &Work, area: &Area, key: Option<u8>, level: &LevelId, here: bool) -> Line {
    let key = key.map_or_else(|| " ".to_owned(), |key| key.to_string());
    let name = work
        .framework
        .level(level)
        .map_or(level.as_str(), |known| &known.name);
    let id = if key == level.as_str() {
        String::new()
    } else {
        format!("{level} ")
    };
    let judged = match work.stage {
        Stage::Areas | Stage::Complete | Stage::Revealed | Stage::Recording => work
            .working
            .settled(&area.id)
            .is_some_and(|settled| settled.level == *level),
        Stage::Provisions => work.item().is_some_and(|item| {
            let given = (area.id.clone(), Some(level.clone()));
            item.evidence.contains(&given)
        }),
    };
    let sign = match (here, judged) {
        (_, true) => "✓",
        (true, false) => "▸",
        (false, false) => " ",
    };
    let meaning = if here {
        Meaning::Current
    } else {
        Meaning::Text
    };
    vec![
        Run::new(
            format!("{sign} "),
            if judged { Meaning::Good } else { meaning },
        ),
        Run::new(key, Meaning::Hint),
        Run::new(format!(" {id}{name}"), meaning),
    ]
}

fn descriptor(work: &Work, area: &Area, level: &LevelId, width: u16) -> Vec<Line> {
    let row = &work.case.row;
    let found = (work.framework).descriptor(&area.id, level, row.phase, row.setting);
    let (text, meaning) = match found {
        Some(descriptor) => (descriptor.text.trim(), Meaning::Text),
        None => ("The framework has no descriptor here.", Meaning::Muted),
    };
    let most = usize::from(width).saturating_sub(4);
    (wrap_text(text, meaning, most).into_iter())
        .map(|line| std::iter::once(Run::text("    ")).chain(line).collect())
        .collect()
}
