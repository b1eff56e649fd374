//! Mappings passed on to a later version of a small framework.

use super::*;
use crate::domain::day::Moment;
use crate::domain::digest::Digest;
use crate::domain::framework::{Descriptor, DescriptorKind};
use crate::domain::identity::{LevelId, PlanId, PupilId, Role};
use crate::domain::judgement::{AreaSource, CannotMap, SetAside};
use crate::domain::mapping::Course;
use crate::domain::place::{Phase, Setting};
use crate::domain::sample::{framework, provision, reader};

fn version(version: &str, texts: &[(&str, &str)]) -> Framework {
    let mut made = framework();
    made.key.version = version.to_owned();
    let descriptor = |(id, text): &(&str, &str)| {
        let (area, level) = id.split_once('-').unwrap();
        Descriptor {
            id: DescriptorId::new(*id),
            area: AreaId::new(area),
            level: LevelId::new(level),
            kind: DescriptorKind::Provision,
            text: (*text).to_owned(),
            phases: vec![],
            settings: vec![],
            points: None,
            exclusive: None,
        }
    };
    made.descriptors = texts.iter().map(descriptor).collect();
    made
}

fn evidence(n: u32, area: &str, level: &str) -> Judgement {
    Judgement {
        n,
        verdict: Verdict::Evidence {
            area: AreaId::new(area),
            level: Some(LevelId::new(level)),
        },
        note: None,
    }
}

/// Two provisions for CI at 4 and 3, one for CL at 5, one set aside; CI settled at 4 and CL at 5.
fn sheet(framework: &Framework) -> Sheet {
    let aside = Judgement {
        n: 4,
        verdict: Verdict::SetAside(SetAside::Core),
        note: None,
    };
    let level = |area: &str, level: &str| AreaLevel {
        area: AreaId::new(area),
        level: LevelId::new(level),
        reason: None,
        evidence: AreaSource::Provisions,
    };
    Sheet {
        pupil: PupilId::new("p"),
        plan: Some(PlanId::new("plan")),
        framework: framework.key.clone(),
        framework_hash: Digest::of(b""),
        reader: reader("Ada", Role::Officer),
        setting: Some(Setting::Mainstream),
        phase: Some(Phase::Primary),
        provisions: (1..=4).map(provision).collect(),
        judged: Judged {
            judgements: vec![
                evidence(1, "ci", "4"),
                evidence(2, "ci", "3"),
                evidence(3, "cl", "5"),
                aside,
            ],
            area_levels: vec![level("ci", "4"), level("cl", "5")],
            ..Judged::default()
        },
        outcome: None,
        flags: vec![],
        course: Course {
            opened: Moment::from_millis(0),
            revealed: None,
            changed_after_reveal: false,
            offered: vec![],
        },
        taken_over: None,
        adopted_by: None,
        purpose: None,
        ruled: None,
    }
}

const TEXTS: [(&str, &str); 4] = [
    ("ci-3", "Three."),
    ("ci-4", "Four."),
    ("cl-5", "Five."),
    ("cl-6", "Six."),
];

fn passed(later: &Framework, sheet: &Sheet) -> Passed {
    let earlier = version("1", &TEXTS);
    let path = Path::between(&earlier, later, &[]).unwrap();
    pass(&path, &earlier, later, sheet)
}

#[track_caller]
fn stands(later: &Framework, tariff: &str) {
    let earlier = version("1", &TEXTS);
    match passed(later, &sheet(&earlier)) {
        Passed::Stands(standing) => {
            assert_eq!(standing.outcome.unwrap().tariff.as_str(), tariff);
        }
        Passed::Back(back) => panic!("{back:?}"),
    }
}

fn back(later: &Framework) -> Back {
    match passed(later, &sheet(&version("1", &TEXTS))) {
        Passed::Back(back) => back,
        Passed::Stands(standing) => panic!("{standing:?}"),
    }
}

#[test]
fn what_is_untouched_stands_whatever_else_changes() {
    let mut later = version("2", &TEXTS);
    stands(&later, "T2");
    later.descriptors[3].text = "Six, reworded.".to_owned();
    stands(&later, "T2");
}

#[test]
fn another_derivation_alone_gives_another_tariff() {
    use crate::domain::derivation::DerivationKind;
    let mut later = version("2", &TEXTS);
    if let DerivationKind::Highest(map) = &mut later.derivation.kind {
        map.insert(LevelId::new("5"), TariffId::new("T4"));
        map.insert(LevelId::new("6"), TariffId::new("T4"));
    }
    let earlier = version("1", &TEXTS);
    // T4 is an open top, whose reason nobody has given.
    let refused = back(&later);
    assert!(refused.provisions.is_empty() && refused.refusals[0].contains("open top"));
    later.tariffs[4].open = false;
    stands(&later, "T4");
    let mut impact = Impact::default();
    let before = TariffId::new("T2");
    impact.count(Some(&before), &passed(&later, &sheet(&earlier)));
    assert_eq!((impact.mapped, impact.stand, impact.moved()), (1, 0, 1));
    assert_eq!(
        impact.sentences(),
        [
            "1 mapping was made under the version before: 0 stand with the tariff they have, 1 stands with another, 0 go back to be looked at (0 provisions).",
            "T2 → T4: 1 mapping.",
        ]
    );
}

#[test]
fn only_what_was_touched_goes_back() {
    let mut later = version("2", &TEXTS);
    later.descriptors[1].text = "For.".to_owned();
    let touched = back(&later);
    assert_eq!(touched.provisions, [1]);
    assert_eq!(touched.areas, [AreaId::new("ci")]);
    assert_eq!(touched.descriptors, [DescriptorId::new("ci-4")]);
    later.areas.retain(|area| area.id.as_str() != "cl");
    later.descriptors.retain(|one| one.area.as_str() != "cl");
    assert_eq!(back(&later).provisions, [1, 3]);
}

#[test]
fn two_areas_that_became_one_ask_where_they_disagree() {
    use crate::domain::framework::{Lineage, LineageKind};
    let mut later = version(
        "2",
        &[("ci-3", "Three."), ("ci-4", "Four."), ("ci-5", "Five.")],
    );
    later.areas.pop();
    later.previous = Some("1".to_owned());
    let merged = |from: &str, to: &str| Lineage {
        from: vec![DescriptorId::new(from)],
        to: vec![DescriptorId::new(to)],
        kind: LineageKind::Renamed,
        carries: true,
        reason: None,
    };
    later.lineage = vec![merged("cl-5", "ci-5")];
    let disagree = back(&later);
    assert_eq!(disagree.areas, [AreaId::new("cl")]);
    assert_eq!(disagree.provisions, Vec::<u32>::new());
    later.lineage = vec![merged("cl-5", "ci-4")];
    stands(&later, "T1");
}

#[test]
fn a_plan_without_a_tariff_goes_back_only_where_levels_were_the_question() {
    let earlier = version("1", &TEXTS);
    let later = version("2", &TEXTS);
    for (why, returns) in [
        (CannotMapWhy::StalePlan, false),
        (CannotMapWhy::BetweenLevels, true),
        (CannotMapWhy::AboveTop, true),
    ] {
        let mut sheet = sheet(&earlier);
        sheet.judged = Judged {
            cannot_map: Some(CannotMap { why, note: None }),
            ..Judged::default()
        };
        let is_back = matches!(passed(&later, &sheet), Passed::Back(_));
        assert_eq!(is_back, returns, "{why:?}");
    }
}
