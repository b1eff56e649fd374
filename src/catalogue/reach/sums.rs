//! Which sums of points a pupil of one phase and setting can come to, each with a profile.
//!
//! The sums are built from the parts up, under the caps, and one profile is kept for each. Of an
//! exclusive group every winner is tried in turn; the others of the group then bring nothing.

use std::collections::BTreeMap;

use crate::domain::derive::Profile;
use crate::domain::framework::{Area, Framework};
use crate::domain::identity::{AreaId, LevelId};
use crate::domain::place::{Phase, Setting};

use super::{MOST, cells};

/// A level that an area can have, and what it brings.
#[derive(Clone, Debug)]
struct Step<'a> {
    area: &'a Area,
    level: &'a LevelId,
    weighted: i64,
    group: Option<&'a str>,
}

/// Who wins each exclusive group: a step, or nobody.
type Winners<'a> = BTreeMap<&'a str, Option<Step<'a>>>;

type Levels = Vec<(AreaId, LevelId)>;

/// The sums of one cell.
pub(super) struct Sums {
    any: BTreeMap<i64, Levels>,
    whole: i64,
}

/// One profile a sum and cell; nothing where there are too many.
pub(super) fn profiles(framework: &Framework) -> Option<Vec<Profile>> {
    let mut profiles = Vec::new();
    for (phase, setting) in cells(framework) {
        let sums = Sums::of(framework, phase, setting)?;
        let levels = sums.any.into_values().filter(|levels| !levels.is_empty());
        profiles.extend(levels.map(|levels| Profile {
            levels,
            setting: Some(setting),
            phase: Some(phase),
            ..Profile::default()
        }));
    }
    Some(profiles)
}

impl Sums {
    /// Builds the sums of a cell; nothing where they are too many to try.
    pub(super) fn of(framework: &Framework, phase: Phase, setting: Setting) -> Option<Self> {
        let steps: Vec<Vec<Step<'_>>> = (framework.leaves())
            .map(|area| steps(framework, area, phase, setting))
            .collect();
        let mut any = BTreeMap::new();
        let mut whole: Option<i64> = None;
        for winners in winners(&steps)? {
            let of = |whole| {
                let cell = Cell {
                    framework,
                    steps: &steps,
                    winners: &winners,
                    whole,
                };
                cell.sums()
            };
            for (sum, levels) in of(false)? {
                keep(&mut any, sum, levels);
            }
            if let Some((lowest, _)) = of(true)?.into_iter().next() {
                whole = Some(whole.map_or(lowest, |so_far| so_far.min(lowest)));
            }
        }
        any.retain(|_, levels| !levels.is_empty());
        let whole = whole.unwrap_or_default();
        Some(Self { any, whole })
    }

    /// The lowest sum of a pupil with every area at a level.
    pub(super) fn lowest_whole(&self) -> i64 {
        self.whole
    }

    /// The lowest sum of a pupil with any areas at a level.
    pub(super) fn lowest(&self) -> i64 {
        self.any.keys().next().copied().unwrap_or_default()
    }
}

fn steps<'a>(
    framework: &'a Framework,
    area: &'a Area,
    phase: Phase,
    setting: Setting,
) -> Vec<Step<'a>> {
    let step = |level: &'a LevelId| {
        let descriptor = framework.descriptor(&area.id, level, Some(phase), Some(setting));
        let points = framework.level(level).map_or(0, |level| level.points);
        let points = descriptor.and_then(|one| one.points).unwrap_or(points);
        Step {
            area,
            level,
            weighted: i64::from(points) * i64::from(area.weight),
            group: descriptor.and_then(|one| one.exclusive.as_deref()),
        }
    };
    area.levels.iter().map(step).collect()
}

/// Every way in which the exclusive groups can be won.
fn winners<'a>(steps: &[Vec<Step<'a>>]) -> Option<Vec<Winners<'a>>> {
    let mut groups: BTreeMap<&str, Vec<Option<Step<'a>>>> = BTreeMap::new();
    for step in steps.iter().flatten() {
        if let Some(group) = step.group {
            let members = groups.entry(group).or_insert_with(|| vec![None]);
            members.push(Some(step.clone()));
        }
    }
    let mut ways: Vec<Winners<'a>> = vec![BTreeMap::new()];
    for (group, members) in groups {
        let with = |way: &Winners<'a>, member: &Option<Step<'a>>| {
            let mut way = way.clone();
            way.insert(group, member.clone());
            way
        };
        if ways.len() * members.len() > MOST / 50 {
            return None;
        }
        ways = (ways.iter())
            .flat_map(|way| members.iter().map(move |member| with(way, member)))
            .collect();
    }
    Some(ways)
}

