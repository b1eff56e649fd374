//! The working: a draft's steps laid out as provisions and areas as they stand now.

use super::super::amendment::Fate;
use super::super::identity::{AreaId, LevelId, TariffId};
use super::super::judgement::{
    AreaLevel, AreaSource, CannotMap, Judged, Judgement, PrimaryArea, SetAside, Verdict,
};
use super::super::mapping::{Offered, TakenOver};
use super::super::provision::{Provision, find_duplicates};
use super::carried::Carried;
use super::{Draft, ItemId, Step};

/// A provision in the working, and what the reader made of it so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its lasting name.
    pub id: ItemId,
    /// The provision; its number is its place.
    pub provision: Provision,
    /// The areas it is evidence for, in the order they were named.
    pub evidence: Vec<(AreaId, Option<LevelId>)>,
    /// Why it is set aside.
    pub set_aside: Option<SetAside>,
    /// The reader's note.
    pub note: Option<String>,
    /// The number of the earlier provision whose judgement stands here as it was carried over.
    pub carried: Option<u32>,
}

impl Item {
    /// Gives a provision that nobody has judged.
    pub(super) fn open(id: ItemId, provision: Provision) -> Self {
        Self {
            id,
            provision,
            evidence: Vec::new(),
            set_aside: None,
            note: None,
            carried: None,
        }
    }

    /// Whether it is evidence for an area.
    pub fn is_evidence_for(&self, area: &AreaId) -> bool {
        self.evidence.iter().any(|(named, _)| named == area)
    }

    /// Whether the law is kept: it is evidence for an area, or set aside with a reason.
    pub fn is_settled(&self) -> bool {
        self.set_aside.is_some() || !self.evidence.is_empty()
    }
}

/// Everything in the working.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Working {
    /// The provisions, in the order of the text.
    pub items: Vec<Item>,
    /// The settled areas.
    pub areas: Vec<AreaLevel>,
    /// The tariff the reader names.
    pub chosen: Option<TariffId>,
    /// The primary area, where the reader takes another than the framework's rule.
    pub primary: Option<PrimaryArea>,
    /// Why an open top is used.
    pub open_reason: Option<String>,
    /// That the plan cannot be mapped.
    pub cannot_map: Option<CannotMap>,
    /// Whether the reader asked for a second pair of eyes.
    pub unsure: bool,
    /// The areas whose level stands as it was carried over.
    pub carried_areas: Vec<AreaId>,
    next: u32,
}

impl Working {
    /// Lays out what a draft brought along, and then the reader's own steps.
    pub(super) fn laid(base: &[Provision], carried: Option<&Carried>, steps: &[Step]) -> Self {
        let mut working = Self {
            next: 1,
            ..Self::default()
        };
        for provision in base {
            let item = working.open(provision.clone());
            working.items.push(item);
        }
        if let Some(carried) = carried {
            working.bring(carried);
        }
        for step in steps {
            working.lay(step);
        }
        working
    }

    /// Lays out what was brought along.
    fn bring(&mut self, carried: &Carried) {
        for step in &carried.steps {
            self.lay(step);
        }
        for (item, brought) in self.items.iter_mut().zip(&carried.items) {
            let same = brought.fate == Fate::Same && item.is_settled();
            item.carried = brought.before.as_ref().filter(|_| same).map(|past| past.n);
        }
        self.carried_areas = self.areas.iter().map(|level| level.area.clone()).collect();
    }

    fn open(&mut self, provision: Provision) -> Item {
        let id = ItemId(self.next);
        self.next += 1;
        Item::open(id, provision)
    }

    fn lay(&mut self, step: &Step) {
        match step {
            Step::Judge { item, area, level } => self.judge(*item, area, level.as_ref()),
            Step::Weigh { item, evidence } => {
                self.clear(*item, None);
                for (area, level) in evidence {
                    self.judge(*item, area, level.as_ref());
                }
            }
            Step::SetAside { item, why } => self.clear(*item, Some(*why)),
            Step::Clear { item } => self.clear(*item, None),
            Step::Note { item, note } => {
                if let Some(item) = self.item_mut(*item) {
                    item.note = Some(note.trim().to_owned()).filter(|note| !note.is_empty());
                }
            }
            Step::Recut { from, to } => self.recut(from, to),
            Step::Settle(level) => {
                self.unsettle(&level.area);
                self.areas.push(level.clone());
            }
            Step::Unsettle { area } => self.unsettle(area),
            Step::Choose {
                tariff,
                open_reason,
            } => {
                self.chosen.clone_from(tariff);
                self.open_reason.clone_from(open_reason);
            }
            Step::Primary(primary) => self.primary.clone_from(primary),
            Step::CannotMap(cannot_map) => self.cannot_map.clone_from(cannot_map),
            Step::Unsure(unsure) => self.unsure = *unsure,
        }
    }

    fn judge(&mut self, id: ItemId, area: &AreaId, level: Option<&LevelId>) {
        let Some(item) = self.item_mut(id) else {
            return;
        };
        item.set_aside = None;
        item.carried = None;
        let judged = (area.clone(), level.cloned());
        match item.evidence.iter_mut().find(|(named, _)| named == area) {
            Some(place) => *place = judged,
            None => item.evidence.push(judged),
        }
        self.reopen(std::slice::from_ref(area));
    }

