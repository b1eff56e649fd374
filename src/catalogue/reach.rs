//! Which tariffs a framework can give at all, found by trying every kind of profile.

mod rules;
mod sums;

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::derivation::{Cuts, DerivationKind};
use crate::domain::derive::{Profile, ProfileFault, deciding_rule, derive};
use crate::domain::exact::Quantity;
use crate::domain::framework::{Area, Framework};
use crate::domain::identity::{AreaId, LevelId, TariffId};
use crate::domain::place::{Phase, Setting};

use super::finding::Report;
use super::places::Places;
use super::reading::against_sums;

use self::sums::Sums;

/// How many profiles are tried before nothing is claimed.
const MOST: usize = 50_000;

/// A tariff, and a profile that reaches it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reached {
    /// The tariff.
    pub tariff: TariffId,
    /// A profile from which it is derived.
    pub profile: Profile,
}

/// Reports tariffs that no profile reaches, and pupils whom the rule leads to a tariff that is
/// not valid for them; gives the profiles that reach the others, in the order of the tariffs.
pub(super) fn tariffs(
    framework: &Framework,
    places: &Places,
    report: &mut Report<'_>,
) -> Vec<Reached> {
    let Some(profiles) = profiles(framework) else {
        report.warning(
            places.derivation,
            "this rule tells too many profiles apart to try them all; whether each tariff can be reached is not known",
        );
        return Vec::new();
    };
    let mut reached: BTreeMap<TariffId, Profile> = BTreeMap::new();
    let mut wrong: BTreeSet<(TariffId, Setting)> = BTreeSet::new();
    let mut decided: BTreeSet<usize> = BTreeSet::new();
    let named = matches!(framework.derivation.kind, DerivationKind::Reader);
    for profile in profiles {
        decided.extend(deciding_rule(framework, &profile));
        match derive(framework, &profile) {
            Ok(derived) => {
                reached.entry(derived.tariff).or_insert(profile);
            }
            Err(ProfileFault::NotInSetting(tariff, setting)) if !named => {
                wrong.insert((tariff, setting));
            }
            // The other faults are of the profile or already found in the file.
            Err(_) => {}
        }
    }
    for (tariff, at) in framework.tariffs.iter().zip(&places.tariffs) {
        if !reached.contains_key(&tariff.id) {
            report.warning(
                *at,
                format!("no profile reaches the tariff \"{}\"", tariff.id),
            );
        }
    }
    if let DerivationKind::Rules(_) = &framework.derivation.kind {
        for (place, at) in places.rules.iter().enumerate() {
            if !decided.contains(&place) {
                let what = format!(
                    "rule {} never decides: a rule above it holds wherever it does",
                    place + 1
                );
                report.warning(*at, what);
            }
        }
    }
    for (tariff, setting) in wrong {
        let what = format!(
            "the rule can give \"{tariff}\" to a pupil in {}, where that tariff is not valid",
            setting.words()
        );
        report.warning(places.derivation, what);
    }
    let found = framework.tariffs.iter().filter_map(|tariff| {
        let profile = reached.remove(&tariff.id)?;
        let tariff = tariff.id.clone();
        Some(Reached { tariff, profile })
    });
    found.collect()
}

/// Reports tables of cuts that begin above the lowest sum there is.
pub(super) fn starts(framework: &Framework, places: &Places, report: &mut Report<'_>) {
    match &framework.derivation.kind {
        DerivationKind::Points(cuts) => points_start(framework, cuts, places, report),
        DerivationKind::Hours(hours) => {
            against_sums(&hours.cuts, Quantity::ZERO, Quantity::ZERO, places, report);
        }
        DerivationKind::Reader
        | DerivationKind::Highest(_)
        | DerivationKind::Rules(_)
        | DerivationKind::Primary(_)
        | DerivationKind::Several(_) => {}
    }
}

fn points_start(framework: &Framework, cuts: &Cuts, places: &Places, report: &mut Report<'_>) {
    let mut lowest: Option<(i64, i64)> = None;
    for (phase, setting) in cells(framework) {
        let Some(sums) = Sums::of(framework, phase, setting) else {
            return;
        };
        let here = (sums.lowest_whole(), sums.lowest());
        let so_far = lowest.unwrap_or(here);
        lowest = Some((so_far.0.min(here.0), so_far.1.min(here.1)));
    }
    if let Some((whole, least)) = lowest {
        against_sums(
            cuts,
            Quantity::signed(whole),
            Quantity::signed(least),
            places,
            report,
        );
    }
}

fn cells(framework: &Framework) -> Vec<(Phase, Setting)> {
    let settings = &framework.scope.settings;
    let of_phase = |phase: &Phase| {
        let phase = *phase;
        settings.iter().map(move |setting| (phase, *setting))
    };
    framework.phases.iter().flat_map(of_phase).collect()
}

/// Every profile that the derivation could tell from the others; nothing where they are too many.
fn profiles(framework: &Framework) -> Option<Vec<Profile>> {
    let bare = |levels: Vec<(AreaId, LevelId)>| Profile {
        levels,
        ..Profile::default()
    };
    let one_area = || one_area(framework).into_iter().map(bare);
    let shapes: Vec<Profile> = match &framework.derivation.kind {
        DerivationKind::Points(_) => return sums::profiles(framework),
        DerivationKind::Reader => {
            let chosen = framework
                .tariffs
                .iter()
                .map(|tariff| Some(tariff.id.clone()));
            let first = one_area().next().unwrap_or_default();
            let with = |chosen| Profile {
                chosen,
                ..first.clone()
            };
            chosen.map(with).collect()
        }
        DerivationKind::Highest(_) | DerivationKind::Primary(_) | DerivationKind::Several(_) => {
            one_area().collect()
        }
        DerivationKind::Rules(rules) => {
            let combined = rules::combined(framework, rules)?;
            combined.into_iter().map(bare).collect()
        }
        DerivationKind::Hours(hours) => {
            let from = hours.cuts.rows.iter().map(|cut| cut.from);
            let with = |hours| Profile {
                hours: Some(vec![(None, hours)]),
                ..Profile::default()
            };
            std::iter::once(Quantity::ZERO)
                .chain(from)
                .map(with)
                .collect()
        }
    };
    let cells = cells(framework);
    if shapes.len() * cells.len() > MOST {
        return None;
    }
    let of_shape = |shape: &Profile| {
        let shape = shape.clone();
        cells.iter().map(move |(phase, setting)| Profile {
            setting: Some(*setting),
            phase: Some(*phase),
            ..shape.clone()
        })
    };
    Some(shapes.iter().flat_map(of_shape).collect())
}

/// Each level of each area alone.
fn one_area(framework: &Framework) -> Vec<Vec<(AreaId, LevelId)>> {
    let alone = |area: &Area| -> Vec<Vec<(AreaId, LevelId)>> {
        let level = |level: &LevelId| vec![(area.id.clone(), level.clone())];
        area.levels.iter().map(level).collect()
    };
    framework.leaves().flat_map(alone).collect()
}
