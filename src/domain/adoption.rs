//! Adopting a version: which mappings stand under it as they are, which go back to be looked at.

use std::collections::BTreeMap;

use super::derive::Outcome;
use super::framework::Framework;
use super::identity::{AreaId, DescriptorId, TariffId};
use super::judgement::{AreaLevel, CannotMapWhy, Judged, Judgement, PrimaryArea, Verdict};
use super::lineage::Path;
use super::mapping::Sheet;
use super::settle::settle;

/// What becomes of a mapping under a later version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Passed {
    /// Every judgement and level stands.
    Stands(Box<Standing>),
    /// Somebody has to look at it again.
    Back(Back),
}

/// A mapping as it stands under the later version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Its judgements and levels, named as the later version names them.
    pub judged: Judged,
    /// The tariff that the later version gives; nothing where the plan cannot be mapped.
    pub outcome: Option<Outcome>,
}

/// What of a mapping has to be looked at again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Back {
    /// The numbers of the provisions whose judgements do not stand.
    pub provisions: Vec<u32>,
    /// The areas whose level does not.
    pub areas: Vec<AreaId>,
    /// The descriptors they were judged against.
    pub descriptors: Vec<DescriptorId>,
    /// Why, where it is not the provisions: what the later version refuses.
    pub refusals: Vec<String>,
}

/// Passes a mapping on to a later version.
///
/// It stands where the descriptors behind all its judgements and levels do, and the later version
/// gives it a tariff. A plan that could not be mapped for want of words stays so; one that stood
/// between two levels or above the top goes back, since those may have moved.
pub fn pass(path: &Path<'_>, earlier: &Framework, later: &Framework, sheet: &Sheet) -> Passed {
    let mut back = Back::default();
    let mut judged = sheet.judged.clone();
    judged.judgements = judgements(path, earlier, sheet, &mut back);
    judged.area_levels = levels(path, earlier, sheet, &mut back);
    if let Some(primary) = &judged.primary {
        let stands = path.carried(&primary.area, None, sheet.phase, sheet.setting);
        judged.primary = stands.map(|(area, _)| PrimaryArea {
            area,
            reason: primary.reason.clone(),
        });
    }
    match sheet.judged.cannot_map.as_ref().map(|cannot| cannot.why) {
        Some(CannotMapWhy::BetweenLevels | CannotMapWhy::AboveTop) => {
            back.refusals
                .push("the levels may stand elsewhere now".to_owned());
        }
        Some(CannotMapWhy::NoPlanText | CannotMapWhy::VagueSectionF | CannotMapWhy::StalePlan)
        | None => {}
    }
    if back != Back::default() {
        return Passed::Back(back);
    }
    let (setting, phase) = (sheet.setting, sheet.phase);
    match settle(later, &sheet.provisions, &judged, setting, phase) {
        Ok(settled) => Passed::Stands(Box::new(Standing {
            judged,
            outcome: settled.outcome,
        })),
        Err(refusals) => {
            back.refusals = refusals.iter().map(ToString::to_string).collect();
            Passed::Back(back)
        }
    }
}

fn judgements(
    path: &Path<'_>,
    earlier: &Framework,
    sheet: &Sheet,
    back: &mut Back,
) -> Vec<Judgement> {
    let mut kept: Vec<Judgement> = Vec::new();
    for judgement in &sheet.judged.judgements {
        let verdict = match &judgement.verdict {
            Verdict::SetAside(why) => Verdict::SetAside(*why),
            Verdict::Evidence { area, level } => {
                let at = path.carried(area, level.as_ref(), sheet.phase, sheet.setting);
                let Some((to, level)) = at else {
                    back.provision(earlier, sheet, judgement);
                    continue;
                };
                Verdict::Evidence { area: to, level }
            }
        };
        let mut same = kept.iter().filter(|one| one.n == judgement.n);
        let clashes = |one: &Judgement| match (&one.verdict, &verdict) {
            (Verdict::Evidence { area, .. }, Verdict::Evidence { area: other, .. }) => {
                area == other
            }
            (Verdict::SetAside(_), _) | (_, Verdict::SetAside(_)) => false,
        };
        // Two areas may have become one: the same level twice is one judgement, two levels are a question.
        match same.find(|one| clashes(one)) {
            Some(twin) if twin.verdict == verdict => {}
            Some(_) => back.provision(earlier, sheet, judgement),
            None => kept.push(Judgement {
                n: judgement.n,
                verdict,
                note: judgement.note.clone(),
            }),
        }
    }
    kept
}

fn levels(path: &Path<'_>, earlier: &Framework, sheet: &Sheet, back: &mut Back) -> Vec<AreaLevel> {
    let mut kept: Vec<AreaLevel> = Vec::new();
    for settled in &sheet.judged.area_levels {
        let at = path.carried(
            &settled.area,
            Some(&settled.level),
            sheet.phase,
            sheet.setting,
        );
        let Some((area, Some(level))) = at else {
            back.area(earlier, sheet, settled);
            continue;
        };
        match kept.iter().find(|one| one.area == area) {
            Some(twin) if twin.level == level => {}
            Some(_) => back.area(earlier, sheet, settled),
            None => kept.push(AreaLevel {
                area,
                level,
                ..settled.clone()
            }),
        }
    }
    kept
}

