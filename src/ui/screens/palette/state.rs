//! Every command, found by typing.

use crate::ui::action::{Context, Entry};
use crate::ui::keymap;
use crate::ui::parts::input::Input;

/// Every command, found by typing.
#[derive(Clone, Debug)]
pub(crate) struct Palette {
    pub(super) context: Context,
    pub(super) typed: Input,
    pub(super) cursor: usize,
}

impl Palette {
    /// Opens it over a screen whose keys are those of a context.
    pub(crate) fn open(context: Context) -> Self {
        Self {
            context,
            typed: Input::default(),
            cursor: 0,
        }
    }

    /// The entries that match what is typed.
    pub(super) fn found(&self) -> Vec<(&'static Entry, &'static str)> {
        let typed = self.typed.text().to_lowercase();
        let matches = |entry: &Entry| {
            typed
                .split_whitespace()
                .all(|word| entry.name.contains(word) || entry.help.to_lowercase().contains(word))
        };
        keymap::entries(self.context)
            .filter(|(entry, _)| !entry.carries_digit() && matches(entry))
            .collect()
    }
}
