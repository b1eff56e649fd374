//! Suggestions: which descriptors a provision's words point to, and what the same words were
//! judged to be before. The officer decides; nothing here is ever taken by itself.

use std::collections::{BTreeMap, HashMap};

use crate::domain::framework::{Descriptor, Framework, holds_for};
use crate::domain::identity::{AreaId, DescriptorId, LevelId};
use crate::domain::place::{Phase, Setting};

use super::bm25::Corpus;
use super::terms::{Term, plain, terms};

/// How many suggestions are offered.
const MOST: usize = 3;

/// The score below which nothing is said: two words that every second descriptor has stay below.
const LEAST: f64 = 2.0;

/// One suggestion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The area.
    pub area: AreaId,
    /// The level.
    pub level: LevelId,
    /// The descriptor there; nothing where the framework has none for this pupil.
    pub descriptor: Option<DescriptorId>,
    /// The words of the provision that matched, as they stand in it, the most telling first.
    pub words: Vec<String>,
}

/// Suggests areas and levels for the provisions of one framework's plans.
#[derive(Clone, Debug)]
pub struct Suggester {
    corpus: Corpus,
    /// What each document of the corpus speaks for.
    documents: Vec<Document>,
    /// The judged documents of each text, by its common form.
    same: HashMap<String, Vec<usize>>,
    /// The framework's descriptors.
    descriptors: Vec<Descriptor>,
}

#[derive(Clone, Debug)]
struct Document {
    area: AreaId,
    level: LevelId,
    /// The descriptor that it is; nothing for a judged text.
    descriptor: Option<usize>,
}

/// What speaks for an area and a level.
#[derive(Debug, Default)]
struct Case {
    same: usize,
    score: f64,
    matched: Vec<(String, f64)>,
}

impl Suggester {
    /// Reads a framework's descriptors, each with its area's name.
    pub fn new(framework: &Framework) -> Self {
        let judged = |one: &&Descriptor| framework.leaves().any(|area| area.id == one.area);
        let mut new = Self {
            corpus: Corpus::default(),
            documents: Vec::new(),
            same: HashMap::new(),
            descriptors: framework
                .descriptors
                .iter()
                .filter(judged)
                .cloned()
                .collect(),
        };
        for (place, descriptor) in new.descriptors.iter().enumerate() {
            let name = framework
                .area(&descriptor.area)
                .map(|area| area.name.as_str());
            let text = format!("{}\n{}", name.unwrap_or_default(), descriptor.text);
            new.corpus
                .add(terms(&text).into_iter().map(|term| term.stem));
            new.documents.push(Document {
                area: descriptor.area.clone(),
                level: descriptor.level.clone(),
                descriptor: Some(place),
            });
        }
        new
    }

    /// Adds provisions judged before, and moderated, on the same framework.
    #[must_use]
    pub fn with_judged(mut self, judged: Vec<(String, AreaId, LevelId)>) -> Self {
        for (text, area, level) in judged {
            self.corpus
                .add(terms(&text).into_iter().map(|term| term.stem));
            let alike = self.same.entry(plain(&text)).or_default();
            alike.push(self.documents.len());
            self.documents.push(Document {
                area,
                level,
                descriptor: None,
            });
        }
        self
    }

    /// Suggests up to three areas with levels for a provision, the same words judged before
    /// first; nothing where no descriptor and no earlier text comes near.
    pub fn suggest(
        &self,
        text: &str,
        phase: Option<Phase>,
        setting: Option<Setting>,
    ) -> Vec<Suggestion> {
        let asked = terms(text);
        let stems: Vec<String> = asked.iter().map(|term| term.stem.clone()).collect();
        let mut cases: BTreeMap<(&AreaId, &LevelId), Case> = BTreeMap::new();
        for place in self.same.get(&plain(text)).into_iter().flatten() {
            if let Some(document) = self.documents.get(*place) {
                cases
                    .entry((&document.area, &document.level))
                    .or_default()
                    .same += 1;
            }
        }
        for answer in self.corpus.answers(&stems) {
            let Some(document) = self.documents.get(answer.document) else {
                continue;
            };
            let descriptor = document
                .descriptor
                .and_then(|place| self.descriptors.get(place));
            if descriptor.is_some_and(|one| !is_for(one, phase, setting)) {
                continue;
            }
            let case = cases.entry((&document.area, &document.level)).or_default();
            if answer.score > case.score {
                case.score = answer.score;
                case.matched = answer.matched;
            }
        }
        let mut cases: Vec<((&AreaId, &LevelId), Case)> = (cases.into_iter())
            .filter(|(_, case)| case.same > 0 || (case.score >= LEAST && case.matched.len() > 1))
            .collect();
        cases.sort_by(|(_, one), (_, other)| {
            let same = other.same.cmp(&one.same);
            same.then(other.score.total_cmp(&one.score))
        });
        cases.truncate(MOST);
        (cases.into_iter())
            .map(|((area, level), case)| Suggestion {
                area: area.clone(),
                level: level.clone(),
                descriptor: self.descriptor(area, level, phase, setting),
                words: telling(&asked, case.matched),
            })
            .collect()
    }

    fn descriptor(
        &self,
        area: &AreaId,
        level: &LevelId,
        phase: Option<Phase>,
        setting: Option<Setting>,
    ) -> Option<DescriptorId> {
        let here = |one: &&Descriptor| one.area == *area && one.level == *level;
        let found = self.descriptors.iter().filter(here);
        let mut found = found.filter(|one| is_for(one, phase, setting));
        found.next().map(|one| one.id.clone())
    }
}

fn is_for(descriptor: &Descriptor, phase: Option<Phase>, setting: Option<Setting>) -> bool {
    holds_for(&descriptor.phases, phase) && holds_for(&descriptor.settings, setting)
}

/// The matched words as the provision spells them, each once, the most telling first.
fn telling(asked: &[Term<'_>], mut matched: Vec<(String, f64)>) -> Vec<String> {
    matched.sort_by(|(_, one), (_, other)| other.total_cmp(one));
    let mut words: Vec<String> = Vec::new();
    for (stem, _) in matched {
        for term in asked.iter().filter(|term| term.stem == stem) {
            let alike = |word: &String| word.to_lowercase() == term.word.to_lowercase();
            if !words.iter().any(alike) {
                words.push(term.word.to_owned());
            }
        }
    }
    words
}

#[cfg(test)]
mod tests;
