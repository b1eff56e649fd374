//! Risk: which flagged mapping a moderator looks at first, by the number and the weight of its flags; money has no part.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::super::day::Moment;
use super::super::flag::FlagRule;
use super::super::identity::RecordId;

/// How much each rule weighs; a setting of the workspace. A rule without a weight of its own has the usual one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Weights(pub BTreeMap<FlagRule, u32>);

impl Weights {
    /// A rule's weight.
    pub fn of(&self, rule: FlagRule) -> u32 {
        self.0.get(&rule).copied().unwrap_or_else(|| usual(rule))
    }

    /// The weights of flags together; a rule that holds twice for a mapping (of two provisions, say) counts twice.
    pub fn sum(&self, flags: &[FlagRule]) -> u32 {
        let weights = flags.iter().map(|rule| self.of(*rule));
        weights.fold(0, u32::saturating_add)
    }
}

/// Why a weight cannot be set.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WeightFault {
    /// No rule is called so.
    #[error("No rule is called \"{0}\". There are {names}.", names = listed())]
    Unknown(String),
    /// The value is none.
    #[error("\"{1}\" is no weight for {0}: write a whole number from 0 to 100.")]
    Value(String, String),
}

/// The heaviest that a rule can be made.
const HEAVIEST: u32 = 100;

impl Weights {
    /// Sets a rule's weight, both as they are typed; `usual` takes the usual weight again.
    pub fn set(&mut self, name: &str, value: &str) -> Result<(), WeightFault> {
        let mut rules = FlagRule::ALL.into_iter();
        let rule = rules.find(|rule| rule.code() == name);
        let rule = rule.ok_or_else(|| WeightFault::Unknown(name.to_owned()))?;
        if value == "usual" {
            self.0.remove(&rule);
            return Ok(());
        }
        let weight = value.parse().ok().filter(|weight| *weight <= HEAVIEST);
        let wrong = || WeightFault::Value(name.to_owned(), value.to_owned());
        self.0.insert(rule, weight.ok_or_else(wrong)?);
        Ok(())
    }
}

fn listed() -> String {
    FlagRule::ALL.map(FlagRule::code).join(", ")
}

/// What a rule weighs where nothing is set.
///
/// 5: the mapping may be of the wrong text, or the tariff seen before the levels were. 4: the officer asks, or departs from
/// the rule, or their seeds went wrong. 3: the answer itself stands out. 2: the result hangs on little. 1: the plan is thin, which is not the reading's
/// fault.
pub fn usual(rule: FlagRule) -> u32 {
    match rule {
        FlagRule::ForeignCode | FlagRule::ChangedAfterReveal => 5,
        FlagRule::AgainstRule | FlagRule::Unsure | FlagRule::SeedsMissed => 4,
        FlagRule::OpenTop
        | FlagRule::CannotMap
        | FlagRule::SameWords
        | FlagRule::SchoolDiffers
        | FlagRule::UnusualTariff
        | FlagRule::NotStandardised
        | FlagRule::HoursExceedWeek => 3,
        FlagRule::Borderline | FlagRule::UnevenProfile => 2,
        FlagRule::Unquantified | FlagRule::Vague | FlagRule::StalePlan => 1,
    }
}

/// A flagged mapping that waits for a review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The mapping.
    pub mapping: RecordId,
    /// When it was recorded.
    pub recorded: Moment,
    /// Its flags that nobody has put aside as harmless.
    pub flags: Vec<FlagRule>,
}

/// Brings a queue into order: the heaviest first, then the one with more flags, then the oldest, then by id.
pub fn order(queue: &mut [Waiting], weights: &Weights) {
    queue.sort_by_cached_key(|one| {
        (
            Reverse(weights.sum(&one.flags)),
            Reverse(one.flags.len()),
            one.recorded,
            one.mapping.clone(),
        )
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waiting(id: &str, at: i64, flags: &[FlagRule]) -> Waiting {
        Waiting {
            mapping: RecordId::new(id),
            recorded: Moment::from_millis(at),
            flags: flags.to_vec(),
        }
    }

    #[track_caller]
    fn case(mut queue: Vec<Waiting>, weights: &Weights, expected: &str) {
        order(&mut queue, weights);
        let found: Vec<&str> = queue.iter().map(|one| one.mapping.as_str()).collect();
        assert_eq!(found.join(" "), expected);
    }

    #[test]
    fn weight_then_number_then_age_decide() {
        let queue = || {
            vec![
                waiting("none", 0, &[]),
                waiting("late", 9, &[FlagRule::Unsure]),
                waiting("b", 5, &[FlagRule::Unsure]),
                waiting("a", 5, &[FlagRule::Unsure]),
                waiting("two", 9, &[FlagRule::Borderline, FlagRule::UnevenProfile]),
                waiting("heavy", 9, &[FlagRule::ForeignCode]),
            ]
        };
        case(queue(), &Weights::default(), "heavy two a b late none");
        let weights = Weights([(FlagRule::Unsure, 9), (FlagRule::ForeignCode, 0)].into());
        case(queue(), &weights, "a b late two heavy none");
        case(vec![], &weights, "");
    }

    #[test]
    fn a_weight_is_set_by_the_rules_name_and_kept() {
        let mut weights = Weights::default();
        weights.set("unsure", "9").unwrap();
        assert_eq!(weights.of(FlagRule::Unsure), 9);
        let written = serde_json::to_string(&weights).unwrap();
        assert_eq!(serde_json::from_str::<Weights>(&written).unwrap(), weights);
        weights.set("unsure", "usual").unwrap();
        assert_eq!(weights, Weights::default());
        let told = weights.set("unsur", "1").unwrap_err().to_string();
        assert!(
            told.starts_with("No rule is called \"unsur\". There are unquantified, vague, "),
            "{told}"
        );
        for value in ["-1", "", "many", "101", "1.5"] {
            assert!(weights.set("unsure", value).is_err(), "{value}");
        }
    }

    #[test]
    fn weights_do_not_overflow() {
        let weights = Weights([(FlagRule::Vague, u32::MAX)].into());
        assert_eq!(weights.sum(&[FlagRule::Vague, FlagRule::Vague]), u32::MAX);
    }
}
