//! How it looks.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::state::Worklist;
use crate::domain::worklist::Reason;
use crate::ui::desk::Desk;
use crate::ui::parts::paint::Paint;
use crate::ui::parts::window;
use crate::ui::theme::{Meaning, Theme};

impl Worklist {
    /// Draws itself.
    pub(crate) fn view(&self, _desk: &Desk, theme: Theme, area: Rect, buf: &mut Buffer) {
        let mut paint = Paint::new(theme, buf);
        let Some(page) = &self.page else {
            let words = self.refused.as_deref().unwrap_or("Reading the caseload…");
            paint.text(area, 0, 1, words, Meaning::Muted);
            return;
        };
        let right = format!("{} of {} done", page.done, page.in_scope);
        let inside = paint.pane(area, "Worklist", &right, true);
        let from = window::first(self.cursor, page.total, inside.height.into());
        for (row, place) in (0..inside.height).zip(from..page.total) {
            let Some(pupil) = place
                .checked_sub(page.from)
                .and_then(|at| page.rows.get(at))
            else {
                continue;
            };
            let why = pupil.reasons.first().map(Reason::words).unwrap_or_default();
            let sign = if place == self.cursor { "▸" } else { " " };
            let words = format!("{sign} {:<10} {:<24} {why}", pupil.reference, pupil.name);
            paint.text(inside, row, 0, &words, Meaning::Text);
            if place == self.cursor {
                paint.select(inside, row);
            }
        }
    }
}
