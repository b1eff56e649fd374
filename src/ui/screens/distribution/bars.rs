//! The bars of the tariffs and the account below them.

use ratatui::layout::Rect;

use super::account::Row;
use crate::domain::exact::grouped;
use crate::ui::parts::paint::{Paint, wide};
use crate::ui::parts::window;
use crate::ui::parts::wrap::cut;
use crate::ui::theme::Meaning;

/// Draws the rows of the account; the one under the cursor stays in sight.
pub(super) fn draw(paint: &mut Paint<'_>, area: Rect, rows: &[Row], cursor: Option<usize>) {
    let tariffs = || rows.iter().filter(|row| row.is_tariff());
    let mapped: u64 = tariffs().map(|row| row.count).sum();
    // An estimate is of all in scope, so that its range may lie beyond every count.
    let reach = |row: &Row| row.range.map_or(row.count, |(_, high)| high.max(row.count));
    let most = tariffs().map(reach).max().unwrap_or(0);
    let words = (area.width * 2 / 5).clamp(16, 34);
    let from = window::first(cursor.unwrap_or(0), rows.len(), area.height.into());
    for (at, (place, row)) in (0..area.height).zip(rows.iter().enumerate().skip(from)) {
        let meaning = if row.depth == 0 {
            Meaning::Title
        } else {
            Meaning::Text
        };
        let room = usize::from(words.saturating_sub(row.depth * 2 + 1));
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
            bar(paint, (area, at, after), row, most);
        }
        if cursor == Some(place) {
            paint.text(area, at, 0, "▸", Meaning::Text);
            paint.select(area, at);
        }
    }
}

/// Draws the bar of a tariff with the ends of its estimate, and beside it the estimate or who pays.
fn bar(paint: &mut Paint<'_>, (area, at, after): (Rect, u16, u16), row: &Row, most: u64) {
    let left = area.width.saturating_sub(after);
    let payer = |words: bool| match row.route {
        Some(route) if words => route.words(),
        Some(route) => route.code(),
        None => "",
    };
    let (room, beside) = match row.range {
        Some((low, high)) => {
            let what = if left > 44 { "of all " } else { "" };
            let words = format!("{what}{} to {}", grouped(low), grouped(high));
            (wide(&words) + 2, words)
        }
        None if left > 44 => (34, payer(true).to_owned()),
        None => (10, payer(false).to_owned()),
    };
    let width = left.saturating_sub(room);
    let place = Rect {
        x: area.x + after,
        y: area.y + at,
        width,
        height: 1,
    };
    let place = place.intersection(area);
    paint.bar(place, (row.count, most), Meaning::Level);
    if let Some(ends) = row.range {
        paint.whiskers(place, ends, most, Meaning::Doubt);
    }
    paint.text(area, at, after + width + 1, &beside, Meaning::Muted);
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
