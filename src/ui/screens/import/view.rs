//! How it looks: the line for the path, over the worklist.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::state::{Import, Phase};
use crate::ui::desk::Desk;
use crate::ui::parts::paint::Paint;
use crate::ui::parts::wrap::wrap_text;
use crate::ui::theme::{Meaning, Theme};

/// The columns and rows of the question, its frame included.
const WIDE: u16 = 76;
const HIGH: u16 = 10;

const HELP: &str = "The caseload as an Excel workbook or CSV table, the SEN2 return, the register of schools, a plan, or a folder of plans. Type the path, or drop the file on this window. Importing the same file twice changes nothing.";

impl Import {
    /// Draws itself.
    pub(crate) fn view(&self, _desk: &Desk, theme: Theme, area: Rect, buf: &mut Buffer) {
        let mut paint = Paint::new(theme, buf);
        let place = paint.over(area, WIDE, HIGH);
        let inside = paint.pane(place, "Which file is to come in?", "", true);
        let inside = Rect {
            x: inside.x + 1,
            width: inside.width.saturating_sub(2),
            ..inside
        };
        let column = paint.text(inside, 0, 0, "> ", Meaning::Hint);
        if self.phase == Phase::Asking {
            self.path.draw(&mut paint, inside, 0, column);
        } else {
            paint.text(inside, 0, column, &self.path.text(), Meaning::Text);
        }
        let (words, meaning) = match (self.phase, &self.refused) {
            (Phase::Asking, Some(why)) => (format!("✗ {why}"), Meaning::Danger),
            (Phase::Asking, None) => (HELP.to_owned(), Meaning::Muted),
            (Phase::Looking | Phase::Mapping | Phase::Mapped, _) => {
                ("Looking at its columns…".to_owned(), Meaning::Good)
            }
        };
        let lines = wrap_text(&words, meaning, inside.width.into());
        let rest = Rect {
            y: inside.y.saturating_add(2),
            height: inside.height.saturating_sub(2),
            ..inside
        };
        paint.lines(rest, &lines, 0);
    }
}
