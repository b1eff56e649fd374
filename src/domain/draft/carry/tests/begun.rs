//! What of an unfinished draft goes on in a newer version.

use super::*;
use crate::domain::identity::TariffId;
use crate::domain::judgement::Judgement;
use proptest::prelude::*;

/// Goes on with a draft in a newer version.
fn gone_on(begun: &Draft, texts: &[&str]) -> Draft {
    gone_on_in(begun, plan(texts))
}

fn gone_on_in(begun: &Draft, base: Vec<Provision>) -> Draft {
    let own = Earlier::begun(
        begun,
        drawn(begun.working().provisions()),
        "your draft".into(),
    );
    let mut carried = match &begun.carried {
        Some(_) => Carried::over(&earlier(steps()), &base),
        None => Carried {
            steps: vec![],
            ..Carried::over(&own, &base)
        },
    };
    let steps = carried.go_on(&own, &base);
    Draft {
        carried: Some(Box::new(carried)),
        steps,
        ..draft(base)
    }
}

#[test]
fn a_draft_goes_on_with_what_is_untouched_of_it() {
    let mut begun = draft(plan(&FIRST));
    begun.steps = steps();
    let newer = gone_on(&begun, &[PLACE, GROUP_REWORDED, NAME, READING, NURSE]);
    assert_eq!(told(&newer), ("..ooo".into(), vec!["cl 2".into()]));
    assert_eq!(
        newer.working().items[3].note.as_deref(),
        Some("his own words")
    );
    let was = newer.carried.as_deref().unwrap().item(ItemId(2)).unwrap();
    assert_eq!(was.before.as_ref().unwrap().told, "your draft");
    assert_eq!(
        newer.working().taken_over(&newer),
        None,
        "nothing of a record was taken over"
    );
}

#[test]
fn a_draft_on_an_amended_plan_goes_on_when_it_is_amended_again() {
    let mut begun = amended(&[GROUP_REWORDED, NAME, READING, NURSE, PLACE]);
    let judge = |item, area, at: &str| Step::Judge {
        item: ItemId(item),
        area,
        level: Some(level(at)),
    };
    begun.steps = vec![
        judge(1, ci(), "5"),
        judge(5, cl(), "1"),
        Step::Clear { item: ItemId(4) },
    ];
    assert_eq!(told(&begun), ("occ.o".into(), vec![]));
    // The workstation's words change again, all else stays.
    let place = "A workstation will stand away from the window and the door.";
    let newer = gone_on(&begun, &[GROUP_REWORDED, NAME, READING, NURSE, place]);
    assert_eq!(told(&newer), ("occ..".into(), vec![]));
    let carried = newer.carried.as_deref().unwrap();
    let history = |item| carried.item(ItemId(item)).unwrap().before.as_ref().unwrap();
    assert_eq!(history(1).told, "version 1, by Ada");
    assert_eq!(history(5).told, "your draft");
    let over = newer.working().taken_over(&newer).unwrap();
    assert_eq!(over.provisions, [(2, 2), (3, 3)]);
    // What was judged and is gone is kept as history too.
    let newer = gone_on(&begun, &[NAME, READING, NURSE]);
    let gone: Vec<_> = newer.carried.as_deref().unwrap().gone.iter().collect();
    assert!(
        gone.iter()
            .any(|past| past.text == PLACE && past.told == "your draft"),
        "{gone:#?}"
    );
}

/// A draft on a plan that says GROUP under two headings: the second set aside for it, with a note.
fn said_twice() -> Draft {
    let mut begun = draft(twice(GROUP));
    begun.steps = vec![
        Step::SetAside {
            item: ItemId(3),
            why: SetAside::Duplicate,
        },
        Step::Note {
            item: ItemId(3),
            note: "said above".into(),
        },
    ];
    begun
}

/// A plan whose third provision is GROUP under a heading of its own; the first is what is given.
fn twice(first: &str) -> Vec<Provision> {
    let mut base = plan(&[first, NAME, GROUP, NURSE]);
    base[2].heading = Some("Learning".into());
    find_duplicates(&mut base);
    base
}

