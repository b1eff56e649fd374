//! The one gate to a record: what a reader made of a plan, checked whole and derived.

mod refusal;

pub use refusal::Refusal;

use super::derivation::DerivationKind;
use super::derive::Outcome;
use super::derive::{Profile, area_level, by_level, derive, weekly_hours};
use super::exact::Quantity;
use super::framework::{Area, Framework};
use super::identity::{AreaId, LevelId};
use super::judgement::{AreaLevel, AreaSource, Judged, Judgement, Verdict};
use super::place::{Phase, Setting};
use super::provision::Provision;

/// An area's level that a reader set against the framework's rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Against {
    /// The area.
    pub area: AreaId,
    /// What the rule makes of the judgements.
    pub rule: LevelId,
    /// What the reader set.
    pub settled: LevelId,
    /// Why.
    pub reason: String,
}

impl Against {
    /// Says what was set, what the rule gives, and why.
    pub fn words(&self, framework: &Framework) -> String {
        let area = name(framework, &self.area);
        let (rule, settled, reason) = (&self.rule, &self.settled, &self.reason);
        format!("{area} is set at {settled} where the rule gives {rule}: {reason}")
    }
}

/// What may be recorded, and what its flags need to know of the derivation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settled {
    /// The tariff and its trace; nothing where the plan cannot be mapped.
    pub outcome: Option<Outcome>,
    /// Whether the tariff is an open top.
    pub open: bool,
    /// Whether a sum stands close to a cut.
    pub borderline: bool,
    /// The sum, for derivations that add.
    pub points: Option<i64>,
    /// The hours a week, for derivations that add them.
    pub hours: Option<Quantity>,
    /// The areas set against the rule.
    pub against: Vec<Against>,
}

/// Checks what a reader made of a plan and derives the tariff; every refusal at once, in the order of the walk.
///
/// Where the plan cannot be mapped nothing need be judged, but what is must hold.
pub fn settle(
    framework: &Framework,
    provisions: &[Provision],
    judged: &Judged,
    setting: Option<Setting>,
    phase: Option<Phase>,
) -> Result<Settled, Vec<Refusal>> {
    let whole = judged.cannot_map.is_none();
    let mut refusals = Vec::new();
    if whole {
        refusals.extend(unjudged(provisions, &judged.judgements));
    }
    for (place, judgement) in judged.judgements.iter().enumerate() {
        let before = judged.judgements.get(..place).unwrap_or_default();
        refusals.extend(judgement_refusals(framework, provisions, judgement, before));
    }
    let mut against = Vec::new();
    for (place, level) in judged.area_levels.iter().enumerate() {
        let before = judged.area_levels.get(..place).unwrap_or_default();
        refusals.extend(level_refusals(framework, judged, level, before));
        match set_against(framework, judged, level) {
            Ok(set) => against.extend(set),
            Err(refusal) => refusals.push(refusal),
        }
    }
    if whole {
        refusals.extend(unsettled(framework, judged));
    }
    if !refusals.is_empty() {
        return Err(refusals);
    }
    let settled = Settled {
        against,
        ..Settled::default()
    };
    if whole {
        let profile = profile(framework, provisions, judged, setting, phase);
        outcome(framework, judged, &profile, settled).map_err(|refusal| vec![refusal])
    } else {
        Ok(settled)
    }
}

/// What a reader made of a plan, as the framework's rule is asked about it.
pub fn profile(
    framework: &Framework,
    provisions: &[Provision],
    judged: &Judged,
    setting: Option<Setting>,
    phase: Option<Phase>,
) -> Profile {
    let levels = judged.area_levels.iter();
    let levels = levels.map(|level| (level.area.clone(), level.level.clone()));
    let hours = match &framework.derivation.kind {
        DerivationKind::Hours(_) => weekly_hours(framework.year, provisions, &judged.judgements),
        DerivationKind::Reader
        | DerivationKind::Highest(_)
        | DerivationKind::Rules(_)
        | DerivationKind::Points(_)
        | DerivationKind::Primary(_)
        | DerivationKind::Several(_) => None,
    };
    Profile {
        levels: levels.collect(),
        descriptors: Vec::new(),
        setting,
        phase,
        chosen: judged.chosen.clone(),
        primary: judged.primary.as_ref().map(|primary| primary.area.clone()),
        hours,
    }
}

