//! The area's levels, with the descriptor of the one looked at.

use ratatui::layout::Rect;

use super::super::scale;
use super::super::work::{Another, Pane, Stage, Work};
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
            lines.extend(descriptor(work, at_hand, level, inside.width));
        }
    }
    let height = usize::from(inside.height);
    let most = lines.len().saturating_sub(height);
    // The levels stay in sight while there is room; a long descriptor pushes the lower ones up.
    let after = lines
        .len()
        .saturating_sub(height)
        .min(chosen.saturating_sub(1));
    let from = after.saturating_add_signed(work.scrolled.1).min(most);
    paint.lines(inside, &lines, from);
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
