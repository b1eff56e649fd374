//! A framework: areas, levels, descriptors and tariffs of one released version.

use serde::{Deserialize, Serialize};

use super::day::Day;
use super::derivation::Derivation;
use super::digest::Digest;
use super::identity::{AreaId, DescriptorId, FrameworkKey, LevelId, TariffId};
use super::place::{Phase, Setting};
use super::provision::AreaCode;

/// How far a version has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Being written.
    #[default]
    Draft,
    /// Out for views.
    Consultation,
    /// In use; it never changes again.
    Released,
    /// No longer in use; old mappings stay readable.
    Withdrawn,
}

impl Status {
    /// The word in files and on the screen.
    pub fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Consultation => "consultation",
            Self::Released => "released",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// Who pays for a tariff.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Route {
    /// The school's own budget.
    Core,
    /// The Community of schools' budget.
    Community,
    /// A tariff.
    Tariff,
    /// A sum of the pupil's own.
    Bespoke,
}

impl Route {
    /// The code in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Core => "core",
            Self::Community => "community",
            Self::Tariff => "tariff",
            Self::Bespoke => "bespoke",
        }
    }

    /// The words on the screen: who pays.
    pub fn words(self) -> &'static str {
        match self {
            Self::Core => "the school's own budget",
            Self::Community => "the Community of schools' budget",
            Self::Tariff => "top-up at the tariff's rate",
            Self::Bespoke => "a sum agreed for the pupil",
        }
    }
}

/// What a descriptor speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DescriptorKind {
    /// A need.
    Need,
    /// A provision.
    Provision,
    /// An impact.
    Impact,
    /// An outcome.
    Outcome,
}

/// How a pupil's plan is walked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Walk {
    /// Each provision is judged, then the areas are settled.
    #[default]
    Provision,
    /// Area by area, provisions attached as evidence.
    Area,
}

/// Which pupils a framework is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scope {
    /// The first and the last national curriculum year, both included.
    pub years: (i16, i16),
    /// The settings.
    pub settings: Vec<Setting>,
    /// Whether years 12 to 14 of those settings are included too.
    pub sixth_form: bool,
}

/// How long the framework's school year is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearShape {
    /// Weeks.
    pub weeks: u16,
    /// Days.
    pub days: u16,
    /// Terms.
    pub terms: u16,
    /// Half terms.
    pub half_terms: u16,
}

impl Default for YearShape {
    fn default() -> Self {
        Self {
            weeks: 38,
            days: 190,
            terms: 3,
            half_terms: 6,
        }
    }
}

/// A rung of the scale; its place in the list is its rank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    /// The id.
    pub id: LevelId,
    /// The name.
    pub name: String,
    /// Points, for derivations that add.
    pub points: i32,
}

/// An area of need or of adaptation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Area {
    /// The id.
    pub id: AreaId,
    /// The name.
    pub name: String,
    /// Which area of the Section F reader falls here.
    pub code: Option<AreaCode>,
    /// The area it is a part of.
    pub parent: Option<AreaId>,
    /// Its own scale, as ranks into the framework's levels, lowest first.
    pub levels: Vec<LevelId>,
    /// Its weight, for derivations that add.
    pub weight: i32,
    /// The ceiling of its points, children included.
    pub cap: Option<i32>,
}

/// The text at an area and a level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Descriptor {
    /// The id.
    pub id: DescriptorId,
    /// The area.
    pub area: AreaId,
    /// The level.
    pub level: LevelId,
    /// What it speaks of.
    pub kind: DescriptorKind,
    /// The text, its lines kept.
    pub text: String,
    /// The phases it holds for; empty means all.
    pub phases: Vec<Phase>,
    /// The settings it holds for; empty means all.
    pub settings: Vec<Setting>,
    /// Points in place of the level's.
    pub points: Option<i32>,
    /// Of one such group only the descriptor with the most points counts.
    pub exclusive: Option<String>,
}

impl Descriptor {
    /// For whom it holds, where that is not everybody: `primary, special school`.
    pub fn whom(&self) -> Option<String> {
        let phases = (self.phases.iter()).map(|one| one.code().replace('_', " "));
        let settings = self.settings.iter().map(|one| one.words().to_owned());
        let words: Vec<String> = phases.chain(settings).collect();
        (!words.is_empty()).then(|| words.join(", "))
    }
}

