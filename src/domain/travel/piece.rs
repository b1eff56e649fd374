//! The pieces of a bundle, in the order in which they come: frameworks, imports, schools, pupils, then chains of records.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use crate::domain::colleague::Colleague;
use crate::domain::digest::Digest;
use crate::domain::identity::{Origin, RecordId};

/// A row of a table: its columns that are not null, by name.
pub type Row = BTreeMap<String, Cell>;

/// Bytes, written as hexadecimal digits.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Bytes(pub Vec<u8>);

impl From<Bytes> for String {
    fn from(bytes: Bytes) -> Self {
        let mut text = Self::with_capacity(bytes.0.len() * 2);
        for byte in bytes.0 {
            let _ = write!(text, "{byte:02x}");
        }
        text
    }
}

impl TryFrom<String> for Bytes {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let digit = |byte: u8| {
            char::from(byte)
                .to_digit(16)
                .and_then(|digit| u8::try_from(digit).ok())
        };
        let pairs = text.as_bytes().chunks(2).map(|pair| match *pair {
            [high, low] => Some((digit(high)? << 4) | digit(low)?),
            _ => None,
        });
        pairs
            .collect::<Option<Vec<u8>>>()
            .map(Self)
            .ok_or("bytes that are no hexadecimal digits")
    }
}

/// A value of a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Cell {
    /// A whole number.
    Integer(i64),
    /// A text.
    Text(String),
    /// Bytes.
    Blob {
        /// Their digits.
        hex: Bytes,
    },
    /// A number of another kind, as its bits.
    Real {
        /// The bits.
        bits: u64,
    },
}

impl Cell {
    /// The text, where it is one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Integer(_) | Self::Blob { .. } | Self::Real { .. } => None,
        }
    }

    /// The whole number, where it is one.
    pub fn integer(&self) -> Option<i64> {
        match self {
            Self::Integer(number) => Some(*number),
            Self::Text(_) | Self::Blob { .. } | Self::Real { .. } => None,
        }
    }

    /// The bytes, where it is such.
    pub fn bytes(&self) -> Option<&[u8]> {
        match self {
            Self::Blob { hex } => Some(&hex.0),
            Self::Integer(_) | Self::Text(_) | Self::Real { .. } => None,
        }
    }
}

/// A pupil with all that is known of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pupil {
    /// Their id, the same in every workspace.
    pub id: String,
    /// Their reference in the workspace that the bundle is from, to name them by.
    pub reference: String,
    /// What each import told of them; `import` is its id.
    pub versions: Vec<Row>,
    /// Their plans.
    pub plans: Vec<Row>,
    /// What was said of their cohort.
    pub cohorts: Vec<Row>,
    /// The whole caseloads that left them out.
    pub departures: Vec<String>,
    /// The import that named them last.
    pub named: String,
    /// The whole caseload that left them out since.
    pub departed: Option<String>,
}

/// A school of the register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Register {
    /// Its number.
    pub urn: String,
    /// What each register said of it; `import` is the import's id.
    pub versions: Vec<Row>,
    /// Which schools follow after it.
    pub successions: Vec<Row>,
}

/// An import that something names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// Its row, without the number it has in one workspace alone.
    pub import: Row,
    /// How it ended.
    pub account: Option<Row>,
    /// That it was undone.
    pub undoing: Option<Row>,
}

/// A chain of records: whose it is, and its sealed head. Its entries follow, from the first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chained {
    /// Who made the records.
    pub colleague: Colleague,
    /// How many there are.
    pub length: i64,
    /// The last link.
    pub link: Digest,
    /// The signature over the head.
    pub signature: Bytes,
}

/// The words of a record, apart from it so that they can go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// The salt of their digest.
    pub salt: Bytes,
    /// The words.
    pub body: String,
}

/// A place in a chain, with its record where that comes along.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The workspace that made it.
    pub origin: Origin,
    /// Its place, from 1.
    pub n: i64,
    /// What it is.
    pub kind: String,
    /// The record.
    pub record: RecordId,
    /// The digest of the record's rows.
    pub content: Digest,
    /// The link over the one before.
    pub link: Digest,
    /// The rows, each with its table, its own first.
    pub rows: Vec<(String, Row)>,
    /// The words.
    pub words: Option<Words>,
}

/// One piece of a bundle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Piece {
    /// A framework's file.
    Framework(Row),
    /// An import that later pieces name.
    Import(Box<Named>),
    /// A school.
    School(Register),
    /// A pupil.
    Pupil(Box<Pupil>),
    /// A chain begins.
    Chain(Box<Chained>),
    /// The next place of the chain.
    Entry(Box<Entry>),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cell_reads_back() {
        let row: Row = [
            ("a", Cell::Integer(-3)),
            ("b", Cell::Text("{\"hex\":\"00\"}".to_owned())),
            (
                "c",
                Cell::Blob {
                    hex: Bytes(vec![0, 255, 16]),
                },
            ),
            (
                "d",
                Cell::Real {
                    bits: 1.5_f64.to_bits(),
                },
            ),
        ]
        .into_iter()
        .map(|(name, cell)| (name.to_owned(), cell))
        .collect();
        let text = serde_json::to_string(&row).unwrap();
        assert_eq!(serde_json::from_str::<Row>(&text).unwrap(), row);
        for wrong in [
            "{\"a\":{\"hex\":\"0\"}}",
            "{\"a\":{\"hex\":\"zz\"}}",
            "{\"a\":1.5}",
            "{\"a\":null}",
        ] {
            assert!(serde_json::from_str::<Row>(wrong).is_err(), "{wrong}");
        }
    }
}
