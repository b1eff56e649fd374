//! Files that come in again, changed, beside one another, and those that name a pupil twice.

use super::*;
use crate::domain::amendment::Changes;
use crate::domain::caseload::Event;
use crate::domain::digest::Digest;
use crate::domain::identity::PupilRef;
use crate::domain::identity::Upn;
use crate::store::batch::{Imported, Incoming};
use crate::store::fixtures::{
    Batch, at, batch, framework, import, incoming, open, order, plan, pupil, workspace,
};
use crate::store::{Amends, End, IncomingPlan, StoreError};

const UPN: &str = "B801200005001";

fn counts(account: &Imported) -> [usize; 4] {
    let conflicts = account.conflicts.len();
    [account.new, account.changed, account.unchanged, conflicts]
}

fn take(store: &mut Store, pupils: Vec<Incoming>) -> Imported {
    let mut taken = take_all(store, &[batch(pupils)], &[], false);
    taken.files.pop().unwrap()
}

fn take_all(
    store: &mut Store,
    batches: &[Batch],
    known: &[(PupilId, IncomingPlan)],
    dry_run: bool,
) -> Taken {
    let order = Order {
        dry_run,
        ..order(at(5 * 24 * 60))
    };
    import(store, order, batches, known).unwrap()
}

fn with_upn(reference: &str, row: usize) -> Incoming {
    let mut one = incoming(reference, row);
    one.facts.upn = Upn::read(UPN);
    one.plan = None;
    one
}

#[test]
fn the_same_file_twice_changes_nothing() {
    let (folder, mut store) = workspace(3);
    let watcher = open(folder.path(), 8);
    let version = || -> i64 {
        let read = |row: &rusqlite::Row<'_>| row.get(0);
        watcher
            .db
            .pragma_query_value(None, "data_version", read)
            .unwrap()
    };
    let again: Vec<_> = (1..=3).map(|n| incoming(&format!("K-{n}"), n)).collect();
    let before = version();
    let known = [(pupil(&store, "K-1"), plan("K-1: A TA, 15 minutes a day."))];
    let taken = import(&mut store, order(at(5)), &[batch(again)], &known).unwrap();
    assert_eq!(counts(&taken.files[0]), [0, 0, 3, 0]);
    assert_eq!(version(), before);
}

#[test]
fn a_dry_run_counts_and_changes_nothing() {
    let (_folder, mut store) = workspace(1);
    let mut bare = incoming("K-3", 3);
    bare.plan = None;
    let mut renamed = incoming("K-2", 1);
    renamed.facts.school = Some("Hilltop".into());
    let same = [incoming("K-2", 1), incoming("K-3", 2)];
    let files = [
        batch(vec![incoming("K-2", 2), bare]),
        batch(vec![renamed]),
        batch(same.to_vec()),
        batch(vec![same[1].clone()]),
    ];
    let known = [(pupil(&store, "K-1"), plan("Another text."))];
    let dry = take_all(&mut store, &files, &known, true);
    let told: Vec<_> = dry.files.iter().map(counts).collect();
    assert_eq!(
        told,
        [[2, 0, 0, 0], [0, 1, 0, 0], [0, 2, 0, 0], [0, 0, 1, 0]]
    );
    assert_eq!(dry.no_plan_text, 0);
    assert_eq!(
        dry.amended,
        [known[0].0.clone()],
        "what was touched is not known"
    );
    let text = |store: &Store| store.plan(&known[0].0).unwrap().unwrap().text;
    assert_eq!(store.references().unwrap().len(), 1);
    assert_ne!(text(&store), "Another text.");
    assert_eq!(take_all(&mut store, &files, &known, false), dry);
    assert_eq!(text(&store), "Another text.");
    let imports = ask::count(&store.db, "SELECT count(*) FROM import", []);
    // The one that the workspace began with, two of files, and that of the document.
    assert_eq!(imports.unwrap(), 5);
}

#[test]
fn files_go_in_all_or_none() {
    let (_folder, mut store) = workspace(1);
    let nobody = (PupilId::new("nobody"), plan("A text."));
    let known = [(pupil(&store, "K-1"), plan("Another text.")), nobody];
    let files = [batch(vec![incoming("K-2", 2)])];
    let refused = import(&mut store, order(at(5)), &files, &known);
    assert!(matches!(refused, Err(StoreError::UnknownPupil(_))));
    assert_eq!(store.references().unwrap().len(), 1);
    assert_ne!(
        store.plan(&known[0].0).unwrap().unwrap().text,
        "Another text."
    );
}

#[test]
fn pupils_stand_in_the_order_they_came_whatever_the_clock() {
    let (folder, one) = workspace(0);
    let mut stores = [one, open(folder.path(), 7)];
    let names: Vec<_> = (1..=8).map(|n| format!("K-{n}")).collect();
    for (n, name) in names.iter().enumerate() {
        take(&mut stores[n % 2], vec![incoming(name, 1)]);
    }
    let told = stores[0].references().unwrap().into_iter();
    let told: Vec<_> = told.map(|(_, name, _)| name.to_string()).collect();
    assert_eq!(told, names);
}

