//! How it looks.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::state::Help;
use crate::ui::action::Context;
use crate::ui::desk::Desk;
use crate::ui::keymap;
use crate::ui::parts::paint::Paint;
use crate::ui::parts::wrap::{Line, Run};
use crate::ui::theme::{Meaning, Theme};

impl Help {
    /// Draws itself.
    pub(crate) fn view(&self, _desk: &Desk, theme: Theme, area: Rect, buf: &mut Buffer) {
        let mut paint = Paint::new(theme, buf);
        let inside = paint.pane(area, "All keys", self.context.words(), true);
        let mut lines: Vec<Line> = Vec::new();
        let others = Context::ALL.into_iter().filter(|one| *one != self.context);
        for context in std::iter::once(self.context).chain(others) {
            lines.push(vec![Run::new(context.words(), Meaning::Title)]);
            for (entry, keys) in keymap::entries(context) {
                lines.push(vec![
                    Run::new(format!("  {keys:<16}"), Meaning::Hint),
                    Run::text(entry.help),
                ]);
            }
        }
        let last = lines.len().saturating_sub(usize::from(inside.height));
        paint.lines(inside, &lines, self.from.min(last));
    }
}
