//! Suggestions: whether they are any good, and whether they are shown to anyone.

use std::collections::{BTreeSet, HashSet};

use crate::domain::day::Moment;
use crate::domain::identity::{AreaId, LevelId, PupilId, Reader, RecordId, Role};
use crate::domain::judgement::{Judged, Verdict};
use crate::domain::mapping::{Mapping, Purpose};
use crate::domain::moderation::notice::{self, Notice};
use crate::domain::moderation::review::{Decision, Review};
use crate::domain::moderation::suggested::{Hits, Honesty};
use crate::search::suggest::Suggester;
use crate::store::{JudgedText, Levelled};

use super::super::mapping::{named, reasoned};
use super::super::problem::{Problem, Result};
use super::super::watching::tell;
use super::super::{Watch, Workspace};
use super::measuring::Readings;
use super::queueing::last_word;
use super::reviewing::meeting;

/// The suggester as it would have been at each moment: it learns what moderators judged in the order in which they did.
struct Learning<'a> {
    workspace: &'a Workspace,
    texts: &'a [JudgedText],
    known: usize,
    pupils: HashSet<&'a PupilId>,
    suggester: Suggester,
}

impl<'a> Learning<'a> {
    fn new(workspace: &'a Workspace, texts: &'a [JudgedText]) -> Self {
        Self {
            workspace,
            texts,
            known: 0,
            pupils: HashSet::new(),
            suggester: Suggester::new(&workspace.framework),
        }
    }

    /// Learns what was judged before a moment.
    fn up_to(&mut self, moment: Moment) {
        let texts = self.texts.get(self.known..).unwrap_or_default();
        let new: Vec<&JudgedText> = texts
            .iter()
            .take_while(|one| one.recorded < moment)
            .collect();
        self.known += new.len();
        self.pupils.extend(new.iter().map(|one| &one.pupil));
        if !new.is_empty() {
            let judged = new.into_iter().map(source).collect();
            let suggester = std::mem::replace(
                &mut self.suggester,
                Suggester::new(&self.workspace.framework),
            );
            self.suggester = suggester.with_judged(judged);
        }
    }

    /// The suggester that knows nothing of a pupil: their own readings would be found again.
    fn without(&self, pupil: &PupilId) -> Option<Suggester> {
        if !self.pupils.contains(pupil) {
            return None;
        }
        let known = self.texts.iter().take(self.known);
        let others = known.filter(|one| one.pupil != *pupil).map(source);
        Some(Suggester::new(&self.workspace.framework).with_judged(others.collect()))
    }
}

fn source(one: &JudgedText) -> (String, AreaId, LevelId) {
    (one.text.clone(), one.area.clone(), one.level.clone())
}

impl Workspace {
    /// Says how good suggestions would have been where nobody saw them, and what became of those that were taken.
    pub fn suggestions_honesty(&self, now: Moment, watch: &mut Watch<'_>) -> Result<Honesty> {
        self.honesty_in(&self.readings(now)?, watch)
    }

    pub(super) fn honesty_in(&self, from: &Readings, watch: &mut Watch<'_>) -> Result<Honesty> {
        let mut honesty = Honesty::default();
        self.hits(from, &mut honesty, watch)?;
        self.takings(from, &mut honesty)?;
        Ok(honesty)
    }

    /// Reads every blind reading beside what would have been suggested then.
    fn hits(&self, from: &Readings, honesty: &mut Honesty, watch: &mut Watch<'_>) -> Result<()> {
        let random = self.random_readings(from)?;
        let mut blind: Vec<&Levelled> = (from.ledger.read.values())
            .filter(|one| one.purpose == Some(Purpose::Blind))
            .collect();
        blind.sort_by_key(|one| (one.recorded, &one.mapping));
        let texts = self
            .store
            .judged_texts(&self.framework.key, &BTreeSet::new())?;
        let mut learning = Learning::new(self, &texts);
        let of = blind.len() as u64;
        for (reading, done) in blind.iter().zip(0..) {
            tell(watch, "Trying suggestions", done, of)?;
            learning.up_to(reading.recorded);
            let own = learning.without(&reading.pupil);
            let suggester = own.as_ref().unwrap_or(&learning.suggester);
            let mapping = self.recorded_mapping(&reading.mapping)?;
            tried(&mapping, suggester, &mut honesty.all);
            if random.contains(&reading.mapping) {
                tried(&mapping, suggester, &mut honesty.random);
            }
        }
        tell(watch, "Trying suggestions", of, of)
    }