/// What the framework's rule makes of an area's judgements; nothing where the reader weighs them or none has a level.
pub fn rule_level(
    framework: &Framework,
    judgements: &[Judgement],
    area: &AreaId,
) -> Option<LevelId> {
    let levels = judgements.iter().filter_map(|judgement| {
        let (named, level) = evidence(judgement)?;
        level.filter(|_| named == area).cloned()
    });
    let levels: Vec<LevelId> = levels.collect();
    area_level(framework.derivation.area_level, framework, &levels)
}

/// A reason that says something.
fn said(reason: Option<&String>) -> Option<&str> {
    reason
        .map(|text| text.trim())
        .filter(|text| !text.is_empty())
}

fn evidence(judgement: &Judgement) -> Option<(&AreaId, Option<&LevelId>)> {
    match &judgement.verdict {
        Verdict::Evidence { area, level } => Some((area, level.as_ref())),
        Verdict::SetAside(_) => None,
    }
}

fn is_evidence_for(judged: &Judged, area: &AreaId) -> bool {
    let mut named = judged.judgements.iter().filter_map(evidence);
    named.any(|(named, _)| named == area)
}

fn unjudged(provisions: &[Provision], judgements: &[Judgement]) -> Option<Refusal> {
    let judged = |n: u32| judgements.iter().any(|judgement| judgement.n == n);
    let open = provisions.iter().map(|one| one.n).filter(|n| !judged(*n));
    let open: Vec<u32> = open.collect();
    (!open.is_empty()).then_some(Refusal::Unjudged(open))
}

/// Refuses an area that is not judged in this framework, or a level that is not on its scale.
fn place_refusal(framework: &Framework, area: &AreaId, level: Option<&LevelId>) -> Option<Refusal> {
    let Some(known) = framework.leaves().find(|leaf| leaf.id == *area) else {
        let areas = framework.leaves().map(|leaf| leaf.id.as_str());
        return Some(Refusal::unknown_area(area, areas));
    };
    let level = level.filter(|level| !known.levels.contains(level))?;
    Some(Refusal::unknown_level(known, level))
}

fn judgement_refusals(
    framework: &Framework,
    provisions: &[Provision],
    judgement: &Judgement,
    before: &[Judgement],
) -> Vec<Refusal> {
    let n = judgement.n;
    let mut refusals = Vec::new();
    if !provisions.iter().any(|provision| provision.n == n) {
        refusals.push(Refusal::UnknownProvision(n, provisions.len()));
    }
    let mut earlier = before.iter().filter(|other| other.n == n);
    match &judgement.verdict {
        Verdict::Evidence { area, level } => {
            refusals.extend(place_refusal(framework, area, level.as_ref()));
            let both = |other: &Judgement| evidence(other).is_none();
            if before.iter().any(|other| other.n == n && both(other)) {
                refusals.push(Refusal::Both(n));
            }
            if earlier.any(|other| evidence(other).is_some_and(|(named, _)| named == area)) {
                refusals.push(Refusal::AreaTwice(n, area.clone()));
            }
        }
        Verdict::SetAside(_) => {
            if let Some(other) = earlier.next() {
                refusals.push(match evidence(other) {
                    Some(_) => Refusal::Both(n),
                    None => Refusal::SetAsideTwice(n),
                });
            }
        }
    }
    refusals
}

