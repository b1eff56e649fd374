//! What stands and what is asked again, of a mapping and of a draft, when the plan is amended.

mod begun;

use super::*;
use crate::domain::amendment::Changes;
use crate::domain::day::Moment;
use crate::domain::digest::Digest;
use crate::domain::identity::{FrameworkKey, Origin, PlanId, PupilId, Reader, Role};
use crate::domain::judgement::{CannotMap, CannotMapWhy, SetAside};
use crate::domain::mapping::{Course, Sheet};
use crate::domain::provision::find_duplicates;
use crate::domain::sample;

const GROUP: &str = "The class teacher will run a social communication group of four pupils.";
const GROUP_REWORDED: &str =
    "The class teacher will lead a social communication group of four pupils.";
const NAME: &str = "All adults will say Cy's name before speaking.";
const READING: &str = "An adult will read with Cy in a quiet corner.";
const PLACE: &str = "A workstation will stand away from the door.";
const NURSE: &str = "The nurse will check the hearing aids.";

fn plan(texts: &[&str]) -> Vec<Provision> {
    (texts.iter().zip(1..))
        .map(|(text, n)| Provision {
            n,
            text: (*text).to_owned(),
            ..sample::provision(n)
        })
        .collect()
}

fn ci() -> AreaId {
    AreaId::new("ci")
}

fn cl() -> AreaId {
    AreaId::new("cl")
}

fn level(level: &str) -> LevelId {
    LevelId::new(level)
}

fn settled(area: AreaId, at: &str, evidence: AreaSource) -> AreaLevel {
    AreaLevel {
        area,
        level: level(at),
        reason: None,
        evidence,
    }
}

fn draft(base: Vec<Provision>) -> Draft {
    Draft {
        pupil: PupilId::new("p"),
        plan: Some(PlanId::new("plan")),
        framework: FrameworkKey {
            id: "small".into(),
            version: "1".into(),
        },
        reader: Reader {
            name: "Ada".into(),
            role: Role::Officer,
        },
        opened: Moment::from_millis(0),
        base,
        steps: vec![],
        revealed: None,
        changed_after_reveal: false,
        parked: None,
        shown: vec![],
        carried: None,
        purpose: None,
    }
}

/// GROUP and NAME at CI 4 and 3, READING at CL 2, the nurse set aside; both areas settled.
fn steps() -> Vec<Step> {
    let judge = |item, area, at: &str| Step::Judge {
        item: ItemId(item),
        area,
        level: Some(level(at)),
    };
    vec![
        judge(1, ci(), "4"),
        judge(2, ci(), "3"),
        judge(3, cl(), "2"),
        Step::Note {
            item: ItemId(3),
            note: "his own words".into(),
        },
        Step::SetAside {
            item: ItemId(4),
            why: SetAside::QueryHealth,
        },
        Step::Settle(settled(ci(), "4", AreaSource::Provisions)),
        Step::Settle(settled(cl(), "2", AreaSource::Provisions)),
    ]
}

const FIRST: [&str; 4] = [GROUP, NAME, READING, NURSE];

