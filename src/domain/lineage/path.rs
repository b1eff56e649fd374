//! From an earlier version to a later one, over those between: where a judgement stands now.

use crate::domain::difference::{self, Change};
use crate::domain::framework::{Framework, holds_for};
use crate::domain::identity::{AreaId, DescriptorId, LevelId};
use crate::domain::place::{Phase, Setting};

use super::{Comparison, Fate, Passage};

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
        self.onward(area, level, phase, setting).ok()
    }

    /// The same, or what changed of the words that it was judged against.
    pub fn onward(
        &self,
        area: &AreaId,
        level: Option<&LevelId>,
        phase: Option<Phase>,
        setting: Option<Setting>,
    ) -> Result<(AreaId, Option<LevelId>), String> {
        let mut at = (area.clone(), level.cloned());
        for step in &self.steps {
            at = match &at.1 {
                Some(level) => {
                    let to = step.carried(&at.0, level, phase, setting);
                    let (area, level) = to.ok_or_else(|| step.why(&at.0, level, phase, setting))?;
                    (area, Some(level))
                }
                None if step.later.leaves().any(|leaf| leaf.id == at.0) => at,
                None => return Err(format!("the area {} is no more", at.0)),
            };
        }
        Ok(at)
    }
}

impl Comparison<'_> {
    /// What changed of the words that evidence was judged against.
    fn why(
        &self,
        area: &AreaId,
        level: &LevelId,
        phase: Option<Phase>,
        setting: Option<Setting>,
    ) -> String {
        let judged = self.earlier.descriptor(area, level, phase, setting);
        let passage = judged.and_then(|judged| {
            let of = |passage: &&Passage| passage.from.contains(&judged.id);
            Some((judged, self.passages.iter().find(of)?))
        });
        let Some((judged, passage)) = passage else {
            return format!(
                "{area} {level} has other words in {}",
                self.later.key.version
            );
        };
        let ids: Vec<&str> = passage.to.iter().map(DescriptorId::as_str).collect();
        let (id, to, version) = (&judged.id, ids.join(" and "), &self.later.key.version);
        let what = match passage.fate {
            Fate::Dropped | Fate::New => format!("{id} is no more in {version}"),
            Fate::Split => format!("{id} became {to} in {version}"),
            Fate::Merged => {
                let from: Vec<&str> = passage.from.iter().map(DescriptorId::as_str).collect();
                format!("{} became {to} in {version}", from.join(" and "))
            }
            Fate::Renamed => format!("{id} is {to} in {version}"),
            Fate::Same | Fate::Reworded => {
                let now = passage.to.first().and_then(|id| self.after(id));
                let words = now.map(|now| changed(&judged.text, &now.text));
                format!(
                    "{id} was reworded in {version}{}",
                    words.unwrap_or_default()
                )
            }
        };
        match &passage.reason {
            Some(reason) => format!("{what} ({})", reason.trim()),
            None => what,
        }
    }

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

/// The words that are gone and those that are new: `: -up to 2-, +up to 3+`.
fn changed(before: &str, after: &str) -> String {
    let run = |change: Change| {
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        match change {
            Change::Same(_) => None,
            Change::Gone(text) => Some(format!("-{}-", words(&text))),
            Change::New(text) => Some(format!("+{}+", words(&text))),
        }
    };
    let runs: Vec<String> = difference::words(before, after)
        .into_iter()
        .filter_map(run)
        .filter(|run| run.len() > 2)
        .collect();
    if runs.is_empty() {
        return String::new();
    }
    format!(": {}", runs.join(" "))
}