fn level_refusals(
    framework: &Framework,
    judged: &Judged,
    level: &AreaLevel,
    before: &[AreaLevel],
) -> Vec<Refusal> {
    let area = &level.area;
    let mut refusals = Vec::new();
    refusals.extend(place_refusal(framework, area, Some(&level.level)));
    if before.iter().any(|other| other.area == *area) {
        refusals.push(Refusal::SettledTwice(name(framework, area)));
    }
    if level.evidence == AreaSource::Provisions && !is_evidence_for(judged, area) {
        refusals.push(Refusal::NoEvidence(name(framework, area)));
    }
    refusals
}

fn set_against(
    framework: &Framework,
    judged: &Judged,
    level: &AreaLevel,
) -> Result<Option<Against>, Refusal> {
    let rule = rule_level(framework, &judged.judgements, &level.area);
    let Some(rule) = rule.filter(|rule| *rule != level.level) else {
        return Ok(None);
    };
    let Some(reason) = said(level.reason.as_ref()) else {
        return Err(Refusal::AgainstRule {
            area: name(framework, &level.area),
            rule,
            settled: level.level.clone(),
        });
    };
    Ok(Some(Against {
        area: level.area.clone(),
        rule,
        settled: level.level.clone(),
        reason: reason.to_owned(),
    }))
}

/// Refuses areas that have evidence but no level, and a sheet on which no area has one.
fn unsettled(framework: &Framework, judged: &Judged) -> Vec<Refusal> {
    let settled = |area: &Area| judged.area_levels.iter().any(|level| level.area == area.id);
    let open = framework
        .leaves()
        .filter(|area| is_evidence_for(judged, &area.id) && !settled(area));
    let mut refusals: Vec<_> = open
        .map(|area| Refusal::Unsettled(area.name.clone()))
        .collect();
    let evidence = judged.judgements.iter().any(|one| evidence(one).is_some());
    if judged.area_levels.is_empty() && !evidence {
        refusals.push(Refusal::NoLevel);
    }
    refusals
}

fn outcome(
    framework: &Framework,
    judged: &Judged,
    profile: &Profile,
    settled: Settled,
) -> Result<Settled, Refusal> {
    let derived = derive(framework, profile)?;
    if derived.open && said(judged.open_reason.as_ref()).is_none() {
        return Err(Refusal::OpenTop(derived.tariff));
    }
    let other = derived
        .primary
        .is_some()
        .then(|| other_primary(framework, judged, profile));
    let other = other.transpose()?.flatten();
    let against = settled.against.iter();
    let against = against.map(|set| set.words(framework));
    let against: Vec<String> = against.chain(other).collect();
    Ok(Settled {
        open: derived.open,
        borderline: derived.borderline,
        points: derived.points,
        hours: derived.hours,
        outcome: Some(Outcome {
            tariff: derived.tariff,
            route: derived.route,
            several: derived.several,
            trace: against.into_iter().chain(derived.trace).collect(),
        }),
        ..settled
    })
}

/// Says that the reader took another primary area than the rule, and why; it needs a reason.
fn other_primary(
    framework: &Framework,
    judged: &Judged,
    profile: &Profile,
) -> Result<Option<String>, Refusal> {
    let by_rule = by_level(framework, profile);
    let taken = judged.primary.as_ref();
    let Some(taken) = taken.filter(|taken| by_rule.as_ref() != Some(&taken.area)) else {
        return Ok(None);
    };
    let (rule, taken_name) = (
        by_rule.map_or_else(String::new, |area| name(framework, &area)),
        name(framework, &taken.area),
    );
    match said(taken.reason.as_ref()) {
        Some(reason) => Ok(Some(format!(
            "{taken_name} is taken for the primary area where the rule takes {rule}: {reason}"
        ))),
        None => Err(Refusal::OtherPrimary {
            rule,
            taken: taken_name,
        }),
    }
}

/// The area's name, or its id where it is none of the framework's.
fn name(framework: &Framework, area: &AreaId) -> String {
    let known = framework.area(area).map(|area| area.name.clone());
    known.unwrap_or_else(|| area.to_string())
}

#[cfg(test)]
mod tests;
