//! What is kept, what is refused, and how a pupil is left.

use crate::ui::message::{Asked, Msg, Reply, Request, Which};
use crate::ui::trial::{Invented, Trial, now};

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
    let text = trial.text(80, 24);
    assert!(
        text.contains("Section F") && text.contains("q again leaves without it"),
        "{text}"
    );
    assert!(trial.app.unsaved([]).is_some());
    trial.invented.refuses = None;
    trial.keys("4");
    assert!(trial.text(80, 24).contains("saved 09:30"));
    assert_eq!(trial.app.unsaved([]), None);
}

#[test]
fn what_cannot_be_saved_at_all_is_left_by_asking_twice() {
    let mut trial = Trial::walk(Invented {
        refuses: Some((Asked::Save, "Changed in another window.".into())),
        ..Invented::default()
    });
    trial.keys("4 q q");
    assert!(trial.text(80, 24).contains("Worklist"));
}

#[test]
fn a_pupil_is_left_only_once_the_draft_is_kept() {
    for (keys, next) in [("4 q", false), ("4 z", true), ("4 p x enter", true)] {
        let mut trial = Trial::walk(Invented::default());
        trial.held = Some(Vec::new());
        trial.keys(keys);
        let opens =
            |trial: &Trial| (trial.asked.iter()).any(|request| request.asked() == Asked::Open);
        assert!(trial.text(80, 24).contains("saving…"), "{keys}");
        assert!(!opens(&trial), "{keys}");
        trial.let_through();
        assert_eq!(opens(&trial), next, "{keys}");
        assert_eq!(trial.text(80, 24).contains("Worklist"), !next, "{keys}");
    }
}

#[test]
fn whoever_presses_another_key_meanwhile_stays() {
    let mut trial = Trial::walk(Invented::default());
    trial.held = Some(Vec::new());
    trial.keys("4 q down");
    trial.let_through();
    assert!(trial.text(80, 24).contains("Section F"));
}

#[test]
fn a_mapping_on_its_way_is_waited_for() {
    let mut trial = Trial::walk(Invented::default());
    trial.keys("4 4 3 2 2 enter enter enter");
    trial.held = Some(Vec::new());
    trial.keys("enter q");
    assert!(trial.text(80, 24).contains("Recording…"));
    trial.let_through();
    assert!(trial.text(80, 24).contains("Worklist"));
}

#[test]
fn a_record_that_is_found_after_an_error_of_the_disk_is_called_recorded_on_the_screen_and_at_leaving()
 {
    let mut trial = Trial::walk(Invented::default());
    trial.keys("4 4 3 2 2 enter enter enter");
    trial.held = Some(Vec::new());
    trial.keys("enter");
    let held = trial.held.take().unwrap_or_default();
    let (ticket, request) = (held.into_iter())
        .find(|(_, request)| request.asked() == Asked::Record)
        .expect("it was asked to record it");
    let found = trial.invented.answer(&request);
    let late = [
        Msg::Say("it is recorded".into()),
        Msg::Reply(ticket, found.clone()),
    ];
    assert_eq!(trial.app.unsaved(late.clone()), None);
    let refused = Msg::Reply(ticket, Reply::Refused("The disk is full.".into()));
    assert!(trial.app.unsaved([refused]).is_some());
    for msg in late {
        trial.hear(msg);
    }
    let text = trial.text(80, 24);
    assert!(
        text.contains("it is recorded") && !text.contains("Not recorded"),
        "{text}"
    );
    trial.keys("down");
    assert!(trial.text(80, 24).contains("✓ Recorded"));
}

#[test]
fn a_reply_that_comes_after_the_person_left_says_what_is_lost() {
    let mut trial = Trial::walk(Invented::default());
    trial.held = Some(Vec::new());
    trial.keys("4 4");
    let saves: Vec<_> = (trial.held.take().unwrap_or_default().into_iter())
        .filter(|(_, request)| request.asked() == Asked::Save)
        .map(|(ticket, _)| ticket)
        .collect();
    let refused = |ticket| Msg::Reply(ticket, Reply::Refused("The disk is full.".into()));
    let [first, second] = saves[..] else {
        panic!("there were not two saves");
    };
    let saved = Msg::Reply(second, Reply::Saved(now()));
    assert_eq!(trial.app.unsaved([refused(first), saved]), None);
    let why = trial.app.unsaved([refused(first), refused(second)]);
    assert!(why.is_some_and(|why| why.contains("The disk is full.")));
}

const NEWER: &str = "a newer version of this plan has come in; this draft still reads the earlier one, discard it to begin on the new one";

#[test]
fn what_is_to_know_about_the_plan_is_said_on_opening_and_again_by_key() {
    let code = "another pupil's code, \"QX-77\", stands in this plan of \"K-1042\"; ask the plan's writer whose provision it is";
    let mut trial = Trial::walk(Invented {
        warnings: vec![NEWER.into(), code.into()],
        ..Invented::default()
    });
    let words = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    for (columns, rows) in [(60, 20), (80, 24), (120, 40)] {
        let text = words(trial.text(columns, rows));
        assert!(text.contains(NEWER), "{text}");
        assert!(text.contains("! 2 warnings (w)"), "{text}");
    }
    trial.keys("4 w");
    assert!(words(trial.text(60, 20)).contains(code));
    trial.keys("w");
    assert!(words(trial.text(60, 20)).contains("Summed up: 5 provisions"));
    trial.keys("w");
    assert!(words(trial.text(60, 20)).contains(NEWER));
}

#[test]
fn a_draft_is_thrown_away_and_begun_anew_after_a_yes() {
    let mut trial = Trial::walk(Invented {
        warnings: vec![NEWER.into()],
        ..Invented::default()
    });
    trial.keys("4 4 q enter");
    assert!(trial.text(80, 24).contains("d throws this draft away"));
    trial.keys("d n");
    assert!(trial.invented.kept.is_some());
    trial.keys("d");
    assert!(
        trial
            .text(80, 24)
            .contains("Throw the draft of K-1042 away")
    );
    trial.keys("y");
    assert!(trial.invented.kept.is_none());
    assert!(matches!(
        trial.asked.last(),
        Some(Request::Open(Which::Pupil(_)))
    ));
    assert!(trial.text(80, 24).contains("5 of 5 to settle"));
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
