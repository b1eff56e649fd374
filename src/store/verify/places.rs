//! The places of a chain taken out, put in and put elsewhere, in every way that six records can be: each is reported.

use crate::domain::draw::Draw;

use super::tests::{faults, recorded};

/// How many records the chain has.
const LENGTH: i64 = 6;

#[track_caller]
fn reported(sql: &str) {
    let (_folder, store, _) = recorded();
    let faults = faults(&store, sql);
    assert!(!faults.is_empty(), "{sql}");
}

#[test]
fn every_place_taken_out_is_reported() {
    for n in 1..=LENGTH {
        reported(&format!("DELETE FROM chain WHERE n = {n}"));
        // Those after it move up, so that no number is missing.
        reported(&format!(
            "DELETE FROM chain WHERE n = {n}; UPDATE chain SET n = -n WHERE n > {n}; UPDATE chain SET n = -n - 1 WHERE n < 0"
        ));
    }
}

#[test]
fn every_two_places_swapped_are_reported() {
    for one in 1..LENGTH {
        for other in one + 1..=LENGTH {
            reported(&format!(
                "UPDATE chain SET n = -1 WHERE n = {one}; UPDATE chain SET n = {one} WHERE n = {other};
                UPDATE chain SET n = {other} WHERE n = -1"
            ));
        }
    }
}

#[test]
fn a_place_put_in_anywhere_is_reported() {
    for n in 1..=LENGTH + 1 {
        reported(&format!(
            "UPDATE chain SET n = -n WHERE n >= {n}; UPDATE chain SET n = 1 - n WHERE n < 0;
            INSERT INTO chain (origin, n, kind, record, content, link)
                SELECT origin, {n}, kind, 'forged', content, link FROM chain LIMIT 1"
        ));
    }
}

#[test]
fn places_in_a_random_order_are_reported() {
    let mut draw = Draw::from_seed(11);
    for _ in 0..40 {
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
        reported(&format!("{moves} UPDATE chain SET n = -n"));
    }
}
