//! What the walk looks like, in text and in meanings, and that it looks like something at any size.

use proptest::prelude::*;

use crate::domain::framework::Walk;
use crate::ui::trial::{Invented, Trial, framework};

fn frames(name: &str, keys: &str) {
    let mut trial = Trial::walk(Invented::default());
    trial.keys(keys);
    for (columns, rows) in [(60, 20), (80, 24), (120, 40)] {
        insta::assert_snapshot!(
            format!("{name}_{columns}x{rows}"),
            trial.frame(columns, rows)
        );
    }
}

#[test]
fn a_plan_just_opened() {
    frames("opened", "");
}

#[test]
fn two_provisions_judged() {
    frames("judged", "4 4");
}

#[test]
fn a_choice_is_open() {
    frames("aside", "0");
}

#[test]
fn a_provision_is_split() {
    frames("split", "s");
}

#[test]
fn a_boundary_is_moved_into_the_next_provision() {
    frames("boundary", "4 up b right right right");
}

#[test]
fn the_vague_words_are_gone_through() {
    frames("vague", "v v");
}

#[test]
fn what_is_in_no_provision_is_listed() {
    frames("left_out", "down down down r");
}

#[test]
fn the_areas_are_settled() {
    frames("areas", "4 4 3 2 2");
}

#[test]
fn all_is_settled() {
    frames("complete", "4 4 3 2 2 enter enter");
}

#[test]
fn the_tariff_is_shown() {
    frames("revealed", "4 4 3 2 2 enter enter enter");
}

#[test]
fn it_is_recorded() {
    frames("recorded", "4 4 3 2 2 enter enter enter enter");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn any_size_can_be_drawn(columns in 1u16..200, rows in 1u16..200, stage in 0usize..11, by_area: bool) {
        let way = if by_area { Walk::Area } else { Walk::Provision };
        let mut trial = Trial::walk(Invented {
            framework: framework(way, false).into(),
            ..Invented::default()
        });
        let keys = ["", "4 4", "0", "s", "4 4 3 2 2", "4 4 3 2 2 enter enter", "4 4 3 2 2 enter enter enter", "x 1", "s s tab left", "v", "r"];
        trial.keys(keys[stage]);
        trial.buffer(columns, rows);
    }
}
