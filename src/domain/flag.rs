//! Flags: what a moderator should look at, and why.

mod limits;
pub mod rules;

pub use limits::LimitFault;

use serde::{Deserialize, Serialize};

/// A named rule that held for a mapping.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flag {
    /// The rule.
    pub rule: FlagRule,
    /// Why it held here, in words.
    pub reason: String,
}

/// The rules that flag a mapping.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FlagRule {
    /// Too many provisions are not quantified: how long and how often is not said.
    Unquantified,
    /// Too many provisions are vague.
    Vague,
    /// An area's level was set against the framework's rule.
    AgainstRule,
    /// A judgement or level changed after the reveal.
    ChangedAfterReveal,
    /// An open top was used.
    OpenTop,
    /// Two areas are three levels or more apart.
    UnevenProfile,
    /// The sum lies close to a cut.
    Borderline,
    /// The annual review is over twelve months old.
    StalePlan,
    /// The same words were judged otherwise elsewhere.
    SameWords,
    /// The provisions' hours exceed the school week.
    HoursExceedWeek,
    /// Another pupil's code or name stands in the text.
    ForeignCode,
    /// The plan cannot be mapped.
    CannotMap,
    /// The officer asked for a second pair of eyes.
    Unsure,
    /// The tariff is among the outer ones of those mapped in the setting.
    UnusualTariff,
    /// The school's own reading came to another tariff.
    SchoolDiffers,
}

impl FlagRule {
    /// The words for it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Unquantified => "too little is quantified",
            Self::Vague => "too much is vague",
            Self::AgainstRule => "an area is set against the rule",
            Self::ChangedAfterReveal => "changed after the tariff was shown",
            Self::OpenTop => "an open top is used",
            Self::UnevenProfile => "two areas are three levels or more apart",
            Self::Borderline => "the sum lies close to a cut",
            Self::StalePlan => "the annual review is over a year old",
            Self::SameWords => "the same words were judged otherwise",
            Self::HoursExceedWeek => "more hours than the school week has",
            Self::ForeignCode => "another pupil is named in the text",
            Self::CannotMap => "the plan cannot be mapped",
            Self::Unsure => "the officer was not sure",
            Self::UnusualTariff => "the tariff is unusual for the setting",
            Self::SchoolDiffers => "the school's reading came to another tariff",
        }
    }
}
