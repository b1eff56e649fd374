//! How the same words were judged before, counted on while many are recorded.

use std::collections::{BTreeSet, HashMap};

use crate::domain::digest::Digest;
use crate::domain::flag::rules::{Before, Mapped};
use crate::domain::identity::{AreaId, FrameworkKey, LevelId, Role};
use crate::domain::judgement::Verdict;
use crate::domain::mapping::Sheet;
use crate::domain::place::Setting;
use crate::domain::provision::{Provision, words_key};
use crate::store::Store;

use super::super::problem::Result;

/// How often words were given which area and level.
type Counts = Vec<(AreaId, Option<LevelId>, u32)>;

/// The counts of words that come again and again.
///
/// The store finds them by going through every mapping of such words, which for words that a country's plans share is
/// more than all else that recording does. Words that came once are asked of the store the next time, so that the most
/// part, which never comes again, takes no room here.
#[derive(Default)]
pub(super) struct Tally {
    known: HashMap<Digest, Counts>,
    /// How often each tariff stands in a setting.
    mapped: HashMap<Option<Setting>, Mapped>,
}

impl Tally {
    /// How the words of each provision were judged before.
    pub(super) fn before(
        &mut self,
        store: &Store,
        framework: &FrameworkKey,
        provisions: &[Provision],
    ) -> Result<Vec<Before>> {
        let mut before = Vec::with_capacity(provisions.len());
        for provision in provisions {
            let key = words_key(&provision.text);
            let counts = if let Some(counts) = self.known.get(&key) {
                counts.clone()
            } else {
                let counts = store.same_words(framework, &key, &BTreeSet::new())?;
                // Words that were set aside every time are as dear to look for as any others.
                if !counts.is_empty() || store.has_words(&key)? {
                    self.known.insert(key, counts.clone());
                }
                counts
            };
            let n = provision.n;
            before.push(Before { n, counts });
        }
        Ok(before)
    }

    /// How often each tariff stands in a setting.
    pub(super) fn mapped(
        &mut self,
        store: &Store,
        framework: &FrameworkKey,
        setting: Option<Setting>,
    ) -> Result<Mapped> {
        if let Some(mapped) = self.mapped.get(&setting) {
            return Ok(mapped.clone());
        }
        let mapped = store.tariffs_in(framework, setting)?;
        self.mapped.insert(setting, mapped.clone());
        Ok(mapped)
    }

    /// Counts a mapping that is about to be recorded: once for each area and level that it gives words.
    pub(super) fn count(&mut self, sheet: &Sheet) {
        if sheet.reader.role == Role::School {
            return;
        }
        if let (Some(outcome), Some(mapped)) = (&sheet.outcome, self.mapped.get_mut(&sheet.setting))
        {
            match mapped
                .iter_mut()
                .find(|(tariff, _)| *tariff == outcome.tariff)
            {
                Some((_, count)) => *count += 1,
                None => mapped.push((outcome.tariff.clone(), 1)),
            }
        }
        let mut given = BTreeSet::new();
        for judgement in &sheet.judged.judgements {
            let Verdict::Evidence { area, level } = &judgement.verdict else {
                continue;
            };
            let mut provisions = sheet.provisions.iter();
            if let Some(provision) = provisions.find(|one| one.n == judgement.n) {
                given.insert((words_key(&provision.text), area, level));
            }
        }
        for (key, area, level) in given {
            if let Some(counts) = self.known.get_mut(&key) {
                add(counts, area, level.as_ref());
            }
        }
    }
}

/// Counts one more, and keeps the order of [`Store::same_words`].
fn add(counts: &mut Counts, area: &AreaId, level: Option<&LevelId>) {
    let found = counts
        .iter_mut()
        .find(|(known, given, _)| known == area && given.as_ref() == level);
    match found {
        Some((.., count)) => *count += 1,
        None => counts.push((area.clone(), level.cloned(), 1)),
    }
    counts.sort_by(|one, other| {
        other
            .2
            .cmp(&one.2)
            .then_with(|| (&one.0, &one.1).cmp(&(&other.0, &other.1)))
    });
}
