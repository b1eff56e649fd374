//! Carrying over: what of an earlier reading stands untouched in a newer version of the plan.

mod renew;

use std::collections::HashSet;

use super::super::amendment::{Drawn, Fate, Pair, delivery, pair};
use super::super::identity::{AreaId, LevelId, RecordId};
use super::super::judgement::{AreaLevel, AreaSource, CannotMap, SetAside, Verdict};
use super::super::mapping::Mapping;
use super::super::provision::Provision;
use super::carried::{Brought, Carried, Choice, Past};
use super::working::{Item, Working, judgements};
use super::{Draft, ItemId, Step};

/// A reading of an earlier version of the plan, whole or begun.
#[derive(Clone, Debug)]
pub struct Earlier {
    /// The mapping, where it was recorded.
    record: Option<RecordId>,
    /// Whose it was, in words.
    told: String,
    /// The provisions as the reader bounded them, and what was made of them.
    items: Vec<Item>,
    /// The places of those that the reader cut.
    cut: Vec<usize>,
    /// The areas that were settled.
    areas: Vec<AreaLevel>,
    /// What each provision was numbered in the reading that an unfinished draft brought along, where it did.
    was: Option<Vec<Option<u32>>>,
    /// Of an unfinished draft, what its reader said of the plan as a whole.
    marks: Marks,
}

/// What a reader says of a plan as a whole, apart from its provisions and areas.
#[derive(Clone, Debug, Default)]
struct Marks {
    cannot_map: Option<CannotMap>,
    unsure: bool,
    choice: Option<Choice>,
}

impl Earlier {
    /// Lays out a recorded mapping; `drawn` are its provisions as the program of today reads them.
    pub fn recorded(mapping: &Mapping, drawn: Drawn, told: String) -> Self {
        let judged = &mapping.sheet.judged;
        let mut items: Vec<Item> = (drawn.provisions.into_iter().zip(1..))
            .map(|(provision, id)| Item::open(ItemId(id), provision))
            .collect();
        for judgement in &judged.judgements {
            let found = items
                .iter_mut()
                .find(|item| item.provision.n == judgement.n);
            let Some(item) = found else { continue };
            match &judgement.verdict {
                Verdict::Evidence { area, level } => {
                    item.evidence.push((area.clone(), level.clone()));
                }
                Verdict::SetAside(why) => item.set_aside = Some(*why),
            }
            item.note = item.note.take().or_else(|| judgement.note.clone());
        }
        Self {
            record: Some(mapping.id.clone()),
            told,
            items,
            cut: drawn.cut,
            areas: judged.area_levels.clone(),
            was: None,
            marks: Marks::default(),
        }
    }

    /// Lays out a version that nobody has judged.
    pub fn read(provisions: Vec<Provision>, told: String) -> Self {
        let items = provisions.into_iter().zip(1..);
        Self {
            record: None,
            told,
            items: (items.map(|(provision, id)| Item::open(ItemId(id), provision))).collect(),
            cut: Vec::new(),
            areas: Vec::new(),
            was: None,
            marks: Marks::default(),
        }
    }

    /// Lays out an unfinished draft; `drawn` are its provisions as the program of today reads them.
    pub fn begun(draft: &Draft, drawn: Drawn, told: String) -> Self {
        let mut working = draft.working();
        for (item, provision) in working.items.iter_mut().zip(drawn.provisions) {
            item.provision = provision;
        }
        let was = |carried: &Carried, item: &Item| {
            let brought = carried.item(item.id)?;
            let before = brought.before.as_ref()?;
            // A new one's is the provision that it was split from, which another provision stands for.
            (brought.fate != Fate::New).then_some(before.n)
        };
        Self {
            record: None,
            told,
            was: draft.carried.as_deref().map(|carried| {
                let items = working.items.iter();
                items.map(|item| was(carried, item)).collect()
            }),
            items: working.items,
            cut: drawn.cut,
            areas: working.areas,
            marks: Marks {
                cannot_map: working.cannot_map,
                unsure: working.unsure,
                choice: Choice::of(working.chosen, working.open_reason),
            },
        }
    }

    /// The provisions as the reader bounded them.
    pub fn drawn(&self) -> Drawn {
        let provisions = self.items.iter().map(|item| item.provision.clone());
        Drawn {
            provisions: provisions.collect(),
            cut: self.cut.clone(),
        }
    }

    /// The lasting names of the provisions that are the same in a newer version: here, and there.
    pub fn same_items(&self, base: &[Provision]) -> Vec<(ItemId, ItemId)> {
        let same = Same::of(&self.pairs(base));
        let names = same.pairs.into_iter().filter_map(|(before, now)| {
            let item = self.items.get(before)?;
            Some((item.id, item_id(now)))
        });
        names.collect()
    }

    /// What became of each of its provisions in a newer version.
    pub fn pairs(&self, base: &[Provision]) -> Vec<Pair> {
        pair(&self.drawn().provisions, base)
    }

