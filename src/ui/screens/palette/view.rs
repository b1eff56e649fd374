//! How it looks, over the screen below.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::state::{Found, Palette};
use crate::ui::desk::Desk;
use crate::ui::parts::paint::Paint;
use crate::ui::parts::window;
use crate::ui::theme::{Meaning, Theme};

/// The columns of the names, and of the keys after them.
const NAMES: u16 = 22;
const KEYS: u16 = 12;

impl Palette {
    /// Draws itself.
    pub(crate) fn view(&self, _desk: &Desk, theme: Theme, area: Rect, buf: &mut Buffer) {
        let mut paint = Paint::new(theme, buf);
        let place = paint.over(area, 96, 18);
        let found = self.found();
        let right = match found.len() {
            1 => "1 command".to_owned(),
            count => format!("{count} commands"),
        };
        let inside = paint.pane(place, self.context.words(), &right, true);
        let column = paint.text(inside, 0, 0, "> ", Meaning::Hint);
        self.typed.draw(&mut paint, inside, 0, column);
        if found.is_empty() {
            let words = "No command here is called that or says so.";
            paint.text(inside, 1, 2, words, Meaning::Muted);
            return;
        }
        let list = Rect {
            y: inside.y + 1,
            height: inside.height.saturating_sub(1),
            ..inside
        };
        let from = window::first(self.cursor, found.len(), list.height.into());
        for (row, (at, one)) in (0..list.height).zip(found.iter().enumerate().skip(from)) {
            command(&mut paint, list, row, one);
            if at == self.cursor {
                paint.text(list, row, 0, "▸", Meaning::Text);
                paint.select(list, row);
            }
        }
    }
}

/// Draws a command: its name with what matched, its keys, its words.
fn command(paint: &mut Paint<'_>, area: Rect, row: u16, found: &Found) {
    let mut column = 2;
    for (at, character) in found.entry.name.chars().enumerate() {
        let meaning = if found.at.contains(&at) {
            Meaning::Match
        } else {
            Meaning::Text
        };
        column = paint.text(area, row, column, &character.to_string(), meaning);
    }
    paint.text(area, row, NAMES, found.keys, Meaning::Hint);
    paint.text(area, row, NAMES + KEYS, found.entry.help, Meaning::Muted);
}
