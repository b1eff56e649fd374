//! Imports that moved something, and imports undone as if they had never been.

use super::*;
use crate::domain::identity::{PupilRef, Upn};
use crate::domain::pace::unwatched;
use crate::domain::pupil::Facts;
use crate::domain::school::{Ages, School};
use crate::store::fixtures::{
    at, batch, framework, import, incoming, officer, order, plan, pupil, sheet, workspace,
};
use crate::store::{Incoming, SchoolBatch, Taken};

fn bare(reference: &str, change: impl FnOnce(&mut Facts)) -> Incoming {
    let mut one = incoming(reference, 7);
    one.plan = None;
    change(&mut one.facts);
    one
}

fn take(store: &mut Store, pupils: Vec<Incoming>, minute: i64, whole: bool) -> Taken {
    let key = framework();
    let mut order = order(at(minute));
    order.whole = whole;
    order.compare = Some(&key);
    import(store, order, &[batch(pupils)], &[]).unwrap()
}

fn latest(store: &Store) -> String {
    store.imports().unwrap().remove(0).id
}

fn undo(store: &mut Store, minute: i64) -> Undone {
    let import = latest(store);
    let undone = store
        .undo_import(&import, &officer(), at(minute), &mut |_, _, _| Ok(()))
        .unwrap();
    assert_eq!(store.verified().unwrap().faults, []);
    undone
}

/// What a list shows of everybody, without what undoing may leave behind.
fn seen(store: &Store) -> Vec<Entry> {
    store.entries(&framework()).unwrap()
}

fn references(store: &Store) -> Vec<String> {
    let entries = seen(store).into_iter();
    entries
        .map(|entry| entry.facts.reference.to_string())
        .collect()
}

#[test]
fn an_import_undone_is_as_if_it_had_never_been() {
    let (_folder, mut store) = workspace(3);
    let one = pupil(&store, "K-1");
    store.record(sheet(&store, &one, "3"), None, at(2)).unwrap();
    let before = seen(&store);
    let mut wrong = bare("K-1", |facts| facts.school = Some("Elsewhere".into()));
    wrong.plan = Some(plan("Another child's plan."));
    let swapped = bare("K-2", |facts| facts.upn = Upn::read("B801200005001"));
    let taken = take(
        &mut store,
        vec![wrong, swapped, incoming("K-9", 3)],
        5,
        false,
    );
    assert_eq!(taken.changes.len(), 3);
    assert_ne!(seen(&store), before);
    let undone = undo(&mut store, 6);
    assert_eq!(
        (undone.back, undone.gone, undone.mapped, undone.plans),
        (2, 1, 0, 2)
    );
    assert_eq!(seen(&store), before);
    let again = latest(&store);
    let twice = store.undo_import(&again, &officer(), at(7), &mut |_, _, _| Ok(()));
    assert!(matches!(twice, Err(StoreError::UndoneImport(_))));
    let unknown = store.undo_import("nothing", &officer(), at(7), &mut |_, _, _| Ok(()));
    assert!(matches!(unknown, Err(StoreError::UnknownImport(_))));
    let list = store.imports().unwrap();
    assert_eq!(list[0].undone, Some((at(6), officer().name)));
    assert_eq!((list[0].new, list[0].changed, list[0].plans), (1, 2, 2));
}

#[test]
fn who_was_undone_comes_back_as_the_same_pupil_with_their_records() {
    let (_folder, mut store) = workspace(1);
    take(&mut store, vec![incoming("K-9", 3)], 5, false);
    let nine = pupil(&store, "K-9");
    store
        .record(sheet(&store, &nine, "3"), None, at(6))
        .unwrap();
    let undone = undo(&mut store, 7);
    assert_eq!((undone.gone, undone.mapped), (1, 1));
    assert_eq!(references(&store), ["K-1"]);
    // The UPN of somebody who is not there is free.
    let other = bare("K-8", |facts| facts.upn = Upn::read("B801200005001"));
    let taken = take(&mut store, vec![other, incoming("K-9", 4)], 8, false);
    assert_eq!((taken.files[0].new, taken.files[0].changed), (2, 0));
    assert_eq!(pupil(&store, "K-9"), nine);
    let entries = seen(&store);
    let back = entries.iter().find(|entry| entry.pupil == nine).unwrap();
    assert_eq!(back.mappings.len(), 1);
    assert_eq!(store.verified().unwrap().faults, []);
}

