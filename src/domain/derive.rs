//! From area levels to a tariff: the framework's rule, applied, with a trace that reads aloud.

mod aloud;
mod cut;
mod hours;
mod points;
mod profile;
mod rule;
mod table;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::derivation::{AreaLevelRule, DerivationKind};
use super::exact::Quantity;
use super::framework::{Framework, Route, Tariff};
use super::identity::{AreaId, LevelId, TariffId};

pub use self::aloud::in_sentences;
pub use self::hours::weekly_hours;
use self::profile::Standing;
pub use self::profile::{Profile, ProfileFault};
pub use self::table::by_level;

/// The tariff that one area gives by itself.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct AreaTariff {
    /// The area.
    pub area: AreaId,
    /// Its tariff.
    pub tariff: TariffId,
}

/// What the framework's rule made of the settled areas.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// The tariff; where areas give several, the highest.
    pub tariff: TariffId,
    /// Who pays.
    pub route: Route,
    /// Each area's own tariff, where the framework gives several.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub several: Vec<AreaTariff>,
    /// The rule, step by step, as it can be read aloud.
    pub trace: Vec<String>,
}

/// What a framework makes of a profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Derived {
    /// The tariff; where areas give several, the highest.
    pub tariff: TariffId,
    /// Who pays.
    pub route: Route,
    /// Whether the tariff, or that of an area, is an open top, so that recording it needs a reason.
    pub open: bool,
    /// Whether a sum stands close to a cut; only derivations that add have one.
    pub borderline: bool,
    /// The sum of points, for derivations that add them.
    pub points: Option<i64>,
    /// The hours a week, for derivations that add them.
    pub hours: Option<Quantity>,
    /// The primary area, for derivations that go by it.
    pub primary: Option<AreaId>,
    /// Each area's own tariff, for derivations that give several.
    pub several: Vec<AreaTariff>,
    /// Each step, in the order it was taken, as sentences without a full stop.
    pub trace: Vec<String>,
}

/// What the tables of a derivation give, before any shift.
#[derive(Debug, Default)]
struct Found {
    /// One tariff, or each area's own.
    tariffs: Vec<(Option<AreaId>, TariffId)>,
    borderline: bool,
    points: Option<i64>,
    hours: Option<Quantity>,
    primary: Option<AreaId>,
    steps: Vec<String>,
}

impl Found {
    fn one(tariff: TariffId, step: String) -> Self {
        Self {
            tariffs: vec![(None, tariff)],
            steps: vec![step],
            ..Self::default()
        }
    }
}

/// Derives the tariff of a profile.
///
/// The order in which a profile names its areas never matters. An area that is not named has no
/// level: it counts for no rule and for no points.
pub fn derive(framework: &Framework, profile: &Profile) -> Result<Derived, ProfileFault> {
    let standings = profile::check(framework, profile)?;
    let mut trace: Vec<String> = standings.iter().map(Standing::aloud).collect();
    let found = match &framework.derivation.kind {
        DerivationKind::Reader => named(framework, profile)?,
        DerivationKind::Highest(map) => highest(map, &standings)?,
        DerivationKind::Rules(rules) => rule::first(framework, rules, profile, &standings)?,
        DerivationKind::Points(cuts) => points::sum(framework, cuts, profile, &standings)?,
        DerivationKind::Primary(table) => table::primary(table, profile, &standings)?,
        DerivationKind::Hours(rule) => hours::sum(rule, profile)?,
        DerivationKind::Several(table) => table::several(table, &standings)?,
    };
    trace.extend(found.steps);
    let mut given: Vec<(Option<AreaId>, &Tariff)> = Vec::new();
    for (area, tariff) in found.tariffs {
        let tariff = shifted(framework, profile, area.as_ref(), &tariff, &mut trace)?;
        valid(tariff, profile)?;
        given.push((area, tariff));
    }
    let rank = |tariff: &Tariff| framework.tariff_rank(&tariff.id);
    let top = (given.iter().map(|(_, tariff)| *tariff)).max_by_key(|tariff| rank(tariff));
    let top = top.ok_or(ProfileFault::NoLevel)?;
    let words = if given.len() > 1 {
        "headline tariff"
    } else {
        "tariff"
    };
    trace.push(format!("{words} {}, paid by {}", top.id, top.route.words()));
    let open = given.iter().any(|(_, tariff)| tariff.open);
    let several = given.into_iter().filter_map(|(area, tariff)| {
        let tariff = tariff.id.clone();
        area.map(|area| AreaTariff { area, tariff })
    });
    Ok(Derived {
        tariff: top.id.clone(),
        route: top.route,
        open,
        borderline: found.borderline,
        points: found.points,
        hours: found.hours,
        primary: found.primary,
        several: several.collect(),
        trace,
    })
}

