//! Erasures on their way: whoever takes one in erases too, and a bundle from before brings nobody back.

use super::{acquaint, deliver, everything, house, lead, map, packed, send, sound};
use crate::domain::erasure::kept_as;
use crate::domain::identity::PupilId;
use crate::store::IncomingPlan;
use crate::store::Store;
use crate::store::ask;
use crate::store::fixtures::{at, framework, import, officer, order, plan, pupil};

fn erase(store: &mut Store, pupil: &PupilId) {
    let asked = std::slice::from_ref(pupil);
    store
        .erase(
            asked,
            &officer(),
            "asked for",
            at(20),
            &mut |_, _, _| Ok(()),
        )
        .unwrap();
}

/// Whether anything of the pupil's plan, facts or records' words is here, and how many of their mappings.
fn left(store: &Store, pupil: &PupilId) -> (bool, usize) {
    let sql = "SELECT EXISTS (SELECT 1 FROM plan WHERE pupil = ?1 AND text <> '')
        OR EXISTS (SELECT 1 FROM pupil p JOIN pupil_version v ON v.pupil = p.seq WHERE p.id = ?1 AND v.surname IS NOT NULL)
        OR EXISTS (SELECT 1 FROM record_of_pupil r JOIN payload w ON w.record = r.record WHERE r.pupil = ?1)";
    let words = ask::count(&store.db, sql, [pupil.as_str()]).unwrap();
    let entry = store.entry(pupil, &framework()).unwrap().unwrap();
    assert_eq!(entry.facts.reference, kept_as(pupil));
    (words > 0, entry.mappings.len())
}

#[test]
fn an_erasure_erases_wherever_it_comes_and_stays_whatever_comes_after() {
    let ((_a, mut lead), (_b, mut other), (_c, mut late)) = (lead(1, 2), house(2), house(3));
    acquaint(&mut [&mut lead, &mut other, &mut late]);
    map(&mut lead, "K-1", 5);
    send(&lead, &mut other);
    map(&mut other, "K-1", 6);
    let before = packed(&other, &everything(&other));
    let one = pupil(&lead, "K-1");
    erase(&mut lead, &one);
    let arrived = send(&lead, &mut other);
    assert_eq!(
        (arrived.erased, arrived.refused.len()),
        (1, 0),
        "{arrived:#?}"
    );
    assert_eq!(left(&other, &one), (false, 2));
    assert!(other.is_scrub_owed().unwrap());
    assert!(other.scrub(&mut |_, _, _| Ok(())).unwrap() && !other.is_scrub_owed().unwrap());
    // What was packed before the erasure came: the mapping counts, its words do not come.
    deliver(&mut lead, before.clone()).unwrap();
    assert_eq!(left(&lead, &one), (false, 2));
    // Whoever begins now gets the numbers alone, by the bundle from before too.
    let arrived = send(&other, &mut late);
    assert_eq!(arrived.refused, [], "{arrived:#?}");
    assert_eq!(left(&late, &one), (false, 2));
    deliver(&mut late, before).unwrap();
    assert_eq!(left(&late, &one), (false, 2));
    for store in [&lead, &other, &late] {
        sound(store);
    }
    assert!(!send(&lead, &mut late).news);
}

#[test]
fn whoever_knows_nothing_of_the_erasure_takes_the_pupil_and_then_lets_them_go() {
    let ((_a, mut lead), (_b, mut other)) = (lead(1, 1), house(2));
    acquaint(&mut [&mut lead, &mut other]);
    map(&mut lead, "K-1", 5);
    let before = packed(&lead, &everything(&lead));
    let one = pupil(&lead, "K-1");
    erase(&mut lead, &one);
    deliver(&mut other, before).unwrap();
    assert_eq!(pupil(&other, "K-1"), one);
    assert_eq!(send(&lead, &mut other).erased, 1);
    assert_eq!(left(&other, &one), (false, 1));
    sound(&other);
}

#[test]
fn the_plan_of_somebody_erased_comes_only_with_the_erasure() {
    let ((_a, mut lead), (_b, mut other), (_c, mut late)) = (lead(1, 1), house(2), house(3));
    acquaint(&mut [&mut lead, &mut other]);
    acquaint(&mut [&mut other, &mut late]);
    send(&lead, &mut other);
    let one = pupil(&lead, "K-1");
    erase(&mut lead, &one);
    send(&lead, &mut other);
    let refused = deliver(&mut late, packed(&other, &everything(&other))).unwrap_err();
    assert!(
        refused.to_string().contains("trust their keys first"),
        "{refused}"
    );
    assert_eq!(late.pupils().unwrap(), 0);
}

#[test]
fn a_file_that_is_called_after_them_does_not_come_back_either() {
    let ((_a, mut lead), (_b, mut other)) = (lead(1, 2), house(2));
    acquaint(&mut [&mut lead, &mut other]);
    send(&lead, &mut other);
    let one = pupil(&lead, "K-1");
    let brought = IncomingPlan {
        source: "Quillfeather plan.docx".to_owned(),
        ..plan("A TA, an hour a day.")
    };
    let second = (pupil(&other, "K-2"), plan("A TA, two hours a day."));
    import(
        &mut other,
        order(at(6)),
        &[],
        &[(one.clone(), brought), second],
    )
    .unwrap();
    let before = packed(&other, &everything(&other));
    erase(&mut lead, &one);
    deliver(&mut lead, before).unwrap();
    let files: Vec<String> = (lead.imports().unwrap().into_iter())
        .map(|import| import.file)
        .collect();
    assert!(files.contains(&"erased".to_owned()), "{files:?}");
    assert!(
        !files.iter().any(|file| file.contains("Quillfeather")),
        "{files:?}"
    );
    sound(&lead);
}
