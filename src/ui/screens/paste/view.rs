//! The reference, the page, and a sentence on how it went.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};

use super::state::{Field, Paste, Phase};
use crate::domain::exact::grouped;
use crate::ui::desk::Desk;
use crate::ui::parts::paint::Paint;
use crate::ui::parts::wrap::wrap_text;
use crate::ui::theme::{Meaning, Theme};

impl Paste {
    /// Draws itself.
    pub(crate) fn view(&self, _desk: &Desk, theme: Theme, area: Rect, buf: &mut Buffer) {
        let mut paint = Paint::new(theme, buf);
        let (words, meaning) = self.words();
        let wide = area.width.saturating_sub(2);
        let lines = wrap_text(words, meaning, wide.into());
        let high = u16::try_from(lines.len()).unwrap_or(u16::MAX).min(4);
        let rows = [
            Constraint::Length(3),
            Constraint::Min(3),
            Constraint::Length(high),
        ];
        let [upper, middle, lower] = Layout::vertical(rows).areas(area);
        let inside = paint.pane(
            upper,
            "Whose plan",
            "tab: the other field",
            self.field == Field::Reference,
        );
        let column = paint.text(inside, 0, 0, "Reference or UPN: ", Meaning::Muted);
        if self.field == Field::Reference {
            self.reference.draw(&mut paint, inside, 0, column);
        } else {
            paint.text(inside, 0, column, &self.reference.text(), Meaning::Text);
        }
        let text = self.page.text();
        let count = match text.chars().count() {
            0 => String::new(),
            characters => format!("{} characters", grouped(characters as u64)),
        };
        let inside = paint.pane(middle, "Section F", &count, self.field == Field::Text);
        self.page.draw(&mut paint, inside);
        let lower = Rect {
            x: lower.x + 1,
            width: wide,
            ..lower
        };
        paint.lines(lower, &lines, 0);
    }

    /// How far it has come, and what to do next.
    fn words(&self) -> (&str, Meaning) {
        match (&self.phase, self.field) {
            (Phase::Writing, Field::Reference) => (
                "Type the pupil's reference as the case system has it; for a new pupil the setting and the year too: K-1042, mainstream, 7. Then Enter.",
                Meaning::Muted,
            ),
            (Phase::Writing, Field::Text) => (
                "Paste the whole of Section F, headings and all; its words are kept as they are. ctrl-s makes the plan and opens it.",
                Meaning::Muted,
            ),
            (Phase::Asking, _) => ("Reading the provisions…", Meaning::Muted),
            (Phase::Refused(why), _) => (why.as_str(), Meaning::Danger),
        }
    }
}
