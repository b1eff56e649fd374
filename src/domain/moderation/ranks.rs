//! What a reader made of a plan in ranks, so that two readings can be laid beside each other.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::super::identity::AreaId;

/// What is compared or watched: the tariff, or one area's level.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// The tariff.
    Tariff,
    /// An area's level.
    Area(AreaId),
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tariff => f.pad("tariff"),
            Self::Area(area) => f.pad(area.as_str()),
        }
    }
}

/// One reading in ranks: the tariff's among the framework's, each area's level's on the area's own scale, 0 the lowest.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ranks {
    /// The tariff; nothing where the plan cannot be mapped.
    pub tariff: Option<usize>,
    /// The settled areas.
    pub areas: BTreeMap<AreaId, usize>,
}

impl Ranks {
    /// The rank at a measure; nothing where the plan cannot be mapped or the area was not settled.
    pub fn at(&self, measure: &Measure) -> Option<usize> {
        match measure {
            Measure::Tariff => self.tariff,
            Measure::Area(area) => self.areas.get(area).copied(),
        }
    }
}

/// How many ranks each scale has.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scales {
    /// Tariffs.
    pub tariffs: usize,
    /// Levels of each area that is judged.
    pub areas: BTreeMap<AreaId, usize>,
}

impl Scales {
    /// The tariff first, then each area.
    pub fn measures(&self) -> impl Iterator<Item = Measure> + '_ {
        let areas = self.areas.keys().cloned().map(Measure::Area);
        std::iter::once(Measure::Tariff).chain(areas)
    }

    /// How many ranks a measure has.
    pub fn size(&self, measure: &Measure) -> usize {
        match measure {
            Measure::Tariff => self.tariffs,
            Measure::Area(area) => self.areas.get(area).copied().unwrap_or_default(),
        }
    }
}
