//! Undo, cuts and areas that open again, tried step by step.

use super::*;
use crate::domain::day::Moment;
use crate::domain::dose::Dose;
use crate::domain::identity::{FrameworkKey, PupilId, Reader, Role};
use crate::domain::judgement::CannotMapWhy;
use crate::domain::provision::{AreaCode, Span};

fn provision(n: u32) -> Provision {
    let start = n as usize * 10;
    Provision {
        n,
        text: format!("provision {n}"),
        span: Span {
            start,
            end: start + 10,
        },
        area: AreaCode::Ci,
        heading: None,
        who: None,
        dose: Dose::default(),
        vague: vec![],
        duplicate_of: None,
        notes: vec![],
    }
}

fn draft() -> Draft {
    Draft {
        pupil: PupilId::new("p"),
        plan: None,
        framework: FrameworkKey {
            id: "f".into(),
            version: "1".into(),
        },
        reader: Reader {
            name: "R".into(),
            role: Role::Officer,
        },
        opened: Moment::from_millis(0),
        base: (1..=3).map(provision).collect(),
        steps: vec![],
        revealed: None,
        changed_after_reveal: false,
        parked: None,
        shown: vec![],
        carried: None,
        purpose: None,
    }
}

fn judge(item: u32, area: &str, level: &str) -> Step {
    Step::Judge {
        item: ItemId(item),
        area: AreaId::new(area),
        level: Some(LevelId::new(level)),
    }
}

fn settle(area: &str, level: &str) -> Step {
    Step::Settle(AreaLevel {
        area: AreaId::new(area),
        level: LevelId::new(level),
        reason: None,
        evidence: AreaSource::Provisions,
    })
}

#[test]
fn undo_leads_back_to_the_first_key() {
    let mut draft = draft();
    let mut before = vec![draft.working()];
    for step in [
        judge(1, "ci", "3"),
        judge(1, "cl", "2"),
        settle("ci", "3"),
        judge(2, "ci", "4"),
    ] {
        draft.take(step);
        before.push(draft.working());
    }
    while let Some(expected) = before.pop() {
        assert_eq!(draft.working(), expected);
        draft.undo();
    }
    assert!(draft.is_untouched());
}

#[test]
fn new_evidence_opens_a_settled_area() {
    let mut draft = draft();
    draft.take(judge(1, "ci", "3"));
    draft.take(settle("ci", "3"));
    assert!(draft.working().settled(&AreaId::new("ci")).is_some());
    draft.take(judge(2, "ci", "5"));
    assert!(draft.working().settled(&AreaId::new("ci")).is_none());
}

#[test]
fn weighing_anew_takes_the_place_of_what_was_said() {
    let mut draft = draft();
    draft.take(judge(1, "ci", "3"));
    draft.take(settle("ci", "3"));
    let evidence = vec![(AreaId::new("cl"), None)];
    draft.take(Step::Weigh {
        item: ItemId(1),
        evidence: evidence.clone(),
    });
    let working = draft.working();
    assert_eq!(working.items[0].evidence, evidence);
    assert!(working.settled(&AreaId::new("ci")).is_none());
    draft.undo();
    assert!(draft.working().settled(&AreaId::new("ci")).is_some());
}

#[test]
fn a_cut_opens_its_pieces_and_numbers_them_anew() {
    let mut draft = draft();
    draft.take(judge(2, "ci", "3"));
    draft.take(judge(3, "ci", "3"));
    let to = vec![provision(2), provision(2)];
    draft.take(Step::Recut {
        from: vec![ItemId(2)],
        to,
    });
    let working = draft.working();
    let numbers: Vec<_> = working.items.iter().map(|item| item.provision.n).collect();
    assert_eq!(numbers, [1, 2, 3, 4]);
    assert_eq!(working.open_items().count(), 3);
    assert_eq!(working.items[3].id, ItemId(3));
}

