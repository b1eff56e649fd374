//! The gate tried by cases, and by a property over all that can be missing.

use proptest::prelude::*;

use super::*;
use crate::domain::derivation::{AreaLevelRule, DerivationKind};
use crate::domain::identity::TariffId;
use crate::domain::judgement::{CannotMap, CannotMapWhy, SetAside};
use crate::domain::sample::{framework, provision};

fn evidence(n: u32, area: &str, level: &str) -> Judgement {
    judgement(
        n,
        Verdict::Evidence {
            area: AreaId::new(area),
            level: (!level.is_empty()).then(|| LevelId::new(level)),
        },
    )
}

fn aside(n: u32) -> Judgement {
    judgement(n, Verdict::SetAside(SetAside::Core))
}

fn judgement(n: u32, verdict: Verdict) -> Judgement {
    Judgement {
        n,
        verdict,
        note: None,
    }
}

fn level(area: &str, level: &str) -> AreaLevel {
    AreaLevel {
        area: AreaId::new(area),
        level: LevelId::new(level),
        reason: None,
        evidence: AreaSource::Provisions,
    }
}

/// Three provisions: two for an area each, one set aside; both areas settled.
fn whole() -> Judged {
    Judged {
        judgements: vec![evidence(1, "ci", "4"), evidence(2, "cl", "3"), aside(3)],
        area_levels: vec![level("ci", "4"), level("cl", "3")],
        ..Judged::default()
    }
}

fn settled(framework: &Framework, judged: &Judged) -> Result<Settled, Vec<Refusal>> {
    let provisions: Vec<_> = (1..=3).map(provision).collect();
    settle(framework, &provisions, judged, None, None)
}

#[track_caller]
fn refused(change: impl FnOnce(&mut Judged), sentences: &[&str]) {
    let mut judged = whole();
    change(&mut judged);
    let refusals = settled(&framework(), &judged).unwrap_err();
    let said: Vec<_> = refusals.iter().map(ToString::to_string).collect();
    assert_eq!(said.len(), sentences.len(), "{said:#?}");
    for (said, sentence) in said.iter().zip(sentences) {
        assert!(said.starts_with(sentence) && said.ends_with('.'), "{said}");
    }
}

#[test]
fn a_whole_sheet_gives_its_tariff() {
    let settled = settled(&framework(), &whole()).unwrap();
    let outcome = settled.outcome.unwrap();
    assert_eq!(outcome.tariff, TariffId::new("T1"));
    assert!(!outcome.trace.is_empty() && settled.against.is_empty());
}

#[test]
fn every_provision_is_accounted_for_once() {
    let none = |judged: &mut Judged| judged.judgements.clear();
    let communication = "The area \"Communication\" is to rest on the plan's provisions, but none";
    let learning = "The area \"Learning\" is to rest on";
    let unjudged = "Provisions 1, 2 and 3 have no judgement; take each";
    refused(none, &[unjudged, communication, learning]);
    let third = |judged: &mut Judged| drop(judged.judgements.pop());
    refused(third, &["Provision 3 has no judgement"]);
    let extra = |judged: &mut Judged| judged.judgements.push(aside(4));
    refused(
        extra,
        &["There is no provision 4 in this plan, which has 3"],
    );
    let both = |judged: &mut Judged| judged.judgements.push(aside(1));
    refused(
        both,
        &["Provision 1 is both evidence for an area and set aside"],
    );
    let both = |judged: &mut Judged| judged.judgements.push(evidence(3, "ci", ""));
    refused(both, &["Provision 3 is both"]);
    let twice = |judged: &mut Judged| judged.judgements.push(aside(3));
    refused(twice, &["Provision 3 is set aside twice"]);
    let twice = |judged: &mut Judged| judged.judgements.push(evidence(1, "ci", "5"));
    refused(
        twice,
        &["Provision 1 is evidence for the area \"ci\" twice"],
    );
}

#[test]
fn areas_and_levels_are_the_frameworks() {
    let area = |judged: &mut Judged| judged.judgements.push(evidence(1, "body", "5"));
    refused(
        area,
        &["\"body\" is no area that is judged in this framework; its areas are ci, cl."],
    );
    let scale = |judged: &mut Judged| judged.judgements.push(evidence(1, "cl", "9"));
    refused(
        scale,
        &["\"9\" is no level of the area \"Learning\"; its levels are 1, 2, 3, 4, 5, 6, 7."],
    );
    let settled = |judged: &mut Judged| judged.area_levels[0] = level("ci", "x");
    refused(
        settled,
        &["\"x\" is no level of the area \"Communication\""],
    );
}