#[test]
fn a_pupil_changes_once_by_facts_and_plan() {
    let (_folder, mut store) = workspace(2);
    let mut changed = incoming("K-1", 1);
    changed.facts.school = Some("Hilltop".into());
    changed.facts.setting = None;
    changed.plan = Some(plan("Another text."));
    let mut bare = incoming("K-3", 3);
    bare.plan = None;
    let pupils = vec![changed, incoming("K-2", 2), bare];
    let taken = take_all(&mut store, &[batch(pupils)], &[], false);
    assert_eq!(counts(&taken.files[0]), [1, 1, 1, 0]);
    assert_eq!(taken.no_plan_text, 1);
    for entry in store.entries(&framework()).unwrap() {
        assert_eq!(entry.as_of, at(5 * 24 * 60).day());
    }
    let id = pupil(&store, "K-1");
    assert_eq!(store.plan(&id).unwrap().unwrap().text, "Another text.");
    let history = store.history(&id).unwrap();
    let changed = history.iter().rev().find_map(|event| match event {
        Event::Imported { changed, .. } => Some(changed.clone()),
        Event::PlanReceived { .. }
        | Event::Cohort(_)
        | Event::Mapped(_)
        | Event::Withdrawn(_)
        | Event::Decided(_) => None,
    });
    assert_eq!(changed.unwrap(), ["school", "setting"]);
}

#[test]
fn a_upn_stands_in_for_a_reference_until_one_comes() {
    let (_folder, mut store) = workspace(0);
    assert_eq!(
        counts(&take(&mut store, vec![with_upn(UPN, 1)])),
        [1, 0, 0, 0]
    );
    assert_eq!(
        counts(&take(&mut store, vec![with_upn("K-9", 1)])),
        [0, 1, 0, 0]
    );
    assert_eq!(
        counts(&take(&mut store, vec![with_upn(UPN, 1)])),
        [0, 0, 1, 0]
    );
    let references = store.references().unwrap();
    assert_eq!(references.len(), 1);
    assert_eq!(references[0].1, PupilRef::new("K-9"));
    assert_eq!(
        store.pupil_by(UPN).unwrap(),
        store.pupil_by(" K-9 ").unwrap()
    );
}

#[test]
fn a_upn_held_by_another_is_a_conflict() {
    let (_folder, mut store) = workspace(1);
    let account = take(
        &mut store,
        vec![with_upn("K-5", 1), with_upn("K-6", 2), with_upn("K-1", 3)],
    );
    assert_eq!(counts(&account), [1, 0, 0, 2]);
    let told = account.conflicts[0].to_string();
    assert!(
        told.starts_with("row 2: \"K-6\" has the unique pupil number of \"K-5\""),
        "{told}"
    );
    assert!(!told.contains(UPN));
    assert_eq!(account.conflicts[1].row(), 3);
}

#[test]
fn a_pupil_twice_in_a_file_is_a_conflict() {
    let (_folder, mut store) = workspace(0);
    let account = take(&mut store, vec![incoming("K-1", 2), incoming("K-1", 7)]);
    assert_eq!(counts(&account), [1, 0, 0, 1]);
    let told = account.conflicts[0].to_string();
    assert!(
        told.starts_with("row 7: \"K-1\" stands in row 2 already"),
        "{told}"
    );
    assert_eq!(store.entries(&framework()).unwrap().len(), 1);
}

#[test]
fn a_pupil_left_as_they_were_stands_twice_in_a_file_that_brings_nothing_or_something() {
    let (_folder, mut store) = workspace(2);
    let twice = || vec![incoming("K-1", 2), incoming("K-1", 7)];
    let account = take(&mut store, twice());
    assert_eq!(counts(&account), [0, 0, 1, 1]);
    assert_eq!(store.imports().unwrap().len(), 1);
    let account = take(&mut store, [twice(), vec![incoming("K-3", 8)]].concat());
    assert_eq!(counts(&account), [1, 0, 1, 1]);
    let told = account.conflicts[0].to_string();
    assert!(
        told.starts_with("row 7: \"K-1\" stands in row 2 already"),
        "{told}"
    );
    let days = store.entries(&framework()).unwrap().into_iter();
    let days: Vec<_> = days.map(|entry| entry.as_of).collect();
    assert_eq!(
        days,
        [5 * 24 * 60, 1, 5 * 24 * 60].map(|minute| at(minute).day())
    );
}

/// Whether a savepoint is open.
fn could_take_back(db: &Connection) -> bool {
    db.execute_batch("ROLLBACK TO _rusqlite_sp").is_ok()
}