/// The place of the rule that decides for a profile, where the derivation goes by rules.
pub fn deciding_rule(framework: &Framework, profile: &Profile) -> Option<usize> {
    let DerivationKind::Rules(rules) = &framework.derivation.kind else {
        return None;
    };
    let standings = profile::check(framework, profile).ok()?;
    let found = rule::holding(framework, rules, profile, &standings).ok()?;
    Some(found.0)
}

/// Refuses a tariff that is not valid in the pupil's setting.
fn valid(tariff: &Tariff, profile: &Profile) -> Result<(), ProfileFault> {
    if tariff.settings.is_empty() {
        return Ok(());
    }
    let setting = profile.setting.ok_or(ProfileFault::SettingNeeded)?;
    if tariff.settings.contains(&setting) {
        return Ok(());
    }
    Err(ProfileFault::NotInSetting(tariff.id.clone(), setting))
}

/// Gives an area's level from those judged for it; nothing where the reader weighs the evidence.
///
/// Levels that the framework does not know are passed over.
pub fn area_level(
    rule: AreaLevelRule,
    framework: &Framework,
    judged: &[LevelId],
) -> Option<LevelId> {
    let ranks = judged
        .iter()
        .filter_map(|level| framework.level_rank(level));
    let rank = match rule {
        AreaLevelRule::Reader => None,
        AreaLevelRule::Highest => ranks.max(),
        AreaLevelRule::Most => {
            let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
            for rank in ranks {
                *counts.entry(rank).or_default() += 1;
            }
            (counts.into_iter())
                .max_by_key(|(rank, count)| (*count, *rank))
                .map(|(rank, _)| rank)
        }
    }?;
    framework.levels.get(rank).map(|level| level.id.clone())
}

fn named(framework: &Framework, profile: &Profile) -> Result<Found, ProfileFault> {
    let chosen = profile.chosen.as_ref().ok_or(ProfileFault::NothingChosen)?;
    if framework.tariff(chosen).is_none() {
        return Err(ProfileFault::UnknownTariff(chosen.clone()));
    }
    let step = format!("the reader names {chosen}");
    Ok(Found::one(chosen.clone(), step))
}

fn highest(
    map: &BTreeMap<LevelId, TariffId>,
    standings: &[Standing<'_>],
) -> Result<Found, ProfileFault> {
    let top = standings.iter().max_by_key(|standing| standing.rank);
    let top = top.ok_or(ProfileFault::NoLevel)?.level;
    let tariff = map
        .get(&top.id)
        .ok_or_else(|| ProfileFault::NotMapped(top.id.clone()))?;
    let why = format!("the highest level is {}, which gives {tariff}", top.id);
    Ok(Found::one(tariff.clone(), why))
}

/// Applies the shifts that hold for the pupil's setting and phase, and says so.
fn shifted<'a>(
    framework: &'a Framework,
    profile: &Profile,
    area: Option<&AreaId>,
    from: &TariffId,
    trace: &mut Vec<String>,
) -> Result<&'a Tariff, ProfileFault> {
    let mut shift = 0;
    for adjust in &framework.derivation.adjust {
        if profile.within(&adjust.settings, &adjust.phases)? {
            shift += adjust.shift;
        }
    }
    let unknown = || ProfileFault::UnknownTariff(from.clone());
    let rank = framework.tariff_rank(from).ok_or_else(unknown)?;
    let top = framework.tariffs.len().saturating_sub(1);
    let steps = usize::try_from(shift.unsigned_abs()).unwrap_or(usize::MAX);
    let to = if shift < 0 {
        rank.saturating_sub(steps)
    } else {
        rank.saturating_add(steps).min(top)
    };
    let tariff = framework.tariffs.get(to).ok_or_else(unknown)?;
    if shift != 0 {
        let way = if shift < 0 { "down" } else { "up" };
        let step = |steps: usize| if steps == 1 { "step" } else { "steps" };
        let name = area.and_then(|area| framework.area(area));
        let of = name
            .map(|area| format!("{}: ", area.name))
            .unwrap_or_default();
        let whom = profile.whom();
        let gone = to.abs_diff(rank);
        let last = if gone < steps {
            format!(" of {steps}; it is the last tariff that way")
        } else {
            String::new()
        };
        trace.push(if gone == 0 {
            format!("{of}{whom} would move {way}, but {from} is the last tariff that way")
        } else {
            format!(
                "{of}{whom} moves {gone} {} {way}, from {from} to {}{last}",
                step(gone),
                tariff.id
            )
        });
    }
    Ok(tariff)
}

#[cfg(test)]
mod tests;
