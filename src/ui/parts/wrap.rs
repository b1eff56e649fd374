//! Runs of text with a meaning, and how they break into lines.

use ratatui::text::Span;

use crate::domain::printable::printable;
use crate::ui::theme::Meaning;

/// A stretch of text with one meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The text.
    pub text: String,
    /// What it means.
    pub meaning: Meaning,
}

impl Run {
    /// Gives a run.
    pub fn new(text: impl Into<String>, meaning: Meaning) -> Self {
        Self {
            text: text.into(),
            meaning,
        }
    }

    /// Gives a run of plain text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::new(text, Meaning::Text)
    }

    /// Gives a run of text that matters less.
    pub fn muted(text: impl Into<String>) -> Self {
        Self::new(text, Meaning::Muted)
    }
}

/// A line of runs.
pub type Line = Vec<Run>;

/// The columns that a character takes.
pub fn width(character: char) -> usize {
    if character.is_ascii() {
        return usize::from(!character.is_ascii_control());
    }
    let mut bytes = [0; 4];
    Span::raw(&*character.encode_utf8(&mut bytes)).width()
}

/// The columns that a text takes once it is harmless.
pub fn columns(text: &str) -> usize {
    text.chars().map(|c| width(clean(c))).sum()
}

/// The columns that a line takes.
pub fn line_columns(line: &[Run]) -> usize {
    line.iter().map(|run| columns(&run.text)).sum()
}

/// Makes a character harmless for a terminal: what it would obey is shown as `\u{fffd}`, a tab as a blank.
pub fn clean(character: char) -> char {
    match character {
        '\t' | '\u{a0}' => ' ',
        ascii if ascii == ' ' || ascii.is_ascii_graphic() => ascii,
        other => {
            let mut bytes = [0; 4];
            let shown = printable(other.encode_utf8(&mut bytes)).chars().next();
            // A line end is harmless in a text and has no place within a line.
            shown.filter(|shown| *shown != '\n').unwrap_or(' ')
        }
    }
}

/// How many characters that take no column may follow one another: the net below [`printable`], for scripts it knows
/// nothing of.
const MOST_NARROW: usize = 4;

/// Makes a text harmless for a line of a screen: as [`printable`] and [`clean`] do, without the selectors behind an
/// emoji, which terminals draw in one column or in two.
pub fn harmless(text: &str) -> String {
    let mut narrow = 0;
    let shown = printable(text).chars().map(clean).collect::<Vec<char>>();
    (shown.into_iter())
        .filter(|c| !matches!(c, '\u{fe0e}' | '\u{fe0f}'))
        .map(|c| {
            narrow = if width(c) == 0 { narrow + 1 } else { 0 };
            if narrow > MOST_NARROW { '\u{fffd}' } else { c }
        })
        .collect()
}

/// Cuts a text to so many columns; a cut one ends in an ellipsis.
pub fn cut(text: &str, most: usize) -> String {
    if columns(text) <= most {
        return text.to_owned();
    }
    let mut taken = String::new();
    let mut used = 1;
    for character in text.chars() {
        used += width(clean(character));
        if used > most {
            break;
        }
        taken.push(character);
    }
    if most > 0 {
        taken.push('…');
    }
    taken
}

/// Breaks runs into lines of at most so many columns, between words where it can.
pub fn wrap(runs: &[Run], most: usize) -> Vec<Line> {
    let mut lines = Lines {
        most: most.max(1),
        done: Vec::new(),
        line: Vec::new(),
        used: 0,
        word: Vec::new(),
        word_used: 0,
    };
    for run in runs {
        for character in printable(&run.text.replace('\r', "")).chars() {
            lines.take(character, run.meaning);
        }
    }
    lines.end_word();
    lines.end_line();
    lines.done
}

/// Breaks a text of one meaning into lines.
pub fn wrap_text(text: &str, meaning: Meaning, most: usize) -> Vec<Line> {
    wrap(&[Run::new(text, meaning)], most)
}

struct Lines {
    most: usize,
    done: Vec<Line>,
    line: Line,
    used: usize,
    word: Vec<(char, Meaning)>,
    word_used: usize,
}

impl Lines {
    fn take(&mut self, character: char, meaning: Meaning) {
        if character == '\n' {
            self.end_word();
            self.end_line();
            return;
        }
        let character = clean(character);
        if character == ' ' {
            self.end_word();
            if self.used > 0 && self.used < self.most {
                push(&mut self.line, ' ', meaning);
                self.used += 1;
            }
            return;
        }
        let columns = width(character);
        if self.word_used + columns > self.most {
            self.end_word();
        }
        self.word.push((character, meaning));
        self.word_used += columns;
    }

    fn end_word(&mut self) {
        if self.used > 0 && self.used + self.word_used > self.most {
            self.end_line();
        }
        for (character, meaning) in self.word.drain(..) {
            push(&mut self.line, character, meaning);
        }
        self.used += self.word_used;
        self.word_used = 0;
    }

    fn end_line(&mut self) {
        self.done.push(std::mem::take(&mut self.line));
        self.used = 0;
    }
}

fn push(line: &mut Line, character: char, meaning: Meaning) {
    match line.last_mut() {
        Some(run) if run.meaning == meaning => run.text.push(character),
        Some(_) | None => line.push(Run::new(character, meaning)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lines(text: &str, most: usize) -> Vec<String> {
        let plain = |line: Line| line.into_iter().map(|run| run.text).collect::<String>();
        (wrap_text(text, Meaning::Text, most).into_iter().map(plain))
            .map(|line| line.trim_end().to_owned())
            .collect()
    }

    #[test]
    fn lines_break_between_words_and_at_line_ends() {
        assert_eq!(
            lines("a teaching assistant\nwill run", 10),
            ["a teaching", "assistant", "will run"]
        );
        assert_eq!(
            lines("supercalifragilistic", 8),
            ["supercal", "ifragili", "stic"]
        );
        assert_eq!(lines("", 8), [""]);
    }

    #[test]
    fn what_could_move_the_cursor_is_shown_as_a_sign() {
        assert_eq!(
            lines("a\u{1b}[2Jb\u{202e}c\tz", 20),
            ["a\u{fffd}[2Jb\u{fffd}c z"]
        );
    }

    #[test]
    fn a_line_takes_no_heap_of_marks_and_no_selector() {
        let heap = format!("a{}", "\u{1037}".repeat(9));
        assert_eq!(harmless(&heap).matches('\u{fffd}').count(), 5);
        assert_eq!(
            harmless("✔\u{fe0f}\u{200d}b\u{85}\n"),
            "✔\u{fffd}b\u{fffd} "
        );
        assert_eq!(columns("a\u{0}\u{202e}"), 3);
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_asked_and_no_word_is_lost(text in "\\PC{0,120}", most in 2usize..60) {
            let wrapped = wrap_text(&text, Meaning::Text, most);
            for line in &wrapped {
                prop_assert!(line_columns(line) <= most);
            }
            let kept: String = wrapped.iter().flatten().flat_map(|run| run.text.chars()).filter(|c| *c != ' ').collect();
            let given: String = printable(&text).chars().map(clean).filter(|c| *c != ' ').collect();
            prop_assert_eq!(kept, given);
        }

        #[test]
        fn a_cut_text_fits(text in "\\PC{0,60}", most in 0usize..40) {
            prop_assert!(columns(&cut(&text, most)) <= most);
        }
    }
}
