//! From an earlier version to a later one, over those between: where a judgement stands now.

use crate::domain::framework::{Framework, holds_for};
use crate::domain::identity::{AreaId, LevelId};
use crate::domain::place::{Phase, Setting};

use super::{Comparison, Passage};

/// The versions from an earlier one to a later one, each compared with the next.
#[derive(Clone, Debug)]
pub struct Path<'a> {
    steps: Vec<Comparison<'a>>,
}

impl<'a> Path<'a> {
    /// Finds the way between two versions over those that name each other as the version before;
    /// where they do not, the two are compared by their ids. Nothing between two frameworks.
    pub fn between(
        earlier: &'a Framework,
        later: &'a Framework,
        known: &'a [Framework],
    ) -> Option<Self> {
        if earlier.key.id != later.key.id {
            return None;
        }
        let before = |one: &Framework| {
            let version = one.previous.as_ref()?;
            (known.iter()).find(|other| other.key.id == one.key.id && other.key.version == *version)
        };
        let mut versions = vec![later];
        // No longer than there are versions: a file could name itself.
        for _ in 0..known.len() {
            let Some(last) = versions.last().filter(|last| last.key != earlier.key) else {
                break;
            };
            let Some(next) = before(last) else { break };
            versions.push(next);
        }
        if versions.last().is_none_or(|last| last.key != earlier.key) {
            let steps = vec![Comparison::of(earlier, later)];
            return Some(Self { steps });
        }
        versions.reverse();
        let pairs = versions.iter().zip(versions.iter().skip(1));
        let steps = pairs.map(|(earlier, later)| Comparison::of(earlier, later));
        Some(Self {
            steps: steps.collect(),
        })
    }

    /// Each version beside the next, earliest first.
    pub fn steps(&self) -> &[Comparison<'a>] {
        &self.steps
    }

    /// Where evidence for an area, at a level or without one, stands in the later version for a
    /// pupil of this phase and setting; nothing where somebody has to look at it again.
    pub fn carried(
        &self,
        area: &AreaId,
        level: Option<&LevelId>,
        phase: Option<Phase>,
        setting: Option<Setting>,
    ) -> Option<(AreaId, Option<LevelId>)> {
        let mut at = (area.clone(), level.cloned());
        for step in &self.steps {
            at = match &at.1 {
                Some(level) => {
                    let (area, level) = step.carried(&at.0, level, phase, setting)?;
                    (area, Some(level))
                }
                None => {
                    step.later.leaves().find(|leaf| leaf.id == at.0)?;
                    at
                }
            };
        }
        Some(at)
    }
}

impl Comparison<'_> {
    fn carried(
        &self,
        area: &AreaId,
        level: &LevelId,
        phase: Option<Phase>,
        setting: Option<Setting>,
    ) -> Option<(AreaId, LevelId)> {
        let judged = self.earlier.descriptor(area, level, phase, setting);
        let Some(judged) = judged else {
            // There was no text to judge against; so it is still, or somebody has to read it.
            let leaf = self.later.leaves().find(|leaf| leaf.id == *area)?;
            let text = self.later.descriptor(area, level, phase, setting);
            let stands = text.is_none() && leaf.levels.contains(level);
            return stands.then(|| (area.clone(), level.clone()));
        };
        let passage = |passage: &&Passage| passage.from.contains(&judged.id);
        let passage = self.passages.iter().find(passage)?;
        if !passage.carries {
            return None;
        }
        let to = passage.to.iter().filter_map(|id| self.after(id));
        let to =
            to.filter(|one| holds_for(&one.phases, phase) && holds_for(&one.settings, setting));
        let mut places = to.map(|one| (one.area.clone(), one.level.clone()));
        let first = places.next()?;
        // Of a split that leads to several places nobody can say which.
        places.all(|place| place == first).then_some(first)
    }
}