/// While one is, a changed pupil takes the longer the more of them came before.
#[test]
fn no_savepoint_is_open_while_pupils_and_plans_come_in() {
    let (folder, mut store) = workspace(2);
    let watcher = open(folder.path(), 8);
    let known = [(pupil(&store, "K-2"), plan("Another text."))];
    let bring = |store: &mut Store, name: &str| {
        let file = File {
            name: String::new(),
            digest: Digest::of(b""),
            kind: String::new(),
            silent: Vec::new(),
        };
        store.import(order(at(5)), |taking| {
            taking.file(file, |intake| {
                intake.take(&incoming(name, 2))?;
                assert!(!could_take_back(intake.db));
                Ok::<_, StoreError>(())
            })?;
            taking.plans(&known)?;
            assert!(!could_take_back(&taking.change));
            Ok::<_, StoreError>(())
        })
    };
    assert!(bring(&mut store, "K-3").unwrap().news);
    store.begin().unwrap();
    assert!(bring(&mut store, "K-4").unwrap().news);
    store.end(End::TakeBack).unwrap();
    assert_eq!(store.pupils().unwrap(), 3);
    store.begin().unwrap();
    assert!(bring(&mut store, "K-4").unwrap().news);
    assert_eq!(watcher.pupils().unwrap(), 3);
    store.end(End::Keep).unwrap();
    assert_eq!(watcher.pupils().unwrap(), 4);
}

#[test]
fn a_first_caseload_is_written_once_where_nobody_else_has_the_file_open() {
    let (folder, mut store) = workspace(0);
    let mode = |store: &Store| -> String {
        let mode = "PRAGMA journal_mode";
        store.db.query_row(mode, [], |row| row.get(0)).unwrap()
    };
    let bring = |store: &mut Store| {
        store.begin().unwrap();
        let one = batch(vec![incoming("K-1", 1)]);
        take_all(store, &[one], &[], false);
    };
    assert!(store.write_once().unwrap());
    bring(&mut store);
    assert_eq!(mode(&store), "delete");
    drop(store);
    let mut store = open(folder.path(), 9);
    assert_eq!(
        (store.pupils().unwrap(), mode(&store)),
        (0, "wal".to_owned())
    );
    let watcher = open(folder.path(), 8);
    assert!(!store.write_once().unwrap());
    drop(watcher);
    assert!(store.write_once().unwrap());
    bring(&mut store);
    store.end(End::Keep).unwrap();
    store.log_again().unwrap();
    assert_eq!(
        (store.pupils().unwrap(), mode(&store)),
        (1, "wal".to_owned())
    );
    assert!(!store.write_once().unwrap());
}

#[test]
fn what_a_newer_version_touched_is_kept_with_it() {
    let (_folder, mut store) = workspace(1);
    let id = pupil(&store, "K-1");
    let earlier = |store: &Store| Digest::of(store.plan_text(&id).unwrap().unwrap().as_bytes());
    let changes = |reworded| Changes {
        same: 2,
        reworded,
        ..Changes::default()
    };
    let mut untouched = plan("Another heading.");
    untouched.amends = Some(Amends {
        earlier: earlier(&store),
        changes: changes(0),
    });
    let taken = take_all(&mut store, &[], &[(id.clone(), untouched)], false);
    assert_eq!((taken.amended.len(), taken.untouched), (0, 1));
    let mut touched = plan("Other words.");
    touched.amends = Some(Amends {
        earlier: earlier(&store),
        changes: changes(1),
    });
    let taken = take_all(&mut store, &[], &[(id.clone(), touched)], false);
    assert_eq!((taken.amended, taken.untouched), (vec![id.clone()], 0));
    // Compared with a text that is no longer the current one: nothing is known.
    let mut stale = plan("Yet other words.");
    stale.amends = Some(Amends {
        earlier: Digest::of(b"long gone"),
        changes: changes(0),
    });
    let taken = take_all(&mut store, &[], &[(id.clone(), stale)], false);
    assert_eq!(taken.amended, std::slice::from_ref(&id));
    let entry = store.entry(&id, &framework()).unwrap().unwrap();
    let kept: Vec<_> = entry.versions.iter().map(|one| one.changes).collect();
    assert_eq!(kept, [None, Some(changes(0)), Some(changes(1)), None]);
    let told = store
        .history(&id)
        .unwrap()
        .into_iter()
        .filter_map(|event| match event {
            Event::PlanReceived { changes, .. } => Some(changes),
            Event::Imported { .. }
            | Event::Cohort(_)
            | Event::Mapped(_)
            | Event::Withdrawn(_)
            | Event::Decided(_) => None,
        });
    assert_eq!(told.collect::<Vec<_>>(), kept);
    let before = |store: &mut Store, name: &str| {
        let (facts, mut before) = (incoming(name, 1).facts, None);
        let file = File {
            name: String::new(),
            digest: Digest::of(b""),
            kind: String::new(),
            silent: Vec::new(),
        };
        let looking = store.import(order(at(6)), |taking| {
            taking.file(file, |intake| {
                before = intake.plan_before(&facts)?;
                Ok::<_, StoreError>(())
            })
        });
        looking.map(|_| before).unwrap()
    };
    let known = before(&mut store, "K-1");
    assert_eq!(known.as_deref(), Some("Yet other words."));
    assert_eq!(before(&mut store, "K-2"), None);
}
