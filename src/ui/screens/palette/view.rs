//! How it looks.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::state::Palette;
use crate::ui::desk::Desk;
use crate::ui::parts::paint::Paint;
use crate::ui::parts::window;
use crate::ui::parts::wrap::Run;
use crate::ui::theme::{Meaning, Theme};

impl Palette {
    /// Draws itself.
    pub(crate) fn view(&self, _desk: &Desk, theme: Theme, area: Rect, buf: &mut Buffer) {
        let mut paint = Paint::new(theme, buf);
        let place = paint.over(area, 72, 16);
        let inside = paint.pane(place, "Commands", "", true);
        let column = paint.text(inside, 0, 0, "> ", Meaning::Hint);
        self.typed.draw(&mut paint, inside, 0, column);
        let found = self.found();
        let height = usize::from(inside.height.saturating_sub(1));
        let from = window::first(self.cursor, found.len(), height);
        for (row, (at, (entry, keys))) in
            (1..inside.height).zip(found.iter().enumerate().skip(from))
        {
            let sign = if at == self.cursor { "▸ " } else { "  " };
            let line = [
                Run::text(format!("{sign}{:<20}", entry.name)),
                Run::new(format!("{keys:<10}"), Meaning::Hint),
                Run::muted(entry.help),
            ];
            paint.line(inside, row, &line);
            if at == self.cursor {
                paint.select(inside, row);
            }
        }
    }
}
