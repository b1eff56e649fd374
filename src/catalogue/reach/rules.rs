//! Profiles that rules can tell apart.

use std::collections::BTreeSet;

use crate::domain::derivation::{Condition, Rule};
use crate::domain::framework::{Area, Framework};
use crate::domain::identity::{AreaId, LevelId};

use super::MOST;

/// Areas at levels in every combination that rules can tell apart.
///
/// Rules see a level only by the marks it reaches, and areas that no rule names, with the same
/// scale, only by their number; so one level a mark is tried, and such areas in one order alone.
pub(super) fn combined(
    framework: &Framework,
    rules: &[Rule],
) -> Option<Vec<Vec<(AreaId, LevelId)>>> {
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
