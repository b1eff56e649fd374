//! The reference, the page, and a sentence on how it went.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};

use super::state::{Field, Paste, Phase};
use crate::ui::desk::Desk;
use crate::ui::parts::paint::Paint;
use crate::ui::theme::{Meaning, Theme};

impl Paste {
    /// Draws itself.
    pub(crate) fn view(&self, _desk: &Desk, theme: Theme, area: Rect, buf: &mut Buffer) {
        let mut paint = Paint::new(theme, buf);
        let rows = [
            Constraint::Length(3),
            Constraint::Min(3),
            Constraint::Length(1),
        ];
        let [upper, middle, lower] = Layout::vertical(rows).areas(area);
        let inside = paint.pane(upper, "Pupil", "", self.field == Field::Reference);
        let column = paint.text(inside, 0, 0, "Reference or UPN: ", Meaning::Muted);
        self.reference.draw(&mut paint, inside, 0, column);
        let inside = paint.pane(middle, "Section F", "", self.field == Field::Text);
        self.page.draw(&mut paint, inside);
        let (words, meaning) = match &self.phase {
            Phase::Writing => (
                "Paste the text of Section F. Nothing is changed in it.",
                Meaning::Muted,
            ),
            Phase::Asking => ("Making the plan…", Meaning::Muted),
            Phase::Refused(why) => (why.as_str(), Meaning::Danger),
        };
        paint.text(lower, 0, 1, words, meaning);
    }
}
