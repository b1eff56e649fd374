//! A page of text: several lines being typed or pasted.

use ratatui::layout::Rect;
use ratatui::widgets::Widget;
use ratatui_textarea::{Input, Key as TheirKey, TextArea, WrapMode};

use super::paint::Paint;
use super::wrap::clean;
use crate::ui::chord::{Chord, Key};
use crate::ui::theme::Meaning;

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

    /// Hears a chord that is no action.
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
        let harmless: String = (text.chars())
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
        Widget::render(&*page, area, paint.buffer());
    }
}

fn theirs(key: Key) -> TheirKey {
    match key {
        Key::Char(character) => TheirKey::Char(character),
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
        assert_eq!(page.text(), "Section F\n1. A TA\u{fffd} helps.\nx\ny");
    }
}
