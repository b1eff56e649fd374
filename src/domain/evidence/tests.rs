//! What two readings of a small framework say of its descriptors.

use super::*;
use crate::domain::day::Moment;
use crate::domain::framework::{Descriptor, DescriptorKind};
use crate::domain::identity::{Origin, PupilId, RecordId};
use crate::domain::judgement::{AreaLevel, AreaSource, Judged, Judgement};
use crate::domain::mapping::Course;
use crate::domain::sample::{framework, provision, reader};

fn described() -> Framework {
    let mut made = framework();
    made.derivation.area_level = crate::domain::derivation::AreaLevelRule::Highest;
    let descriptor = |area: &str, level: u32| Descriptor {
        id: DescriptorId::new(format!("{area}-{level}")),
        area: AreaId::new(area),
        level: LevelId::new(level.to_string()),
        kind: DescriptorKind::Provision,
        text: format!("{area} at {level}."),
        phases: vec![],
        settings: vec![],
        points: None,
        exclusive: None,
    };
    let cells = ["ci", "cl"].into_iter();
    let cells = cells.flat_map(|area| (1..=7).map(move |level| (area, level)));
    made.descriptors = cells.map(|(area, level)| descriptor(area, level)).collect();
    made
}

/// A mapping of two provisions for CI at these levels, CI settled at another.
fn mapping(name: &str, role: Role, levels: [&str; 2], settled: &str, unsure: bool) -> Mapping {
    let judgement = |(n, level): (u32, &str)| Judgement {
        n,
        verdict: Verdict::Evidence {
            area: AreaId::new("ci"),
            level: Some(LevelId::new(level)),
        },
        note: None,
    };
    let mut provisions = [provision(1), provision(2)];
    provisions[1].text = "Other words.".to_owned();
    Mapping {
        id: RecordId::new(name),
        origin: Origin::new("o"),
        recorded: Moment::from_millis(0),
        withdrawn: None,
        sheet: Sheet {
            pupil: PupilId::new("p"),
            plan: None,
            framework: described().key,
            framework_hash: Digest::of(b""),
            reader: reader(name, role),
            setting: None,
            phase: None,
            provisions: provisions.to_vec(),
            judged: Judged {
                judgements: (1..).zip(levels).map(judgement).collect(),
                area_levels: vec![AreaLevel {
                    area: AreaId::new("ci"),
                    level: LevelId::new(settled),
                    reason: Some("hours".to_owned()),
                    evidence: AreaSource::Provisions,
                }],
                unsure,
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
        },
    }
}

fn counted(mappings: &[Mapping]) -> Vec<Evidence> {
    let framework = described();
    let mut counting = Counting::new(&framework);
    counting.pupil(mappings);
    counting.finish()
}

fn of(evidence: &[Evidence], id: &str) -> Counts {
    let found = evidence.iter().find(|one| one.id.as_str() == id);
    found.unwrap().counts.clone()
}

#[test]
fn overrides_stand_at_the_descriptor_that_the_rule_gave() {
    let one = counted(&[mapping("Ada", Role::Officer, ["3", "4"], "5", false)]);
    let rule = of(&one, "ci-4");
    assert_eq!((rule.judged, rule.settled, rule.overridden), (1, 0, 1));
    assert_eq!(rule.reasons, [("hours".to_owned(), 1)].into());
    assert_eq!(of(&one, "ci-5").settled, 1);
    assert_eq!(one[0].id.as_str(), "ci-4", "what to redraft first");
}

#[test]
fn readers_who_judge_the_same_words_otherwise_disagree_and_a_moderator_adjusts() {
    let both = counted(&[
        mapping("Ada", Role::Officer, ["3", "4"], "4", false),
        mapping("Mo", Role::Moderator, ["3", "5"], "5", false),
    ]);
    assert_eq!(
        (of(&both, "ci-4").disagreed, of(&both, "ci-4").adjusted),
        (1, 1)
    );
    assert_eq!(
        (of(&both, "ci-5").disagreed, of(&both, "ci-5").adjusted),
        (1, 0)
    );
    assert_eq!(of(&both, "ci-3").disagreed, 0);
    assert_eq!(of(&both, "ci-3").judged, 2);
}

#[test]
fn only_the_latest_reading_of_a_reader_is_compared_and_unsure_ones_ask() {
    let again = counted(&[
        mapping("Ada", Role::Officer, ["3", "6"], "6", true),
        mapping("Ada", Role::Officer, ["3", "4"], "4", false),
        mapping("Ben", Role::Officer, ["3", "4"], "4", false),
    ]);
    assert_eq!(of(&again, "ci-4").disagreed, 0);
    assert_eq!((of(&again, "ci-6").asked, of(&again, "ci-3").asked), (1, 1));
}

#[test]
fn what_was_carried_over_or_taken_back_counts_nowhere() {
    let mut carried = mapping("Ada", Role::Officer, ["3", "4"], "4", false);
    carried.sheet.adopted_by = Some("Lee".to_owned());
    assert!(
        counted(&[carried])
            .iter()
            .all(|one| one.counts == Counts::default())
    );
}
