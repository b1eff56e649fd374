//! A page of text: several lines being typed or pasted.

use ratatui::layout::Rect;
use ratatui::widgets::Widget;
use ratatui_textarea::{Input, Key as TheirKey, TextArea, WrapMode};

use super::paint::Paint;
use super::wrap::clean;
use crate::domain::printable::printable;
use crate::ui::chord::{Chord, Key};
use crate::ui::theme::Meaning;

/// How many characters a cell may hold: a letter and its marks.
const MOST_IN_A_CELL: usize = 6;

/// A page of text with a cursor.
#[derive(Clone, Debug)]
pub struct Page(Box<TextArea<'static>>);

impl Default for Page {
    fn default() -> Self {
        let mut area = TextArea::default();
        area.set_wrap_mode(WrapMode::WordOrGlyph);
        Self(Box::new(area))
    }
}

impl Page {
    /// What stands on it, its lines kept.
    pub fn text(&self) -> String {
        self.0.lines().join("\n")
    }

    /// Hears a chord that is no action; what a keyboard sends is no more trusted than what is pasted.
    pub fn write(&mut self, chord: Chord) {
        self.0.input(Input {
            key: theirs(chord.key),
            ctrl: chord.ctrl,
            alt: chord.alt,
            shift: chord.shift,
        });
    }

    /// Takes pasted text; only its line ends stay live.
    pub fn paste(&mut self, text: &str) {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let harmless: String = (printable(&text).chars())
            .map(|c| if c == '\n' { c } else { clean(c) })
            .collect();
        self.0.insert_str(harmless);
    }

    /// Draws it.
    pub fn draw(&self, paint: &mut Paint<'_>, area: Rect) {
        let area = area.intersection(paint.buffer().area);
        if area.is_empty() {
            return;
        }
        let mut page = self.0.clone();
        page.set_cursor_line_style(paint.style(Meaning::Text));
        page.set_cursor_style(paint.style(Meaning::Focus));
        page.set_style(paint.style(Meaning::Text));
        let buffer = paint.buffer();
        Widget::render(&*page, area, buffer);
        // It paints itself, and marks that were typed one by one heap up in a cell.
        for place in area.positions() {
            if let Some(cell) = buffer.cell_mut(place)
                && let Some((end, _)) = cell.symbol().char_indices().nth(MOST_IN_A_CELL)
            {
                let short = cell.symbol().get(..end).unwrap_or_default().to_owned();
                cell.set_symbol(&short);
            }
        }
    }
}

fn theirs(key: Key) -> TheirKey {
    match key {
        Key::Char(character) => TheirKey::Char(clean(character)),
        Key::Enter => TheirKey::Enter,
        Key::Esc => TheirKey::Esc,
        Key::Tab => TheirKey::Tab,
        Key::Backspace => TheirKey::Backspace,
        Key::Delete => TheirKey::Delete,
        Key::Up => TheirKey::Up,
        Key::Down => TheirKey::Down,
        Key::Left => TheirKey::Left,
        Key::Right => TheirKey::Right,
        Key::Home => TheirKey::Home,
        Key::End => TheirKey::End,
        Key::PageUp => TheirKey::PageUp,
        Key::PageDown => TheirKey::PageDown,
        Key::F(number) => TheirKey::F(number),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_keeps_the_lines_that_are_pasted_and_typed() {
        let mut page = Page::default();
        page.paste("Section F\r\n1. A TA\u{1b} helps.\r");
        for key in ["x", "enter", "y"] {
            page.write(key.parse().unwrap());
        }
        for odd in ['\u{200d}', '\u{202e}', '\u{9b}'] {
            page.write(Chord::plain(Key::Char(odd)));
        }
        assert_eq!(
            page.text(),
            "Section F\n1. A TA\u{fffd} helps.\nx\ny\u{fffd}\u{fffd}\u{fffd}"
        );
    }
}
