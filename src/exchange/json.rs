//! JSON as it leaves: indented, and without a character that a terminal would obey.
//!
//! JSON writes the control characters below the blank as `\u001b`; it lets the others through, and those that turn the
//! direction of the text. Here these are written as `\u009b` and `\u202e` too: a program that reads the file gets the
//! same text, and a terminal that it is shown on gets none of it.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, PrettyFormatter, Serializer};

use crate::domain::printable::is_obeyed;

/// Writes a value, indented.
///
/// # Errors
///
/// What the writer says.
pub fn pretty(out: impl Write, value: &impl Serialize) -> serde_json::Result<()> {
    value.serialize(&mut Serializer::with_formatter(
        out,
        Escaping(PrettyFormatter::new()),
    ))
}

/// Writes a value on one line.
///
/// # Errors
///
/// What the writer says.
pub fn compact(out: impl Write, value: &impl Serialize) -> serde_json::Result<()> {
    value.serialize(&mut Serializer::with_formatter(
        out,
        Escaping(CompactFormatter),
    ))
}

/// A layout whose texts have what a terminal would obey by its number.
struct Escaping<F>(F);

impl<F: Formatter> Formatter for Escaping<F> {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        out: &mut W,
        text: &str,
    ) -> io::Result<()> {
        let mut rest = text;
        while let Some((at, obeyed)) = rest.char_indices().find(|(_, c)| is_obeyed(*c)) {
            let (before, from) = rest.split_at(at);
            out.write_all(before.as_bytes())?;
            for unit in obeyed.encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}")?;
            }
            rest = from.split_at(obeyed.len_utf8()).1;
        }
        out.write_all(rest.as_bytes())
    }

    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_array(out)
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array(out)
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(out, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array_value(out)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object(out)
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object(out)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(out, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object_value(out)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object_value(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(text: &str) -> String {
        let mut out = Vec::new();
        compact(&mut out, &text).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn what_a_terminal_would_obey_is_written_by_its_number() {
        assert_eq!(
            written("a\u{1b}[2J\u{9b}b\u{202e}\u{7f}\u{e0041}é\n"),
            r#""a\u001b[2J\u009bb\u202e\u007f\udb40\udc41é\n""#
        );
        let mut out = Vec::new();
        pretty(&mut out, &serde_json::json!({"\u{9b}": ["\u{2066}"]})).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text, "{\n  \"\\u009b\": [\n    \"\\u2066\"\n  ]\n}");
    }

    proptest! {
        #[test]
        fn who_reads_it_gets_the_same_text(text in any::<String>()) {
            let written = written(&text);
            prop_assert!(!written.contains(is_obeyed));
            prop_assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
        }
    }
}
