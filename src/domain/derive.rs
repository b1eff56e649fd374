//! From area levels to a tariff: the framework's rule, applied, with a trace that reads aloud.

mod profile;
mod rule;

use std::collections::BTreeMap;

use super::derivation::{AreaLevelRule, DerivationKind};
use super::framework::{Framework, Route, Tariff};
use super::identity::{LevelId, TariffId};
use super::place::Setting;

use self::profile::Standing;
pub use self::profile::{Profile, ProfileFault};
pub use self::rule::aloud;

/// What a framework makes of a profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Derived {
    /// The tariff.
    pub tariff: TariffId,
    /// Who pays.
    pub route: Route,
    /// Whether the tariff is an open top, so that recording it needs a reason.
    pub open: bool,
    /// Whether a sum stands close to a cut; only derivations that add have one.
    pub borderline: bool,
    /// The sum, for derivations that add.
    pub points: Option<i32>,
    /// Each step, in the order it was taken, as sentences without a full stop.
    pub trace: Vec<String>,
}

/// Derives the tariff of a profile.
///
/// The order in which a profile names its areas never matters. An area that is not named has no
/// level: it counts for no rule.
pub fn derive(framework: &Framework, profile: &Profile) -> Result<Derived, ProfileFault> {
    let standings = profile::check(framework, profile)?;
    let mut trace: Vec<String> = standings.iter().map(Standing::aloud).collect();
    let (tariff, why) = match &framework.derivation.kind {
        DerivationKind::Reader => named(framework, profile)?,
        DerivationKind::Highest(map) => highest(map, &standings)?,
        DerivationKind::Rules(rules) => rule::first(framework, rules, profile, &standings)?,
    };
    trace.push(why);
    let tariff = shifted(framework, profile, &tariff, &mut trace)?;
    let place = |setting: Setting| ProfileFault::NotInSetting(tariff.id.clone(), setting);
    if !tariff.settings.is_empty() {
        let setting = profile.setting.ok_or(ProfileFault::SettingNeeded)?;
        if !tariff.settings.contains(&setting) {
            return Err(place(setting));
        }
    }
    trace.push(format!(
        "tariff {}, paid by {}",
        tariff.id,
        tariff.route.words()
    ));
    Ok(Derived {
        tariff: tariff.id.clone(),
        route: tariff.route,
        open: tariff.open,
        borderline: false,
        points: None,
        trace,
    })
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

type Step = (TariffId, String);

fn named(framework: &Framework, profile: &Profile) -> Result<Step, ProfileFault> {
    let chosen = profile.chosen.as_ref().ok_or(ProfileFault::NothingChosen)?;
    if framework.tariff(chosen).is_none() {
        return Err(ProfileFault::UnknownTariff(chosen.clone()));
    }
    Ok((chosen.clone(), format!("the reader names {chosen}")))
}

fn highest(
    map: &BTreeMap<LevelId, TariffId>,
    standings: &[Standing<'_>],
) -> Result<Step, ProfileFault> {
    let top = standings.iter().max_by_key(|standing| standing.rank);
    let top = top.ok_or(ProfileFault::NoLevel)?.level;
    let tariff = map
        .get(&top.id)
        .ok_or_else(|| ProfileFault::NotMapped(top.id.clone()))?;
    let why = format!("the highest level is {}, which gives {tariff}", top.id);
    Ok((tariff.clone(), why))
}

/// Applies the shifts that hold for the pupil's setting and phase, and says so.
fn shifted<'a>(
    framework: &'a Framework,
    profile: &Profile,
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
        let step = if steps == 1 { "step" } else { "steps" };
        let whom = profile.whom();
        trace.push(if to == rank {
            format!("{whom} would move {way}, but {from} is the last tariff that way")
        } else {
            format!(
                "{whom} moves {steps} {step} {way}, from {from} to {}",
                tariff.id
            )
        });
    }
    Ok(tariff)
}

#[cfg(test)]
mod tests;
