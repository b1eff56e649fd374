//! The cross table as it is drawn: a number in every cell, and for a part of its line a shade by its share.

use ratatui::layout::Rect;

use super::matrix::{Column, Matrix};
use super::state::{Distribution, Pane};
use crate::domain::exact::grouped;
use crate::ui::parts::paint::{Paint, wide};
use crate::ui::parts::window;
use crate::ui::parts::wrap::cut;
use crate::ui::theme::{Meaning, Theme};

/// The widest that a head makes its column.
const WIDEST: u16 = 11;

/// From which share of its line on, in a hundred, a cell has which shade; and the same in plain characters.
const SHADES: [(u64, &str, &str); 4] = [
    (50, "█", "#"),
    (25, "▓", "+"),
    (10, "▒", "-"),
    (0, "░", "."),
];

/// What the shades mean.
const LEGEND: &str = "of its line: ░ under 10 % ▒ 10 ▓ 25 █ 50 and more";
const PLAIN_LEGEND: &str = "of its line: . under 10 % - 10 + 25 # 50 and more";

/// The words that explain the shades.
pub(super) fn legend(theme: Theme) -> &'static str {
    if theme == Theme::Plain {
        PLAIN_LEGEND
    } else {
        LEGEND
    }
}

/// The shade of a part of a line; a blank of nobody.
fn shade(part: u64, whole: u64, theme: Theme) -> &'static str {
    let share = u128::from(part) * 100;
    let reached = |from: u64| part > 0 && share >= u128::from(from) * u128::from(whole);
    let found = SHADES.iter().find(|(from, ..)| reached(*from));
    found.map_or(
        " ",
        |(_, shade, plain)| {
            if theme == Theme::Plain { plain } else { shade }
        },
    )
}

/// How wide a column is drawn: its greatest number or its head, a shade, and space before.
fn width(matrix: &Matrix, at: usize, column: &Column) -> u16 {
    let counts = matrix.lines.iter().filter_map(|line| line.counts.get(at));
    let widest = counts.max().map_or(0, |most| wide(&grouped(*most)));
    widest.max(wide(&column.head).min(WIDEST)) + 2 + u16::from(column.is_part) * 2
}

impl Distribution {
    /// Draws the table; the cell under the cursor stays in sight.
    pub(super) fn cross(&self, paint: &mut Paint<'_>, area: Rect, theme: Theme) {
        let matrix = &self.matrix;
        let widths: Vec<u16> = (matrix.columns.iter().enumerate())
            .map(|(at, column)| width(matrix, at, column))
            .collect();
        let longest = matrix.lines.iter().map(|line| wide(&line.head)).max();
        let first = longest.unwrap_or(0).clamp(8, (area.width / 3).max(8)) + 1;
        let left = from(&widths, self.cell.1, area.width.saturating_sub(first));
        let body = Rect {
            y: area.y + 1,
            height: area.height.saturating_sub(1),
            ..area
        };
        let top = window::first(self.cell.0, matrix.lines.len(), body.height.into());
        for (row, (at, line)) in (0..body.height).zip(matrix.lines.iter().enumerate().skip(top)) {
            let meaning = if line.value.is_none() {
                Meaning::Title
            } else {
                Meaning::Text
            };
            let words = cut(&line.head, usize::from(first.saturating_sub(1)));
            paint.text(body, row, 0, &words, meaning);
            let mut place = first;
            let cells = matrix.columns.iter().zip(&line.counts).zip(&widths);
            for (column, ((head, count), wide)) in cells.enumerate().skip(left) {
                let here = self.pane == Pane::Cross && self.cell == (at, column);
                let meaning = match (here, count) {
                    (true, _) => Meaning::Focus,
                    (false, 0) => Meaning::Muted,
                    (false, _) => meaning,
                };
                let beside = if head.is_part {
                    let shade = shade(*count, line.whole, theme);
                    end(paint, body, row, (place, *wide), shade, Meaning::Level);
                    2
                } else {
                    0
                };
                let room = wide.saturating_sub(beside);
                let fits = place + wide <= body.width;
                let place_of = (place, if fits { room } else { *wide });
                end(paint, body, row, place_of, &grouped(*count), meaning);
                place += wide;
            }
        }
        heads(paint, area, matrix, (&widths, first, left));
    }
}

/// Draws the heads, and whether there is more to either side.
fn heads(
    paint: &mut Paint<'_>,
    area: Rect,
    matrix: &Matrix,
    (widths, first, left): (&[u16], u16, usize),
) {
    if left > 0 {
        paint.text(area, 0, first.saturating_sub(2), "‹", Meaning::Hint);
    }
    let mut place = first;
    for (column, wide) in matrix.columns.iter().zip(widths).skip(left) {
        if place + wide <= area.width {
            let room = wide.saturating_sub(u16::from(column.is_part) * 2);
            let head = cut(&column.head, usize::from(room.saturating_sub(1)));
            end(paint, area, 0, (place, room), &head, Meaning::Muted);
        }
        place += wide;
    }
    if place > area.width {
        paint.right(area, 0, "›", Meaning::Hint);
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
fn from(widths: &[u16], cursor: usize, room: u16) -> usize {
    let mut used = 0;
    let before = widths.iter().take(cursor + 1).rev();
    let fitting = before
        .take_while(|wide| {
            used += **wide;
            used <= room
        })
        .count();
    (cursor + 1).saturating_sub(fitting.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_shaded_by_its_share_of_the_line() {
        let shades = [0, 1, 9, 10, 24, 25, 49, 50, 100].map(|part| shade(part, 100, Theme::Dark));
        assert_eq!(shades, [" ", "░", "░", "▒", "▒", "▓", "▓", "█", "█"]);
        assert_eq!(shade(1, 3, Theme::Plain), "+");
        assert_eq!(shade(0, 0, Theme::Dark), " ");
    }

    #[test]
    fn the_column_under_the_cursor_is_drawn() {
        let widths = [5, 6, 7, 8];
        assert_eq!(from(&widths, 0, 12), 0);
        assert_eq!(from(&widths, 1, 12), 0);
        assert_eq!(from(&widths, 2, 13), 1);
        assert_eq!(from(&widths, 3, 3), 3);
    }
}