/// An outcome of the framework; its place in the list is its rank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tariff {
    /// The id.
    pub id: TariffId,
    /// The name.
    pub name: String,
    /// Who pays.
    pub route: Route,
    /// Where it is valid; empty means everywhere.
    pub settings: Vec<Setting>,
    /// An open top: recording it needs a reason.
    pub open: bool,
}

/// How a descriptor of the version before lives on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineageKind {
    /// Nothing changed but the id's surroundings.
    Same,
    /// The words changed.
    Reworded,
    /// The id changed.
    Renamed,
    /// One became several.
    Split,
    /// Several became one.
    Merged,
    /// It is no more.
    Dropped,
}

/// One line of a version's lineage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lineage {
    /// Descriptors of the version before.
    pub from: Vec<DescriptorId>,
    /// Descriptors of this version.
    pub to: Vec<DescriptorId>,
    /// What happened.
    pub kind: LineageKind,
    /// Whether earlier judgements stand.
    pub carries: bool,
    /// Why.
    pub reason: Option<String>,
}

/// One version of a framework, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Framework {
    /// Id and version.
    pub key: FrameworkKey,
    /// The digest of the file's bytes.
    pub hash: Digest,
    /// The title.
    pub title: String,
    /// How far it has come.
    pub status: Status,
    /// The DfE code of the authority.
    pub authority: Option<String>,
    /// The day it takes effect.
    pub effective_from: Option<Day>,
    /// The version before.
    pub previous: Option<String>,
    /// Shown wherever the framework is named.
    pub notice: String,
    /// The phases it is for.
    pub phases: Vec<Phase>,
    /// Which pupils it is for.
    pub scope: Scope,
    /// How long its school year is.
    pub year: YearShape,
    /// How a plan is walked.
    pub walk: Walk,
    /// The levels, lowest first.
    pub levels: Vec<Level>,
    /// The areas, in the file's order.
    pub areas: Vec<Area>,
    /// The descriptors, in the file's order.
    pub descriptors: Vec<Descriptor>,
    /// The tariffs, lowest first.
    pub tariffs: Vec<Tariff>,
    /// The rule from area levels to a tariff.
    pub derivation: Derivation,
    /// How the version before lives on.
    pub lineage: Vec<Lineage>,
}

impl Framework {
    /// Gives an area by its id.
    pub fn area(&self, id: &AreaId) -> Option<&Area> {
        self.areas.iter().find(|area| area.id == *id)
    }

    /// Gives a level by its id.
    pub fn level(&self, id: &LevelId) -> Option<&Level> {
        self.levels.iter().find(|level| level.id == *id)
    }

    /// Gives a tariff by its id.
    pub fn tariff(&self, id: &TariffId) -> Option<&Tariff> {
        self.tariffs.iter().find(|tariff| tariff.id == *id)
    }

    /// The rank of a level, 0 for the lowest.
    pub fn level_rank(&self, id: &LevelId) -> Option<usize> {
        self.levels.iter().position(|level| level.id == *id)
    }

    /// The rank of a tariff, 0 for the lowest.
    pub fn tariff_rank(&self, id: &TariffId) -> Option<usize> {
        self.tariffs.iter().position(|tariff| tariff.id == *id)
    }

    /// The areas that are judged: those that no other area names as its parent.
    pub fn leaves(&self) -> impl Iterator<Item = &Area> {
        self.areas.iter().filter(|area| {
            !self
                .areas
                .iter()
                .any(|other| other.parent.as_ref() == Some(&area.id))
        })
    }

    /// The area that a reader's code falls into; what falls nowhere goes to the last area.
    pub fn area_of_code(&self, code: AreaCode) -> Option<&Area> {
        self.leaves()
            .find(|area| area.code == Some(code))
            .or_else(|| self.leaves().last())
    }

    /// The descriptor at an area and a level for a pupil of this phase and setting.
    pub fn descriptor(
        &self,
        area: &AreaId,
        level: &LevelId,
        phase: Option<Phase>,
        setting: Option<Setting>,
    ) -> Option<&Descriptor> {
        self.descriptors.iter().find(|descriptor| {
            descriptor.area == *area
                && descriptor.level == *level
                && holds_for(&descriptor.phases, phase)
                && holds_for(&descriptor.settings, setting)
        })
    }
}

/// Whether a list of phases or settings lets somebody through; an empty list lets everybody.
///
/// Somebody whose phase or setting is unknown is let through too, rather than left without.
pub fn holds_for<T: PartialEq>(list: &[T], one: Option<T>) -> bool {
    list.is_empty() || one.is_none_or(|one| list.contains(&one))
}
