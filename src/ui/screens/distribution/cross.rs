//! The cross table: a dimension down, the tariffs and the rest of those in scope across.

use ratatui::layout::Rect;

use super::state::{Distribution, Pane};
use crate::domain::exact::grouped;
use crate::ui::parts::paint::{Paint, wide};
use crate::ui::parts::window;
use crate::ui::parts::wrap::cut;
use crate::ui::theme::Meaning;

/// A column as it is drawn.
struct Drawn {
    head: String,
    cells: Vec<String>,
    wide: u16,
}

impl Distribution {
    /// Draws the table; the cell under the cursor stays in sight.
    pub(super) fn cross(&self, paint: &mut Paint<'_>, area: Rect) {
        let lines = self.lines();
        let columns: Vec<Drawn> = (self.columns().iter())
            .map(|column| {
                let cells: Vec<String> = (lines.iter())
                    .map(|line| grouped(column.count(line)))
                    .collect();
                let widest = cells.iter().map(|cell| wide(cell)).max().unwrap_or(0);
                let head = column.head.clone();
                let wide = widest.max(wide(&head)) + 2;
                Drawn { head, cells, wide }
            })
            .collect();
        let heads: Vec<String> = (0..lines.len()).map(|at| self.head(at)).collect();
        let longest = heads.iter().map(|head| wide(head)).max().unwrap_or(0);
        let first = longest.clamp(8, (area.width / 3).max(8)) + 1;
        let left = from(&columns, self.cell.1, area.width.saturating_sub(first));
        let body = Rect {
            y: area.y + 1,
            height: area.height.saturating_sub(1),
            ..area
        };
        let top = window::first(self.cell.0, lines.len(), body.height.into());
        let shown = (0..body.height).zip(heads.iter().enumerate().skip(top));
        for (row, (line, head)) in shown {
            let meaning = if line + 1 == lines.len() {
                Meaning::Title
            } else {
                Meaning::Text
            };
            let words = cut(head, usize::from(first.saturating_sub(1)));
            paint.text(body, row, 0, &words, meaning);
            let mut column = first;
            for (at, drawn) in columns.iter().enumerate().skip(left) {
                let cell = drawn.cells.get(line).map_or("", String::as_str);
                let here = self.pane == Pane::Cross && self.cell == (line, at);
                let meaning = match (here, cell) {
                    (true, _) => Meaning::Focus,
                    (false, "0") => Meaning::Muted,
                    (false, _) => meaning,
                };
                end(paint, body, row, (column, drawn.wide), cell, meaning);
                column += drawn.wide;
            }
        }
        if left > 0 {
            paint.text(area, 0, first.saturating_sub(2), "‹", Meaning::Hint);
        }
        let mut column = first;
        for drawn in columns.iter().skip(left) {
            end(
                paint,
                area,
                0,
                (column, drawn.wide),
                &drawn.head,
                Meaning::Muted,
            );
            column += drawn.wide;
        }
        if column > area.width {
            paint.right(area, 0, "›", Meaning::Hint);
        }
    }
}

/// Writes a text at the right end of a column, where the column is on the screen as a whole.
fn end(
    paint: &mut Paint<'_>,
    area: Rect,
    row: u16,
    place: (u16, u16),
    text: &str,
    meaning: Meaning,
) {
    let (column, width) = place;
    if column + width <= area.width {
        let at = column + width - wide(text).min(width);
        paint.text(area, row, at, text, meaning);
    }
}

/// The first column to draw so that the one under the cursor fits.
fn from(columns: &[Drawn], cursor: usize, room: u16) -> usize {
    let mut used = 0;
    let before = columns.iter().take(cursor + 1).rev();
    let fitting = before
        .take_while(|column| {
            used += column.wide;
            used <= room
        })
        .count();
    (cursor + 1).saturating_sub(fitting.max(1))
}
