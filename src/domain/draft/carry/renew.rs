//! Going on: what of a draft that was begun on an earlier version of the plan stands in the newest.

use super::super::super::amendment::{Fate, Pair};
use super::super::super::identity::AreaId;
use super::super::super::judgement::AreaLevel;
use super::super::super::provision::Provision;
use super::super::Step;
use super::super::carried::{Carried, Past};
use super::super::working::Working;
use super::{Earlier, Marks, Same};

impl Carried {
    /// Carries a draft over that was begun after the reading that is carried already: gives the reader's own steps that
    /// stand untouched, and keeps what was made of the rest as history in place of what the earlier reading says. What
    /// was set aside for saying again what is no longer there is asked again.
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
            let Some((item, laid)) = begun.items.get(*before).zip(carried.items.get(*now)) else {
                continue;
            };
            if begun.is_duplicate_no_more(*before, base.get(*now)) {
                steps.extend(laid.is_settled().then_some(Step::Clear { item: laid.id }));
            } else {
                steps.extend(item.steps_from(laid));
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
            let now = pair.now.and_then(|now| base.get(now));
            match pair.fate {
                Fate::Same if !begun.is_duplicate_no_more(at, now) => {}
                Fate::Gone => {
                    let merged_into = now.map(|into| into.n);
                    let was = begun.was.as_ref().map(|was| was.get(at).copied().flatten());
                    gone.push((
                        was,
                        Past {
                            merged_into,
                            ..past
                        },
                    ));
                }
                Fate::Same | Fate::Reworded | Fate::DoseChanged | Fate::New => {
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
