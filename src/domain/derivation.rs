//! Derivations: the rule from area levels to a tariff.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::dose::Who;
use super::exact::Quantity;
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

/// One row of a table of cuts: from this sum on, this tariff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    /// The lowest sum it holds for.
    pub from: Quantity,
    /// What it gives.
    pub tariff: TariffId,
    /// The settings it holds for; empty means all.
    pub settings: Vec<Setting>,
    /// The phases it holds for; empty means all.
    pub phases: Vec<Phase>,
}

impl Cut {
    /// Whether it is meant for some settings or phases alone.
    pub fn is_narrowed(&self) -> bool {
        !self.settings.is_empty() || !self.phases.is_empty()
    }

    /// Whether another row is of the same table: for the same settings and phases, in any order.
    pub fn is_beside(&self, other: &Self) -> bool {
        fn same<T: PartialEq>(one: &[T], other: &[T]) -> bool {
            let within = |these: &[T], those: &[T]| these.iter().all(|one| those.contains(one));
            within(one, other) && within(other, one)
        }
        same(&self.settings, &other.settings) && same(&self.phases, &other.phases)
    }
}

/// Cuts through a sum of points or hours; rows narrowed to the same settings and phases are a
/// table for those pupils alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cuts {
    /// The rows, each table's in the order of its sums.
    pub rows: Vec<Cut>,
    /// How close to a cut a sum is borderline.
    pub margin: Option<Quantity>,
}

impl Cuts {
    /// The tables, in the order in which the file first names them.
    pub fn tables(&self) -> Vec<Vec<&Cut>> {
        let mut tables: Vec<Vec<&Cut>> = Vec::new();
        for row in &self.rows {
            let same = |table: &&mut Vec<&Cut>| table.first().is_some_and(|one| one.is_beside(row));
            match tables.iter_mut().find(same) {
                Some(table) => table.push(row),
                None => tables.push(vec![row]),
            }
        }
        tables
    }
}

/// A derivation by weekly adult hours.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hours {
    /// The ceiling of one role's hours a week, applied first.
    pub cap_per_role: BTreeMap<Who, Quantity>,
    /// The ceiling of all hours a week.
    pub cap_per_week: Option<Quantity>,
    /// The cuts, on hours a week.
    pub cuts: Cuts,
}

/// Tariffs by area and level; an area that is not named has none.
pub type Table = BTreeMap<AreaId, BTreeMap<LevelId, TariffId>>;

/// The kinds of rule from area levels to a tariff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DerivationKind {
    /// The reader names the tariff.
    Reader,
    /// The highest area level gives the tariff.
    Highest(BTreeMap<LevelId, TariffId>),
    /// The first rule that holds gives the tariff.
    Rules(Vec<Rule>),
    /// Weighted points are added up, and cuts through the sum give the tariff.
    Points(Cuts),
    /// The level of the primary area gives the tariff.
    Primary(Table),
    /// The weekly adult hours of the judged provisions are added up and cut.
    Hours(Hours),
    /// Each area gives a tariff of its own; the highest is the pupil's headline.
    Several(Table),
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
