//! Agreed readings: mappings that two names stand behind, taken for seeds or for a standardisation set.

use serde::{Deserialize, Serialize};

use super::super::day::Moment;
use super::super::identity::{FrameworkKey, PlanId, PupilId, Reader, RecordId};
use super::super::mapping::Purpose;

/// What an agreed reading is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Aim {
    /// Dropped in unseen.
    Seed,
    /// Read by every officer before live work.
    Standard,
}

impl Aim {
    /// The code in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Seed => "seed",
            Self::Standard => "standard",
        }
    }

    /// The words for it, after "taken for".
    pub fn words(self) -> &'static str {
        match self {
            Self::Seed => "a seed",
            Self::Standard => "the standardisation set",
        }
    }

    /// What a reading of such a plan is recorded for.
    pub fn purpose(self) -> Purpose {
        match self {
            Self::Seed => Purpose::Seed,
            Self::Standard => Purpose::Standard,
        }
    }
}

/// An agreed reading on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreed {
    /// Its id.
    pub id: RecordId,
    /// When it was taken; the order in which agreed readings are given out.
    pub recorded: Moment,
    /// What it is for.
    pub aim: Aim,
    /// The mapping whose levels are the agreed ones.
    pub mapping: RecordId,
    /// The pupil.
    pub pupil: PupilId,
    /// The plan version that was read.
    pub plan: PlanId,
    /// The officer who mapped.
    pub officer: String,
    /// The moderator who read the plan blind and decided.
    pub moderator: String,
    /// Who took it for an agreed reading.
    pub reader: Reader,
    /// When and why it was taken out of use, where it was.
    pub removed: Option<Removed>,
}

/// An agreed reading taken out of use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removed {
    /// When.
    pub at: Moment,
    /// By whom; nothing where the mapping itself was taken back.
    pub reader: Option<Reader>,
    /// Why.
    pub reason: String,
}

impl Agreed {
    /// Whether it was in use at a moment.
    pub fn in_use(&self, at: Moment) -> bool {
        let gone = |removed: &Removed| removed.at <= at;
        self.recorded <= at && !self.removed.as_ref().is_some_and(gone)
    }

    /// Whether somebody knows the answer: they mapped, moderated, or took it for an agreed reading.
    pub fn is_known_to(&self, name: &str) -> bool {
        [&self.officer, &self.moderator, &self.reader.name]
            .into_iter()
            .any(|known| known == name)
    }
}

/// Anybody's reading of a pupil of whom there is an agreed one; also one that was taken back, for it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    /// The record.
    pub mapping: RecordId,
    /// When it was recorded.
    pub recorded: Moment,
    /// The pupil.
    pub pupil: PupilId,
    /// The plan version that was read.
    pub plan: Option<PlanId>,
    /// Under which framework version.
    pub framework: FrameworkKey,
    /// Who read.
    pub reader: Reader,
    /// What it was read for, where it does not count by itself.
    pub purpose: Option<Purpose>,
    /// Whether it was taken back since.
    pub withdrawn: bool,
}

/// The review of an officer's new mappings, lifted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lift {
    /// Whose.
    pub officer: String,
    /// When.
    pub recorded: Moment,
    /// By whom.
    pub reader: Reader,
    /// Why.
    pub reason: String,
}
