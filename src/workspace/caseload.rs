//! The caseload in memory: ranked once, marked with every key, read anew when somebody else wrote.

mod reading;

use std::collections::HashMap;
use std::sync::Arc;

use super::moderating::Veiled;
use super::problem::Result;
use super::watching::Watch;
use super::{STRETCH, Workspace};
use crate::domain::case::Page;
use crate::domain::caseload::Entry;
use crate::domain::day::{Day, Moment};
use crate::domain::exact::Quantity;
use crate::domain::identity::{AreaId, LevelId, PupilId};
use crate::domain::worklist::{
    Assignments, Filter, Group, Outlook, Row, Shares, Standing, Worklist,
};
use crate::search::fuzzy::Index;
use crate::store::Sight;

/// How many changed pupils are looked at one by one; after more, everybody is read anew.
const MENDED: usize = 50;

/// The caseload as it was last read: what lists ask of everybody. What is shown of a few is read from the store.
pub(super) struct Caseload {
    /// The day it was ranked for.
    day: Day,
    /// The store's count of changes when it was read.
    version: i64,
    /// Everybody, and their ranks.
    pub(super) list: Worklist,
    /// What the reader is shown otherwise than it stands, for a seed's sake.
    pub(super) veiled: Veiled,
    /// References and names, for finding, in the order of the roster.
    pub(super) names: Index,
    /// When each group will be done; reckoned when somebody looks, anew after a change.
    outlook: Option<Outlook>,
    /// Whose the pupils are, by the groups that were given.
    shares: Option<(Arc<Assignments>, Arc<Shares>)>,
    /// What was listed last.
    listing: Option<Listing>,
    /// The rows that were shown last, by place.
    rows: HashMap<u32, Row>,
}

impl Workspace {
    /// Reads the caseload where it is not in memory as it is now; tells how far it has come.
    pub fn read_caseload(&mut self, now: Moment, watch: &mut Watch<'_>) -> Result<()> {
        self.caseload_watched(now.day(), watch).map(drop)
    }

    /// The caseload, ranked for a day.
    pub(super) fn caseload(&mut self, day: Day) -> Result<&mut Caseload> {
        self.caseload_watched(day, &mut super::unwatched)
    }

    pub(super) fn caseload_watched(
        &mut self,
        day: Day,
        watch: &mut Watch<'_>,
    ) -> Result<&mut Caseload> {
        let version = self.store.version()?;
        let fresh = self
            .caseload
            .take()
            .filter(|kept| kept.day == day && kept.version == version);
        let changed = std::mem::take(&mut self.changed);
        let (mut caseload, news) = match fresh {
            Some(mut fresh) => {
                self.mend(&mut fresh, &changed)?;
                (fresh, !changed.is_empty())
            }
            None => (self.rank(day, version, watch)?, true),
        };
        if news {
            self.draw_veil(&mut caseload)?;
        }
        Ok(self.caseload.insert(caseload))
    }

    fn rank(&self, day: Day, version: i64, watch: &mut Watch<'_>) -> Result<Caseload> {
        let basis = self.basis(&self.framework, day);
        let (list, names) = reading::read((&self.store, self.sight()), &basis, watch)?;
        Ok(Caseload {
            day,
            version,
            list,
            veiled: Veiled::default(),
            names,
            outlook: None,
            shares: None,
            listing: None,
            rows: HashMap::new(),
        })
    }

    /// How the caseload is looked at.
    fn sight(&self) -> Sight {
        Sight {
            until: None,
            moderation: true,
            levels: self.levels,
        }
    }

    /// Lets go of the caseload, so that it is read anew.
    pub(super) fn forget(&mut self) {
        self.otherwise = None;
        self.caseload = None;
        self.counts = None;
        self.changed.clear();
    }

    /// Remembers that a pupil's case has changed; the list is mended when somebody looks at it, so that no
    /// key waits for it.
    pub(super) fn refresh(&mut self, pupil: &PupilId) {
        self.counts = None;
        self.otherwise = None;
        if !self.changed.contains(pupil) {
            self.changed.push(pupil.clone());
        }
        if self.changed.len() > MENDED {
            self.forget();
        }
    }

