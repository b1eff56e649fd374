//! TOML text to typed values, with faults at line and column; the home of the TOML reader.

use std::fmt;

use serde::de::DeserializeOwned;

/// A value that remembers its byte range in the text; [`Place::of`] turns it to line and column.
pub use toml::Spanned;

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

    /// Words a fault of the TOML reader: values in quotes, one line.
    fn of(file: &str, text: &str, error: &toml::de::Error) -> Self {
        let start = error.span().map_or(0, |span| span.start);
        let what = error.message().replace('`', "\"").replace('\n', "; ");
        Self::at(file, Place::of(text, start), what)
    }
}

/// Reads a TOML file as a value of `T`; the first fault ends it.
pub fn parse<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, Fault> {
    toml::from_str(text).map_err(|error| Fault::of(file, text, &error))
}

/// Gives the text of a file's bytes, which must be UTF-8.
pub fn text<'a>(file: &str, bytes: &'a [u8]) -> Result<&'a str, Fault> {
    std::str::from_utf8(bytes).map_err(|error| {
        let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let place = Place::of(&String::from_utf8_lossy(good), usize::MAX);
        Fault::at(
            file,
            place,
            "this byte is not UTF-8; save the file as UTF-8",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Sample {
        name: Spanned<String>,
        count: Option<u8>,
    }

    #[track_caller]
    fn fault(text: &str, shown: &str) {
        let fault = parse::<Sample>("a.toml", text).unwrap_err().to_string();
        assert!(fault.starts_with(shown), "{fault}");
    }

    #[test]
    fn faults_name_the_file_line_and_column() {
        fault(
            "name = \"a\"\nsize = 3\n",
            "a.toml:2:1: unknown field \"size\"",
        );
        fault("name = \"Siân\" x\n", "a.toml:1:15: ");
        fault("name = \"a\"\r\ncount = \"b\"", "a.toml:2:9: invalid type");
        fault("count = 1\n", "a.toml:1:1: missing field \"name\"");
    }

    #[test]
    fn a_spanned_value_knows_its_place() {
        let text = "\n\n  name = \"é\"\n";
        let sample: Sample = parse("a.toml", text).unwrap();
        let place = Place::of(text, sample.name.span().start);
        assert_eq!(
            place,
            Place {
                line: 3,
                column: 10
            }
        );
        assert_eq!((sample.name.get_ref().as_str(), sample.count), ("é", None));
    }

    #[test]
    fn places_behind_the_end_or_inside_a_character_stay_in_the_text() {
        assert_eq!(Place::of("", 9), Place::START);
        assert_eq!(Place::of("é", 1), Place::START);
        assert_eq!(Place::of("a\nbc", 99), Place { line: 2, column: 3 });
    }

    #[test]
    fn bytes_that_are_not_utf_8_are_found() {
        let fault = text("a.toml", b"ok\nno\xff").unwrap_err();
        assert_eq!((fault.line, fault.column), (2, 3));
        assert_eq!(text("a.toml", "é".as_bytes()), Ok("é"));
    }
}
