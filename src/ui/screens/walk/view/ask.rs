//! What is asked in between, over the panes.

use ratatui::layout::Rect;

use super::super::asking::{Asking, Line};
use super::super::work::Work;
use crate::ui::parts::paint::Paint;
use crate::ui::theme::Meaning;

/// Draws the choice or the line, where one is open.
pub(super) fn draw(work: &Work, paint: &mut Paint<'_>, area: Rect) {
    match &work.asking {
        // What concerns the text is drawn in its panes.
        Asking::Nothing | Asking::Cut(_) | Asking::LeftOut(_) => {}
        Asking::Area(menu, _) | Asking::Primary(menu) => menu.draw(paint, area),
        Asking::Level(menu) => menu.draw(paint, area),
        Asking::Tariff(menu) => menu.draw(paint, area),
        Asking::SetAside(menu) => menu.draw(paint, area),
        Asking::Source(menu, _) => menu.draw(paint, area),
        Asking::CannotMap(menu) => menu.draw(paint, area),
        Asking::Line(line) => text(line, paint, area),
    }
}

fn text(line: &Line, paint: &mut Paint<'_>, area: Rect) {
    let place = paint.over(area, 72, 4);
    let inside = paint.pane(place, &line.title, "", true);
    line.input.draw(paint, inside, 0, 0);
    paint.text(
        inside,
        1,
        0,
        "Enter keeps it, Esc leaves it.",
        Meaning::Muted,
    );
}