/// What is recorded of some steps over the first version.
fn mapping(steps: Vec<Step>) -> Mapping {
    let mut draft = draft(plan(&FIRST));
    draft.steps = steps;
    let working = draft.working();
    Mapping {
        id: RecordId::new("earlier"),
        origin: Origin::new("here"),
        recorded: Moment::from_millis(0),
        withdrawn: None,
        sheet: Sheet {
            pupil: draft.pupil.clone(),
            plan: draft.plan.clone(),
            framework: draft.framework.clone(),
            framework_hash: Digest::of(b"small"),
            reader: draft.reader.clone(),
            setting: None,
            phase: None,
            provisions: working.provisions(),
            judged: working.judged(),
            outcome: None,
            flags: vec![],
            course: Course {
                opened: draft.opened,
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

fn drawn(provisions: Vec<Provision>) -> Drawn {
    Drawn {
        provisions,
        cut: vec![],
    }
}

fn earlier(steps: Vec<Step>) -> Earlier {
    let mapping = mapping(steps);
    let drawn = drawn(mapping.sheet.provisions.clone());
    Earlier::recorded(&mapping, drawn, "version 1, by Ada".into())
}

/// A new draft over a newer version, with what is carried from the first.
fn amended(texts: &[&str]) -> Draft {
    let base = plan(texts);
    let carried = Carried::over(&earlier(steps()), &base);
    Draft {
        carried: Some(Box::new(carried)),
        ..draft(base)
    }
}

/// The items of a draft, a letter each: settled as carried, settled anew, open; and the settled areas.
fn told(draft: &Draft) -> (String, Vec<String>) {
    let working = draft.working();
    let items = working
        .items
        .iter()
        .map(|item| match (item.is_settled(), item.carried) {
            (true, Some(_)) => 'c',
            (true, None) => 'o',
            (false, _) => '.',
        });
    let areas = working
        .areas
        .iter()
        .map(|one| format!("{} {}", one.area, one.level));
    (items.collect(), areas.collect())
}

#[test]
fn what_is_untouched_stands_and_the_rest_is_open_with_its_history() {
    let mut draft = amended(&[NURSE, GROUP_REWORDED, NAME, READING, PLACE]);
    assert_eq!(told(&draft), ("c.cc.".into(), vec!["cl 2".into()]));
    let working = draft.working();
    assert_eq!(working.items[3].note.as_deref(), Some("his own words"));
    assert_eq!(working.items[0].set_aside, Some(SetAside::QueryHealth));
    let carried = draft.carried.as_deref().unwrap();
    let changes = Changes {
        same: 3,
        reworded: 1,
        new: 1,
        ..Changes::default()
    };
    assert_eq!(carried.changes(), changes);
    let was = carried.item(ItemId(2)).unwrap().before.as_ref().unwrap();
    assert_eq!((was.n, was.text.as_str()), (1, GROUP));
    assert_eq!(
        was.judgements[0].verdict,
        Verdict::Evidence {
            area: ci(),
            level: Some(level("4"))
        }
    );
    assert_eq!(carried.item(ItemId(5)).unwrap().before, None);
    let over = working.taken_over(&draft).unwrap();
    assert_eq!(over.from, RecordId::new("earlier"));
    assert_eq!(
        (over.provisions, over.areas),
        (vec![(1, 4), (3, 2), (4, 3)], vec![cl()])
    );
    assert_eq!(draft.undo(), None, "undo does not reach what was carried");
    assert!(draft.is_untouched());
}

#[test]
fn an_area_whose_evidence_is_gone_is_open_and_named() {
    let draft = amended(&[NAME, READING, NURSE]);
    assert_eq!(told(&draft), ("ccc".into(), vec!["cl 2".into()]));
    let gone = &draft.carried.as_deref().unwrap().gone;
    assert_eq!(gone.len(), 1);
    assert_eq!(gone[0].areas().collect::<Vec<_>>(), [&ci()]);
}

#[test]
fn a_key_on_what_was_carried_makes_it_the_readers_own() {
    let mut draft = amended(&[NURSE, GROUP_REWORDED, NAME, READING]);
    draft.take(Step::Judge {
        item: ItemId(4),
        area: cl(),
        level: Some(level("3")),
    });
    assert_eq!(
        told(&draft),
        ("c.co".into(), vec![]),
        "its area is open again"
    );
    let over = draft.working().taken_over(&draft).unwrap();
    assert_eq!(
        (over.provisions, over.areas),
        (vec![(1, 4), (3, 2)], vec![])
    );
    draft.undo();
    assert_eq!(told(&draft), ("c.cc".into(), vec!["cl 2".into()]));
    draft.take(Step::Settle(settled(cl(), "3", AreaSource::Placement)));
    assert_eq!(draft.working().taken_over(&draft).unwrap().areas, []);
}

#[test]
fn new_evidence_opens_an_area_that_was_carried() {
    let mut draft = amended(&[GROUP, NAME, READING, NURSE, PLACE]);
    assert_eq!(told(&draft).1, ["ci 4", "cl 2"]);
    draft.take(Step::Judge {
        item: ItemId(5),
        area: cl(),
        level: None,
    });
    assert_eq!(told(&draft), ("cccco".into(), vec!["ci 4".into()]));
}

#[test]
fn an_area_that_rests_on_something_else_keeps_its_level() {
    let mut steps = steps();
    steps.push(Step::Settle(settled(ci(), "5", AreaSource::AnnualReview)));
    let base = plan(&[GROUP_REWORDED, NAME, READING, NURSE]);
    let carried = Carried::over(&earlier(steps), &base);
    let draft = Draft {
        carried: Some(Box::new(carried)),
        ..draft(base)
    };
    assert_eq!(
        told(&draft),
        (".ccc".into(), vec!["cl 2".into(), "ci 5".into()])
    );
}

#[test]
fn what_was_said_twice_is_asked_where_it_is_said_once() {
    let twice = |second: &str| {
        let mut base = plan(&[GROUP, NAME, second, NURSE]);
        base[2].heading = Some("Learning".into());
        find_duplicates(&mut base);
        base
    };
    let mut begun = draft(twice(GROUP));
    begun.steps = steps();
    begun.steps.push(Step::SetAside {
        item: ItemId(3),
        why: SetAside::Duplicate,
    });
    let mut mapping = mapping(vec![]);
    mapping.sheet.provisions = begun.base.clone();
    mapping.sheet.judged = begun.working().judged();
    let earlier = Earlier::recorded(&mapping, drawn(begun.base), "version 1".into());
    let over = |mut base: Vec<Provision>| {
        find_duplicates(&mut base);
        let carried = Carried::over(&earlier, &base);
        let (provisions, _) = carried.stands(&base);
        (carried.changes().same, provisions)
    };
    assert_eq!(over(twice(GROUP)), (4, vec![1, 2, 3, 4]));
    // What the first said is gone from under its heading; the second now says it alone.
    let mut once = plan(&[GROUP_REWORDED, NAME, GROUP, NURSE]);
    once[2].heading = Some("Learning".into());
    assert_eq!(over(once), (3, vec![2, 4]));
}

#[test]
fn a_plan_that_could_not_be_mapped_is_asked_anew() {
    let mut steps = steps();
    steps.truncate(1);
    steps.push(Step::CannotMap(Some(CannotMap {
        why: CannotMapWhy::StalePlan,
        note: None,
    })));
    let base = plan(&FIRST);
    let carried = Carried::over(&earlier(steps), &base);
    let draft = Draft {
        carried: Some(Box::new(carried)),
        ..draft(base)
    };
    assert_eq!(told(&draft), ("c...".into(), vec![]));
    assert_eq!(draft.working().cannot_map, None);
}

#[test]
fn a_draft_is_read_back_with_what_it_brought_along() {
    let draft = amended(&[NURSE, GROUP_REWORDED, NAME]);
    let json = serde_json::to_string(&draft).unwrap();
    assert_eq!(serde_json::from_str::<Draft>(&json).unwrap(), draft);
    let plain = serde_json::to_string(&Draft {
        carried: None,
        ..draft
    })
    .unwrap();
    assert!(
        !plain.contains("carried"),
        "a draft of before is a draft of now"
    );
}
