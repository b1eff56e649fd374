//! The walk of an amended plan: what stands, what is asked, what is shown of before.

use super::{judged, recorded};
use crate::domain::amendment::Changes;
use crate::domain::identity::{AreaId, RecordId, Role};
use crate::ui::message::Request;
use crate::ui::trial::{Invented, Trial, amended};

fn frames(name: &str, keys: &str) {
    let mut trial = Trial::walk(amended());
    trial.keys(keys);
    for (columns, rows) in [(60, 20), (80, 24), (120, 40)] {
        insta::assert_snapshot!(
            format!("{name}_{columns}x{rows}"),
            trial.frame(columns, rows)
        );
    }
}

#[test]
fn it_opens_on_the_first_provision_that_was_touched() {
    frames("amended", "enter");
}

#[test]
fn a_reworded_and_a_new_one_say_so() {
    frames("amended_reworded", "4");
    frames("amended_new", "4 3");
}

#[test]
fn an_area_that_is_open_again_says_what_it_was() {
    frames("amended_area", "4 3 2");
}

#[test]
fn only_what_was_touched_is_asked() {
    let mut trial = Trial::walk(amended());
    assert!(trial.text(120, 40).contains("3 of 5 to settle"));
    let keys = trial.keys("4 3 2 enter enter enter enter");
    let draft = recorded(&trial).expect("recorded");
    let areas = draft.working().areas.len();
    assert_eq!((keys, areas), (3 + 2 + 2, 2), "touched + areas + 2");
    let over = draft.working().taken_over(&draft).unwrap();
    assert_eq!(over.from, RecordId::new("record-1"));
    assert_eq!(over.provisions, [(1, 1), (4, 4)]);
    assert_eq!(over.areas, Vec::<AreaId>::new());
}

#[test]
fn no_key_takes_the_earlier_judgement_for_an_answer() {
    let mut trial = Trial::walk(amended());
    trial.keys("enter enter enter g g enter");
    assert!(trial.text(120, 40).contains("3 of 5 to settle"));
    assert!(trial.invented.kept.is_none(), "nothing was judged");
    assert!(!trial.text(120, 40).contains(" Tariff "));
}

#[test]
fn what_stands_can_be_judged_again_and_that_taken_back() {
    let mut trial = Trial::walk(amended());
    trial.keys("up 5");
    assert_eq!(judged(&trial), ["1 ci 5", "4 cl 2"]);
    trial.keys("up u");
    assert_eq!(judged(&trial), ["1 ci 4", "4 cl 2"]);
    trial.keys("u");
    assert!(trial.text(120, 40).contains("nothing to undo"));
}

#[test]
fn what_is_gone_is_listed_with_what_it_was() {
    let mut trial = Trial::walk(amended());
    trial.keys("enter");
    let text = trial.text(120, 40);
    assert!(
        text.contains("-  5 gone An occupational therapist will"),
        "{text}"
    );
    assert!(text.contains("was CL 1"), "{text}");
}

#[test]
fn a_piece_keeps_the_history_of_what_it_was_cut_from() {
    let mut trial = Trial::walk(amended());
    trial.keys("s enter");
    let text = trial.text(120, 40);
    assert!(
        text.contains("before (version 1, 2 Oct 2026, by R. Ash): CI 4"),
        "{text}"
    );
}

#[test]
fn whoever_reads_blind_sees_nothing_of_before() {
    let mut trial = Trial::walk(Invented {
        role: Role::Moderator,
        ..amended()
    });
    trial.keys("enter");
    let text = trial.text(120, 40);
    for words in [
        "before (",
        "gone",
        "2 ~ ",
        "+‹",
        "1 = ",
        "dose changed",
        "R. Ash",
    ] {
        assert!(!text.contains(words), "{words}: {text}");
    }
}

#[test]
fn a_draft_goes_on_in_the_newer_version_after_a_yes() {
    let mut trial = Trial::walk(Invented {
        newer: Some(Changes {
            same: 4,
            reworded: 1,
            ..Changes::default()
        }),
        ..Invented::default()
    });
    let renews =
        |trial: &Trial| (trial.asked.iter()).any(|request| matches!(request, Request::Renew(_)));
    trial.keys("4 N");
    let text = trial.text(120, 40);
    assert!(
        text.contains("of the plan (4") && text.contains("same, 1 reworded)?"),
        "{text}"
    );
    trial.keys("n");
    assert!(!renews(&trial));
    trial.keys("N y");
    assert!(renews(&trial));
    trial.keys("N");
    assert!(trial.text(120, 40).contains("no newer version has come in"));
}
