//! The list in memory beside the store that it was read from.

use super::*;
use crate::domain::digest::Digest;
use crate::domain::distribution::{Dimension, Selection, Wanted, Which};
use crate::domain::identity::{PupilRef, Role};
use crate::domain::place::Setting;
use crate::domain::pupil::Facts;
use crate::domain::worklist::{Assignment, Part, State, out_of_scope};
use crate::store::{File, Incoming, IncomingPlan, Order};

fn now() -> Moment {
    Moment::of_day("2026-10-05".parse().unwrap())
}

fn incoming(n: usize) -> Incoming {
    let district = if n.is_multiple_of(3) {
        "Dover"
    } else {
        "Swale"
    };
    let facts = Facts {
        surname: Some(["Okafor", "Evans", "Price"][n % 3].to_owned()),
        forename: Some(format!("Amara {n}")),
        setting: Some(if n.is_multiple_of(7) {
            Setting::Independent
        } else {
            Setting::Mainstream
        }),
        year_group: Some(i16::try_from(n % 11).unwrap()),
        district: Some(district.to_owned()),
        ..Facts::unknown(PupilRef::new(format!("K-{n}")))
    };
    let plan = IncomingPlan {
        text: format!("Plan {n}: a TA, 15 minutes a day."),
        source: "caseload.csv".to_owned(),
        version: None,
        provisions: 1,
        amends: None,
    };
    Incoming {
        facts,
        row: n,
        plan: (!n.is_multiple_of(5)).then_some(plan),
    }
}

fn workspace(pupils: usize) -> (tempfile::TempDir, Workspace) {
    let folder = tempfile::tempdir().unwrap();
    let mut workspace = Workspace::open(folder.path(), Some(7), now()).unwrap();
    workspace.be("Ada").unwrap();
    let file = File {
        name: "caseload.csv".to_owned(),
        digest: Digest::of(b"caseload"),
        kind: "table".to_owned(),
        silent: Vec::new(),
    };
    let order = Order {
        now: now(),
        whole: false,
        dry_run: false,
        compare: None,
    };
    let imported = workspace.store.import(order, |taking| {
        taking.file(file, |intake| {
            (1..=pupils).try_for_each(|n| intake.take(&incoming(n)).map(drop))
        })
    });
    imported.unwrap();
    (folder, workspace)
}

fn dover(workspace: &mut Workspace) {
    let part = Part::District;
    let (value, officer) = ("Dover".to_owned(), "Ada".to_owned());
    let assignment = Assignment {
        part,
        value,
        officer,
    };
    workspace.assign(assignment).unwrap();
}

fn rows(workspace: &mut Workspace, filter: &Filter) -> Vec<Row> {
    let page = workspace.page(filter, 0, usize::MAX, now()).unwrap();
    assert_eq!(page.rows.len(), page.total);
    page.rows
}

#[test]
fn stretches_of_the_list_join_to_the_whole() {
    let (_folder, mut workspace) = workspace(1200);
    dover(&mut workspace);
    let text = |text: &str| Filter {
        text: text.to_owned(),
        ..Filter::all()
    };
    let adas = Filter {
        officer: Some("Ada".to_owned()),
        ..Filter::default()
    };
    for filter in [Filter::all(), Filter::default(), adas, text("okafor 1")] {
        let whole = rows(&mut workspace, &filter);
        assert!(whole.len() > 100, "{filter:?}");
        let mut joined = Vec::new();
        for from in (0..whole.len()).step_by(70) {
            // Overlapping, as a screen asks for them.
            let page = workspace.page(&filter, from, 100, now()).unwrap();
            joined.extend(page.rows.into_iter().take(70));
        }
        assert_eq!(joined, whole);
    }
}

#[test]
fn the_rows_are_those_of_the_stores_entries() {
    let (_folder, mut workspace) = workspace(90);
    let mut listed = rows(&mut workspace, &Filter::all());
    let framework = workspace.framework.clone();
    let basis = workspace.basis(&framework, now().day());
    let entries = workspace.store.entries(&framework.key).unwrap();
    let in_scope = (entries.iter()).filter(|entry| out_of_scope(&basis, entry).is_none());
    let row = |entry: &Entry| Row::of(&basis, entry, Standing::of(&basis, entry));
    let expected: Vec<Row> = in_scope.map(row).collect();
    let without: Vec<Row> = (listed.iter().filter(|row| !row.has_text))
        .cloned()
        .collect();
    assert!(without.len() > 9);
    assert_eq!(workspace.missing(now()).unwrap(), without);
    listed.sort_by(|one, other| one.pupil.cmp(&other.pupil));
    assert_eq!(listed, expected);
}

