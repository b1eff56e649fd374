//! Prose: lines being written, wrapped to a width.

use super::wrap::{Line, Run, wrap};
use crate::ui::theme::Meaning;

/// Lines being written.
#[derive(Clone, Debug)]
pub struct Prose {
    lines: Vec<Line>,
    width: usize,
}

impl Prose {
    /// Begins with no line, for a width in columns.
    pub fn new(width: usize) -> Self {
        Self {
            lines: Vec::new(),
            width,
        }
    }

    /// The lines written.
    pub fn lines(self) -> Vec<Line> {
        self.lines
    }

    /// Adds runs, wrapped.
    pub fn runs(&mut self, runs: &[Run]) {
        self.lines.extend(wrap(runs, self.width));
    }

    /// Adds a title, with a blank line before it unless it is the first.
    pub fn title(&mut self, words: impl Into<String>) {
        if !self.lines.is_empty() {
            self.lines.push(Line::new());
        }
        self.runs(&[Run::new(words, Meaning::Title)]);
    }

    /// Adds plain words.
    pub fn plain(&mut self, words: impl Into<String>) {
        self.runs(&[Run::text(words)]);
    }

    /// Adds words that matter less.
    pub fn muted(&mut self, words: impl Into<String>) {
        self.runs(&[Run::muted(words)]);
    }

    /// Adds a label and what it says.
    pub fn said(&mut self, label: &str, words: &str) {
        self.runs(&[Run::muted(label), Run::text(words)]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_stands_apart_from_what_is_above_it() {
        let mut prose = Prose::new(12);
        prose.title("One");
        prose.said("so ", "many words here");
        prose.title("Two");
        let lines: Vec<String> = (prose.lines().iter())
            .map(|line| line.iter().map(|run| run.text.as_str()).collect())
            .map(|line: String| line.trim_end().to_owned())
            .collect();
        assert_eq!(lines, ["One", "so many", "words here", "", "Two"]);
    }
}