    fn clear(&mut self, id: ItemId, why: Option<SetAside>) {
        let Some(item) = self.item_mut(id) else {
            return;
        };
        item.set_aside = why;
        item.carried = None;
        let touched: Vec<_> = item.evidence.drain(..).map(|(area, _)| area).collect();
        self.reopen(&touched);
    }

    fn recut(&mut self, from: &[ItemId], to: &[Provision]) {
        let gone = |item: &Item| from.contains(&item.id);
        let old = self.items.iter().position(gone);
        if old.is_none() && !from.is_empty() {
            return;
        }
        let Some(at) = old.or_else(|| Some(self.place_of(to.first()?))) else {
            return;
        };
        let touched: Vec<_> = (self.items.iter().filter(|item| gone(item)))
            .flat_map(|item| item.evidence.iter().map(|(area, _)| area.clone()))
            .collect();
        let note = (self.items.iter().filter(|item| gone(item))).find_map(|item| item.note.clone());
        self.items.retain(|item| !gone(item));
        for (offset, provision) in to.iter().enumerate() {
            let mut item = self.open(provision.clone());
            // What was noted stays with the first piece.
            item.note = note.clone().filter(|_| offset == 0);
            self.items.insert(at + offset, item);
        }
        for (item, n) in self.items.iter_mut().zip(1..) {
            item.provision.n = n;
        }
        find_duplicates(self.items.iter_mut().map(|item| &mut item.provision));
        self.reopen(&touched);
    }

    /// The place of a provision in the order of the text.
    fn place_of(&self, provision: &Provision) -> usize {
        let after = |item: &Item| item.provision.span >= provision.span;
        let all = self.items.len();
        self.items.iter().position(after).unwrap_or(all)
    }

    /// Opens areas whose evidence changed after they were settled on it.
    fn reopen(&mut self, touched: &[AreaId]) {
        self.areas.retain(|settled| {
            settled.evidence != AreaSource::Provisions || !touched.contains(&settled.area)
        });
        let (areas, carried) = (&self.areas, &mut self.carried_areas);
        carried.retain(|area| areas.iter().any(|settled| settled.area == *area));
    }

    fn unsettle(&mut self, area: &AreaId) {
        self.areas.retain(|settled| settled.area != *area);
        self.carried_areas.retain(|carried| carried != area);
    }

    fn item_mut(&mut self, id: ItemId) -> Option<&mut Item> {
        self.items.iter_mut().find(|item| item.id == id)
    }

    /// The provisions nobody has settled yet.
    pub fn open_items(&self) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(|item| !item.is_settled())
    }

    /// The level an area was settled at.
    pub fn settled(&self, area: &AreaId) -> Option<&AreaLevel> {
        self.areas.iter().find(|settled| settled.area == *area)
    }

    /// The provisions that are evidence for an area, each with its level.
    pub fn evidence<'a>(
        &'a self,
        area: &'a AreaId,
    ) -> impl Iterator<Item = (&'a Item, Option<&'a LevelId>)> {
        self.items.iter().filter_map(move |item| {
            let (_, level) = item.evidence.iter().find(|(named, _)| named == area)?;
            Some((item, level.as_ref()))
        })
    }

    /// The provisions as they are bounded now.
    pub fn provisions(&self) -> Vec<Provision> {
        self.items
            .iter()
            .map(|item| item.provision.clone())
            .collect()
    }

    /// What a mapping of this working would record.
    pub fn judged(&self) -> Judged {
        Judged {
            judgements: self.items.iter().flat_map(judgements).collect(),
            area_levels: self.areas.clone(),
            chosen: self.chosen.clone(),
            primary: self.primary.clone(),
            open_reason: self.open_reason.clone(),
            cannot_map: self.cannot_map.clone(),
            unsure: self.unsure,
        }
    }

    /// What a mapping of this working takes over untouched from the one that the draft brought along.
    pub fn taken_over(&self, draft: &Draft) -> Option<TakenOver> {
        let from = draft.carried.as_ref()?.from.clone()?;
        let carried = self.items.iter();
        let carried = carried.filter_map(|item| Some((item.provision.n, item.carried?)));
        Some(TakenOver {
            from,
            provisions: carried.collect(),
            areas: self.carried_areas.clone(),
        })
    }

    /// The suggestions shown, and which of them the reader's own judgement agrees with.
    pub fn offered(&self, draft: &Draft) -> Vec<Offered> {
        let offered = |shown: &super::Shown| {
            let item = self.items.iter().find(|item| item.id == shown.item)?;
            let taken = (shown.area.clone(), Some(shown.level.clone()));
            Some(Offered {
                n: item.provision.n,
                area: shown.area.clone(),
                level: shown.level.clone(),
                place: shown.place,
                taken: item.evidence.contains(&taken),
            })
        };
        draft.shown.iter().filter_map(offered).collect()
    }
}

/// What a mapping would record of an item.
pub(super) fn judgements(item: &Item) -> Vec<Judgement> {
    let n = item.provision.n;
    let judgement = |verdict, note| Judgement { n, verdict, note };
    if let Some(why) = item.set_aside {
        return vec![judgement(Verdict::SetAside(why), item.note.clone())];
    }
    // The note is the provision's; it stands with its first judgement.
    let notes = std::iter::once(item.note.clone()).chain(std::iter::repeat(None));
    (item.evidence.iter().zip(notes))
        .map(|((area, level), note)| {
            judgement(
                Verdict::Evidence {
                    area: area.clone(),
                    level: level.clone(),
                },
                note,
            )
        })
        .collect()
}

#[cfg(test)]
mod tests;