#[test]
fn what_a_later_import_gave_to_another_is_not_taken_back() {
    let (_folder, mut store) = workspace(0);
    let upn = |facts: &mut Facts| facts.upn = Upn::read("B801200005001");
    take(&mut store, vec![bare("K-1", upn)], 1, false);
    take(
        &mut store,
        vec![bare("K-1", |facts| facts.upn = None)],
        2,
        false,
    );
    let second = latest(&store);
    take(&mut store, vec![bare("K-2", upn)], 3, false);
    let before = seen(&store);
    let refused = store.undo_import(&second, &officer(), at(4), &mut |_, _, _| Ok(()));
    assert!(matches!(refused, Err(StoreError::TakenSince(_))));
    assert_eq!(seen(&store), before);
    // With the later one undone first, both go.
    undo(&mut store, 5);
    store
        .undo_import(&second, &officer(), at(6), &mut |_, _, _| Ok(()))
        .unwrap();
    assert_eq!(seen(&store)[0].facts.upn, Upn::read("B801200005001"));
}

#[test]
fn a_whole_caseload_says_who_left_and_a_later_file_brings_them_back() {
    let (_folder, mut store) = workspace(3);
    let mut away = batch(vec![incoming("K-1", 1)]);
    away.turned_away = vec![PupilRef::new("K-3")];
    let batches = [away];
    let mut whole = order(at(5));
    whole.whole = true;
    let taken = import(&mut store, whole, &batches, &[]).unwrap();
    assert_eq!(taken.departed, 1, "who is turned away has not left");
    let left = |store: &Store| -> Vec<bool> {
        let entries = seen(store).into_iter();
        entries.map(|entry| entry.departed.is_some()).collect()
    };
    assert_eq!(left(&store), [false, true, false]);
    // The same file again changes nothing.
    let count = store.imports().unwrap().len();
    let again = import(&mut store, whole, &batches, &[]).unwrap();
    assert_eq!((again.departed, store.imports().unwrap().len()), (0, count));
    let taken = take(&mut store, vec![incoming("K-2", 1)], 6, false);
    assert_eq!(taken.files[0].changed, 1);
    assert!(taken.changes[0].0.returned);
    assert_eq!(left(&store), [false, false, false]);
    undo(&mut store, 7);
    assert_eq!(left(&store), [false, true, false]);
    let undone = undo_first_of(&mut store, "K-2 left", 8);
    assert_eq!(undone.stayed, 1);
    assert_eq!(left(&store), [false, false, false]);
}

/// Undoes the latest import that stands.
fn undo_first_of(store: &mut Store, why: &str, minute: i64) -> Undone {
    let standing = store.imports().unwrap();
    let standing = standing.into_iter().find(|head| head.undone.is_none());
    let import = standing.expect(why).id;
    let undone = store
        .undo_import(&import, &officer(), at(minute), &mut |_, _, _| Ok(()))
        .unwrap();
    assert_eq!(store.verified().unwrap().faults, []);
    undone
}

#[test]
fn changes_tell_of_each_pupil_before_and_after() {
    let (_folder, mut store) = workspace(2);
    let mut amended = bare("K-1", |_| {});
    amended.plan = Some(plan("Another text."));
    let moved = bare("K-2", |facts| facts.school = Some("Hilltop".into()));
    let told = take(
        &mut store,
        vec![amended, moved, incoming("K-9", 9)],
        5,
        true,
    )
    .changes;
    let [one, two, nine] = told.as_slice() else {
        panic!("three changed: {told:#?}");
    };
    assert_eq!(one.0.plan, Some(PlanNews::Newer(None)));
    assert_eq!(two.0.before.as_ref().unwrap().0.school, None);
    assert_eq!(two.0.after.school.as_deref(), Some("Hilltop"));
    assert_eq!((two.0.line, nine.0.line), (Some(7), Some(9)));
    assert!(nine.0.before.is_none());
    // Looked back on, it is the same.
    let back = store.moved_by(&latest(&store), &framework()).unwrap();
    assert_eq!(back, told);
}

#[test]
fn a_register_undone_gives_the_one_before_or_none() {
    let (_folder, mut store) = workspace(0);
    let school = |name: &str| School {
        urn: "990001".to_owned(),
        name: name.to_owned(),
        authority: None,
        kind: Some(7),
        open: true,
        closed: None,
        ages: Ages::default(),
        district: None,
        unit: false,
        resourced: false,
    };
    let register = |store: &mut Store, name: &str, minute: i64| {
        let file = SchoolBatch {
            file: "gias.csv".to_owned(),
            digest: crate::domain::digest::Digest::of(name.as_bytes()),
            kind: "register of schools",
            schools: vec![school(name)],
            successions: Vec::new(),
        };
        store
            .register(&file, at(minute), false, &mut unwatched)
            .unwrap();
    };
    register(&mut store, "Alder", 1);
    register(&mut store, "Alder Academy", 2);
    let named = |store: &Store| {
        let found = schools::standing(&store.db, "990001").unwrap();
        found.map(|school| school.name)
    };
    assert_eq!(named(&store).as_deref(), Some("Alder Academy"));
    undo(&mut store, 3);
    assert_eq!(named(&store).as_deref(), Some("Alder"));
    undo_first_of(&mut store, "the first register", 4);
    assert_eq!(named(&store), None);
}
