//! How it looks: one page, scrolled, and a line below for what was refused.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};

use super::lines;
use super::state::Standard;
use crate::ui::desk::Desk;
use crate::ui::parts::paint::Paint;
use crate::ui::parts::wrap::{Line, wrap_text};
use crate::ui::theme::{Meaning, Theme};

impl Standard {
    /// Draws itself.
    pub(crate) fn view(&self, desk: &Desk, theme: Theme, area: Rect, buf: &mut Buffer) {
        let mut paint = Paint::new(theme, buf);
        let [page, foot] = places(area);
        let title = desk.framework().map_or_else(String::new, |one| {
            format!("Standardisation set of {}", one.key)
        });
        let inside = paint.pane(page, &title, "", true);
        paint.lines(inside, &self.lines(desk, inside.width), self.from);
        let refused = self.refused.as_deref().map(|why| format!("✗ {why}"));
        let most = usize::from(foot.width).saturating_sub(2);
        let lines = wrap_text(&refused.unwrap_or_default(), Meaning::Danger, most);
        let below = Rect {
            x: foot.x + 1,
            width: foot.width.saturating_sub(2),
            ..foot
        };
        paint.lines(below, &lines, 0);
    }

    /// The furthest line that the page can be scrolled to.
    pub(super) fn last_line(&self, desk: &Desk) -> usize {
        let body = Rect::new(0, 0, desk.size.0, desk.size.1.saturating_sub(1));
        let [page, _] = places(body);
        let lines = self.lines(desk, page.width.saturating_sub(2)).len();
        lines.saturating_sub(page.height.saturating_sub(2).into())
    }

    fn lines(&self, desk: &Desk, width: u16) -> Vec<Line> {
        let (Some(sat), Some(framework)) = (&self.sat, desk.framework()) else {
            let words = if self.refused.is_none() {
                "Reading where you stand…"
            } else {
                ""
            };
            return wrap_text(words, Meaning::Muted, width.into());
        };
        lines::lines(sat, framework, width.into())
    }
}

fn places(area: Rect) -> [Rect; 2] {
    Layout::vertical([Constraint::Min(3), Constraint::Length(2)]).areas(area)
}
