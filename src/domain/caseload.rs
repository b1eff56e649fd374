//! The caseload as the store hands it over: one entry a pupil, with what has been done so far.

use serde::{Deserialize, Serialize};

use super::amendment::Changes;
use super::day::{Day, Moment};
use super::derive::AreaTariff;
use super::digest::Digest;
use super::exact::Money;
use super::framework::Route;
use super::identity::{AreaId, LevelId, PlanId, PupilId, Reader, RecordId, TariffId};
use super::judgement::CannotMapWhy;
use super::mapping::{Mapping, Withdrawal};
use super::moderation::touched::Touched;
use super::pupil::Facts;
use super::school::Ages;

/// One pupil of the caseload, and the work on them under one framework version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The pupil.
    pub pupil: PupilId,
    /// What the latest import says.
    pub facts: Facts,
    /// The day of the latest import that named the pupil: the facts, their year group above all, are as of it.
    pub as_of: Day,
    /// The day of the whole caseload that left the pupil out, where none has named them since.
    pub departed: Option<Day>,
    /// How many years above the year group of their birth (below, where negative) somebody said the pupil is taught; it
    /// goes before what the files say.
    pub out_of_cohort: Option<i16>,
    /// The ages that the pupil's school teaches, where the register of schools says.
    pub ages: Ages,
    /// The number of the authority that the school lies in, where the register of schools says.
    pub lies_in: Option<u16>,
    /// The current plan version, where its text has come in.
    pub plan: Option<PlanHead>,
    /// All versions of the plan, oldest first, where there are several; the last is the current one.
    pub versions: Vec<Version>,
    /// The mappings that stand (not withdrawn), oldest first, schools' included.
    pub mappings: Vec<MappingHead>,
    /// The mapping that counts under the version of the same framework that the pupil was last mapped under but this.
    pub earlier: Option<Box<EarlierHead>>,
    /// The drafts, latest first.
    pub drafts: Vec<DraftHead>,
    /// The day on which the pupil was drawn for the audit sample, where they were.
    pub audited: Option<Day>,
}

/// A mapping under another version of the same framework.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarlierHead {
    /// The version.
    pub version: String,
    /// The mapping.
    pub mapping: MappingHead,
}

/// A plan version without its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanHead {
    /// The plan version.
    pub id: PlanId,
    /// How many provisions the reader of the text found.
    pub provisions: u32,
}

/// A plan version beside others of the same pupil.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// The plan version.
    pub id: PlanId,
    /// The digest of its text.
    pub digest: Digest,
    /// What it touched of the version before; nothing in the first, and where it was not kept.
    pub changes: Option<Changes>,
}

/// A mapping without its judgements.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MappingHead {
    /// The record.
    pub id: RecordId,
    /// The plan version it was read from.
    pub plan: Option<PlanId>,
    /// Who read.
    pub reader: Reader,
    /// When it was recorded.
    pub recorded: Moment,
    /// The tariff, or why there is none.
    pub result: MappingResult,
    /// Each area's own tariff, where the framework gives several.
    pub several: Vec<AreaTariff>,
    /// How many flags it carries.
    pub flags: u32,
    /// Whether it was not read but stands as it was under a version of the framework that was adopted.
    pub adopted: bool,
    /// Who sent it back to be mapped again, and why.
    #[serde(default)]
    pub again: Option<Box<Again>>,
    /// What moderation did with it, where that was asked for and anything was done.
    #[serde(skip)]
    pub touched: Option<Box<Touched>>,
    /// The levels of its areas, where they were asked for.
    #[serde(skip)]
    pub levels: Vec<(AreaId, LevelId)>,
}

/// That a mapping was sent back to be mapped again, as the outcome of its cohort's moderation.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Again {
    /// The ruling.
    pub ruling: RecordId,
    /// Who ruled.
    pub by: String,
    /// The area, where it is one that is to be judged again.
    pub area: Option<AreaId>,
    /// Why.
    pub reason: String,
}