#[test]
fn what_a_draft_set_aside_as_said_twice_is_asked_where_it_is_said_once() {
    let begun = said_twice();
    let stays = gone_on_in(&begun, twice(GROUP));
    assert_eq!(told(&stays).0, "..o.");
    let newer = gone_on_in(&begun, twice(GROUP_REWORDED));
    assert_eq!(told(&newer).0, "....");
    let carried = newer.carried.as_deref().unwrap();
    let was = carried.item(ItemId(3)).unwrap().before.as_ref().unwrap();
    assert_eq!(
        (was.judgements[0].verdict.clone(), was.noted()),
        (Verdict::SetAside(SetAside::Duplicate), Some("said above"))
    );
}

#[test]
fn what_a_draft_set_aside_against_a_record_is_asked_and_not_taken_from_the_record() {
    let mut mapping = mapping(vec![Step::Judge {
        item: ItemId(1),
        area: ci(),
        level: Some(level("4")),
    }]);
    // The record is of a version that says GROUP once, under Learning.
    mapping.sheet.provisions[0].heading = Some("Learning".into());
    let provisions = mapping.sheet.provisions.clone();
    let record = Earlier::recorded(&mapping, drawn(provisions), "version 1, by Ada".into());
    let mut begun = Draft {
        carried: Some(Box::new(Carried::over(&record, &twice(GROUP)))),
        ..draft(twice(GROUP))
    };
    assert_eq!(told(&begun).0, "..c.");
    begun.take(Step::SetAside {
        item: ItemId(3),
        why: SetAside::Duplicate,
    });
    let base = twice(GROUP_REWORDED);
    let own = drawn(begun.working().provisions());
    let own = Earlier::begun(&begun, own, "your draft".into());
    let mut carried = Carried::over(&record, &base);
    let steps = carried.go_on(&own, &base);
    let newer = Draft {
        carried: Some(Box::new(carried)),
        steps,
        ..draft(base)
    };
    assert_eq!(told(&newer).0, "....");
    let carried = newer.carried.as_deref().unwrap();
    let was = carried.item(ItemId(3)).unwrap().before.as_ref().unwrap();
    assert_eq!(was.told, "your draft");
}

#[test]
fn what_is_said_of_the_plan_as_a_whole_goes_on() {
    let mut begun = draft(plan(&FIRST));
    let cannot = CannotMap {
        why: CannotMapWhy::BetweenLevels,
        note: Some("between 3 and 4".into()),
    };
    let choose = Step::Choose {
        tariff: Some(TariffId::new("t3")),
        open_reason: None,
    };
    begun.steps = vec![
        Step::Unsure(true),
        Step::CannotMap(Some(cannot.clone())),
        choose,
    ];
    let newer = gone_on(&begun, &[GROUP_REWORDED, NAME, READING, NURSE]);
    let working = newer.working();
    assert_eq!((working.unsure, working.cannot_map), (true, Some(cannot)));
    assert_eq!(working.chosen, None, "it rested on what was amended");
    let given_up = newer.carried.unwrap().given_up.unwrap();
    assert_eq!(
        given_up.given_up(),
        "your draft named tariff t3; it rested on what was amended and was given up, so choose again"
    );
    let same = gone_on(&begun, &[NAME, GROUP, READING, NURSE]);
    assert_eq!(same.working().chosen, Some(TariffId::new("t3")));
    assert_eq!(same.carried.unwrap().given_up, None);
}

#[test]
fn a_note_on_what_nobody_judged_is_kept_as_history() {
    let mut begun = draft(plan(&FIRST));
    let note = |item, note: &str| Step::Note {
        item: ItemId(item),
        note: note.into(),
    };
    begun.steps = vec![note(1, "ask the school"), note(3, "which book?")];
    let newer = gone_on(&begun, &[GROUP_REWORDED, NAME, NURSE]);
    let carried = newer.carried.as_deref().unwrap();
    let was = carried.item(ItemId(1)).unwrap().before.as_ref().unwrap();
    assert_eq!(was.noted(), Some("ask the school"));
    assert_eq!(
        (carried.gone.len(), carried.gone[0].noted()),
        (1, Some("which book?"))
    );
}

#[test]
fn two_gone_of_the_same_words_are_two() {
    let mut begun = draft(plan(&[NAME, GROUP, GROUP]));
    begun.steps = ["3", "4"]
        .into_iter()
        .zip(2..)
        .map(|(at, item)| Step::Judge {
            item: ItemId(item),
            area: ci(),
            level: Some(level(at)),
        })
        .collect();
    let newer = gone_on(&begun, &[NAME]);
    let gone = newer.carried.unwrap().gone;
    assert_eq!(gone.iter().map(|past| past.n).collect::<Vec<_>>(), [2, 3]);
}