#[test]
fn words_that_were_in_no_provision_become_one_in_their_place() {
    let mut draft = draft();
    draft.base.remove(1);
    draft.take(judge(1, "ci", "3"));
    draft.take(Step::Recut {
        from: vec![],
        to: vec![provision(2)],
    });
    let working = draft.working();
    let texts = |working: &Working| -> Vec<String> {
        let texts = working.items.iter().map(|item| &item.provision.text);
        texts.cloned().collect()
    };
    assert_eq!(
        texts(&working),
        ["provision 1", "provision 2", "provision 3"]
    );
    assert_eq!(working.items[1].provision.n, 2);
    assert!(working.items[0].is_settled() && !working.items[1].is_settled());
    draft.undo();
    assert_eq!(texts(&draft.working()), ["provision 1", "provision 3"]);
    // Provisions that have gone meanwhile are not drawn anew.
    draft.take(Step::Recut {
        from: vec![ItemId(9)],
        to: vec![provision(2)],
    });
    assert_eq!(texts(&draft.working()), ["provision 1", "provision 3"]);
}

#[test]
fn what_is_said_twice_is_found_again_after_a_cut() {
    let mut draft = draft();
    draft.base[2].text = "Provision  1!".into();
    draft.base[2].duplicate_of = Some(1);
    let to = vec![provision(2), provision(2)];
    draft.take(Step::Recut {
        from: vec![ItemId(2)],
        to,
    });
    let twice: Vec<_> = (draft.working().items.iter())
        .map(|item| item.provision.duplicate_of)
        .collect();
    assert_eq!(twice, [None, None, Some(2), Some(1)]);
}

#[test]
fn a_level_changed_after_the_reveal_is_remembered_even_when_undone() {
    let mut draft = draft();
    draft.take(judge(1, "ci", "3"));
    draft.reveal(Moment::from_millis(5));
    draft.take(Step::Unsure(true));
    assert!(!draft.changed_after_reveal);
    draft.take(judge(1, "ci", "4"));
    draft.undo();
    assert!(draft.changed_after_reveal);
}

#[test]
fn setting_aside_takes_the_evidence_away() {
    let mut draft = draft();
    draft.take(judge(1, "ci", "3"));
    draft.take(Step::SetAside {
        item: ItemId(1),
        why: SetAside::QueryHealth,
    });
    let judged = draft.working().judged();
    assert_eq!(judged.judgements.len(), 1);
    assert_eq!(
        judged.judgements[0].verdict,
        Verdict::SetAside(SetAside::QueryHealth)
    );
}

#[test]
fn every_step_is_kept_and_read_back() {
    let settled = AreaLevel {
        area: AreaId::new("ci"),
        level: LevelId::new("3"),
        reason: Some("why".into()),
        evidence: AreaSource::Placement,
    };
    let cannot_map = CannotMap {
        why: CannotMapWhy::StalePlan,
        note: None,
    };
    let item = ItemId(1);
    let area = AreaId::new("ci");
    let steps = vec![
        judge(1, "ci", "3"),
        Step::Judge {
            item,
            area: area.clone(),
            level: None,
        },
        Step::Weigh {
            item,
            evidence: vec![(area.clone(), None)],
        },
        Step::SetAside {
            item,
            why: SetAside::Core,
        },
        Step::Clear { item },
        Step::Note {
            item,
            note: "n".into(),
        },
        Step::Recut {
            from: vec![item],
            to: vec![provision(1)],
        },
        Step::Settle(settled),
        Step::Unsettle { area },
        Step::Choose {
            tariff: None,
            open_reason: Some("r".into()),
        },
        Step::CannotMap(Some(cannot_map)),
        Step::CannotMap(None),
        Step::Unsure(true),
    ];
    let mut draft = draft();
    for step in steps {
        draft.take(step);
        let kept = serde_json::to_string(&draft).unwrap();
        assert_eq!(serde_json::from_str::<Draft>(&kept).unwrap(), draft);
    }
}
