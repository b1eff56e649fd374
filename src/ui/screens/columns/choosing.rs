//! What a header or a word may stand for, found by typing.

use ratatui::layout::Rect;

use crate::domain::column::Column;
use crate::domain::place::Setting;
use crate::search::fuzzy::Index;
use crate::ui::parts::input::Input;
use crate::ui::parts::paint::Paint;
use crate::ui::parts::window;
use crate::ui::theme::Meaning;

/// The columns and rows of the list, its frame included.
const WIDE: u16 = 58;
const HIGH: u16 = 16;

/// The columns of the names.
const NAMES: u16 = 22;

/// What can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    Column(Column),
    Setting(Setting),
}

/// One entry of the list.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) choice: Choice,
    /// Its name in files.
    pub(super) name: &'static str,
    /// What it is, in words.
    pub(super) words: &'static str,
    /// What is shown beside the name.
    pub(super) note: String,
}

/// A choice from many, found by typing.
#[derive(Clone, Debug)]
pub(super) struct Choosing {
    pub(super) title: String,
    pub(super) typed: Input,
    pub(super) entries: Vec<Entry>,
    pub(super) cursor: usize,
}

impl Choosing {
    /// Opens a list.
    pub(super) fn new(title: String, entries: Vec<Entry>) -> Self {
        Self {
            title,
            typed: Input::default(),
            entries,
            cursor: 0,
        }
    }

    /// The entries that match what is typed, the best first.
    pub(super) fn found(&self) -> Vec<&Entry> {
        let entries = self.entries.iter();
        let words: Vec<String> = entries
            .map(|entry| format!("{} {}", entry.name, entry.words))
            .collect();
        let index = Index::new(words.iter().map(String::as_str));
        let hits = index.find(&self.typed.text(), self.entries.len());
        hits.iter()
            .filter_map(|hit| self.entries.get(hit.id))
            .collect()
    }

    /// Moves the cursor.
    pub(super) fn go(&mut self, by: isize) {
        self.cursor = window::moved(self.cursor, by, self.found().len());
    }

    /// What is under the cursor.
    pub(super) fn chosen(&self) -> Option<Choice> {
        self.found().get(self.cursor).map(|entry| entry.choice)
    }

    /// Draws it over the middle of an area.
    pub(super) fn draw(&self, paint: &mut Paint<'_>, area: Rect) {
        let place = paint.over(area, WIDE, HIGH);
        let inside = paint.pane(place, &self.title, "", true);
        let column = paint.text(inside, 0, 0, "> ", Meaning::Hint);
        self.typed.draw(paint, inside, 0, column);
        let found = self.found();
        if found.is_empty() {
            paint.text(inside, 1, 2, "Nothing is called that.", Meaning::Muted);
        }
        let list = Rect {
            y: inside.y.saturating_add(1),
            height: inside.height.saturating_sub(1),
            ..inside
        };
        let from = window::first(self.cursor, found.len(), list.height.into());
        for (row, (at, entry)) in (0..list.height).zip(found.iter().enumerate().skip(from)) {
            paint.text(list, row, 2, entry.name, Meaning::Text);
            paint.text(list, row, NAMES, &entry.note, Meaning::Muted);
            if at == self.cursor {
                paint.text(list, row, 0, "▸", Meaning::Text);
                paint.select(list, row);
            }
        }
    }
}
