//! TOML text to typed values, with faults at line and column; the home of the TOML reader.

pub mod fault;
pub mod tree;

use serde::Serialize;
use serde::de::DeserializeOwned;
use toml::de::{DeString, DeTable, DeValue};

pub use self::fault::{Fault, Place};
use self::tree::{Entry, Node, Table, Value};

/// A value that remembers its byte range in the text; [`Place::of`] turns it to line and column.
pub use toml::Spanned;

/// Reads a TOML file as a value of `T`; the first fault ends it.
pub fn parse<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, Fault> {
    toml::from_str(text).map_err(|error| worded(file, text, &error))
}

/// The most faults that are told one by one: of a file that is no TOML at all nobody reads more.
const MOST_FAULTS: usize = 100;

/// Reads a TOML file as a tree; every line that is not TOML gives a fault, the first hundred of them with their words.
pub fn tree(file: &str, text: &str) -> Result<Table, Vec<Fault>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut faults: Vec<Fault> = (errors.iter().take(MOST_FAULTS))
        .map(|error| worded(file, text, error))
        .collect();
    if let Some(next) = errors.get(MOST_FAULTS) {
        let what = format!(
            "from here on {} more places are not TOML; if this is the right file, mend those above and look again",
            errors.len() - MOST_FAULTS
        );
        faults.push(Fault {
            what,
            ..worded(file, text, next)
        });
    }
    // What follows the first fault of a line is most often its echo.
    faults.dedup_by_key(|fault| fault.line);
    if faults.is_empty() {
        Ok(entries(table.get_ref()))
    } else {
        Err(faults)
    }
}

/// Writes a value as a TOML file.
pub fn write<T: Serialize>(value: &T) -> Result<String, Unwritable> {
    toml::to_string(value).map_err(|error| Unwritable(error.to_string()))
}

/// Why a value has no TOML form.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("This cannot be written as a settings file: {0}")]
pub struct Unwritable(String);

/// How many characters of what the TOML reader says are repeated.
const LONGEST_WORDS: usize = 500;

/// The longest file that is written by hand, in bytes: the largest framework is a hundredth of it, and so are a thousand
/// provisions with notes; as plain text it is four thousand printed pages.
pub const LONGEST: usize = 16 << 20;

/// Gives the text of a file's bytes, which must be UTF-8.
pub fn text<'a>(file: &str, bytes: &'a [u8]) -> Result<&'a str, Fault> {
    if bytes.len() > LONGEST {
        let what = format!(
            "this file is larger than {} MB, which no file of this kind is; take the right one",
            LONGEST >> 20
        );
        return Err(Fault::at(file, Place::START, what));
    }
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

/// Words a fault of the TOML reader: values in quotes, one line.
fn worded(file: &str, text: &str, error: &toml::de::Error) -> Fault {
    let start = error.span().map_or(0, |span| span.start);
    let what = error.message().replace('`', "\"").replace('\n', "; ");
    let what = if what.contains("recurs") {
        "lists or tables stand too deep in one another; no file of this kind needs that, so take it from where it came again".to_owned()
    } else {
        short(&what)
    };
    Fault::at(file, Place::of(text, start), what)
}

/// What is said, cut where it repeats something very long.
fn short(what: &str) -> String {
    match what.char_indices().nth(LONGEST_WORDS) {
        Some((end, _)) => format!("{}…", what.get(..end).unwrap_or_default()),
        None => what.to_owned(),
    }
}

fn entries(table: &DeTable<'_>) -> Table {
    let entry = |(key, value): (&Spanned<DeString<'_>>, &Spanned<DeValue<'_>>)| Entry {
        key: key.get_ref().to_string(),
        at: key.span().start,
        node: node(value),
    };
    let mut entries: Table = table.iter().map(entry).collect();
    entries.sort_by_key(|entry| entry.at);
    entries
}

fn node(value: &Spanned<DeValue<'_>>) -> Node {
    let at = value.span().start;
    let value = match value.get_ref() {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
            .map_or_else(|_| Value::Number(number.to_string()), Value::Whole),
        DeValue::Float(number) => Value::Number(number.to_string()),
        DeValue::Boolean(truth) => Value::Truth(*truth),
        DeValue::Datetime(day) => Value::Day(day.to_string()),
        DeValue::Array(list) => Value::List(list.iter().map(node).collect()),
        DeValue::Table(table) => Value::Table(entries(table)),
    };
    Node { value, at }
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
    fn bytes_that_are_not_utf_8_are_found() {
        let fault = text("a.toml", b"ok\nno\xff").unwrap_err();
        assert_eq!((fault.line, fault.column), (2, 3));
        assert_eq!(text("a.toml", "é".as_bytes()), Ok("é"));
    }

    #[test]
    fn a_tree_keeps_order_and_places() {
        let text =
            "\u{feff}z = 2026-09-01\na = [1, 2.5]\n\n[[row]]\nid = \"x\"\n\n[[row]]\nb.c = true\n";
        let tree = tree("a.toml", text).unwrap();
        let keys: Vec<&str> = tree.iter().map(|entry| entry.key.as_str()).collect();
        assert_eq!(keys, ["z", "a", "row"]);
        assert_eq!(tree[0].node.value, Value::Day("2026-09-01".into()));
        let Value::List(numbers) = &tree[1].node.value else {
            panic!("not a list")
        };
        assert_eq!(numbers[1].value, Value::Number("2.5".into()));
        let Value::List(rows) = &tree[2].node.value else {
            panic!("not a list")
        };
        let lines: Vec<usize> = rows
            .iter()
            .map(|row| Place::of(text, row.at).line)
            .collect();
        assert_eq!(lines, [4, 7]);
    }

    #[test]
    fn every_line_that_is_not_toml_is_named() {
        let json = tree("a.toml", &"{\"a\": 1}\n".repeat(5_000)).unwrap_err();
        assert_eq!(json.len(), MOST_FAULTS + 1);
        let last = json.last().unwrap();
        assert!(last.what.contains("more places are not TOML"), "{last}");
        let faults = tree("a.toml", "a = = 1\nb = 2\nc 3\n").unwrap_err();
        let lines: Vec<usize> = faults.iter().map(|fault| fault.line).collect();
        assert_eq!(lines, [1, 3]);
    }
}
