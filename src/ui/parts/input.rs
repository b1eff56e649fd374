//! A line of text being typed.

use ratatui::layout::Rect;

use super::paint::Paint;
use super::wrap::{clean, columns};
use crate::ui::chord::{Chord, Key};
use crate::ui::theme::Meaning;

/// A line of text with a cursor, counted in characters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Input {
    text: Vec<char>,
    cursor: usize,
}

impl Input {
    /// Gives a line that holds a text already.
    pub fn holding(text: &str) -> Self {
        let text: Vec<char> = text.chars().collect();
        let cursor = text.len();
        Self { text, cursor }
    }

    /// What stands in it.
    pub fn text(&self) -> String {
        self.text.iter().collect()
    }

    /// The path that was typed; a file dropped on a terminal may come in quotation marks.
    pub fn path(&self) -> Option<String> {
        let text = self.text();
        let typed = text.trim();
        let bare = |mark| {
            let rest = typed.strip_prefix(mark);
            rest.and_then(|rest: &str| rest.strip_suffix(mark))
        };
        let path = bare('\'').or_else(|| bare('"')).unwrap_or(typed);
        (!path.is_empty()).then(|| path.to_owned())
    }

    /// Hears a chord that is no action; gives whether the text changed.
    pub fn write(&mut self, chord: Chord) -> bool {
        if let Some(character) = chord.written() {
            self.insert(character);
            return true;
        }
        match chord.key {
            Key::Backspace if self.cursor > 0 => {
                self.cursor -= 1;
                self.text.remove(self.cursor);
                return true;
            }
            Key::Delete if self.cursor < self.text.len() => {
                self.text.remove(self.cursor);
                return true;
            }
            Key::Char('u') if chord.ctrl => {
                self.text.drain(..self.cursor);
                self.cursor = 0;
                return true;
            }
            Key::Left => self.cursor = self.cursor.saturating_sub(1),
            Key::Right => self.cursor = (self.cursor + 1).min(self.text.len()),
            Key::Home => self.cursor = 0,
            Key::End => self.cursor = self.text.len(),
            Key::Char(_)
            | Key::Enter
            | Key::Esc
            | Key::Tab
            | Key::Backspace
            | Key::Delete
            | Key::Up
            | Key::Down
            | Key::PageUp
            | Key::PageDown
            | Key::F(_) => {}
        }
        false
    }

    /// Takes pasted text; line ends become spaces.
    pub fn paste(&mut self, text: &str) {
        for character in text.chars() {
            match character {
                '\r' => {}
                '\n' => self.insert(' '),
                other => self.insert(clean(other)),
            }
        }
    }

    fn insert(&mut self, character: char) {
        self.text.insert(self.cursor, character);
        self.cursor += 1;
    }

    /// Draws it on a row of an area, the cursor marked; a long text shows its end.
    pub fn draw(&self, paint: &mut Paint<'_>, area: Rect, row: u16, column: u16) {
        let before: String = self.text.iter().take(self.cursor).collect();
        let under: String = self.text.iter().skip(self.cursor).take(1).collect();
        let after: String = self.text.iter().skip(self.cursor + 1).collect();
        let room = usize::from(area.width.saturating_sub(column)).saturating_sub(1);
        let mut shown = before.as_str();
        while columns(shown) > room {
            let mut rest = shown.chars();
            rest.next();
            shown = rest.as_str();
        }
        let column = paint.text(area, row, column, shown, Meaning::Text);
        let under = if under.is_empty() { " " } else { &under };
        let column = paint.text(area, row, column, under, Meaning::Focus);
        paint.text(area, row, column, &after, Meaning::Text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(keys: &str, expected: &str) {
        let mut input = Input::default();
        for key in keys.split(' ') {
            input.write(key.parse().unwrap());
        }
        assert_eq!(input.text(), expected);
    }

    #[test]
    fn a_line_is_typed_and_mended() {
        case("a b c", "abc");
        case("a b backspace c", "ac");
        case("a b left x end y", "axby");
        case("a b home delete", "b");
        case("a b ctrl-u c", "c");
        case("é space ü", "é ü");
    }

    #[test]
    fn pasted_text_stays_on_one_line_without_live_characters() {
        let mut input = Input::holding("a");
        input.paste("b\r\nc\u{1b}");
        assert_eq!(input.text(), "ab c\u{fffd}");
    }
}
