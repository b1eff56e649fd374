//! How it looks.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::state::Walk;
use crate::ui::desk::Desk;
use crate::ui::parts::paint::Paint;
use crate::ui::theme::{Meaning, Theme};

impl Walk {
    /// Draws itself.
    pub(crate) fn view(&self, _desk: &Desk, theme: Theme, area: Rect, buf: &mut Buffer) {
        let mut paint = Paint::new(theme, buf);
        paint.text(area, 0, 1, &format!("{:?}", self.which), Meaning::Muted);
    }
}
