//! What an importer hands in, and the account it gets back.

use crate::domain::amendment::Changes;
use crate::domain::caseload::Entry;
use crate::domain::day::Moment;
use crate::domain::digest::Digest;
use crate::domain::erasure::KnownBy;
use crate::domain::fact::Fact;
use crate::domain::identity::{FrameworkKey, PupilId};
use crate::domain::movement::Change;
use crate::domain::pupil::Facts;

/// A file whose pupils come in.
#[derive(Clone, Debug)]
pub struct File {
    /// Its name, as it is shown later.
    pub name: String,
    /// The digest of its bytes.
    pub digest: Digest,
    /// The kind of file.
    pub kind: String,
    /// What it says nothing of, of any pupil.
    pub silent: Vec<Fact>,
}

impl File {
    /// What is written of it: its name, its digest and its kind.
    pub(crate) fn head(&self) -> (&str, Digest, &str) {
        (&self.name, self.digest, &self.kind)
    }
}

/// How all that comes in at once is taken.
#[derive(Clone, Copy, Debug)]
pub struct Order<'a> {
    /// When.
    pub now: Moment,
    /// Whether the files are the whole caseload, so that whoever they do not name has left.
    pub whole: bool,
    /// Whether all is taken back again.
    pub dry_run: bool,
    /// The framework under which to tell what moved, where it is asked for.
    pub compare: Option<&'a FrameworkKey>,
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
    /// What it touches of the version before, where it was compared with one.
    pub amends: Option<Amends>,
}

/// What a plan's text touches of an earlier version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amends {
    /// The digest of the earlier text.
    pub earlier: Digest,
    /// What is touched.
    pub changes: Changes,
}

/// What an import made of a file, or in a dry run would have made.
///
/// Each pupil of the file counts once: new, changed, unchanged or in conflict.
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
}

/// What an import made of all that was handed in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// What was made of each file.
    pub files: Vec<Imported>,
    /// The pupils whose plan came in amended: a newer version in which a provision was touched, or may have been.
    pub amended: Vec<PupilId>,
    /// How many newer plan versions touched no provision.
    pub untouched: u64,
    /// How many pupils have left: the files are the whole caseload and do not name them.
    pub departed: u64,
    /// What moved, each with the pupil's entry after all that came in; told where it was asked for.
    pub changes: Vec<(Change, Entry)>,
    /// Whether anything came in that was not known before.
    pub news: bool,
    /// Pupils of the whole caseload, after all that came in, whose plan text has not.
    pub no_plan_text: u64,
}

impl Taken {
    /// Remembers what a new plan's text was to a pupil.
    pub(crate) fn note(&mut self, pupil: &PupilId, intake: Intake) {
        match intake {
            Intake::First => {}
            Intake::Newer(Some(changes)) if !changes.is_touched() => self.untouched += 1,
            Intake::Newer(_) => self.amended.push(pupil.clone()),
        }
    }
}

/// What a new plan's text was to the pupil.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Intake {
    /// The first.
    First,
    /// A newer version; what it touched, where that is known.
    Newer(Option<Changes>),
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
    /// The person was erased.
    #[error(
        "row {row}: \"{reference}\" has the {} of somebody who was erased here, and nothing of them was taken in; where they are to come back or are somebody else, first `continuum erase --readmit -` and type {}",
        by.words(), by.typed()
    )]
    Erased {
        /// The row.
        row: usize,
        /// The reference in the row.
        reference: String,
        /// By what they are known again.
        by: KnownBy,
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
    /// The reference in the row.
    pub(crate) fn reference(&self) -> &str {
        match self {
            Self::UpnHeld { reference, .. }
            | Self::Repeated { reference, .. }
            | Self::Erased { reference, .. } => reference,
        }
    }

    /// The row that was left out.
    pub fn row(&self) -> usize {
        match self {
            Self::UpnHeld { row, .. } | Self::Repeated { row, .. } | Self::Erased { row, .. } => {
                *row
            }
        }
    }
}
