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
    /// The officer has not passed the standardisation set.
    NotStandardised,
    /// Two of the officer's seeds in a row lay outside tolerance.
    SeedsMissed,
}

impl FlagRule {
    /// Every rule, in their order.
    pub const ALL: [Self; 17] = [
        Self::Unquantified,
        Self::Vague,
        Self::AgainstRule,
        Self::ChangedAfterReveal,
        Self::OpenTop,
        Self::UnevenProfile,
        Self::Borderline,
        Self::StalePlan,
        Self::SameWords,
        Self::HoursExceedWeek,
        Self::ForeignCode,
        Self::CannotMap,
        Self::Unsure,
        Self::UnusualTariff,
        Self::SchoolDiffers,
        Self::NotStandardised,
        Self::SeedsMissed,
    ];

    /// The code in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Unquantified => "unquantified",
            Self::Vague => "vague",
            Self::AgainstRule => "against_rule",
            Self::ChangedAfterReveal => "changed_after_reveal",
            Self::OpenTop => "open_top",
            Self::UnevenProfile => "uneven_profile",
            Self::Borderline => "borderline",
            Self::StalePlan => "stale_plan",
            Self::SameWords => "same_words",
            Self::HoursExceedWeek => "hours_exceed_week",
            Self::ForeignCode => "foreign_code",
            Self::CannotMap => "cannot_map",
            Self::Unsure => "unsure",
            Self::UnusualTariff => "unusual_tariff",
            Self::SchoolDiffers => "school_differs",
            Self::NotStandardised => "not_standardised",
            Self::SeedsMissed => "seeds_missed",
        }
    }

    /// The words for it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Unquantified => "provisions not quantified",
            Self::Vague => "vague words",
            Self::AgainstRule => "level against the rule",
            Self::ChangedAfterReveal => "changed after the reveal",
            Self::OpenTop => "open top used",
            Self::UnevenProfile => "uneven profile",
            Self::Borderline => "borderline sum",
            Self::StalePlan => "plan over a year old",
            Self::SameWords => "same words judged differently",
            Self::HoursExceedWeek => "hours over a school week",
            Self::ForeignCode => "another pupil in the text",
            Self::CannotMap => "cannot be mapped",
            Self::Unsure => "the officer asked",
            Self::UnusualTariff => "tariff unusual for the setting",
            Self::SchoolDiffers => "the school read otherwise",
            Self::NotStandardised => "officer has not passed the set",
            Self::SeedsMissed => "two seeds in a row missed",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_has_one_code_everywhere() {
        for rule in FlagRule::ALL {
            assert_eq!(serde_json::to_value(rule).unwrap(), rule.code());
        }
    }
}
