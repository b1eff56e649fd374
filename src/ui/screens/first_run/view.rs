//! How it looks.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::state::FirstRun;
use crate::ui::desk::Desk;
use crate::ui::parts::paint::Paint;
use crate::ui::theme::{Meaning, Theme};

impl FirstRun {
    /// Draws itself.
    pub(crate) fn view(&self, _desk: &Desk, theme: Theme, area: Rect, buf: &mut Buffer) {
        let mut paint = Paint::new(theme, buf);
        let inside = paint.pane(area, "Continuum", "", true);
        let column = paint.text(inside, 0, 0, "Your name: ", Meaning::Text);
        self.name.draw(&mut paint, inside, 0, column);
        if let Some(why) = &self.refused {
            paint.text(inside, 1, 0, why, Meaning::Danger);
        }
    }
}
