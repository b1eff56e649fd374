//! What was typed, and the commands that it finds.

use crate::search::fuzzy::Index;
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

/// A command that was found.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) entry: &'static Entry,
    pub(super) keys: &'static str,
    /// The characters of its name that match.
    pub(super) at: Vec<usize>,
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

    /// The commands that match what is typed: by name, the best first, then by their words.
    pub(super) fn found(&self) -> Vec<Found> {
        let typed = self.typed.text();
        let all: Vec<_> = keymap::entries(self.context)
            .filter(|(entry, _)| !entry.carries_digit())
            .collect();
        let names = Index::new(all.iter().map(|(entry, _)| entry.name));
        let hits = names.find(&typed, all.len());
        let by_words = (all.iter().enumerate())
            .filter(|(id, (entry, _))| says(entry, &typed) && !hits.iter().any(|hit| hit.id == *id))
            .map(|(id, _)| (id, Vec::new()));
        let by_name = hits.iter().map(|hit| (hit.id, hit.at.clone()));
        (by_name.chain(by_words))
            .filter_map(|(id, at)| {
                let (entry, keys) = all.get(id).copied()?;
                Some(Found { entry, keys, at })
            })
            .collect()
    }
}

/// Whether an entry's words have every word that was typed.
fn says(entry: &Entry, typed: &str) -> bool {
    let said = entry.help.to_lowercase();
    (typed.to_lowercase().split_whitespace()).all(|word| said.contains(word))
}