#[test]
fn every_area_with_evidence_has_one_level_that_rests_on_something() {
    let open = |judged: &mut Judged| drop(judged.area_levels.pop());
    refused(open, &["The area \"Learning\" has evidence but no level"]);
    let twice = |judged: &mut Judged| judged.area_levels.push(level("ci", "5"));
    refused(twice, &["The area \"Communication\" is settled twice"]);
    let mut other = whole();
    other.judgements = vec![evidence(1, "ci", "4"), aside(2), aside(3)];
    other.area_levels[1].evidence = AreaSource::Placement;
    assert!(settled(&framework(), &other).is_ok());
    let nothing = |judged: &mut Judged| {
        judged.judgements = (1..=3).map(aside).collect();
        judged.area_levels.clear();
    };
    refused(
        nothing,
        &["No area has a level; settle at least one area, or say that"],
    );
}

#[test]
fn a_level_against_the_rule_needs_a_reason() {
    let mut framework = framework();
    framework.derivation.area_level = AreaLevelRule::Highest;
    let mut judged = whole();
    judged.judgements.push(evidence(2, "ci", "5"));
    let refusals = settled(&framework, &judged).unwrap_err();
    let sentence = "The framework's rule puts the area \"Communication\" at 5, and it is set at 4; give a reason.";
    assert_eq!(refusals[0].to_string(), sentence);
    judged.area_levels[0].reason = Some("  ".into());
    assert_eq!(settled(&framework, &judged).unwrap_err(), refusals);
    judged.area_levels[0].reason = Some("one term only".into());
    let settled = settled(&framework, &judged).unwrap();
    assert_eq!(settled.against[0].rule, LevelId::new("5"));
    let words = "Communication is set at 4 where the rule gives 5: one term only";
    assert_eq!(settled.outcome.unwrap().trace[0], words);
}

#[test]
fn rules_weigh_only_the_areas_own_levels() {
    let mut framework = framework();
    let judgements = [
        evidence(1, "ci", "4"),
        evidence(2, "ci", ""),
        evidence(3, "ci", "3"),
        evidence(4, "ci", "3"),
        evidence(1, "cl", "7"),
    ];
    let mut rule = |rule| {
        framework.derivation.area_level = rule;
        rule_level(&framework, &judgements, &AreaId::new("ci")).map(|level| level.to_string())
    };
    assert_eq!(rule(AreaLevelRule::Highest).as_deref(), Some("4"));
    assert_eq!(rule(AreaLevelRule::Most).as_deref(), Some("3"));
    assert_eq!(rule(AreaLevelRule::Reader), None);
}

#[test]
fn open_tops_need_a_reason_and_readers_a_tariff() {
    let mut judged = whole();
    judged.area_levels[0] = level("ci", "7");
    let refusals = settled(&framework(), &judged).unwrap_err();
    assert_eq!(refusals, [Refusal::OpenTop(TariffId::new("T4"))]);
    judged.open_reason = Some("two adults".into());
    assert!(settled(&framework(), &judged).unwrap().open);
    let mut reader = framework();
    reader.derivation.kind = DerivationKind::Reader;
    let refusals = settled(&reader, &judged).unwrap_err();
    assert!(matches!(refusals[..], [Refusal::Profile(_)]));
    judged.chosen = Some(TariffId::new("T1"));
    let outcome = settled(&reader, &judged).unwrap().outcome.unwrap();
    assert_eq!(outcome.tariff, TariffId::new("T1"));
}

#[test]
fn a_plan_that_cannot_be_mapped_has_no_tariff_but_no_wrong_judgement_either() {
    let cannot = || CannotMap {
        why: CannotMapWhy::VagueSectionF,
        note: None,
    };
    let mut judged = Judged {
        cannot_map: Some(cannot()),
        ..Judged::default()
    };
    assert_eq!(settled(&framework(), &judged), Ok(Settled::default()));
    judged.judgements = vec![evidence(1, "ci", "4")];
    assert_eq!(settled(&framework(), &judged).unwrap().outcome, None);
    judged.judgements = vec![aside(9)];
    let refusals = settled(&framework(), &judged).unwrap_err();
    assert_eq!(refusals, [Refusal::UnknownProvision(9, 3)]);
}

proptest! {
    #[test]
    fn a_sheet_passes_only_when_nothing_is_missing(
        judged in prop::collection::vec(any::<bool>(), 3),
        areas in prop::collection::vec(any::<bool>(), 2),
    ) {
        let mut sheet = whole();
        let mut keep = judged.iter();
        sheet.judgements.retain(|_| *keep.next().unwrap());
        let mut keep = areas.iter();
        sheet.area_levels.retain(|_| *keep.next().unwrap());
        let complete = judged.iter().chain(&areas).all(|kept| *kept);
        prop_assert_eq!(settled(&framework(), &sheet).is_ok(), complete);
    }
}
