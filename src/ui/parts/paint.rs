//! Paint: text by meaning onto the buffer, cut to its place and made harmless.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::symbols::border;
use ratatui::widgets::{Block, Clear, Widget};

use super::bar;
use super::wrap::{Line, Run, columns, cut, harmless};
use crate::ui::theme::{Meaning, Theme};

/// A buffer and the theme it is painted with.
#[derive(Debug)]
pub struct Paint<'a> {
    theme: Theme,
    buf: &'a mut Buffer,
}

impl<'a> Paint<'a> {
    /// Takes a buffer to paint on.
    pub fn new(theme: Theme, buf: &'a mut Buffer) -> Self {
        Self { theme, buf }
    }

    /// How a meaning looks.
    pub fn style(&self, meaning: Meaning) -> Style {
        self.theme.style(meaning)
    }

    /// Writes a text on a row of an area from a column on; gives the column after it.
    pub fn text(&mut self, area: Rect, row: u16, column: u16, text: &str, meaning: Meaning) -> u16 {
        let area = area.intersection(self.buf.area);
        if row >= area.height || column >= area.width {
            return column;
        }
        let room = area.width - column;
        let fitting = cut(&harmless(text), usize::from(room));
        let style = self.style(meaning);
        let (after, _) = self.buf.set_stringn(
            area.x + column,
            area.y + row,
            fitting,
            usize::from(room),
            style,
        );
        after - area.x
    }

    /// Writes a text so that it ends at a column of a row, of which it may have all that is before it.
    pub fn ending(&mut self, area: Rect, (row, end): (u16, u16), text: &str, meaning: Meaning) {
        self.text(area, row, end.saturating_sub(wide(text)), text, meaning);
    }

    /// Writes a text so that it ends at the right edge of a row.
    pub fn right(&mut self, area: Rect, row: u16, text: &str, meaning: Meaning) {
        self.ending(area, (row, area.width), text, meaning);
    }

    /// Writes runs on a row.
    pub fn line(&mut self, area: Rect, row: u16, runs: &[Run]) {
        let mut column = 0;
        for run in runs {
            column = self.text(area, row, column, &run.text, run.meaning);
        }
    }

    /// Writes lines from one of them on, as many as fit.
    pub fn lines(&mut self, area: Rect, lines: &[Line], from: usize) {
        for (row, line) in (0..area.height).zip(lines.iter().skip(from)) {
            self.line(area, row, line);
        }
    }

    /// Draws a share as a bar on a row; the plain theme draws it in plain characters.
    pub fn bar(&mut self, place: Rect, (part, whole): (u64, u64), meaning: Meaning) {
        let bar = if self.theme == Theme::Plain {
            bar::plain(part, whole, place.width)
        } else {
            bar::bar(part, whole, place.width)
        };
        self.text(place, 0, 0, &bar, meaning);
    }

    /// Draws an interval over a bar of the same place and whole.
    pub fn whiskers(&mut self, place: Rect, ends: (u64, u64), whole: u64, meaning: Meaning) {
        let is_plain = self.theme == Theme::Plain;
        if let Some((column, text)) = bar::whiskers(ends, whole, place.width, is_plain) {
            self.text(place, 0, column, &text, meaning);
        }
    }

    /// Gives a row the look of the one under the cursor.
    pub fn select(&mut self, area: Rect, row: u16) {
        let area = area.intersection(self.buf.area);
        if row < area.height {
            let one = Rect::new(area.x, area.y + row, area.width, 1);
            self.buf.set_style(one, self.style(Meaning::Selected));
        }
    }

    /// Draws a frame with words in its upper edge, left and right; gives what is inside.
    pub fn pane(&mut self, area: Rect, title: &str, right: &str, focus: bool) -> Rect {
        let area = area.intersection(self.buf.area);
        let edge = if focus { border::THICK } else { border::PLAIN };
        let block = Block::bordered()
            .border_set(edge)
            .border_style(self.style(Meaning::Frame));
        let inside = block.inner(area);
        block.render(area, self.buf);
        if area.width > 4 {
            let upper = Rect::new(area.x + 2, area.y, area.width - 4, 1);
            let after = if title.is_empty() {
                0
            } else {
                self.text(upper, 0, 0, &format!(" {title} "), Meaning::Title)
            };
            self.edge(upper, after, right);
        }
        inside
    }

    /// Writes words into the lower edge of a frame, at its right.
    pub fn lower_edge(&mut self, area: Rect, right: &str, meaning: Meaning) {
        if area.width > 4 && area.height > 1 && !right.is_empty() {
            let lower = Rect::new(area.x + 2, area.bottom() - 1, area.width - 4, 1);
            self.right(lower, 0, &format!(" {right} "), meaning);
        }
    }

    fn edge(&mut self, upper: Rect, after: u16, right: &str) {
        let right = format!(" {right} ");
        let room = usize::from(upper.width.saturating_sub(after));
        if right.trim().is_empty() || columns(&right) > room {
            return;
        }
        self.right(upper, 0, &right, Meaning::Muted);
    }

    /// Clears a stretch in the middle of an area for something that lies over it.
    pub fn over(&mut self, area: Rect, wide: u16, high: u16) -> Rect {
        let (wide, high) = (wide.min(area.width), high.min(area.height));
        let x = area.x + (area.width - wide) / 2;
        let y = area.y + (area.height - high) / 2;
        let place = Rect::new(x, y, wide, high).intersection(self.buf.area);
        Clear.render(place, self.buf);
        place
    }

    /// The buffer, for a widget that paints itself.
    pub fn buffer(&mut self) -> &mut Buffer {
        self.buf
    }
}

/// How wide a text is, as a column count.
pub fn wide(text: &str) -> u16 {
    u16::try_from(columns(text)).unwrap_or(u16::MAX)
}
