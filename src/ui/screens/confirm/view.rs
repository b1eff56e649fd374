//! The question over the screen below.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::state::Confirm;
use crate::ui::desk::Desk;
use crate::ui::parts::paint::Paint;
use crate::ui::parts::wrap::wrap_text;
use crate::ui::theme::{Meaning, Theme};

/// The columns of the question, its frame included.
const WIDE: u16 = 58;

impl Confirm {
    /// Draws itself.
    pub(crate) fn view(&self, _desk: &Desk, theme: Theme, area: Rect, buf: &mut Buffer) {
        let mut paint = Paint::new(theme, buf);
        let lines = wrap_text(&self.question.words, Meaning::Text, usize::from(WIDE - 4));
        let high = u16::try_from(lines.len()).unwrap_or(u16::MAX);
        let place = paint.over(area, WIDE, high.saturating_add(4));
        let inside = paint.pane(place, "Sure?", "", true);
        let words = Rect {
            x: inside.x + 1,
            width: inside.width.saturating_sub(2),
            height: inside.height.saturating_sub(2),
            ..inside
        };
        paint.lines(words, &lines, 0);
        let row = inside.height.saturating_sub(1);
        let column = paint.text(inside, row, 1, "y", Meaning::Hint);
        let column = paint.text(inside, row, column, " yes    ", Meaning::Text);
        let column = paint.text(inside, row, column, "n", Meaning::Hint);
        paint.text(inside, row, column, " no", Meaning::Text);
    }
}