    fn past(&self, at: usize, told: &str) -> Option<Past> {
        let item = self.items.get(at)?;
        Some(Past {
            n: item.provision.n,
            text: item.provision.text.clone(),
            delivery: delivery(&item.provision),
            judgements: judgements(item),
            note: item.note.clone().filter(|_| !item.is_settled()),
            told: told.to_owned(),
            merged_into: None,
        })
    }

    /// Whether a provision was set aside for saying again what stood before, and what it said again is no longer there.
    fn is_duplicate_no_more(&self, before: usize, now: Option<&Provision>) -> bool {
        let item = self.items.get(before);
        let said_again = item.is_some_and(|item| {
            item.set_aside == Some(SetAside::Duplicate) && item.provision.duplicate_of.is_some()
        });
        said_again && now.is_some_and(|now| now.duplicate_of.is_none())
    }

    /// The areas that keep their level: none of their evidence was touched or is gone, or they rest on something else.
    fn kept_areas(&self, is_same: impl Fn(usize) -> bool) -> impl Iterator<Item = &AreaLevel> {
        self.areas.iter().filter(move |level| {
            let is_evidence = |item: &Item| item.is_evidence_for(&level.area);
            let mut own = self
                .items
                .iter()
                .enumerate()
                .filter(|(_, item)| is_evidence(item));
            level.evidence != AreaSource::Provisions || own.all(|(at, _)| is_same(at))
        })
    }
}

impl Carried {
    /// Carries a reading over to a newer version, whose provisions are `base`: those with the same words and dose keep
    /// their judgements and notes, and areas whose evidence is all among them their level; the rest is history.
    pub fn over(earlier: &Earlier, base: &[Provision]) -> Self {
        let pairs = earlier.pairs(base);
        let past = |at: Option<usize>| earlier.past(at?, &earlier.told);
        let newer = pairs.iter().filter(|pair| pair.fate != Fate::Gone);
        let items: Vec<Brought> = newer
            .map(|pair| Brought {
                fate: pair.fate,
                before: past(pair.before),
                because: None,
            })
            .collect();
        let number = |at: usize| Some(base.get(at)?.n);
        let gone = pairs.iter().filter(|pair| pair.fate == Fate::Gone);
        let gone = gone.filter_map(|pair| {
            let past = past(pair.before)?;
            let merged_into = pair.now.and_then(number);
            Some(Past {
                merged_into,
                ..past
            })
        });
        let same = Same::of(&pairs);
        let mut steps: Vec<Step> = (same.pairs.iter())
            .filter(|(before, now)| !earlier.is_duplicate_no_more(*before, base.get(*now)))
            .filter_map(|(before, now)| Some((item_id(*now), earlier.items.get(*before)?)))
            .flat_map(|(id, item)| item.steps_from(&Item::open(id, item.provision.clone())))
            .collect();
        let kept = earlier.kept_areas(|at| same.is_same(at));
        steps.extend(kept.cloned().map(Step::Settle));
        Self {
            from: earlier.record.clone(),
            told: earlier.told.clone(),
            gone: gone.collect(),
            levels: earlier.areas.clone(),
            items,
            steps,
            given_up: None,
            under: None,
        }
    }

    /// The numbers of the provisions whose judgement stands untouched, and the areas whose level does.
    pub fn stands(&self, base: &[Provision]) -> (Vec<u32>, Vec<AreaId>) {
        let working = Working::laid(base, Some(self), &[]);
        let items = working.items.iter().filter(|item| item.carried.is_some());
        (
            items.map(|item| item.provision.n).collect(),
            working.carried_areas,
        )
    }
}

/// The places of the provisions that are the same, before and now.
struct Same {
    pairs: Vec<(usize, usize)>,
    before: HashSet<usize>,
}

impl Same {
    fn of(pairs: &[Pair]) -> Self {
        let same = pairs.iter().filter(|pair| pair.fate == Fate::Same);
        let pairs: Vec<_> = same.filter_map(|pair| pair.before.zip(pair.now)).collect();
        Self {
            before: pairs.iter().map(|(before, _)| *before).collect(),
            pairs,
        }
    }

    fn is_same(&self, before: usize) -> bool {
        self.before.contains(&before)
    }
}

impl Item {
    /// The steps that make of another item of the same words what was made of this one.
    fn steps_from(&self, other: &Self) -> Vec<Step> {
        let item = other.id;
        let mut steps = Vec::new();
        match self.set_aside {
            Some(why) if other.set_aside != Some(why) => steps.push(Step::SetAside { item, why }),
            None if (&self.evidence, self.set_aside) != (&other.evidence, other.set_aside) => {
                let evidence: Vec<(AreaId, Option<LevelId>)> = self.evidence.clone();
                steps.push(Step::Weigh { item, evidence });
            }
            Some(_) | None => {}
        }
        if self.note != other.note {
            let note = self.note.clone().unwrap_or_default();
            steps.push(Step::Note { item, note });
        }
        steps
    }
}

/// The lasting name of a provision of the base.
fn item_id(at: usize) -> ItemId {
    ItemId(u32::try_from(at).unwrap_or(u32::MAX).saturating_add(1))
}

#[cfg(test)]
mod tests;
