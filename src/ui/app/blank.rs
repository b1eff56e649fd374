//! The blank screen: after some minutes without a key, or on one; any key brings back what was there.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::App;
use crate::domain::day::Moment;
use crate::ui::message::Msg;
use crate::ui::parts::paint::{Paint, wide};
use crate::ui::theme::Meaning;

/// What a blank screen says: nothing of the workspace.
const WORDS: &str = "The screen is blank. Any key brings it back.";

impl App {
    /// The moment at which the screen goes blank where no key comes; nothing where it is blank, or never goes.
    pub fn blanks_at(&self) -> Option<Moment> {
        let minutes = self.idle.filter(|minutes| *minutes > 0 && !self.blank)?;
        Some(self.touched.plus_millis(i64::from(minutes) * 60_000))
    }

    /// Goes blank where the minutes without a key are over.
    pub(super) fn look_at_clock(&mut self) {
        // A clock that was set back would leave the screen for as long again.
        self.touched = self.touched.min(self.desk.now);
        if self.blanks_at().is_some_and(|at| at <= self.desk.now) {
            self.blank = true;
        }
    }

    /// Hears that somebody is there; says whether that has brought the screen back, and so does nothing else.
    pub(super) fn is_woken(&mut self, msg: &Msg) -> bool {
        let by_hand = matches!(
            msg,
            Msg::Key(_) | Msg::Paste(_) | Msg::Click(..) | Msg::Wheel(..)
        );
        if by_hand {
            self.touched = self.desk.now;
        }
        by_hand && std::mem::take(&mut self.blank)
    }

    /// Draws the blank screen.
    pub(super) fn view_blank(&self, area: Rect, buf: &mut Buffer) {
        let column = area.width.saturating_sub(wide(WORDS)) / 2;
        let mut paint = Paint::new(self.theme, buf);
        paint.text(area, area.height / 2, column, WORDS, Meaning::Muted);
    }
}
