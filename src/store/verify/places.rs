//! The places of a chain taken out, put in and put elsewhere, in every way that six records can be: each is reported.

use std::path::Path;

use tempfile::TempDir;

use crate::domain::draw::Draw;
use crate::store::door::FILE;
use crate::store::fixtures::open;
use crate::store::seal::KEY_FILE;

use super::tests::{faults, recorded};

/// How many records the chain has.
const LENGTH: i64 = 6;

/// A closed workspace of so many records.
fn closed() -> TempDir {
    let (folder, store, _) = recorded();
    drop(store);
    folder
}

#[track_caller]
fn reported(folder: &Path, sql: &str) {
    let copy = tempfile::tempdir().unwrap();
    for name in [FILE, KEY_FILE] {
        std::fs::copy(folder.join(name), copy.path().join(name)).unwrap();
    }
    let faults = faults(&open(copy.path(), 9), sql);
    assert!(!faults.is_empty(), "{sql}");
}

#[test]
fn every_place_taken_out_is_reported() {
    let folder = closed();
    for n in 1..=LENGTH {
        reported(folder.path(), &format!("DELETE FROM chain WHERE n = {n}"));
        // Those after it move up, so that no number is missing.
        reported(
            folder.path(),
            &format!(
                "DELETE FROM chain WHERE n = {n}; UPDATE chain SET n = -n WHERE n > {n}; UPDATE chain SET n = -n - 1 WHERE n < 0"
            ),
        );
    }
}

#[test]
fn every_two_places_swapped_are_reported() {
    let folder = closed();
    for one in 1..LENGTH {
        for other in one + 1..=LENGTH {
            reported(folder.path(), &format!(
                "UPDATE chain SET n = -1 WHERE n = {one}; UPDATE chain SET n = {one} WHERE n = {other};
                UPDATE chain SET n = {other} WHERE n = -1"
            ));
        }
    }
}

#[test]
fn a_place_put_in_anywhere_is_reported() {
    let folder = closed();
    for n in 1..=LENGTH + 1 {
        reported(
            folder.path(),
            &format!(
                "UPDATE chain SET n = -n WHERE n >= {n}; UPDATE chain SET n = 1 - n WHERE n < 0;
            INSERT INTO chain (origin, n, kind, record, content, link)
                SELECT origin, {n}, kind, 'forged', content, link FROM chain LIMIT 1"
            ),
        );
    }
}

#[test]
fn places_in_a_random_order_are_reported() {
    let folder = closed();
    let mut draw = Draw::from_seed(11);
    for _ in 0..25 {
        let mut order: Vec<i64> = (1..=LENGTH).collect();
        for last in (1..order.len()).rev() {
            let other = usize::try_from(draw.below(last as u64 + 1)).unwrap();
            order.swap(last, other);
        }
        if order.is_sorted() {
            continue;
        }
        let moved = order.iter().zip(1..);
        let moved = moved.map(|(to, from)| format!("UPDATE chain SET n = -{to} WHERE n = {from};"));
        let moves: String = moved.collect();
        reported(folder.path(), &format!("{moves} UPDATE chain SET n = -n"));
    }
}
