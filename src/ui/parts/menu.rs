//! Menus: a choice from a few, by one key or by the cursor.

use ratatui::layout::Rect;

use super::paint::{Paint, wide};
use super::window;
use crate::ui::action::{Answer, Move};
use crate::ui::theme::Meaning;

/// One entry of a menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry<T> {
    /// Its words.
    pub words: String,
    /// What it stands for.
    pub value: T,
}

/// A choice from a few.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Menu<T> {
    /// What is chosen.
    pub title: String,
    /// The entries; the first nine have a digit.
    pub entries: Vec<Entry<T>>,
    /// The entry under the cursor.
    pub cursor: usize,
}

/// What became of a menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chosen<T> {
    /// Nothing yet.
    Nothing,
    /// This one.
    One(T),
    /// It was left.
    Left,
}

impl<T: Clone> Menu<T> {
    /// Gives a menu with the cursor on its first entry.
    pub fn new(title: impl Into<String>, entries: impl IntoIterator<Item = (String, T)>) -> Self {
        Self {
            title: title.into(),
            entries: (entries.into_iter())
                .map(|(words, value)| Entry { words, value })
                .collect(),
            cursor: 0,
        }
    }

    /// The digits that take an entry, in words.
    pub fn digits(&self) -> String {
        digits(self.entries.len())
    }

    /// Hears an answer.
    pub fn answer(&mut self, answer: Answer) -> Chosen<T> {
        let at = match answer {
            Answer::Pick(digit) => usize::from(digit).wrapping_sub(1),
            Answer::Accept => self.cursor,
            Answer::Cancel => return Chosen::Left,
            Answer::MakePlan => return Chosen::Nothing,
        };
        self.entries
            .get(at)
            .map_or(Chosen::Nothing, |entry| Chosen::One(entry.value.clone()))
    }

    /// Moves the cursor.
    pub fn go(&mut self, motion: Move) {
        let by = match motion {
            Move::Up => -1,
            Move::Down => 1,
            Move::Left
            | Move::Right
            | Move::PageUp
            | Move::PageDown
            | Move::First
            | Move::Last
            | Move::ScrollUp
            | Move::ScrollDown
            | Move::NextPane
            | Move::Close => 0,
        };
        self.cursor = window::moved(self.cursor, by, self.entries.len());
    }

    /// Draws it over the middle of an area.
    pub fn draw(&self, paint: &mut Paint<'_>, area: Rect) {
        let widest = (self.entries.iter().map(|entry| wide(&entry.words)))
            .chain([wide(&self.title)])
            .max()
            .unwrap_or(0);
        let high = u16::try_from(self.entries.len()).unwrap_or(u16::MAX);
        let place = paint.over(area, widest.saturating_add(10), high.saturating_add(2));
        let inside = paint.pane(place, &self.title, "", true);
        let from = window::first(self.cursor, self.entries.len(), inside.height.into());
        for (row, (at, entry)) in (0..inside.height).zip(self.entries.iter().enumerate().skip(from))
        {
            let sign = if at == self.cursor { "▸" } else { " " };
            let key = if at < 9 {
                (at + 1).to_string()
            } else {
                " ".into()
            };
            let column = paint.text(inside, row, 0, &format!("{sign} {key}  "), Meaning::Hint);
            paint.text(inside, row, column, &entry.words, Meaning::Text);
            if at == self.cursor {
                paint.select(inside, row);
            }
        }
    }
}

/// The digits that take one of so many entries, in words: `1-4`.
pub fn digits(entries: usize) -> String {
    match entries {
        0 => String::new(),
        1 => "1".to_owned(),
        more => format!("1-{}", more.min(9)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_taken_by_its_digit_or_by_the_cursor() {
        let mut menu = Menu::new("why", [("one".to_owned(), 1), ("two".to_owned(), 2)]);
        assert_eq!(menu.answer(Answer::Pick(2)), Chosen::One(2));
        assert_eq!(menu.answer(Answer::Pick(3)), Chosen::Nothing);
        menu.go(Move::Down);
        menu.go(Move::Down);
        assert_eq!(menu.answer(Answer::Accept), Chosen::One(2));
        assert_eq!(menu.answer(Answer::Cancel), Chosen::Left);
        assert_eq!(menu.digits(), "1-2");
    }
}
