//! How it looks.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::state::Distribution;
use crate::ui::desk::Desk;
use crate::ui::parts::paint::Paint;
use crate::ui::theme::{Meaning, Theme};

impl Distribution {
    /// Draws itself.
    pub(crate) fn view(&self, _desk: &Desk, theme: Theme, area: Rect, buf: &mut Buffer) {
        let mut paint = Paint::new(theme, buf);
        let inside = paint.pane(area, "Tariff distribution", "", true);
        let words = match (&self.refused, &self.shown) {
            (Some(why), _) => why.clone(),
            (None, None) => "Reading…".to_owned(),
            (None, Some(shown)) => format!(
                "{} of {} mapped",
                shown.distribution.mapped, shown.distribution.in_scope
            ),
        };
        paint.text(inside, 0, 0, &words, Meaning::Text);
    }
}
