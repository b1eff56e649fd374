//! The reference, the page, and a sentence on how it went.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};

use super::state::{Field, Paste, Phase};
use crate::domain::exact::grouped;
use crate::domain::place::Setting;
use crate::ui::desk::Desk;
use crate::ui::parts::input::Input;
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
            Constraint::Length(4),
            Constraint::Min(3),
            Constraint::Length(high),
        ];
        let [upper, middle, lower] = Layout::vertical(rows).areas(area);
        self.whose(&mut paint, upper);
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

    /// Whose plan it is, and what a new pupil needs.
    fn whose(&self, paint: &mut Paint<'_>, area: Rect) {
        let here = self.field != Field::Text;
        let inside = paint.pane(area, "Whose plan", "tab: the next field", here);
        let column = paint.text(inside, 0, 0, "Reference or UPN: ", Meaning::Muted);
        typed(
            paint,
            inside,
            (0, column),
            &self.reference,
            self.field == Field::Reference,
        );
        let column = paint.text(inside, 1, 0, "If new, year group: ", Meaning::Muted);
        let year = Rect {
            width: inside.width.min(column + 10),
            ..inside
        };
        typed(
            paint,
            year,
            (1, column),
            &self.year,
            self.field == Field::Year,
        );
        let column = paint.text(inside, 1, column + 11, "setting: ", Meaning::Muted);
        let setting = self.setting.map_or("not known", Setting::words);
        if self.field == Field::Setting {
            paint.text(inside, 1, column, &format!("‹ {setting} ›"), Meaning::Focus);
        } else {
            paint.text(inside, 1, column, setting, Meaning::Text);
        }
    }

    /// How far it has come, and what to do next.
    fn words(&self) -> (&str, Meaning) {
        match (&self.phase, self.field) {
            (Phase::Writing, Field::Reference) => (
                "Type the pupil's reference as the case system has it, then Enter.",
                Meaning::Muted,
            ),
            (Phase::Writing, Field::Year) => (
                "Only for a pupil who is not in the caseload yet: the year group now, R for Reception. Enter leaves it out.",
                Meaning::Muted,
            ),
            (Phase::Writing, Field::Setting) => (
                "Only for a pupil who is not in the caseload yet: the arrows choose. Enter goes on.",
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

/// Draws a line of text, with its cursor where it hears the keys.
fn typed(paint: &mut Paint<'_>, area: Rect, (row, column): (u16, u16), line: &Input, here: bool) {
    if here {
        line.draw(paint, area, row, column);
    } else {
        paint.text(area, row, column, &line.text(), Meaning::Text);
    }
}