#[test]
fn a_renewed_draft_says_where_the_words_of_a_merged_provision_are() {
    let merged = format!("{READING} {PLACE}");
    let mut begun = draft(plan(&[NAME, READING, PLACE]));
    begun.steps = (2..4)
        .map(|item| Step::Judge {
            item: ItemId(item),
            area: cl(),
            level: None,
        })
        .collect();
    let newer = gone_on(&begun, &[NAME, &merged]);
    let gone = newer.carried.unwrap().gone;
    assert_eq!((gone.len(), gone[0].merged_into), (1, Some(2)), "{gone:#?}");
}

const TEXTS: [&str; 6] = [GROUP, GROUP_REWORDED, NAME, READING, NURSE, PLACE];

fn any_texts() -> impl Strategy<Value = Vec<&'static str>> {
    prop::collection::vec(prop::sample::select(TEXTS.to_vec()), 0..7)
}

fn any_step() -> impl Strategy<Value = Step> {
    let item = || (1_u32..7).prop_map(ItemId);
    let area = || prop::sample::select(vec![ci(), cl()]);
    let at = || prop::sample::select(vec!["2", "3"]).prop_map(level);
    let cannot = CannotMap {
        why: CannotMapWhy::StalePlan,
        note: Some("since May".into()),
    };
    prop_oneof![
        4 => (item(), area(), prop::option::of(at()))
            .prop_map(|(item, area, level)| Step::Judge { item, area, level }),
        1 => item().prop_map(|item| Step::SetAside { item, why: SetAside::Core }),
        1 => item().prop_map(|item| Step::Clear { item }),
        2 => (item(), prop::sample::select(vec!["", "one", "two"]))
            .prop_map(|(item, note)| Step::Note { item, note: note.into() }),
        2 => (area(), at()).prop_map(|(area, level)| Step::Settle(AreaLevel {
            area,
            level,
            reason: None,
            evidence: AreaSource::Provisions,
        })),
        1 => any::<bool>().prop_map(Step::Unsure),
        1 => prop::option::of(Just(cannot)).prop_map(Step::CannotMap),
        1 => prop::option::of(Just(TariffId::new("t")))
            .prop_map(|tariff| Step::Choose { tariff, open_reason: None }),
    ]
}

/// Whether what was made of a provision stands in a newer draft, or is told there as history.
fn is_told(item: &Item, newer: &Draft) -> bool {
    let said = |one: &Item| (one.evidence.clone(), one.set_aside, one.note.clone());
    let verdicts = |judgements: &[Judgement]| -> Vec<Verdict> {
        judgements.iter().map(|one| one.verdict.clone()).collect()
    };
    let made = verdicts(&judgements(item));
    let carried = newer.carried.as_deref().unwrap();
    let before = carried.items.iter().filter_map(|item| item.before.as_ref());
    let mut history = before.chain(&carried.gone);
    let stands = newer
        .working()
        .items
        .iter()
        .any(|now| now.provision.text == item.provision.text && said(now) == said(item));
    stands
        || history.any(|past| {
            past.text == item.provision.text
                && verdicts(&past.judgements) == made
                && past.noted() == item.note.as_deref()
        })
}

proptest! {
    #[test]
    fn every_mark_of_a_draft_goes_on_or_is_told(
        first in any_texts(),
        now in any_texts(),
        is_amended in any::<bool>(),
        steps in prop::collection::vec(any_step(), 0..16),
    ) {
        let mut begun = if is_amended { amended(&first) } else { draft(plan(&first)) };
        begun.steps = steps;
        let newer = gone_on(&begun, &now);
        let (was, is) = (begun.working(), newer.working());
        for item in was.items.iter().filter(|item| item.is_settled() || item.note.is_some()) {
            prop_assert!(is_told(item, &newer), "{:#?} {:#?}", item, newer.carried);
        }
        let carried = newer.carried.as_deref().unwrap();
        for area in &was.areas {
            prop_assert!(is.areas.contains(area) || carried.levels.contains(area));
        }
        prop_assert_eq!((is.unsure, &is.cannot_map), (was.unsure, &was.cannot_map));
        let given_up = carried.given_up.as_ref().and_then(|choice| choice.tariff.clone());
        prop_assert_eq!(is.chosen.or(given_up), was.chosen);
    }
}
