//! Derivations: the rule from area levels to a tariff.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::identity::{AreaId, LevelId, TariffId};
use super::place::{Phase, Setting};

/// From a provision's judgements to its area's level.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AreaLevelRule {
    /// The highest level judged.
    Highest,
    /// The level judged most often, ties to the higher.
    Most,
    /// The reader weighs the evidence.
    #[default]
    Reader,
}

/// One condition of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// At least so many areas stand at this level or above.
    Count {
        /// How many areas.
        count: usize,
        /// The level.
        at_least: LevelId,
    },
    /// This area stands at this level or above.
    Area {
        /// The area.
        area: AreaId,
        /// The level.
        at_least: LevelId,
    },
}

/// One rule of a `rules` derivation; all its conditions must hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// What it gives.
    pub tariff: TariffId,
    /// What must hold; empty holds always.
    pub when: Vec<Condition>,
    /// The settings it holds for; empty means all.
    pub settings: Vec<Setting>,
    /// The phases it holds for; empty means all.
    pub phases: Vec<Phase>,
}

/// The kinds of rule from area levels to a tariff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DerivationKind {
    /// The reader names the tariff.
    Reader,
    /// The highest area level gives the tariff.
    Highest(BTreeMap<LevelId, TariffId>),
    /// The first rule that holds gives the tariff.
    Rules(Vec<Rule>),
}

/// A shift by setting or phase, after everything else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adjust {
    /// The settings it holds for; empty means all.
    pub settings: Vec<Setting>,
    /// The phases it holds for; empty means all.
    pub phases: Vec<Phase>,
    /// Steps of rank, up or down.
    pub shift: i32,
}

/// The rule from area levels to a tariff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Derivation {
    /// The kind and its tables.
    pub kind: DerivationKind,
    /// From judgements to an area's level.
    pub area_level: AreaLevelRule,
    /// Shifts after the tables.
    pub adjust: Vec<Adjust>,
}
