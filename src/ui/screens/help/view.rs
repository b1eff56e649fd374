//! How it looks.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::state::{Help, Phase};
use crate::ui::desk::Desk;
use crate::ui::parts::paint::Paint;
use crate::ui::theme::{Meaning, Theme};

impl Help {
    /// Draws itself.
    pub(crate) fn view(&self, _desk: &Desk, theme: Theme, area: Rect, buf: &mut Buffer) {
        let mut paint = Paint::new(theme, buf);
        let inside = paint.pane(area, "All keys", self.context.words(), true);
        let head = Rect {
            height: 1,
            ..inside
        };
        match &self.phase {
            Phase::Finding(input, _) => {
                let column = paint.text(head, 0, 0, "Find: ", Meaning::Hint);
                input.draw(&mut paint, head, 0, column);
            }
            Phase::Reading if self.words.trim().is_empty() => {
                let words = "Each key with what it does, where it works. / finds one.";
                paint.text(head, 0, 0, words, Meaning::Muted);
            }
            Phase::Reading => {
                let words = format!("Those with “{}”. / finds others.", self.words.trim());
                paint.text(head, 0, 0, &words, Meaning::Muted);
            }
        }
        let body = body(inside);
        let lines = self.lines(body.width.into());
        paint.lines(body, &lines, self.from);
        let below = lines
            .len()
            .saturating_sub(self.from + usize::from(body.height));
        if below > 0 {
            paint.lower_edge(area, &format!("{below} more lines"), Meaning::Hint);
        }
    }

    /// The furthest line that can stand at the top.
    pub(super) fn last_line(&self, desk: &Desk) -> usize {
        let wide = desk.size.0.saturating_sub(2);
        let high = desk.size.1.saturating_sub(5);
        self.lines(wide.into()).len().saturating_sub(high.into())
    }
}

/// The part of the frame that the keys have: all below the words to find and a blank row.
fn body(inside: Rect) -> Rect {
    Rect {
        y: inside.y + 2,
        height: inside.height.saturating_sub(2),
        ..inside
    }
}