/// One cell with its winners, being summed.
struct Cell<'a, 'b> {
    framework: &'a Framework,
    steps: &'b [Vec<Step<'a>>],
    winners: &'b Winners<'a>,
    /// Whether every area must have a level.
    whole: bool,
}

impl Cell<'_, '_> {
    fn sums(&self) -> Option<BTreeMap<i64, Levels>> {
        let nothing = BTreeMap::from([(0, Vec::new())]);
        let roots = self.framework.areas.iter();
        let mut roots = roots.filter(|area| area.parent.is_none());
        roots.try_fold(nothing, |sums, root| added(&sums, &self.of_area(root)?))
    }

    fn of_area(&self, area: &Area) -> Option<BTreeMap<i64, Levels>> {
        let parts = self.framework.areas.iter();
        let mut parts = parts.filter(|part| part.parent.as_ref() == Some(&area.id));
        let sums = parts.try_fold(self.own(area), |sums, part| {
            added(&sums, &self.of_area(part)?)
        })?;
        let Some(cap) = area.cap.map(i64::from) else {
            return Some(sums);
        };
        let mut capped: BTreeMap<i64, Levels> = BTreeMap::new();
        for (sum, levels) in sums {
            keep(&mut capped, sum.min(cap), levels);
        }
        Some(capped)
    }

    /// What an area brings by its own level; an area with parts has none.
    fn own(&self, area: &Area) -> BTreeMap<i64, Levels> {
        let steps = (self.steps.iter())
            .find(|steps| steps.first().is_some_and(|step| step.area.id == area.id));
        let mut sums = BTreeMap::new();
        let Some(steps) = steps else {
            sums.insert(0, Vec::new());
            return sums;
        };
        let is_winner = |winner: &&Step<'_>| winner.area.id == area.id;
        let won: Vec<&Step<'_>> = (self.winners.values().flatten())
            .filter(is_winner)
            .collect();
        if won.is_empty() && !self.whole {
            sums.insert(0, Vec::new());
        }
        for step in steps {
            if won.iter().any(|winner| winner.level != step.level) {
                continue;
            }
            if let Some(brings) = self.brings(step) {
                let levels = vec![(step.area.id.clone(), step.level.clone())];
                keep(&mut sums, brings, levels);
            }
        }
        sums
    }

    /// What a step brings under these winners; nothing where it would have won itself.
    fn brings(&self, step: &Step<'_>) -> Option<i64> {
        let Some(group) = step.group else {
            return Some(step.weighted);
        };
        let winner = self.winners.get(group)?.as_ref()?;
        if winner.area.id == step.area.id {
            return Some(step.weighted);
        }
        let place = |id: &AreaId| self.framework.areas.iter().position(|area| area.id == *id);
        let earlier = place(&winner.area.id) < place(&step.area.id);
        let loses = winner.weighted > step.weighted || winner.weighted == step.weighted && earlier;
        loses.then_some(0)
    }
}

/// Keeps one profile a sum; one with no level at all gives way to any other.
fn keep(sums: &mut BTreeMap<i64, Levels>, sum: i64, levels: Levels) {
    let kept = sums.entry(sum).or_default();
    if kept.is_empty() {
        *kept = levels;
    }
}

/// Every sum of one of each, with one profile; nothing where there are too many.
fn added(
    one: &BTreeMap<i64, Levels>,
    other: &BTreeMap<i64, Levels>,
) -> Option<BTreeMap<i64, Levels>> {
    if one.len().saturating_mul(other.len()) > MOST * 4 {
        return None;
    }
    let mut sums: BTreeMap<i64, Levels> = BTreeMap::new();
    for (first, levels) in one {
        for (second, more) in other {
            let sum = first.checked_add(*second)?;
            if sums.get(&sum).is_none_or(Vec::is_empty) {
                sums.insert(sum, levels.iter().chain(more).cloned().collect());
            }
        }
    }
    Some(sums)
}