    /// The blind readings of the random samples' members.
    fn random_readings(&self, from: &Readings) -> Result<HashSet<RecordId>> {
        let mut found = HashSet::new();
        for kept in self.store.samples(&self.framework.key)? {
            for member in kept.drawn.sample.members.iter().filter(|one| one.random()) {
                let readings = from.ledger.readings_of(&member.mapping);
                found.extend(readings.map(|one| one.mapping.clone()));
            }
        }
        Ok(found)
    }

    /// Counts what officers were shown and took, and what became of it.
    fn takings(&self, from: &Readings, honesty: &mut Honesty) -> Result<()> {
        let mut shown = self.store.shown(&self.framework.key)?;
        for one in &from.officers {
            let Some(seen) = shown.remove(&one.head.id) else {
                continue;
            };
            honesty.shown.of += seen.provisions;
            honesty.shown.count += seen.shown;
            let mut provisions: Vec<u32> = seen.taken.iter().map(|(n, ..)| *n).collect();
            provisions.dedup();
            honesty.taken.of += seen.shown;
            honesty.taken.count += provisions.len();
            if seen.taken.is_empty() {
                continue;
            }
            honesty.revealed.add(seen.changed_after_reveal);
            let Some(last) = last_word(from.ledger.reviews_of(&one.head.id)) else {
                continue;
            };
            for stood in self.stood(last, &one.head.id, &seen.taken)? {
                honesty.adjusted.add(!stood);
            }
        }
        Ok(())
    }

    /// Whether each judgement that was taken stood when a moderator had decided; nothing where none has.
    fn stood(
        &self,
        last: &Review,
        mapping: &RecordId,
        taken: &[(u32, AreaId, LevelId)],
    ) -> Result<Vec<bool>> {
        let adjusted = match last.reviewed.decision {
            Decision::Agreed | Decision::Within => return Ok(vec![true; taken.len()]),
            Decision::Adjusted => last.adjusted.as_ref(),
            Decision::Returned
            | Decision::Answered
            | Decision::CannotMap
            | Decision::Escalated
            | Decision::Harmless => None,
        };
        let Some(adjusted) = adjusted else {
            return Ok(Vec::new());
        };
        let (before, after) = (
            self.recorded_mapping(mapping)?,
            self.recorded_mapping(adjusted)?,
        );
        let stands = |(n, area, level): &(u32, AreaId, LevelId)| {
            let mut provisions = before.sheet.provisions.iter();
            let provision = provisions.find(|one| one.n == *n)?;
            Some(meeting(provision, &after).contains(&format!("{area} {level}")))
        };
        Ok(taken.iter().filter_map(stands).collect())
    }

    /// The notice by which suggestions are off for everyone; nothing where they are on.
    pub fn suggestions_off(&self) -> Result<Option<Notice>> {
        Ok(notice::off(&self.store.notices()?).cloned())
    }

    /// Turns suggestions off for everyone whom the work reaches, or takes that back; gives who has them off still.
    pub fn rule_suggestions(
        &mut self,
        off: bool,
        reader: &Reader,
        reason: &str,
        now: Moment,
    ) -> Result<Option<Notice>> {
        named(reader)?;
        if reader.role != Role::Moderator {
            return Err(Problem::NotModerator(reader.name.clone()));
        }
        self.store
            .give_notice(off, reader, reasoned(reason)?, now)?;
        self.suggestions_off()
    }
}

/// Counts each provision of a reading that was given a level.
fn tried(mapping: &Mapping, suggester: &Suggester, hits: &mut Hits) {
    let sheet = &mapping.sheet;
    hits.readings += 1;
    for provision in &sheet.provisions {
        let given = given(&sheet.judged, provision.n);
        if given.is_empty() {
            continue;
        }
        let suggested = suggester.suggest(&provision.text, sheet.phase, sheet.setting);
        let suggested: Vec<(AreaId, LevelId)> = (suggested.into_iter())
            .map(|one| (one.area, one.level))
            .collect();
        hits.add(&given, &suggested);
    }
}

/// The areas and levels that a provision was given.
fn given(judged: &Judged, n: u32) -> Vec<(AreaId, LevelId)> {
    let own = judged.judgements.iter().filter(|one| one.n == n);
    own.filter_map(|one| match &one.verdict {
        Verdict::Evidence { area, level } => Some((area.clone(), level.clone()?)),
        Verdict::SetAside(_) => None,
    })
    .collect()
}
