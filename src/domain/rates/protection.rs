//! Guarantees, floors and caps: how far a total may move from today's.

use serde::{Deserialize, Serialize};

use super::super::day::Day;
use super::super::exact::Quantity;
use super::super::place::Setting;

/// What a protection does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProtectionKind {
    /// The minimum funding guarantee: the rate on an unchanged cohort rises by at least so much in a hundred (falls by at
    /// most so much, where negative).
    Guarantee,
    /// The most that is lost, in a hundred of today's.
    Floor,
    /// The most that is gained, in a hundred of today's.
    Cap,
}

impl ProtectionKind {
    /// The word in files and on the screen.
    pub fn code(self) -> &'static str {
        match self {
            Self::Guarantee => "guarantee",
            Self::Floor => "floor",
            Self::Cap => "cap",
        }
    }
}

/// Whose total is held against today's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// The pupils of a school in one setting together.
    #[default]
    School,
    /// Each pupil.
    Pupil,
}

impl Unit {
    /// The word in files and on the screen.
    pub fn code(self) -> &'static str {
        match self {
            Self::School => "school",
            Self::Pupil => "pupil",
        }
    }
}

/// Who pays for guarantees and floors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Payer {
    /// The envelope; what caps take stays in it.
    #[default]
    Envelope,
    /// Those above their cap, as far as it is needed and no further.
    Caps,
}

impl Payer {
    /// The word in files and on the screen.
    pub fn code(self) -> &'static str {
        match self {
            Self::Envelope => "envelope",
            Self::Caps => "caps",
        }
    }
}

/// One guarantee, floor or cap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Protection {
    /// What it does.
    pub kind: ProtectionKind,
    /// The settings it holds for; empty means all.
    pub settings: Vec<Setting>,
    /// How far, in a hundred of today's.
    pub percent: Quantity,
    /// The first day it holds.
    pub from: Option<Day>,
    /// The last day it holds.
    pub until: Option<Day>,
}

impl Protection {
    /// Whether it holds for a setting on a day.
    pub fn holds(&self, setting: Option<Setting>, on: Day) -> bool {
        let placed =
            self.settings.is_empty() || setting.is_some_and(|one| self.settings.contains(&one));
        let begun = self.from.is_none_or(|from| from <= on);
        placed && begun && self.until.is_none_or(|until| on <= until)
    }

    /// The total it allows, in a hundred of today's: the least for a guarantee and a floor, the most for a cap.
    pub fn limit(&self) -> Quantity {
        let hundred = Quantity::from(100_u32);
        let limit = match self.kind {
            ProtectionKind::Guarantee | ProtectionKind::Cap => hundred.plus(self.percent),
            ProtectionKind::Floor => hundred.minus(self.percent),
        };
        limit.unwrap_or(Quantity::ZERO)
    }
}