    /// Looks again at the places of pupils whose cases have changed, at nobody else's.
    fn mend(&self, caseload: &mut Caseload, changed: &[PupilId]) -> Result<()> {
        if changed.is_empty() {
            return Ok(());
        }
        let basis = self.basis(&self.framework, caseload.day);
        let key = &self.framework.key;
        for entry in self.store.entries_in(changed, key, self.sight())? {
            if let Some(at) = caseload.list.renew(&basis, &entry) {
                caseload.remark(at);
            }
        }
        caseload.outlook = None;
        Ok(())
    }

    /// Shows the reader what they are to see of seeds, and what was veiled before as it stands.
    fn draw_veil(&self, caseload: &mut Caseload) -> Result<()> {
        let veiled = self.veiled(caseload.day)?;
        let before = std::mem::replace(&mut caseload.veiled, veiled).shown_as;
        let gone: Vec<PupilId> = before.into_keys().collect();
        self.mend(caseload, &gone)?;
        let shown: Vec<_> = caseload.veiled.shown_as.clone().into_iter().collect();
        for (pupil, state) in shown {
            if let Some(at) = caseload.list.show_as(&pupil, state) {
                caseload.remark(at);
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
        let papers = self.store.papers_waiting()?;
        let came_back = self
            .store
            .came_back(&self.framework.key, &self.reader.name)?;
        let groups = Arc::clone(&self.assignments);
        let caseload = self.caseload(now.day())?;
        let listing = caseload.listing(filter, &groups);
        let total = listing.places.len();
        let window: Vec<u32> = (listing.places.iter().copied())
            .skip(from)
            .take(count)
            .collect();
        let page = Page {
            officers: groups.officers(),
            rows: Vec::new(),
            from,
            total,
            in_scope: caseload.list.in_scope(),
            elsewhere: caseload.list.elsewhere(),
            out_of_scope: (caseload.list.out_of_scope().iter())
                .map(|(why, count)| (*why, *count))
                .collect(),
            done: outlook.forecasts.iter().map(|group| group.done).sum(),
            papers,
            standing: caseload.veiled.standing.clone(),
            came_back,
            outlook,
        };
        let rows = self.rows(&window, now)?;
        Ok(Page { rows, ..page })
    }

    /// The rows of places, in their order; whoever another process has just taken out of the caseload is left out.
    pub(super) fn rows(&mut self, places: &[u32], now: Moment) -> Result<Vec<Row>> {
        let mut rows = Vec::with_capacity(places.len());
        for stretch in places.chunks(STRETCH) {
            rows.extend(self.stretch(stretch, now)?);
        }
        Ok(rows)
    }

    /// The rows of a stretch. Those of the stretch before are kept: a screen asks for the next while two thirds of it are
    /// there.
    fn stretch(&mut self, places: &[u32], now: Moment) -> Result<Vec<Row>> {
        let kept = self.caseload.as_mut().map(|list| &mut list.rows);
        let mut kept = kept.map(std::mem::take).unwrap_or_default();
        let kept = places.iter().filter_map(|at| kept.remove_entry(at));
        let mut rows: HashMap<u32, Row> = kept.collect();
        let unread = places.iter().filter(|at| !rows.contains_key(at));
        let unread: Vec<u32> = unread.copied().collect();
        rows.extend(self.read_rows(&unread, now)?);
        let shown = places.iter().filter_map(|at| rows.get(at).cloned());
        let shown = shown.collect();
        if let Some(caseload) = &mut self.caseload {
            caseload.rows = rows;
        }
        Ok(shown)
    }

    /// Reads the rows of places from the store.
    fn read_rows(&self, places: &[u32], now: Moment) -> Result<Vec<(u32, Row)>> {
        let Some(caseload) = self.caseload.as_ref().filter(|_| !places.is_empty()) else {
            return Ok(Vec::new());
        };
        let basis = self.basis(&self.framework, now.day());
        let pupil = |at: &u32| {
            let place = caseload.list.place(*at)?;
            Some((caseload.list.pupil(place)?, (*at, place.standing)))
        };
        let placed: HashMap<PupilId, (u32, Standing)> = places.iter().filter_map(pupil).collect();
        let pupils: Vec<PupilId> = placed.keys().cloned().collect();
        let entries = self.store.entries_of(&pupils, &self.framework.key)?;
        let row = |entry: &Entry| {
            let (at, standing) = placed.get(&entry.pupil)?;
            Some((*at, Row::of(&basis, entry, *standing)))
        };
        Ok(entries.iter().filter_map(row).collect())
    }

    /// When each priority group will be done.
    fn outlook(&mut self, now: Moment) -> Result<Outlook> {
        let framework = self.framework.clone();
        let basis = self.basis(&framework, now.day());
        let caseload = self.caseload(now.day())?;
        let list = &caseload.list;
        let outlook = caseload.outlook.get_or_insert_with(|| list.outlook(&basis));
        Ok(outlook.clone())
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
    pub(super) fn judged_texts(&self, now: Moment) -> Result<Vec<(String, AreaId, LevelId)>> {
        let without = self.unseen(now)?;
        let judged = self.store.judged_texts(&self.framework.key, &without)?;
        Ok(judged
            .into_iter()
            .map(|one| (one.text, one.area, one.level))
            .collect())
    }
}

impl Caseload {
    /// The places that a filter lets through: in the list's order, or the best find first. Kept until another is asked for.
    fn listing(&mut self, filter: &Filter, groups: &Arc<Assignments>) -> &Listing {
        let shares = self.shares(groups);
        let kept = self.listing.take();
        let kept = kept.filter(|kept| kept.filter == *filter && Arc::ptr_eq(&kept.groups, groups));
        let listing = kept.unwrap_or_else(|| Listing {
            filter: filter.clone(),
            groups: Arc::clone(groups),
            places: self.places(filter, &shares),
        });
        self.listing.insert(listing)
    }

    fn places(&self, filter: &Filter, shares: &Shares) -> Vec<u32> {
        if filter.text.trim().is_empty() {
            return self.list.shown(filter, shares);
        }
        self.list
            .found(&self.names.order(&filter.text), filter, shares)
    }

    /// Marks in what was listed last that somebody stands otherwise now.
    fn remark(&mut self, at: u32) {
        self.rows.remove(&at);
        let (Some(mut listing), Some((groups, shares))) = (self.listing.take(), &self.shares)
        else {
            return;
        };
        let place = self.list.place(at);
        let shows = place.is_some_and(|place| self.list.shows(&listing.filter, shares, place));
        let is_found = !listing.filter.text.trim().is_empty();
        let kept = if is_found {
            // Where somebody would stand who was found too is not known.
            shows == listing.places.contains(&at)
        } else {
            match (listing.places.binary_search(&at), shows) {
                (Ok(here), false) => drop(listing.places.remove(here)),
                (Err(here), true) => listing.places.insert(here, at),
                (Ok(_), true) | (Err(_), false) => {}
            }
            true
        };
        self.listing = Some(listing).filter(|one| kept && Arc::ptr_eq(&one.groups, groups));
    }

    /// Whose the pupils are, the groups looked up once.
    pub(super) fn shares(&mut self, groups: &Arc<Assignments>) -> Arc<Shares> {
        let kept = self.shares.take();
        let kept = kept.filter(|(of, _)| Arc::ptr_eq(of, groups));
        let (_, shares) = self.shares.insert(kept.unwrap_or_else(|| {
            let shares = Arc::new(Shares::of(groups, self.list.roster()));
            (Arc::clone(groups), shares)
        }));
        Arc::clone(shares)
    }
}

/// What was listed last.
struct Listing {
    filter: Filter,
    groups: Arc<Assignments>,
    places: Vec<u32>,
}

#[cfg(test)]
mod tests;
