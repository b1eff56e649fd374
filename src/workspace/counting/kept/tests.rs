//! The kept copy against the records, whatever is done by whomever.

mod house;

use proptest::prelude::*;
use proptest::test_runner::Config;

use super::*;
use crate::domain::distribution::{Dimension, Wanted};
use crate::domain::identity::Role;
use crate::workspace::unwatched;
use house::{Deed, House, at, deed};

proptest! {
    #![proptest_config(Config { cases: 12, failure_persistence: None, ..Config::default() })]
    #[test]
    fn what_is_kept_says_what_the_records_say_after_anything_anybody_does(
        deeds in prop::collection::vec((0usize..2, deed(), -40i32..400), 1..12),
    ) {
        let mut house = House::begin();
        for (who, deed, day) in deeds {
            house.act(who, deed);
            house.check(day);
        }
    }
}

/// How many copies are kept, and how many stretches of pupils lie there.
fn kept(workspace: &Workspace) -> (i64, i64) {
    let count = |table: &str| {
        let sql = format!("SELECT count(*) FROM {table}");
        let db = &workspace.store.db;
        db.query_row(&sql, [], |row| row.get(0)).unwrap()
    };
    (count("counted"), count("counted_pupils"))
}

#[test]
fn counting_once_keeps_a_copy_and_recording_leaves_it_to_be_caught_up() {
    let mut house = House::begin();
    assert_eq!(kept(&house.here[0]), (0, 0));
    house.act(0, Deed::Keep);
    assert_eq!(kept(&house.here[0]), (1, 1));
    house.act(1, Deed::Map(1, Role::Officer));
    assert_eq!(kept(&house.here[0]), (1, 1));
    let one = &mut house.here[0];
    one.read_counts(at(9), &mut unwatched).unwrap();
    assert_eq!(
        one.distribution(&Wanted::default(), at(9))
            .unwrap()
            .1
            .mapped,
        1
    );
    // So little has come that the copy is not written anew.
    assert!(one.counts.as_ref().unwrap().due.is_none());
    house.act(0, Deed::Import(1));
    let one = &mut house.here[0];
    one.read_counts(at(9), &mut unwatched).unwrap();
    assert!(one.counts.as_ref().unwrap().due.is_some());
    house.act(0, Deed::UndoImport);
    assert_eq!(kept(&house.here[0]), (0, 1));
    house.act(0, Deed::Keep);
    house.act(0, Deed::Bundle(2));
    assert_eq!(kept(&house.here[0]), (0, 1));
    house.check(0);
}

#[test]
fn a_copy_that_is_to_be_written_anew_says_the_same() {
    let mut house = House::begin();
    house.act(0, Deed::Keep);
    house.act(1, Deed::Map(1, Role::Officer));
    let one = &house.here[0];
    let framework = one.framework.clone();
    let basis = one.basis(&framework, at(9).day());
    let (caught_up, none) = one.unpacked(&basis).unwrap().unwrap();
    let (anew, due) = one.caught_up(&basis).unwrap().unwrap();
    let told = |roster: &Roster| format!("{:?}", roster.briefs().collect::<Vec<_>>());
    assert_eq!(told(&caught_up), told(&anew));
    assert!(none.is_none() && due.is_some());
    assert!(anew.briefs().any(|pupil| pupil.work.result.is_some()));
}

#[test]
fn a_copy_that_was_tampered_with_is_found_and_made_anew() {
    let mut house = House::begin();
    house.act(0, Deed::Map(1, Role::Officer));
    house.act(0, Deed::Keep);
    let one = &mut house.here[0];
    let told = |workspace: &mut Workspace| {
        let fault = workspace.recount(at(9), &mut unwatched).unwrap();
        fault.map(|fault| fault.to_string())
    };
    assert_eq!(told(one), None);
    for (sql, expected) in [
        (
            "UPDATE counted SET shared = replace(shared, 'Dover', 'Thanet')",
            "say otherwise of K-1 than the records: where the pupil is taught",
        ),
        (
            "UPDATE counted_pupils SET body = CAST(zeroblob(31) || substr(body, 32) AS BLOB)",
            "say otherwise of K-1 than the records: the age or the plan's text",
        ),
        (
            "UPDATE counted_pupils SET body = substr(body, 1, 62)",
            "cannot be read",
        ),
        ("UPDATE counted SET shared = '[]'", "cannot be read"),
    ] {
        one.store.db.execute_batch(sql).unwrap();
        let expected =
            format!("the counts kept for the distribution {expected}; they were made anew");
        assert_eq!(told(one), Some(expected), "{sql}");
        assert_eq!(told(one), None, "{sql}");
    }
    // One that does not read is not counted from.
    let cut = "UPDATE counted_pupils SET body = substr(body, 1, 62)";
    one.store.db.execute_batch(cut).unwrap();
    one.read_counts(at(9), &mut unwatched).unwrap();
    assert_eq!(
        one.distribution(&Wanted::default(), at(9))
            .unwrap()
            .1
            .caseload,
        4
    );
}

#[test]
fn dropping_the_copy_changes_nothing_but_the_time() {
    let mut house = House::begin();
    house.act(0, Deed::Map(2, Role::Officer));
    house.act(0, Deed::Keep);
    let one = &mut house.here[0];
    let mut count = |drop: bool| {
        if drop {
            one.store.drop_counted().unwrap();
        }
        one.read_counts(at(9), &mut unwatched).unwrap();
        one.distribution(&Wanted::by(&[Dimension::District]), at(9))
            .unwrap()
    };
    assert_eq!(count(false), count(true));
}

#[test]
fn what_is_held_by_another_is_not_kept_and_no_fault() {
    let mut house = House::begin();
    let [one, two] = &mut house.here;
    one.read_counts(at(9), &mut unwatched).unwrap();
    two.hold().unwrap();
    one.keep_counts().unwrap();
    assert_eq!(kept(one), (0, 0));
}
