//! The keys, context by context, from the one action table.

use super::state::Help;
use crate::ui::action::{Context, Entry};
use crate::ui::keymap;
use crate::ui::parts::wrap::{Line, Run, columns, wrap};
use crate::ui::theme::Meaning;

/// The columns that keys take before their words.
const KEYS: usize = 18;

impl Help {
    /// The lines, those of the context that was asked from first; only what has the words to find.
    pub(super) fn lines(&self, width: usize) -> Vec<Line> {
        let words = self.words.to_lowercase();
        let others = Context::ALL.into_iter().filter(|one| *one != self.context);
        let mut lines: Vec<Line> = Vec::new();
        for context in std::iter::once(self.context).chain(others) {
            let found: Vec<_> = keymap::entries(context)
                .filter(|(entry, keys)| has(entry, keys, &words))
                .collect();
            if found.is_empty() {
                continue;
            }
            if !lines.is_empty() {
                lines.push(Line::new());
            }
            lines.push(vec![Run::new(context.words(), Meaning::Title)]);
            for (entry, keys) in found {
                lines.extend(row(entry, keys, width));
            }
        }
        if lines.is_empty() {
            let words = format!("No key does anything with “{}”.", self.words.trim());
            lines.push(vec![Run::muted(words)]);
        }
        lines
    }
}

fn has(entry: &Entry, keys: &str, words: &str) -> bool {
    let said = format!("{} {} {keys}", entry.name, entry.help).to_lowercase();
    words.split_whitespace().all(|word| said.contains(word))
}

/// An entry's keys, and its words beside them, wrapped.
fn row(entry: &Entry, keys: &str, width: usize) -> Vec<Line> {
    let indent = KEYS + 2;
    let words = wrap(
        &[Run::text(entry.help)],
        width.saturating_sub(indent).max(8),
    );
    let keys = format!("  {keys:<KEYS$}");
    let mut before = Some(keys);
    (words.into_iter())
        .map(|words| {
            let first = before.take().unwrap_or_else(|| " ".repeat(indent));
            // Keys wider than their column push their words to the right.
            let gap = if columns(&first) > indent { " " } else { "" };
            let mut line = vec![Run::new(format!("{first}{gap}"), Meaning::Hint)];
            line.extend(words);
            line
        })
        .collect()
}
