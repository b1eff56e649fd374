//! Places in a text, and faults that name them.

use std::fmt;

/// A place in a text, as an editor shows it: both count from 1, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

impl Place {
    /// The first character of a text.
    pub const START: Self = Self { line: 1, column: 1 };

    /// Gives the place of a byte offset; an offset behind the end is the end.
    pub fn of(text: &str, offset: usize) -> Self {
        let before = text.get(..text.floor_char_boundary(offset)).unwrap_or(text);
        let line = before.matches('\n').count() + 1;
        let last = before.rsplit('\n').next().unwrap_or(before);
        Self {
            line,
            column: last.chars().count() + 1,
        }
    }
}

/// What was wrong in a file, and where; shown as `file:line:column: what`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct Fault {
    /// The file's name.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What was wrong, and what to do.
    pub what: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}:{}:{}: {}",
            self.file, self.line, self.column, self.what
        )
    }
}

impl Fault {
    /// Gives the fault at a place of a file.
    pub fn at(file: &str, place: Place, what: impl Into<String>) -> Self {
        Self {
            file: file.to_owned(),
            line: place.line,
            column: place.column,
            what: what.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_behind_the_end_or_inside_a_character_stay_in_the_text() {
        assert_eq!(Place::of("", 9), Place::START);
        assert_eq!(Place::of("é", 1), Place::START);
        assert_eq!(Place::of("a\nbc", 99), Place { line: 2, column: 3 });
    }
}
