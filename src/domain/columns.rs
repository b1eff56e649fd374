//! Column maps: what the headers of a file, and its words for settings, stand for.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};

use super::column::{Column, NoColumn};
use super::digest::Digest;
use super::place::Setting;

/// What stands in a map for a header that nothing is read from.
const LEAVE_OUT: &str = "leave out";

/// What a header of a file stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Use {
    /// A column of the caseload.
    As(Column),
    /// Nothing: its cells are not read.
    LeaveOut,
}

impl Use {
    /// The column, where it is one.
    pub fn column(self) -> Option<Column> {
        match self {
            Self::As(column) => Some(column),
            Self::LeaveOut => None,
        }
    }
}

impl fmt::Display for Use {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::As(column) => column.fmt(f),
            Self::LeaveOut => f.pad(LEAVE_OUT),
        }
    }
}

impl From<Use> for String {
    fn from(told: Use) -> Self {
        told.to_string()
    }
}

impl TryFrom<String> for Use {
    type Error = NoColumn;

    fn try_from(text: String) -> Result<Self, NoColumn> {
        if text.eq_ignore_ascii_case(LEAVE_OUT) {
            return Ok(Self::LeaveOut);
        }
        Column::try_from(text).map(Self::As)
    }
}

/// What the headers of a kind of file stand for, as somebody has decided; one file of an authority's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnMap {
    /// Each header as the file spells it, and what it stands for.
    pub columns: BTreeMap<String, Use>,
    /// The file's own words for settings.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub settings: BTreeMap<String, Setting>,
}

impl ColumnMap {
    /// Gives what a header stands for, in whatever case; nothing where nobody has decided.
    pub fn of(&self, header: &str) -> Option<Use> {
        let exact = self.columns.get(header.trim()).copied();
        exact.or_else(|| {
            let wanted = plain(header);
            let mut all = self.columns.iter();
            all.find(|(known, _)| plain(known) == wanted)
                .map(|(_, told)| *told)
        })
    }

    /// The words for settings without case and blanks around them.
    pub fn words(&self) -> impl Iterator<Item = (String, Setting)> {
        let words = self.settings.iter();
        words.map(|(word, setting)| (plain(word), *setting))
    }
}

/// What the headers of a file are known by: the same for the same headers, in whatever order and case.
pub fn fingerprint<T: AsRef<str>>(headers: &[T]) -> Digest {
    let headers = headers.iter().map(|header| plain(header.as_ref()));
    let headers: BTreeSet<String> = headers.filter(|header| !header.is_empty()).collect();
    let lines: Vec<String> = headers.into_iter().collect();
    Digest::of(lines.join("\n").as_bytes())
}

/// A header or a word without case and blanks around it.
pub fn plain(text: &str) -> String {
    text.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_found_in_whatever_case() {
        let columns = [("Pupil No", Use::As(Column::Ref)), ("Notes", Use::LeaveOut)];
        let columns = columns.map(|(header, used)| (header.to_owned(), used));
        let map = ColumnMap {
            columns: columns.into(),
            settings: BTreeMap::new(),
        };
        assert_eq!(map.of("Pupil No"), Some(Use::As(Column::Ref)));
        assert_eq!(map.of(" PUPIL NO "), Some(Use::As(Column::Ref)));
        assert_eq!(map.of("notes"), Some(Use::LeaveOut));
        assert_eq!(map.of("No"), None);
    }

    #[test]
    fn the_same_headers_have_the_same_fingerprint() {
        let one = fingerprint(&["Pupil No", "Notes", ""]);
        assert_eq!(one, fingerprint(&["notes ", "pupil no"]));
        assert_ne!(one, fingerprint(&["Pupil No", "Notes", "School"]));
        // What stands in brackets tells two headers apart.
        assert_ne!(fingerprint(&["a (now)"]), fingerprint(&["a (next)"]));
    }

    #[test]
    fn a_map_has_the_form_of_the_file() {
        let map: ColumnMap = serde_json::from_str(
            r#"{"columns": {"Pupil No": "ref", "Notes": "leave out"}, "settings": {"Unit": "srp"}}"#,
        )
        .unwrap();
        assert_eq!(map.of("Notes"), Some(Use::LeaveOut));
        let words: Vec<_> = map.words().collect();
        assert_eq!(words, [("unit".to_owned(), Setting::Srp)]);
        let wrong = serde_json::from_str::<ColumnMap>(r#"{"columns": {"a": "shoe"}}"#);
        let said = wrong.unwrap_err().to_string();
        assert!(said.starts_with("there is no column \"shoe\""), "{said}");
    }
}
