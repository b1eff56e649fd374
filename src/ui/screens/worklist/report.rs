//! Where the quality report stands that was written.

use ratatui::layout::Rect;

use crate::domain::exact::grouped;
use crate::ui::message::Written;
use crate::ui::parts::paint::Paint;
use crate::ui::parts::wrap::{Line, Run, wrap};
use crate::ui::theme::Meaning;

/// Lays over the screen what was written and where; the next key takes it away.
pub(super) fn draw(paint: &mut Paint<'_>, area: Rect, written: &Written) {
    let lines = lines(written, area.width.saturating_sub(4).into());
    let high = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let high = high.saturating_add(2).min(area.height);
    let lower = Rect {
        y: area.bottom() - high,
        height: high,
        ..area
    };
    let place = paint.over(lower, area.width, high);
    let inside = paint.pane(place, "✓ Quality report written", "", true);
    paint.lines(inside, &lines, 0);
}

fn lines(written: &Written, width: usize) -> Vec<Line> {
    let noun = |count: u64| if count == 1 { "plan" } else { "plans" };
    let read = format!("{} {} read", grouped(written.plans), noun(written.plans));
    let missed = match written.not_read {
        0 => String::new(),
        count => format!(
            "; {} {} could not be read, each with its reason in the report",
            grouped(count),
            noun(count)
        ),
    };
    let [plans, words] = &written.tables;
    let said = [
        (String::new(), format!("{read}{missed}."), Meaning::Text),
        ("Folder ".to_owned(), written.folder.clone(), Meaning::Text),
        (
            "To read and print ".to_owned(),
            written.page.clone(),
            Meaning::Text,
        ),
        (
            "Tables ".to_owned(),
            format!("{plans}, {words}"),
            Meaning::Text,
        ),
        (
            String::new(),
            "It quotes the plans as they stand, sums of money among them: it is for those who write plans, not for those who map them."
                .to_owned(),
            Meaning::Muted,
        ),
    ];
    let wrapped = said.map(|(label, text, meaning)| {
        let runs = [Run::muted(label), Run::new(text, meaning)];
        wrap(&runs, width)
    });
    wrapped.into_iter().flatten().collect()
}
