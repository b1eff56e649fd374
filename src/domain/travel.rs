//! What travels between workspaces: rows of records, pupils and what they name, piece by piece; and the account of what
//! became of them.

mod account;
mod piece;

pub use account::{Arrived, Count, Refused};
pub use piece::{Bytes, Cell, Chained, Entry, Named, Piece, Pupil, Register, Row, Words};

use serde::{Deserialize, Serialize};

/// A part of the work that can travel by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Pupils with their plans, the imports that told of them and the schools they name.
    Caseload,
    /// Mappings and what was taken back of them.
    Mappings,
    /// Samples, reviews and all other records.
    Reviews,
}

impl Part {
    /// Every part.
    pub const ALL: [Self; 3] = [Self::Caseload, Self::Mappings, Self::Reviews];

    /// The code in files and on the command line.
    pub fn code(self) -> &'static str {
        match self {
            Self::Caseload => "caseload",
            Self::Mappings => "mappings",
            Self::Reviews => "reviews",
        }
    }

    /// The part that records of a kind belong to.
    pub fn of_kind(kind: &str) -> Self {
        match kind {
            "mapping" | "withdrawal" => Self::Mappings,
            _ => Self::Reviews,
        }
    }
}
