//! What the readings of a framework say of its descriptors: which were judged, and which readers fell out over, so that
//! those who write the next version know what to redraft first.

use std::collections::{BTreeMap, HashMap};

use super::digest::Digest;
use super::framework::Framework;
use super::identity::{AreaId, DescriptorId, LevelId, Role};
use super::judgement::Verdict;
use super::mapping::{Mapping, Sheet};
use super::provision::words_key;
use super::settle::rule_level;

/// What is counted of one descriptor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Provisions judged to be evidence at it.
    pub judged: u64,
    /// Areas settled at its level.
    pub settled: u64,
    /// Of the areas that the framework's rule puts at its level, those that a reader set elsewhere.
    pub overridden: u64,
    /// The reasons given for that, each with how often.
    pub reasons: BTreeMap<String, u64>,
    /// Of the provisions an officer judged at it, those that a moderator judged at another level of the area.
    pub adjusted: u64,
    /// Of the provisions two readers judged in its area, one at it, those judged at different levels.
    pub disagreed: u64,
    /// Judgements at it with a note, and those of mappings whose reader was not sure.
    pub asked: u64,
}

impl Counts {
    /// What speaks for redrafting: the more, the sooner.
    pub fn doubt(&self) -> u64 {
        self.overridden + self.adjusted + self.disagreed + self.asked
    }
}

/// A descriptor and what is counted of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The descriptor.
    pub id: DescriptorId,
    /// The counts.
    pub counts: Counts,
}

/// Doubt among a thousand judgements, and how much there is of it.
fn order(counts: &Counts) -> (u64, u64) {
    let doubt = counts.doubt();
    let of = (counts.judged + counts.settled).max(1);
    (doubt.saturating_mul(1000) / of, doubt)
}

/// Counts the mappings of a framework version that stand and were read, pupil by pupil.
///
/// Mappings that were carried over by an adoption were not read against these words and count nowhere.
#[derive(Debug)]
pub struct Counting<'a> {
    framework: &'a Framework,
    places: HashMap<DescriptorId, usize>,
    counted: Vec<Evidence>,
}

impl<'a> Counting<'a> {
    /// Begins with nothing counted.
    pub fn new(framework: &'a Framework) -> Self {
        let counted: Vec<Evidence> = (framework.descriptors.iter())
            .map(|descriptor| Evidence {
                id: descriptor.id.clone(),
                counts: Counts::default(),
            })
            .collect();
        let places = counted.iter().enumerate();
        Self {
            framework,
            places: places.map(|(place, one)| (one.id.clone(), place)).collect(),
            counted,
        }
    }

    /// Counts all that was recorded of one pupil under the version.
    pub fn pupil(&mut self, mappings: &[Mapping]) {
        let read: Vec<&Sheet> = (mappings.iter())
            .filter(|one| one.withdrawn.is_none() && one.sheet.adopted_by.is_none())
            .map(|one| &one.sheet)
            .collect();
        for sheet in &read {
            self.judgements(sheet);
            self.levels(sheet);
        }
        self.readers(&read);
    }

    /// The descriptors, what to redraft first at the top: by the share of doubt among the judgements, then by how much
    /// there is of it.
    pub fn finish(mut self) -> Vec<Evidence> {
        self.counted
            .sort_by_key(|one| std::cmp::Reverse(order(&one.counts)));
        self.counted
    }

    fn at(&mut self, sheet: &Sheet, area: &AreaId, level: &LevelId) -> Option<&mut Counts> {
        let text = self
            .framework
            .descriptor(area, level, sheet.phase, sheet.setting)?;
        let place = *self.places.get(&text.id)?;
        self.counted.get_mut(place).map(|one| &mut one.counts)
    }

    fn judgements(&mut self, sheet: &Sheet) {
        for judgement in &sheet.judged.judgements {
            let Verdict::Evidence {
                area,
                level: Some(level),
            } = &judgement.verdict
            else {
                continue;
            };
            let asked = judgement.note.is_some() || sheet.judged.unsure;
            if let Some(counts) = self.at(sheet, area, level) {
                counts.judged += 1;
                counts.asked += u64::from(asked);
            }
        }
    }

    fn levels(&mut self, sheet: &Sheet) {
        for settled in &sheet.judged.area_levels {
            if let Some(counts) = self.at(sheet, &settled.area, &settled.level) {
                counts.settled += 1;
            }
            let rule = rule_level(self.framework, &sheet.judged.judgements, &settled.area);
            let Some(rule) = rule.filter(|rule| *rule != settled.level) else {
                continue;
            };
            let reason = settled.reason.clone().unwrap_or_default();
            if let Some(counts) = self.at(sheet, &settled.area, &rule) {
                counts.overridden += 1;
                *counts.reasons.entry(reason).or_default() += 1;
            }
        }
    }

    /// Compares the latest reading of each reader of a pupil, two by two, provision by provision.
    fn readers(&mut self, sheets: &[&Sheet]) {
        let mut latest: Vec<&Sheet> = Vec::new();
        for sheet in sheets.iter().rev() {
            if !latest.iter().any(|one| one.reader == sheet.reader) {
                latest.push(sheet);
            }
        }
        for (place, one) in latest.iter().enumerate() {
            for other in latest.iter().skip(place + 1) {
                self.pair(one, other);
                self.pair(other, one);
            }
        }
    }

    /// Counts what one reader judged and another judged otherwise.
    fn pair(&mut self, one: &Sheet, other: &Sheet) {
        let levels = by_words(other);
        let adjusts = one.reader.role == Role::Officer && other.reader.role == Role::Moderator;
        for ((words, area), level) in by_words(one) {
            let Some(theirs) = levels.get(&(words, area)) else {
                continue;
            };
            if *theirs == level {
                continue;
            }
            if let Some(counts) = self.at(one, area, level) {
                counts.disagreed += 1;
                counts.adjusted += u64::from(adjusts);
            }
        }
    }
}

/// The level that each provision's words were judged at, by area.
fn by_words(sheet: &Sheet) -> HashMap<(Digest, &AreaId), &LevelId> {
    let words = |n: u32| {
        let provision = sheet.provisions.iter().find(|one| one.n == n)?;
        Some(words_key(&provision.text))
    };
    let judged = sheet.judged.judgements.iter().filter_map(|judgement| {
        let Verdict::Evidence {
            area,
            level: Some(level),
        } = &judgement.verdict
        else {
            return None;
        };
        Some(((words(judgement.n)?, area), level))
    });
    judged.collect()
}

#[cfg(test)]
mod tests;
