//! What is kept, what is refused, and how a pupil is left.

use crate::ui::message::{Asked, Request, Which};
use crate::ui::trial::{Invented, Trial};

#[test]
fn every_key_that_judges_asks_to_keep_the_draft_at_once() {
    let mut trial = Trial::walk(Invented::default());
    for key in ["4", "e", "f", "u"] {
        trial.asked.clear();
        trial.keys(key);
        assert!(matches!(trial.asked[0], Request::Save(_)), "{key}");
    }
}

#[test]
fn nothing_is_called_saved_before_the_worker_says_so() {
    let mut trial = Trial::walk(Invented::default());
    assert!(!trial.text(80, 24).contains("sav"));
    trial.held = Some(Vec::new());
    trial.keys("4");
    assert!(trial.text(80, 24).contains("saving…"));
    trial.let_through();
    assert!(trial.text(80, 24).contains("saved 09:30"));
}

#[test]
fn a_draft_that_cannot_be_kept_stays_and_is_said() {
    let mut trial = Trial::walk(Invented {
        refuses: Some((Asked::Save, "The disk is full; free some space.".into())),
        ..Invented::default()
    });
    trial.keys("4");
    let text = trial.text(80, 24);
    assert!(text.contains("✗ not saved") && text.contains("The disk is full"));
    trial.keys("q");
    assert!(
        trial.text(80, 24).contains("Section F"),
        "it was left unsaved"
    );
    trial.invented.refuses = None;
    trial.keys("4");
    assert!(trial.text(80, 24).contains("saved 09:30"));
}

#[test]
fn a_record_that_is_refused_keeps_the_draft() {
    let mut trial = Trial::walk(Invented {
        refuses: Some((Asked::Record, "Somebody else recorded it.".into())),
        ..Invented::default()
    });
    trial.keys("4 4 3 2 2 enter enter enter enter");
    let text = trial.text(80, 24);
    assert!(
        text.contains("Not recorded; the draft is kept. Somebody else"),
        "{text}"
    );
    trial.invented.refuses = None;
    trial.keys("enter");
    assert!(trial.text(80, 24).contains("✓ Recorded"));
}

#[test]
fn a_pupil_is_parked_with_a_reason_and_skipped_without() {
    let mut trial = Trial::walk(Invented::default());
    trial.keys("4 p enter");
    assert!(trial.text(80, 24).contains("Say why"));
    trial.line("ask the school");
    assert_eq!(
        trial
            .invented
            .kept
            .as_ref()
            .expect("kept")
            .parked
            .as_deref(),
        Some("ask the school")
    );
    trial.keys("z");
    assert!(matches!(
        trial.asked.last(),
        Some(Request::Open(Which::Next(_)))
    ));
}

#[test]
fn a_draft_is_taken_up_where_it_was_left() {
    let mut trial = Trial::walk(Invented::default());
    trial.keys("4 4 q enter");
    let text = trial.text(80, 24);
    assert!(
        text.contains("3 of 5 to settle") && text.contains("3 of 5"),
        "{text}"
    );
}
