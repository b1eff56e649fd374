//! The progress of the whole, the forecast of each group, and who is out of scope.

use ratatui::layout::Rect;

use crate::domain::exact::grouped;
use crate::domain::worklist::{Forecast, OutOfScope, Outlook};
use crate::ui::message::Page;
use crate::ui::parts::paint::{Paint, wide};
use crate::ui::parts::wrap::{Line, Run, wrap};
use crate::ui::theme::Meaning;

/// Writes how far the whole has come, on one row.
pub(super) fn whole(paint: &mut Paint<'_>, area: Rect, page: &Page) {
    let wide = (area.width / 5).clamp(8, 30);
    let bar = Rect {
        x: area.x + 1,
        width: wide,
        ..area
    };
    paint.bar(bar, (page.done, page.in_scope), Meaning::Good);
    let done = format!("{} of {} done", grouped(page.done), grouped(page.in_scope));
    let column = paint.text(area, 0, wide + 2, &done, Meaning::Text) + 2;
    let last = (page.outlook.forecasts.iter())
        .filter_map(|group| group.done_by)
        .max();
    let pace = match (page.outlook.pace, last) {
        (Some(pace), Some(day)) => format!("{} a day, all by {}", pace.per_day(), day.long()),
        (Some(pace), None) => format!("{} a day", pace.per_day()),
        (None, _) if page.done < page.in_scope => "no pace yet".to_owned(),
        (None, _) => String::new(),
    };
    let column = paint.text(area, 0, column, &pace, Meaning::Muted) + 2;
    let out: u64 = page.out_of_scope.iter().map(|(_, count)| count).sum();
    if out > 0 {
        let words = format!("{} out of scope", grouped(out));
        paint.text(area, 0, column, &words, Meaning::Muted);
    }
}

/// The lines of the forecast and of those out of scope, for a width.
pub(super) fn lines(page: &Page, width: u16) -> Vec<Line> {
    let mut lines = budgets(&page.outlook, width);
    if !page.out_of_scope.is_empty() {
        let words = format!("Out of scope: {}.", out_of_scope(&page.out_of_scope));
        lines.extend(wrap(&[Run::muted(words)], usize::from(width)));
    }
    lines
}

/// Those out of scope in words: `9 younger or older than …; 3 setting not known`.
pub(super) fn out_of_scope(counts: &[(OutOfScope, u64)]) -> String {
    let words: Vec<String> = (counts.iter())
        .map(|(why, count)| format!("{} {}", grouped(*count), why.words()))
        .collect();
    words.join("; ")
}

/// The room for a group's counts: a county's stand as `12,345/20,635`.
const COUNTS: u16 = 14;

/// The room for the counts of groups: more where a country's are among them.
pub(super) fn room_for_counts(groups: &[Forecast]) -> u16 {
    let longest = groups.iter().map(|group| wide(&counts(group))).max();
    longest.map_or(COUNTS, |longest| COUNTS.max(longest + 1))
}

fn counts(forecast: &Forecast) -> String {
    format!("{}/{}", grouped(forecast.done), grouped(forecast.total))
}

/// Writes a group on one row: its bar, how many are done, in time or late, by when, and the legal date.
pub(super) fn group(paint: &mut Paint<'_>, area: Rect, at: u16, forecast: &Forecast, room: u16) {
    let words = 20;
    let long = (area.width / 11).clamp(5, 16);
    paint.text(area, at, 0, forecast.group.words(), Meaning::Text);
    let bar = Rect {
        x: area.x + words,
        y: area.y + at,
        width: long,
        height: 1,
    };
    paint.bar(
        bar.intersection(area),
        (forecast.done, forecast.total),
        Meaning::Good,
    );
    let column = words + long + 1;
    paint.text(area, at, column, &counts(forecast), Meaning::Text);
    let (verdict, meaning) = verdict(forecast);
    paint.text(area, at, column + room, &verdict, meaning);
    let by = match (forecast.left, forecast.done_by) {
        (0, _) => "all done".to_owned(),
        (_, Some(day)) => format!("by {}", day.long()),
        (_, None) => String::new(),
    };
    paint.text(area, at, column + room + 10, &by, Meaning::Text);
    paint.text(area, at, column + room + 25, &due(forecast), Meaning::Muted);
}

fn verdict(forecast: &Forecast) -> (String, Meaning) {
    match forecast.in_time {
        Some(true) => ("✓ in time".to_owned(), Meaning::Good),
        Some(false) => (
            format!("! {} late", grouped(forecast.late)),
            Meaning::Danger,
        ),
        None => ("no pace".to_owned(), Meaning::Muted),
    }
}

fn due(forecast: &Forecast) -> String {
    match forecast.due {
        Some((first, last)) if first == last => format!("due {}", first.long()),
        Some((first, last)) => format!("due {} to {}", first.long(), last.long()),
        None => String::new(),
    }
}

/// Says which groups will not be done before schools' budgets are published.
fn budgets(outlook: &Outlook, width: u16) -> Vec<Line> {
    let Some(day) = outlook.budgets.filter(|_| !outlook.forecasts.is_empty()) else {
        return Vec::new();
    };
    let day = day.long();
    let after: Vec<&str> = (outlook.forecasts.iter())
        .filter(|group| group.before_budgets == Some(false))
        .map(|group| group.group.words())
        .collect();
    let open = (outlook.forecasts.iter()).any(|group| group.before_budgets.is_none());
    let run = match (after.is_empty(), open) {
        (false, _) => Run::new(
            format!(
                "! Not done before {day}, when schools' budgets are published: {}.",
                after.join(", ")
            ),
            Meaning::Danger,
        ),
        (true, true) => Run::muted(format!(
            "Schools' budgets are published on {day}. The forecast needs a pace: it shows once a pupil is recorded."
        )),
        (true, false) => Run::new(
            format!("✓ All done before {day}, when schools' budgets are published."),
            Meaning::Good,
        ),
    };
    wrap(&[run], usize::from(width))
}
