//! Which tariffs a framework can give at all, found by trying every kind of profile.

use std::collections::BTreeSet;

use crate::domain::derivation::{Condition, DerivationKind, Rule};
use crate::domain::derive::{Profile, ProfileFault, derive};
use crate::domain::framework::{Area, Framework};
use crate::domain::identity::{AreaId, LevelId, TariffId};
use crate::domain::place::{Phase, Setting};

use super::finding::Report;
use super::places::Places;

/// How many profiles are tried before nothing is claimed.
const MOST: usize = 50_000;

/// Reports tariffs that no profile reaches, and pupils whom the rule leads to a tariff that is
/// not valid for them.
pub(super) fn tariffs(framework: &Framework, places: &Places, report: &mut Report<'_>) {
    let mut reached: BTreeSet<TariffId> = BTreeSet::new();
    let mut wrong: BTreeSet<(TariffId, Setting)> = BTreeSet::new();
    let Some(profiles) = profiles(framework) else {
        return;
    };
    let named = matches!(framework.derivation.kind, DerivationKind::Reader);
    for profile in profiles {
        match derive(framework, &profile) {
            Ok(derived) => {
                reached.insert(derived.tariff);
            }
            Err(ProfileFault::NotInSetting(tariff, setting)) if !named => {
                wrong.insert((tariff, setting));
            }
            // The other faults are of the profile or already found in the file.
            Err(_) => {}
        }
    }
    for (tariff, at) in framework.tariffs.iter().zip(&places.tariffs) {
        if !reached.contains(&tariff.id) {
            report.warning(
                *at,
                format!("no profile reaches the tariff \"{}\"", tariff.id),
            );
        }
    }
    for (tariff, setting) in wrong {
        let what = format!(
            "the rule can give \"{tariff}\" to a pupil in {}, where that tariff is not valid",
            setting.words()
        );
        report.warning(places.derivation, what);
    }
}

/// Every profile that the derivation could tell from the others; nothing where they are too many.
fn profiles(framework: &Framework) -> Option<Vec<Profile>> {
    let cells = || {
        let phases = framework.phases.iter();
        phases.flat_map(|phase| {
            framework
                .scope
                .settings
                .iter()
                .map(|setting| (*phase, *setting))
        })
    };
    let levels: Vec<Vec<(AreaId, LevelId)>> = match &framework.derivation.kind {
        DerivationKind::Reader => one_area(framework).into_iter().take(1).collect(),
        DerivationKind::Highest(_) => one_area(framework),
        DerivationKind::Rules(rules) => combined(framework, rules)?,
    };
    let chosen: Vec<Option<TariffId>> = match &framework.derivation.kind {
        DerivationKind::Reader => framework
            .tariffs
            .iter()
            .map(|tariff| Some(tariff.id.clone()))
            .collect(),
        DerivationKind::Highest(_) | DerivationKind::Rules(_) => vec![None],
    };
    let kinds: Vec<(Phase, Setting)> = cells().collect();
    if levels.len() * chosen.len() * kinds.len() > MOST {
        return None;
    }
    let mut profiles = Vec::new();
    for levels in &levels {
        for (phase, setting) in &kinds {
            profiles.extend(chosen.iter().map(|chosen| Profile {
                levels: levels.clone(),
                setting: Some(*setting),
                phase: Some(*phase),
                chosen: chosen.clone(),
            }));
        }
    }
    Some(profiles)
}

/// Each level of each area alone.
fn one_area(framework: &Framework) -> Vec<Vec<(AreaId, LevelId)>> {
    let alone = |area: &Area| -> Vec<Vec<(AreaId, LevelId)>> {
        let level = |level: &LevelId| vec![(area.id.clone(), level.clone())];
        area.levels.iter().map(level).collect()
    };
    framework.leaves().flat_map(alone).collect()
}

/// Areas at levels in every combination that rules can tell apart.
///
/// Rules see a level only by the marks it reaches, and areas that no rule names, with the same
/// scale, only by their number; so one level a mark is tried, and such areas in one order alone.
fn combined(framework: &Framework, rules: &[Rule]) -> Option<Vec<Vec<(AreaId, LevelId)>>> {
    let conditions = || rules.iter().flat_map(|rule| &rule.when);
    let mark = |condition: &Condition| match condition {
        Condition::Count { at_least, .. } | Condition::Area { at_least, .. } => {
            framework.level_rank(at_least)
        }
    };
    let marks: BTreeSet<usize> = conditions().filter_map(mark).collect();
    let is_named = |area: &Area| {
        conditions().any(|condition| match condition {
            Condition::Area { area: named, .. } => *named == area.id,
            Condition::Count { .. } => false,
        })
    };
    let mut areas: Vec<(&Area, bool)> = framework
        .leaves()
        .map(|area| (area, is_named(area)))
        .collect();
    areas.sort_by_key(|(area, named)| (*named, area.levels.clone()));

    // Each row holds the levels so far and the last step taken, to keep equal areas in one order.
    let mut rows: Vec<(Vec<(AreaId, LevelId)>, usize)> = vec![(Vec::new(), 0)];
    let mut before: Option<(&Area, bool)> = None;
    for (area, named) in areas {
        let alike = before
            .is_some_and(|(last, last_named)| !named && !last_named && last.levels == area.levels);
        let steps = steps(framework, area, &marks);
        let mut next = Vec::new();
        for (levels, last) in &rows {
            let from = if alike { *last } else { 0 };
            for (place, step) in steps.iter().enumerate().skip(from) {
                let mut levels = levels.clone();
                levels.extend(step.map(|level| (area.id.clone(), level.clone())));
                next.push((levels, place));
            }
            if next.len() > MOST {
                return None;
            }
        }
        rows = next;
        before = Some((area, named));
    }
    Some(
        rows.into_iter()
            .map(|(levels, _)| levels)
            .filter(|levels| !levels.is_empty())
            .collect(),
    )
}

/// No level, the area's lowest, and the first at or above each mark.
fn steps<'a>(
    framework: &Framework,
    area: &'a Area,
    marks: &BTreeSet<usize>,
) -> Vec<Option<&'a LevelId>> {
    let rank = |level: &LevelId| framework.level_rank(level).unwrap_or_default();
    let mut steps = vec![None, area.levels.first()];
    for mark in marks {
        steps.push(area.levels.iter().find(|level| rank(level) >= *mark));
    }
    let mut seen = BTreeSet::new();
    (steps.into_iter().enumerate())
        .filter(|(place, step)| *place == 0 || step.is_some_and(|level| seen.insert(level)))
        .map(|(_, step)| step)
        .collect()
}