#[test]
fn what_is_done_and_given_shows_at_once() {
    let (_folder, mut workspace) = workspace(30);
    let parked = Filter {
        states: vec![State::Parked],
        ..Filter::all()
    };
    assert_eq!(rows(&mut workspace, &parked), []);
    let first = workspace.next(None, now()).unwrap().unwrap();
    let ada = workspace.reader().clone();
    workspace
        .park(&first, ada, "ask the school", now())
        .unwrap();
    let list = rows(&mut workspace, &parked);
    assert_eq!((list.len(), &list[0].pupil), (1, &first));
    assert_eq!(list[0].state, State::Parked);
    assert_ne!(workspace.next(None, now()).unwrap(), Some(first));
    let adas = Filter {
        officer: Some("Ada".to_owned()),
        ..Filter::all()
    };
    assert_eq!(rows(&mut workspace, &adas), []);
    dover(&mut workspace);
    let list = rows(&mut workspace, &adas);
    assert!(!list.is_empty());
    let dover = |row: &Row| row.district.as_deref() == Some("Dover");
    assert!(list.iter().all(dover));
    let next = workspace.next(None, now()).unwrap().unwrap();
    assert!(list.iter().any(|row| row.pupil == next));
    assert_eq!(workspace.reader().role, Role::Officer);
}

#[test]
fn a_list_that_is_marked_is_the_list_read_anew() {
    let (_folder, mut workspace) = workspace(30);
    let pupil = workspace.next(None, now()).unwrap().unwrap();
    let draft = workspace.case(&pupil, now()).unwrap().draft;
    let of = |states: &[State], text: &str| Filter {
        states: states.to_vec(),
        text: text.to_owned(),
        ..Filter::all()
    };
    let drafts = [State::Draft];
    for (filter, change) in [
        (Filter::default(), 0),
        (Filter::all(), 0),
        (of(&drafts, ""), 1),
        (of(&[State::NotStarted], ""), -1),
        (of(&[], "amara"), 0),
        (of(&drafts, "amara"), 1),
    ] {
        let before = rows(&mut workspace, &filter);
        workspace.save(&draft, now()).unwrap();
        let marked = rows(&mut workspace, &filter);
        workspace.forget();
        assert_eq!(rows(&mut workspace, &filter), marked, "{filter:?}");
        let lengths = (before.len(), marked.len());
        assert_eq!(
            Some(lengths.1),
            lengths.0.checked_add_signed(change),
            "{filter:?}"
        );
        workspace.discard(&pupil, Role::Officer).unwrap();
        assert_eq!(rows(&mut workspace, &filter), before, "{filter:?}");
    }
}

#[test]
fn the_pupils_behind_a_count_stand_by_reference_and_are_found_by_name() {
    let (_folder, mut workspace) = workspace(40);
    let selection = Selection {
        keys: vec![(Dimension::District, "Dover".to_owned())],
        which: Which::NotYet,
    };
    let cell = workspace.cell(&Wanted::default(), &selection, now());
    let cell = cell.unwrap();
    let behind: Vec<_> = cell.iter().map(|pupil| pupil.reference.as_str()).collect();
    let expected = [
        "K-3", "K-6", "K-9", "K-12", "K-15", "K-18", "K-24", "K-27", "K-30", "K-33", "K-36", "K-39",
    ];
    assert_eq!(behind, expected);
    assert_eq!(cell[0].name, "Okafor, Amara 3");
    assert_eq!(cell[0].tariff, "not yet");
    // Twenty-one is taught where the framework is not for them.
    let found = workspace.find_pupils("k-21", 3, now()).unwrap();
    assert_eq!(found[0].reference.as_str(), "K-21");
    assert!(workspace.find_pupils(" ", 3, now()).unwrap().is_empty());
}
