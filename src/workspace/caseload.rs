//! The caseload in memory: ranked once, marked with every key, read anew when somebody else wrote.

use std::sync::Arc;

use crate::domain::case::Page;
use crate::domain::caseload::Entry;
use crate::domain::day::{Day, Moment};
use crate::domain::exact::Quantity;
use crate::domain::identity::{AreaId, LevelId, PupilId};
use crate::domain::worklist::{Assignments, Filter, Group, Outlook, Standing, Worklist};
use crate::search::fuzzy::Index;

use super::Workspace;
use super::problem::Result;

/// How many changed pupils are looked at one by one; after more, everybody is read anew.
const MENDED: usize = 50;

/// The caseload as it was last read.
pub(super) struct Caseload {
    /// The day it was ranked for.
    day: Day,
    /// The store's count of changes when it was read.
    version: i64,
    /// The entries, in the store's order.
    pub(super) entries: Vec<Entry>,
    /// Their ranks.
    pub(super) list: Worklist,
    /// When each group will be done; reckoned when somebody looks, anew after a change.
    outlook: Option<Outlook>,
    /// Names and references, for finding; made when somebody first looks.
    names: Option<Index>,
}

impl Workspace {
    /// The caseload, ranked for a day.
    pub(super) fn caseload(&mut self, day: Day) -> Result<&Caseload> {
        let version = self.store.version()?;
        let fresh = self
            .caseload
            .take()
            .filter(|kept| kept.day == day && kept.version == version);
        let changed = std::mem::take(&mut self.changed);
        let caseload = match fresh {
            Some(mut fresh) => {
                self.mend(&mut fresh, &changed)?;
                fresh
            }
            None => self.read_caseload(day, version)?,
        };
        Ok(self.caseload.insert(caseload))
    }

    fn read_caseload(&self, day: Day, version: i64) -> Result<Caseload> {
        let entries = self.store.entries(&self.framework.key)?;
        let basis = self.basis(&self.framework, day);
        let list = Worklist::of(&basis, &entries);
        Ok(Caseload {
            day,
            version,
            entries,
            list,
            outlook: None,
            names: None,
        })
    }

    /// Lets go of the caseload, so that it is read anew.
    pub(super) fn forget(&mut self) {
        self.caseload = None;
        self.changed.clear();
    }

    /// Remembers that a pupil's case has changed; the list is mended when somebody looks at it, so that no
    /// key waits for it.
    pub(super) fn refresh(&mut self, pupil: &PupilId) {
        if !self.changed.contains(pupil) {
            self.changed.push(pupil.clone());
        }
        if self.changed.len() > MENDED {
            self.forget();
        }
    }

    /// Looks again at the places of pupils whose cases have changed, at nobody else's.
    fn mend(&self, caseload: &mut Caseload, changed: &[PupilId]) -> Result<()> {
        for pupil in changed {
            let at = (caseload.entries.iter()).position(|entry| entry.pupil == *pupil);
            let entry = self.store.entry(pupil, &self.framework.key)?;
            let (Some(at), Some(entry)) = (at, entry) else {
                continue;
            };
            let standing = Standing::of(&self.basis(&self.framework, caseload.day), &entry);
            let places = caseload.list.places.iter_mut();
            for place in places.filter(|place| place.entry == at) {
                place.standing = standing;
            }
            if let Some(kept) = caseload.entries.get_mut(at) {
                *kept = entry;
            }
            caseload.outlook = None;
        }
        Ok(())
    }

    /// A stretch of the worklist.
    pub fn page(
        &mut self,
        filter: &Filter,
        from: usize,
        count: usize,
        now: Moment,
    ) -> Result<Page> {
        let outlook = self.outlook(now)?;
        self.index_names(filter);
        let papers = self.store.papers_waiting()?;
        let framework = self.framework.clone();
        let basis = self.basis(&framework, now.day());
        let groups = Arc::clone(&self.assignments);
        let caseload = self.caseload(now.day())?;
        let shown = caseload.shown(filter, &groups);
        let window = shown.iter().copied().skip(from).take(count);
        let row = |at| caseload.list.row(&basis, &caseload.entries, at);
        let rows = window.filter_map(row).collect();
        Ok(Page {
            officers: groups.officers(),
            rows,
            from,
            total: shown.len(),
            in_scope: caseload.list.in_scope(),
            out_of_scope: (caseload.list.out_of_scope.iter())
                .map(|(why, count)| (*why, *count))
                .collect(),
            done: outlook.forecasts.iter().map(|group| group.done).sum(),
            papers,
            outlook,
        })
    }

