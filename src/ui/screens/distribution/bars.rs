//! The bars of the tariffs and the account below them.

use ratatui::layout::Rect;

use super::account::Row;
use crate::domain::exact::grouped;
use crate::domain::framework::Route;
use crate::ui::parts::paint::{Paint, wide};
use crate::ui::parts::window;
use crate::ui::parts::wrap::cut;
use crate::ui::theme::Meaning;

/// Draws the rows of the account; the one under the cursor stays in sight.
pub(super) fn draw(paint: &mut Paint<'_>, area: Rect, rows: &[Row], cursor: Option<usize>) {
    let mapped: u64 = (rows.iter().filter(|row| row.is_tariff()))
        .map(|row| row.count)
        .sum();
    let most = (rows
        .iter()
        .filter(|row| row.is_tariff())
        .map(|row| row.count))
    .max();
    let words = (area.width * 2 / 5).clamp(16, 34);
    let from = window::first(cursor.unwrap_or(0), rows.len(), area.height.into());
    for (at, (place, row)) in (0..area.height).zip(rows.iter().enumerate().skip(from)) {
        let meaning = if row.depth == 0 {
            Meaning::Title
        } else {
            Meaning::Text
        };
        let room = usize::from(words.saturating_sub(row.depth * 2 + 3));
        paint.text(area, at, 2 + row.depth * 2, &cut(&row.words, room), meaning);
        let count = grouped(row.count);
        let end = words + 8;
        paint.text(area, at, end.saturating_sub(wide(&count)), &count, meaning);
        if row.is_tariff() {
            let share = share(row.count, mapped);
            let after = end + 9;
            paint.text(
                area,
                at,
                after.saturating_sub(1 + wide(&share)),
                &share,
                Meaning::Muted,
            );
            let left = area.width.saturating_sub(after);
            let (bar, payer) = if left > 44 {
                (left - 34, row.route.map_or("", Route::words))
            } else {
                (left.saturating_sub(10), row.route.map_or("", Route::code))
            };
            let place = Rect {
                x: area.x + after,
                y: area.y + at,
                width: bar,
                height: 1,
            };
            paint.bar(
                place.intersection(area),
                (row.count, most.unwrap_or(0)),
                Meaning::Level,
            );
            paint.text(area, at, after + bar + 1, payer, Meaning::Muted);
        }
        if cursor == Some(place) {
            paint.text(area, at, 0, "▸", Meaning::Text);
            paint.select(area, at);
        }
    }
}

/// A share in a hundred, to one decimal: `12.5 %`.
fn share(part: u64, whole: u64) -> String {
    if whole == 0 {
        return String::new();
    }
    let thousandths = (u128::from(part) * 2000 + u128::from(whole)) / (u128::from(whole) * 2);
    format!("{}.{} %", thousandths / 10, thousandths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_rounded_to_one_decimal() {
        assert_eq!(share(1, 8), "12.5 %");
        assert_eq!(share(1, 3), "33.3 %");
        assert_eq!(share(2, 3), "66.7 %");
        assert_eq!(share(7, 7), "100.0 %");
        assert_eq!(share(0, 0), "");
    }
}
