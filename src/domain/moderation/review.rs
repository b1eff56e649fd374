//! Reviews: what a moderator decided of a mapping, and the samples and conflicts of interest on record beside them.

use serde::{Deserialize, Serialize};

use super::super::day::Moment;
use super::super::flag::FlagRule;
use super::super::identity::{AreaId, FrameworkKey, LevelId, Reader, RecordId};
use super::sample::{Cohort, Limits, Sample};

/// Why a mapping is reviewed; the three are never mixed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stream {
    /// It was drawn: the only stream that agreement and estimates are reckoned on.
    Random,
    /// It carries flags.
    Flagged,
    /// Somebody asked for it: an appeal, a case brought to the board.
    Asked,
}

impl Stream {
    /// The word for it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Random => "sampled",
            Self::Flagged => "flagged",
            Self::Asked => "asked for",
        }
    }
}

/// What a review ended in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// Both readings are the same.
    Agreed,
    /// They differ within tolerance, and the officer's stands.
    Within,
    /// The moderator's takes its place.
    Adjusted,
    /// It goes back to the officer with a question.
    Returned,
    /// The officer answered the question, and the mapping stands as it is.
    Answered,
    /// The plan cannot be mapped, the moderator says, and the officer's mapping stands until it is mapped again.
    CannotMap,
    /// It goes to the board.
    Escalated,
    /// A flag was found harmless.
    Harmless,
}

impl Decision {
    /// Every decision, in the order of the screens.
    pub const ALL: [Self; 8] = [
        Self::Agreed,
        Self::Within,
        Self::Adjusted,
        Self::Returned,
        Self::Answered,
        Self::CannotMap,
        Self::Escalated,
        Self::Harmless,
    ];

    /// The words for it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Agreed => "agreed",
            Self::Within => "agreed within tolerance",
            Self::Adjusted => "adjusted",
            Self::Returned => "returned with a question",
            Self::Answered => "question answered",
            Self::CannotMap => "cannot be mapped",
            Self::Escalated => "escalated to the board",
            Self::Harmless => "flag found harmless",
        }
    }

    /// Whether it must say why.
    pub fn needs_reason(self) -> bool {
        match self {
            Self::Agreed | Self::Within => false,
            Self::Adjusted
            | Self::Returned
            | Self::Answered
            | Self::CannotMap
            | Self::Escalated
            | Self::Harmless => true,
        }
    }

    /// Whether the mapping has been looked at and waits for nobody: a question, or the board, keep it open.
    pub fn is_final(self) -> bool {
        match self {
            Self::Agreed | Self::Within | Self::Adjusted | Self::CannotMap | Self::Harmless => true,
            Self::Returned | Self::Answered | Self::Escalated => false,
        }
    }
}

/// A review as it is handed in to be recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reviewed {
    /// The mapping that was reviewed.
    pub mapping: RecordId,
    /// Why it was.
    pub stream: Stream,
    /// The sample that it was drawn in.
    pub sample: Option<RecordId>,
    /// The moderator's own blind reading.
    pub reading: Option<RecordId>,
    /// What it ended in.
    pub decision: Decision,
    /// The flag that was found harmless.
    pub rule: Option<FlagRule>,
    /// The descriptor that it turned on.
    pub descriptor: Option<(AreaId, Option<LevelId>)>,
    /// Who decided.
    pub reader: Reader,
    /// Why; of a mapping that was returned, the question.
    pub reason: Option<String>,
}

/// A review on record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// Its id.
    pub id: RecordId,
    /// When it was recorded.
    pub recorded: Moment,
    /// What was decided.
    pub reviewed: Reviewed,
    /// The mapping that takes the place of the reviewed one, where it was adjusted.
    pub adjusted: Option<RecordId>,
}

/// A sample as it was drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// The framework.
    pub framework: FrameworkKey,
    /// The cohort.
    pub cohort: Cohort,
    /// The limits it was drawn by.
    pub limits: Limits,
    /// The sample.
    pub sample: Sample,
    /// Who drew it.
    pub reader: Reader,
}

/// A sample on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptSample {
    /// Its id.
    pub id: RecordId,
    /// When it was drawn.
    pub recorded: Moment,
    /// What was drawn.
    pub drawn: Drawn,
}

/// A school whose pupils somebody will not judge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// Whose conflict it is.
    pub reader: Reader,
    /// The school, by URN or by name as the caseload has it.
    pub school: String,
    /// Why.
    pub reason: String,
}
