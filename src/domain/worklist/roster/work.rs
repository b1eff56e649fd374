//! What is counted of pupils and shared by many: the work done on them, and what the equality assessment asks.

use serde::{Deserialize, Serialize};

use super::super::super::caseload::{Entry, MappingHead, MappingResult};
use super::super::super::derive::AreaTariff;
use super::super::super::identity::{AreaId, Role};
use super::super::super::pupil::Facts;
use super::super::amended::amended;
use super::super::basis::Basis;
use super::super::current::{counts, current};
use super::super::moderated::Moderated;

/// What has been done of a pupil, as it is counted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Work {
    /// What the mapping that counts came to.
    pub result: Option<MappingResult>,
    /// Its areas' own tariffs, where the framework gives several.
    pub several: Vec<AreaTariff>,
    /// The officer whose mapping counts or, where a moderator's counts, whose it came after.
    pub officer: Option<String>,
    /// The tariff under the version before; of a plan that could not be mapped, that it could not.
    pub earlier_tariff: Option<String>,
    /// Whether the plan was amended since it was mapped.
    pub is_amended: bool,
    /// What moderation made of it.
    pub moderated: Moderated,
    /// The area of the highest level; of several, the first of the framework. Nothing where levels were not asked for.
    pub area: Option<AreaId>,
}

impl Work {
    /// The work of an entry.
    pub(super) fn of(basis: &Basis<'_>, entry: &Entry) -> Self {
        let counts = counts(basis, entry);
        Self {
            result: counts.map(|mapping| mapping.result.clone()),
            several: counts
                .map(|mapping| mapping.several.clone())
                .unwrap_or_default(),
            officer: officer(entry).map(str::to_owned),
            earlier_tariff: earlier_tariff(entry).map(str::to_owned),
            is_amended: amended(entry).is_some(),
            moderated: (counts.map(|mapping| Moderated::of(basis, entry, mapping)))
                .unwrap_or_default(),
            area: counts.and_then(|mapping| highest(basis, mapping)).cloned(),
        }
    }

    /// The same without what only a dimension asks: who read, the tariff before, and the area of the highest level.
    #[must_use]
    pub fn counted(&self) -> Self {
        Self {
            officer: None,
            earlier_tariff: None,
            area: None,
            ..self.clone()
        }
    }
}

/// The area of a mapping's highest level; of several, the first of the framework.
///
/// Levels are compared by their rank among all the framework's, for areas may have scales of their own.
fn highest<'a>(basis: &Basis<'_>, mapping: &'a MappingHead) -> Option<&'a AreaId> {
    let framework = basis.framework;
    let placed = mapping.levels.iter().filter_map(|(area, level)| {
        let at = framework.areas.iter().position(|one| one.id == *area)?;
        Some((framework.level_rank(level)?, std::cmp::Reverse(at), area))
    });
    placed.max().map(|(_, _, area)| area)
}

fn officer(entry: &Entry) -> Option<&str> {
    let officer = |mapping: &&MappingHead| mapping.reader.role == Role::Officer;
    let read = entry.mappings.iter().rev().find(officer);
    read.or_else(|| current(entry))
        .map(|mapping| mapping.reader.name.as_str())
}

fn earlier_tariff(entry: &Entry) -> Option<&str> {
    let earlier = entry.earlier.as_ref()?;
    Some(match &earlier.mapping.result {
        MappingResult::Tariff(tariff, _) => tariff.as_str(),
        MappingResult::CannotMap(_) => "cannot map",
    })
}

/// What is joined only for the equality assessment, as coded in the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Traits {
    /// The first named need.
    pub need: Option<String>,
    /// The sex.
    pub sex: Option<String>,
    /// The ethnicity.
    pub ethnicity: Option<String>,
}

impl Traits {
    /// Takes them from a pupil's facts.
    pub(super) fn taken(facts: &mut Facts) -> Self {
        Self {
            need: facts.need_1.take(),
            sex: facts.sex.take(),
            ethnicity: facts.ethnicity.take(),
        }
    }
}