impl Back {
    fn provision(&mut self, earlier: &Framework, sheet: &Sheet, judgement: &Judgement) {
        if !self.provisions.contains(&judgement.n) {
            self.provisions.push(judgement.n);
        }
        if let Verdict::Evidence {
            area,
            level: Some(level),
        } = &judgement.verdict
        {
            let text = earlier.descriptor(area, level, sheet.phase, sheet.setting);
            self.descriptor(text.map(|text| &text.id));
        }
    }

    fn area(&mut self, earlier: &Framework, sheet: &Sheet, settled: &AreaLevel) {
        self.areas.push(settled.area.clone());
        let (area, level) = (&settled.area, &settled.level);
        let text = earlier.descriptor(area, level, sheet.phase, sheet.setting);
        self.descriptor(text.map(|text| &text.id));
    }

    fn descriptor(&mut self, id: Option<&DescriptorId>) {
        if let Some(id) = id.filter(|id| !self.descriptors.contains(id)) {
            self.descriptors.push(id.clone());
        }
    }
}

/// What adopting a version would do to the mappings of a workspace, before anything happens.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Impact {
    /// How many mappings count under the version before.
    pub mapped: u64,
    /// How many pupils have a mapping under the later version already.
    pub there_already: u64,
    /// How many of them the later version is not for.
    pub out_of_scope: u64,
    /// How many stand with the tariff they have, or as plans that cannot be mapped.
    pub stand: u64,
    /// How many stand and get another tariff, by the tariff before and after.
    pub other_tariff: BTreeMap<(TariffId, TariffId), u64>,
    /// How many go back.
    pub back: u64,
    /// How many provisions they hold to be looked at again.
    pub provisions_back: u64,
    /// How many mappings each descriptor sends back.
    pub by_descriptor: BTreeMap<DescriptorId, u64>,
    /// How many go back for what the later version refuses, by its words.
    pub by_refusal: BTreeMap<String, u64>,
}

impl Impact {
    /// Counts one mapping: the tariff it had, and what becomes of it.
    pub fn count(&mut self, before: Option<&TariffId>, passed: &Passed) {
        self.mapped += 1;
        match passed {
            Passed::Stands(standing) => {
                let after = standing.outcome.as_ref().map(|outcome| &outcome.tariff);
                match before.zip(after).filter(|(before, after)| before != after) {
                    Some((before, after)) => {
                        let pair = (before.clone(), after.clone());
                        *self.other_tariff.entry(pair).or_default() += 1;
                    }
                    None => self.stand += 1,
                }
            }
            Passed::Back(back) => {
                self.back += 1;
                self.provisions_back += back.provisions.len() as u64;
                for id in &back.descriptors {
                    *self.by_descriptor.entry(id.clone()).or_default() += 1;
                }
                for refusal in &back.refusals {
                    *self.by_refusal.entry(refusal.clone()).or_default() += 1;
                }
            }
        }
    }

    /// How many get another tariff.
    pub fn moved(&self) -> u64 {
        self.other_tariff.values().sum()
    }

    /// Says what would happen, a sentence a line.
    pub fn sentences(&self) -> Vec<String> {
        let count = |n: u64, one: &str, more: &str| {
            let word = if n == 1 { one } else { more };
            format!("{n} {word}")
        };
        let mappings = |n: u64| count(n, "mapping", "mappings");
        let mut lines = vec![format!(
            "{} made under the version before: {} with the tariff they have, {} with another, {} back to be looked at ({}).",
            count(self.mapped, "mapping was", "mappings were"),
            count(self.stand, "stands", "stand"),
            count(self.moved(), "stands", "stand"),
            count(self.back, "goes", "go"),
            count(self.provisions_back, "provision", "provisions"),
        )];
        let moved = self.other_tariff.iter();
        lines.extend(
            moved.map(|((before, after), n)| format!("{before} → {after}: {}.", mappings(*n))),
        );
        let touched = self.by_descriptor.iter();
        lines.extend(touched.map(|(id, n)| format!("{id} sends {} back.", mappings(*n))));
        let refused = self.by_refusal.iter();
        lines.extend(refused.map(|(why, n)| format!("{} for: {why}", mappings(*n))));
        if self.there_already > 0 {
            lines.push(format!(
                "{} under this version already, and count as they are.",
                count(self.there_already, "pupil is mapped", "pupils are mapped")
            ));
        }
        if self.out_of_scope > 0 {
            lines.push(format!(
                "This version is not for {} mapped before.",
                count(self.out_of_scope, "pupil", "pupils")
            ));
        }
        lines
    }
}

#[cfg(test)]
mod tests;
