//! What of an unfinished draft goes on in a newer version.

use super::*;

/// Goes on with a draft in a newer version.
fn gone_on(begun: &Draft, texts: &[&str]) -> Draft {
    let base = plan(texts);
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
