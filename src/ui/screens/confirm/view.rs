//! The question over the screen below.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::state::Confirm;
use crate::ui::desk::Desk;
use crate::ui::parts::paint::Paint;
use crate::ui::parts::wrap::wrap_text;
use crate::ui::theme::{Meaning, Theme};

impl Confirm {
    /// Draws itself.
    pub(crate) fn view(&self, _desk: &Desk, theme: Theme, area: Rect, buf: &mut Buffer) {
        let mut paint = Paint::new(theme, buf);
        let lines = wrap_text(&self.question.words, Meaning::Text, 52);
        let high = u16::try_from(lines.len()).unwrap_or(u16::MAX);
        let place = paint.over(area, 56, high.saturating_add(4));
        let inside = paint.pane(place, "Sure?", "", true);
        paint.lines(inside, &lines, 0);
        let row = inside.height.saturating_sub(1);
        paint.text(inside, row, 0, "y yes   n no", Meaning::Hint);
    }
}
