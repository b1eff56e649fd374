//! Judgements: what a reader made of each provision and of each area.

use serde::{Deserialize, Serialize};

use super::identity::{AreaId, LevelId, TariffId};

/// Why a provision is evidence for no area.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SetAside {
    /// The school's ordinarily available offer.
    Core,
    /// Said already elsewhere in the plan.
    Duplicate,
    /// Not a provision at all.
    NotProvision,
    /// Perhaps the health service's; it must still be secured.
    QueryHealth,
    /// Perhaps social care's; it must still be secured.
    QueryCare,
}

impl SetAside {
    /// Every reason, in the order of the screens.
    pub const ALL: [Self; 5] = [
        Self::Core,
        Self::Duplicate,
        Self::NotProvision,
        Self::QueryHealth,
        Self::QueryCare,
    ];

    /// The code in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Core => "core",
            Self::Duplicate => "duplicate",
            Self::NotProvision => "not_provision",
            Self::QueryHealth => "query_health",
            Self::QueryCare => "query_care",
        }
    }

    /// Gives the reason of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|why| why.code() == code)
    }

    /// The reason in words, as it stands on the record.
    ///
    /// All of Section F must be secured, and therapy that educates or trains is special
    /// educational provision (Children and Families Act 2014, ss. 21(5), 42).
    pub fn words(self) -> &'static str {
        match self {
            Self::Core => "the school's ordinarily available offer",
            Self::Duplicate => "said already in this plan",
            Self::NotProvision => "not a provision",
            Self::QueryHealth => "perhaps health: must still be secured; refer",
            Self::QueryCare => "perhaps social care: must still be secured; refer",
        }
    }
}

/// What a provision is taken for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Evidence for an area, at a level or without one.
    Evidence {
        /// The area.
        area: AreaId,
        /// The level.
        level: Option<LevelId>,
    },
    /// Evidence for none.
    SetAside(SetAside),
}

/// One judgement of one provision; evidence for several areas is several judgements.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    /// The provision's number.
    pub n: u32,
    /// What it is taken for.
    pub verdict: Verdict,
    /// The reader's note.
    pub note: Option<String>,
}

/// What an area's level rests on.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum AreaSource {
    /// The plan's provisions.
    #[default]
    Provisions,
    /// The annual review.
    AnnualReview,
    /// The school's provision map.
    ProvisionMap,
    /// The placement as a whole.
    Placement,
}

impl AreaSource {
    /// Every source, in the order of the screens.
    pub const ALL: [Self; 4] = [
        Self::Provisions,
        Self::AnnualReview,
        Self::ProvisionMap,
        Self::Placement,
    ];

    /// The code in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Provisions => "provisions",
            Self::AnnualReview => "annual_review",
            Self::ProvisionMap => "provision_map",
            Self::Placement => "placement",
        }
    }

    /// The words on the screen.
    pub fn words(self) -> &'static str {
        match self {
            Self::Provisions => "the plan's provisions",
            Self::AnnualReview => "the annual review",
            Self::ProvisionMap => "the school's provision map",
            Self::Placement => "the placement as a whole",
        }
    }
}

/// The level an area was settled at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AreaLevel {
    /// The area.
    pub area: AreaId,
    /// The level.
    pub level: LevelId,
    /// Why, where the level is set against the framework's rule.
    pub reason: Option<String>,
    /// What the level rests on.
    pub evidence: AreaSource,
}

/// Why a plan could not be mapped; an outcome that is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CannotMapWhy {
    /// The plan's text has not come in.
    NoPlanText,
    /// Section F is too vague to judge.
    VagueSectionF,
    /// The plan no longer describes the pupil.
    StalePlan,
    /// It stands between two levels.
    BetweenLevels,
    /// It stands above the top of the continuum.
    AboveTop,
}

impl CannotMapWhy {
    /// Every reason, in the order of the screens.
    pub const ALL: [Self; 5] = [
        Self::NoPlanText,
        Self::VagueSectionF,
        Self::StalePlan,
        Self::BetweenLevels,
        Self::AboveTop,
    ];

    /// The code in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::NoPlanText => "no_plan_text",
            Self::VagueSectionF => "vague_section_f",
            Self::StalePlan => "stale_plan",
            Self::BetweenLevels => "between_levels",
            Self::AboveTop => "above_top",
        }
    }

    /// Gives the reason of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|why| why.code() == code)
    }

    /// The reason in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::NoPlanText => "no plan text",
            Self::VagueSectionF => "Section F too vague to judge",
            Self::StalePlan => "the plan is out of date",
            Self::BetweenLevels => "between two levels",
            Self::AboveTop => "above the top of the continuum",
        }
    }
}

/// That a plan cannot be mapped, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CannotMap {
    /// The reason.
    pub why: CannotMapWhy,
    /// What the reader adds.
    pub note: Option<String>,
}

/// The area that a reader takes for the primary one, where the tariff goes by it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrimaryArea {
    /// The area.
    pub area: AreaId,
    /// Why, where it is not the one that the framework's rule takes.
    pub reason: Option<String>,
}

/// All that one reader made of one plan: what a mapping records and a draft grows into.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judged {
    /// The judgements, by provision.
    pub judgements: Vec<Judgement>,
    /// The settled areas.
    pub area_levels: Vec<AreaLevel>,
    /// The tariff the reader names, where the framework leaves it to the reader.
    pub chosen: Option<TariffId>,
    /// The primary area, where the reader takes another than the framework's rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub primary: Option<PrimaryArea>,
    /// Why an open top was used.
    pub open_reason: Option<String>,
    /// That the plan cannot be mapped.
    pub cannot_map: Option<CannotMap>,
    /// Whether the reader asked for a second pair of eyes.
    pub unsure: bool,
}