    /// When each priority group will be done.
    fn outlook(&mut self, now: Moment) -> Result<Outlook> {
        if let Some(outlook) = &self.caseload(now.day())?.outlook {
            return Ok(outlook.clone());
        }
        let framework = self.framework.clone();
        let basis = self.basis(&framework, now.day());
        let caseload = self.caseload(now.day())?;
        let outlook = caseload.list.outlook(&basis, &caseload.entries);
        if let Some(kept) = self.caseload.as_mut() {
            kept.outlook = Some(outlook.clone());
        }
        Ok(outlook)
    }

    /// How many of a group are done and of how many, and when it will be done by.
    pub(super) fn group_of(
        &mut self,
        group: Group,
        now: Moment,
    ) -> Result<((u64, u64), Option<String>)> {
        let outlook = self.outlook(now)?;
        let found = outlook.forecasts.iter().find(|one| one.group == group);
        let counts = found.map_or((0, 0), |one| (one.done, one.total));
        Ok((counts, found.and_then(|one| one.done_by).map(Day::long)))
    }

    /// The mean time from opening to recording of what was recorded today, in words.
    pub(super) fn pace_in_words(&self, now: Moment) -> Result<Option<String>> {
        let times = self
            .store
            .times(&self.framework.key, &self.reader, now.day())?;
        let count = u32::try_from(times.len()).unwrap_or(u32::MAX);
        let millis: i64 = times.iter().sum();
        // Tenths of a minute: whole ones would say "0 min" of a quick plan.
        let tenths = Quantity::from(u32::try_from(millis / 6_000).unwrap_or(u32::MAX));
        let mean = tenths.over(count.into()).and_then(Quantity::whole);
        Ok(mean.map(|tenths| format!("{}.{} min each", tenths / 10, tenths % 10)))
    }

    /// Levels that moderators gave to provisions before.
    pub(super) fn judged_texts(&self) -> Result<Vec<(String, AreaId, LevelId)>> {
        let judged = self.store.judged_texts(&self.framework.key)?;
        Ok(judged
            .into_iter()
            .map(|one| (one.text, one.area, one.level))
            .collect())
    }

    pub(super) fn index_names(&mut self, filter: &Filter) {
        if let Some(caseload) = self
            .caseload
            .as_mut()
            .filter(|_| !filter.text.trim().is_empty())
        {
            let entries = &caseload.entries;
            caseload.names.get_or_insert_with(|| {
                let text =
                    |entry: &Entry| format!("{} {}", entry.facts.reference, entry.facts.name());
                let texts: Vec<String> = entries.iter().map(text).collect();
                Index::new(texts.iter().map(String::as_str).zip(0..))
            });
        }
    }
}

impl Caseload {
    /// Names and references, for finding; nothing before somebody first looked.
    pub(super) fn names(&self) -> Option<&Index> {
        self.names.as_ref()
    }

    /// The places that a filter lets through: in the list's order, or the best find first.
    fn shown(&self, filter: &Filter, groups: &Assignments) -> Vec<usize> {
        let shows = |at: &usize| {
            let place = self.list.places.get(*at);
            let entry = place.and_then(|place| Some((place, self.entries.get(place.entry)?)));
            entry.is_some_and(|(place, entry)| filter.shows(&place.standing, entry, groups))
        };
        let Some(names) = self
            .names
            .as_ref()
            .filter(|_| !filter.text.trim().is_empty())
        else {
            return self.list.shown(filter, &self.entries, groups);
        };
        let mut at = vec![None; self.entries.len()];
        for (index, place) in self.list.places.iter().enumerate() {
            if let Some(slot) = at.get_mut(place.entry) {
                *slot = Some(index);
            }
        }
        let found = names.find(&filter.text, usize::MAX).into_iter();
        found
            .filter_map(|hit| at.get(hit.id).copied().flatten())
            .filter(shows)
            .collect()
    }
}
