//! Refusals: why a sheet cannot be recorded yet, and what to do.

use super::super::derive::ProfileFault;
use super::super::framework::Area;
use super::super::identity::{AreaId, LevelId, TariffId};

/// Why a sheet cannot be recorded yet.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Provisions that nobody has judged.
    #[error(
        "{} no judgement; take each for evidence of an area, or set it aside with a reason.",
        numbered(.0)
    )]
    Unjudged(Vec<u32>),
    /// A judgement of a provision that the plan does not have.
    #[error("There is no provision {0} in this plan, which has {1}; judge one of those.")]
    UnknownProvision(u32, usize),
    /// An area that is not judged in this framework.
    #[error("\"{area}\" is no area that is judged in this framework; its areas are {known}.")]
    UnknownArea {
        /// The area.
        area: AreaId,
        /// Those there are.
        known: String,
    },
    /// A level that is not on the area's scale.
    #[error("\"{level}\" is no level of the area \"{area}\"; its levels are {known}.")]
    UnknownLevel {
        /// The area's name.
        area: String,
        /// The level.
        level: LevelId,
        /// Those there are.
        known: String,
    },
    /// A provision both evidence and set aside.
    #[error("Provision {0} is both evidence for an area and set aside; choose one.")]
    Both(u32),
    /// A provision set aside more than once.
    #[error("Provision {0} is set aside twice; give one reason.")]
    SetAsideTwice(u32),
    /// A provision taken twice for evidence of one area.
    #[error("Provision {0} is evidence for the area \"{1}\" twice; keep one of the two.")]
    AreaTwice(u32, AreaId),
    /// An area settled twice.
    #[error("The area \"{0}\" is settled twice; keep one level.")]
    SettledTwice(String),
    /// An area that rests on provisions, of which there are none.
    #[error(
        "The area \"{0}\" is to rest on the plan's provisions, but none is evidence for it; \
         take one for evidence, or name another source."
    )]
    NoEvidence(String),
    /// An area with evidence but no level.
    #[error("The area \"{0}\" has evidence but no level; settle it.")]
    Unsettled(String),
    /// A level against the rule, without a reason.
    #[error(
        "The framework's rule puts the area \"{area}\" at {rule}, and it is set at {settled}; give a reason."
    )]
    AgainstRule {
        /// The area's name.
        area: String,
        /// What the rule gives.
        rule: LevelId,
        /// What the reader set.
        settled: LevelId,
    },
    /// Another primary area than the rule's, without a reason.
    #[error(
        "The framework's rule takes \"{rule}\" for the primary area, and \"{taken}\" is taken; give a reason."
    )]
    OtherPrimary {
        /// The name of the area that the rule takes.
        rule: String,
        /// The name of the area taken.
        taken: String,
    },
    /// No area has a level.
    #[error(
        "No area has a level; settle at least one area, or say that the plan cannot be mapped."
    )]
    NoLevel,
    /// An open top without a reason.
    #[error("\"{0}\" is an open top; say why it is used.")]
    OpenTop(TariffId),
    /// The framework's rule gives no tariff.
    #[error(transparent)]
    Profile(#[from] ProfileFault),
}

impl Refusal {
    /// Gives the refusal of an area, naming those there are.
    pub(super) fn unknown_area<'a>(area: &AreaId, known: impl Iterator<Item = &'a str>) -> Self {
        Self::UnknownArea {
            area: area.clone(),
            known: known.collect::<Vec<_>>().join(", "),
        }
    }

    /// Gives the refusal of a level, naming those of the area.
    pub(super) fn unknown_level(area: &Area, level: &LevelId) -> Self {
        let known: Vec<_> = area.levels.iter().map(LevelId::as_str).collect();
        Self::UnknownLevel {
            area: area.name.clone(),
            level: level.clone(),
            known: known.join(", "),
        }
    }
}

/// Writes `Provision 3 has` or `Provisions 3, 7 and 9 have`.
fn numbered(numbers: &[u32]) -> String {
    let texts: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    match texts.split_last() {
        Some((last, [])) => format!("Provision {last} has"),
        Some((last, others)) => format!("Provisions {} and {last} have", others.join(", ")),
        None => "No provision has".to_owned(),
    }
}
