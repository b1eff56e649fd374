//! What an importer hands in, and the account it gets back.

use crate::domain::digest::Digest;
use crate::domain::pupil::Facts;

/// The pupils of one file, all or none of which go in.
#[derive(Clone, Debug)]
pub struct Batch {
    /// The file's name, as it is shown later.
    pub file: String,
    /// The file's digest.
    pub digest: Digest,
    /// The kind of file.
    pub kind: String,
    /// The pupils, in the order of the file.
    pub pupils: Vec<Incoming>,
}

/// One pupil of a file.
#[derive(Clone, Debug)]
pub struct Incoming {
    /// What the file says.
    pub facts: Facts,
    /// Where it says so.
    pub row: usize,
    /// The plan's text, where the file or its folder has one.
    pub plan: Option<IncomingPlan>,
}

/// A plan's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IncomingPlan {
    /// The text.
    pub text: String,
    /// The file or table it came from.
    pub source: String,
    /// The authority's own number of the version.
    pub version: Option<String>,
    /// How many provisions the reader of the text found.
    pub provisions: u32,
}

/// What an import made of a batch, or in a dry run would have made.
///
/// Each pupil of the batch counts once: new, changed, unchanged or in conflict.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Pupils not known before.
    pub new: usize,
    /// Pupils whose facts or plan text changed.
    pub changed: usize,
    /// Pupils of whom all is as it was.
    pub unchanged: usize,
    /// Pupils left as they were, and why.
    pub conflicts: Vec<Conflict>,
    /// Pupils of the whole caseload, after all that was imported with it, whose plan text has not come in.
    pub no_plan_text: u64,
}

impl Imported {
    /// Whether a pupil was new, or anything of one.
    pub(crate) fn brings_news(&self) -> bool {
        self.new + self.changed > 0
    }
}

/// Why a pupil of a file was left out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Conflict {
    /// The UPN belongs to another reference.
    #[error(
        "row {row}: \"{reference}\" has the unique pupil number of \"{holder}\"; correct one of the two and import again"
    )]
    UpnHeld {
        /// The row.
        row: usize,
        /// The reference in the row.
        reference: String,
        /// The reference that holds the UPN.
        holder: String,
    },
    /// The pupil stands in the file before.
    #[error(
        "row {row}: \"{reference}\" stands in row {first} already; keep one of the two rows and import again"
    )]
    Repeated {
        /// The row.
        row: usize,
        /// The reference in the row.
        reference: String,
        /// The row before.
        first: usize,
    },
}

impl Conflict {
    /// The row that was left out.
    pub fn row(&self) -> usize {
        match self {
            Self::UpnHeld { row, .. } | Self::Repeated { row, .. } => *row,
        }
    }
}
