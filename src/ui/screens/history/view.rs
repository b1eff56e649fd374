//! How it looks.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::state::History;
use crate::ui::desk::Desk;
use crate::ui::parts::paint::Paint;
use crate::ui::theme::{Meaning, Theme};

impl History {
    /// Draws itself.
    pub(crate) fn view(&self, _desk: &Desk, theme: Theme, area: Rect, buf: &mut Buffer) {
        let mut paint = Paint::new(theme, buf);
        let inside = paint.pane(area, "History", "", true);
        let words = match (&self.refused, &self.story) {
            (Some(why), _) => why.clone(),
            (None, None) => "Reading…".to_owned(),
            (None, Some(story)) => {
                format!("{}: {} events", story.facts.reference, story.events.len())
            }
        };
        paint.text(inside, 0, 0, &words, Meaning::Text);
    }
}
