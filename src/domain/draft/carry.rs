//! Carrying over: what of an earlier reading stands untouched in a newer version of the plan.

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

    /// Carries a draft over that was begun after the reading that is carried already: gives the reader's own steps that
    /// stand untouched, and keeps what was made of the rest as history in place of what the earlier reading says.
    pub fn go_on(&mut self, begun: &Earlier, base: &[Provision]) -> Vec<Step> {
        let pairs = begun.pairs(base);
        for level in &begun.areas {
            self.levels.retain(|earlier| earlier.area != level.area);
            self.levels.push(level.clone());
        }
        self.remember(begun, &pairs, base);
        let same = Same::of(&pairs);
        let mut steps = Vec::new();
        let carried = Working::laid(base, Some(&*self), &[]);
        for (before, now) in &same.pairs {
            let now = carried.items.get(*now);
            if let Some((item, now)) = begun.items.get(*before).zip(now) {
                steps.extend(item.steps_from(now));
            }
        }
        let reached = Working::laid(base, Some(self), &steps);
        let kept: Vec<&AreaLevel> = begun.kept_areas(|at| same.is_same(at)).collect();
        let settled = |area: &AreaId| kept.iter().any(|level| level.area == *area);
        let opened = reached.areas.iter().filter(|level| !settled(&level.area));
        steps.extend(opened.map(|level| Step::Unsettle {
            area: level.area.clone(),
        }));
        let settle = kept
            .iter()
            .filter(|level| reached.settled(&level.area) != Some(**level));
        steps.extend(settle.map(|level| Step::Settle((*level).clone())));
        steps.extend(self.marked(begun, &pairs));
        steps
    }

    /// The steps that say again what a draft said of the plan as a whole. A named tariff rests on all provisions: it
    /// stands where all are the same, and is otherwise told as given up.
    fn marked(&mut self, begun: &Earlier, pairs: &[Pair]) -> Vec<Step> {
        let Marks {
            cannot_map,
            unsure,
            choice,
        } = begun.marks.clone();
        let mut steps = Vec::new();
        steps.extend(cannot_map.map(|why| Step::CannotMap(Some(why))));
        steps.extend(unsure.then_some(Step::Unsure(true)));
        if pairs.iter().all(|pair| pair.fate == Fate::Same) {
            steps.extend(choice.map(|choice| Step::Choose {
                tariff: choice.tariff,
                open_reason: choice.open_reason,
            }));
        } else {
            self.given_up = choice;
        }
        steps
    }

    /// Keeps what a draft made of the provisions that were touched since, or are gone.
    fn remember(&mut self, begun: &Earlier, pairs: &[Pair], base: &[Provision]) {
        let mut gone = Vec::new();
        for pair in pairs {
            let Some((at, past)) = pair
                .before
                .and_then(|at| Some((at, self.own(begun, pair, at)?)))
            else {
                continue;
            };
            match pair.fate {
                Fate::Same => {}
                Fate::Gone => {
                    let into = pair.now.and_then(|now| base.get(now));
                    let merged_into = into.map(|into| into.n);
                    let was = begun.was.as_ref().map(|was| was.get(at).copied().flatten());
                    gone.push((
                        was,
                        Past {
                            merged_into,
                            ..past
                        },
                    ));
                }
                Fate::Reworded | Fate::DoseChanged | Fate::New => {
                    if let Some(item) = pair.now.and_then(|now| self.items.get_mut(now)) {
                        item.before = Some(past);
                    }
                }
            }
        }
        // What the draft says of a provision stands in place of what the reading before it says of the same one. Two
        // provisions may have the same words: the number tells them apart.
        let said = |earlier: &Past| {
            gone.iter().any(|(was, past)| match was {
                Some(n) => Some(earlier.n) == *n,
                None => (earlier.n, &earlier.text) == (past.n, &past.text),
            })
        };
        self.gone.retain(|earlier| !said(earlier));
        self.gone.extend(gone.into_iter().map(|(_, past)| past));
    }

    /// What a draft's own reader made of a provision; nothing where it stands as an earlier reading judged it.
    fn own(&self, begun: &Earlier, pair: &Pair, at: usize) -> Option<Past> {
        let item = begun.items.get(at)?;
        let past = begun.past(at, &begun.told)?;
        let noted = |known: &Past| known.noted() == item.note.as_deref();
        let is_known = match pair.fate {
            Fate::Same => true,
            Fate::Gone => {
                let was = item.carried;
                (self.gone.iter()).any(|gone| Some(gone.n) == was && noted(gone))
            }
            Fate::Reworded | Fate::DoseChanged | Fate::New => {
                let now = pair.now.and_then(|now| self.items.get(now));
                now.is_some_and(|now| now.before.as_ref().is_some_and(noted))
            }
        };
        let said = item.is_settled() || item.note.is_some();
        (said && (item.carried.is_none() || !is_known)).then_some(past)
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