impl Again {
    /// Why the pupil is back: `to map again for ci, says R. Hale: the levels were read one apart`.
    pub fn words(&self) -> String {
        let area = self.area.as_ref();
        let area = area.map_or_else(String::new, |area| format!(" for {area}"));
        format!("to map again{area}, says {}: {}", self.by, self.reason)
    }
}

/// What a mapping came to.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MappingResult {
    /// A tariff, and who pays.
    Tariff(TariffId, Route),
    /// No tariff: the plan cannot be mapped.
    CannotMap(CannotMapWhy),
}

/// A draft without its steps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftHead {
    /// Who reads.
    pub reader: Reader,
    /// When it was last saved.
    pub saved: Moment,
    /// Why it was put aside for later.
    pub parked: Option<String>,
}

/// A plan version with its text as read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The plan version.
    pub id: PlanId,
    /// The file or table it came from.
    pub source: String,
    /// The authority's own number of the version, where it has one.
    pub version: Option<String>,
    /// When it came in.
    pub received: Moment,
    /// The text.
    pub text: String,
}

/// What somebody said of a pupil's cohort.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CohortWord {
    /// When.
    pub at: Moment,
    /// How many years above the year group of their birth (below, where negative) the pupil is taught; nothing where the
    /// word before was taken back.
    pub years: Option<i16>,
    /// Who said it.
    pub reader: Reader,
    /// Why.
    pub reason: String,
}

impl CohortWord {
    /// Says where the pupil is taught: `is taught 1 year below those of their age`.
    pub fn words(years: Option<i16>) -> String {
        match years {
            None => "is taught with those of their age, as far as the files say".to_owned(),
            Some(0) => "is taught with those of their age, whatever a file says".to_owned(),
            Some(years) => {
                let count = years.unsigned_abs();
                let unit = if count == 1 { "year" } else { "years" };
                let way = if years < 0 { "below" } else { "above" };
                format!("is taught {count} {unit} {way} those of their age")
            }
        }
    }
}

/// What was decided of a plan that costs more than it is given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutcomeWord {
    /// When.
    pub at: Moment,
    /// The id of the record.
    pub id: RecordId,
    /// What was decided, by its code.
    pub outcome: String,
    /// What is paid on top in a year, in pence, where that was decided.
    pub top_up: Option<Money>,
    /// By how much the plan cost more, in pence.
    pub shortfall: Money,
    /// The rate set that it was held against.
    pub rates: String,
    /// Who decided.
    pub reader: Reader,
    /// Why.
    pub reason: String,
}

/// One thing that happened to a pupil's case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// The facts came in, or changed; the fields that changed.
    Imported {
        /// When.
        at: Moment,
        /// From which file.
        file: String,
        /// The columns that changed; empty at first.
        changed: Vec<String>,
    },
    /// A plan version came in.
    PlanReceived {
        /// When.
        at: Moment,
        /// The plan version.
        plan: PlanId,
        /// From which file.
        file: String,
        /// What it touched of the version before; nothing in the first, and where it was not kept.
        changes: Option<Changes>,
    },
    /// Somebody said that the pupil is taught out of their cohort, or took it back.
    Cohort(CohortWord),
    /// A mapping was recorded.
    Mapped(Box<Mapping>),
    /// A mapping was taken back.
    Withdrawn(Withdrawal),
    /// It was decided of the plan, which costs more than it is given.
    Decided(OutcomeWord),
}

impl Event {
    /// When it happened.
    pub fn at(&self) -> Moment {
        match self {
            Self::Imported { at, .. } | Self::PlanReceived { at, .. } => *at,
            Self::Cohort(word) => word.at,
            Self::Mapped(mapping) => mapping.recorded,
            Self::Withdrawn(withdrawal) => withdrawal.recorded,
            Self::Decided(word) => word.at,
        }
    }
}
