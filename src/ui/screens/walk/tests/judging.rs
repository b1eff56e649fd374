//! Provisions judged, bounded and taken back.

use super::{case, judged, kept};
use crate::domain::identity::{AreaId, LevelId, Role};
use crate::domain::judgement::SetAside;
use crate::ui::message::{Msg, Request};
use crate::ui::trial::{Invented, Trial};

#[test]
fn one_key_judges_in_the_area_of_the_heading() {
    case("4", &["1 ci 4"]);
    case("4 3 3 2", &["1 ci 4", "2 ci 3", "3 ci 3", "4 cl 2"]);
    case("e", &["1 ci -"]);
    case("0 4", &["1 query_health"]);
    case("right 2", &["1 cl 2"]);
    case("a 3 5", &["1 semh 5"]);
    case("l down down enter", &["1 ci 3"]);
}

#[test]
fn a_second_area_is_added_before_or_after_the_first() {
    case("+ 4 1 2 3", &["1 ci 4", "1 cl 2", "2 ci 3"]);
    case("4 k + 1 2 3", &["1 ci 4", "1 cl 2", "2 ci 3"]);
}

#[test]
fn a_wrong_area_or_level_is_put_right() {
    case("4 k 3", &["1 ci 3"]);
    case("4 k right 2", &["1 cl 2"]);
    case("0 1 k 4", &["1 ci 4"]);
}

#[test]
fn undo_goes_back_to_the_first_key_and_to_where_it_was_done() {
    let mut trial = Trial::walk(Invented::default());
    trial.keys("4 4 0 1 2 2 u u u");
    assert_eq!(judged(&trial), ["1 ci 4", "2 ci 4"]);
    trial.keys("3");
    assert_eq!(judged(&trial), ["1 ci 4", "2 ci 4", "3 ci 3"]);
    trial.keys("u u u u u");
    assert_eq!(judged(&trial), [""; 0]);
    assert!(trial.text(80, 24).contains("nothing to undo"));
}

#[test]
fn provisions_are_split_merged_and_bounded_anew() {
    let mut trial = Trial::walk(Invented::default());
    let count = |trial: &Trial| {
        trial
            .invented
            .kept
            .as_ref()
            .map_or(5, |d| d.working().items.len())
    };
    trial.keys("s right enter");
    assert_eq!(count(&trial), 6);
    trial.keys("m");
    assert_eq!(count(&trial), 5);
    trial.keys("b left left enter");
    assert_eq!(count(&trial), 5);
    trial.keys("u u u");
    let texts = |trial: &Trial| -> Vec<String> {
        let working = trial.invented.kept.as_ref().expect("kept").working();
        working
            .provisions()
            .into_iter()
            .map(|one| one.text)
            .collect()
    };
    let first: Vec<String> = Invented::default()
        .provisions
        .into_iter()
        .map(|one| one.text)
        .collect();
    assert_eq!(texts(&trial), first);
    trial.keys("end m");
    assert!(trial.text(80, 24).contains("This is the last provision"));
}

#[test]
fn the_same_words_are_shown_after_the_own_key_alone() {
    let mut trial = Trial::walk(Invented {
        before: vec![
            (AreaId::new("ci"), Some(LevelId::new("3")), 31),
            (AreaId::new("ci"), Some(LevelId::new("4")), 2),
        ],
        ..Invented::default()
    });
    assert!(!trial.text(120, 40).contains("31 readers"));
    trial.keys("4");
    assert!(trial.text(120, 40).contains("31 readers: CI 3; 2: CI 4"));
}

#[test]
fn a_moderator_reads_blind() {
    let mut trial = Trial::walk(Invented {
        role: Role::Moderator,
        ..Invented::default()
    });
    assert!(!trial.text(120, 40).contains("words in common"));
    trial.keys("4");
    assert!(
        !trial
            .asked
            .iter()
            .any(|one| matches!(one, Request::SameWords(..)))
    );
    assert!(trial.invented.kept.as_ref().expect("kept").shown.is_empty());
}

#[test]
fn suggestions_are_remembered_as_shown_unless_they_are_hidden() {
    let mut trial = Trial::walk(Invented::default());
    assert!(trial.text(120, 40).contains("words in common"));
    trial.keys("4");
    let shown = trial.invented.kept.as_ref().expect("kept").shown.len();
    assert!(shown > 0);
    trial.keys("h 3");
    assert!(!trial.text(120, 40).contains("words in common"));
    assert_eq!(
        trial.invented.kept.as_ref().expect("kept").shown.len(),
        shown
    );
    assert!(trial.asked.iter().any(
        |one| matches!(one, Request::Keep(key, value) if key == "suggestions" && value == "off")
    ));
}

#[test]
fn notes_and_flags_are_kept() {
    let mut trial = Trial::walk(Invented::default());
    trial.keys("n");
    trial.line("says term, means week");
    trial.keys("f 4");
    let judged = kept(&trial);
    assert!(judged.unsure);
    assert_eq!(
        judged.judgements[0].note.as_deref(),
        Some("says term, means week")
    );
}

#[test]
fn all_five_reasons_set_aside() {
    for (why, key) in SetAside::ALL.into_iter().zip(1..) {
        case(&format!("0 {key}"), &[&format!("1 {}", why.code())]);
    }
}

#[test]
fn a_click_goes_to_a_provision_and_the_wheel_scrolls_the_pane_below_it() {
    let mut trial = Trial::walk(Invented::default());
    trial.hear(Msg::Resize(80, 24));
    trial.hear(Msg::Click(10, 5));
    assert!(trial.text(80, 24).contains("─ 4 of 5 ─"));
    trial.hear(Msg::Click(70, 5));
    assert!(trial.text(80, 24).contains("─ 4 of 5 ─"));
    trial.keys("home");
    let before = trial.text(80, 24);
    trial.hear(Msg::Wheel(70, 5, 3));
    assert_eq!(trial.text(80, 24), before, "this descriptor is shown whole");
    trial.hear(Msg::Wheel(10, 15, 3));
    assert_ne!(trial.text(80, 24), before);
    trial.hear(Msg::Wheel(10, 15, -3));
    assert_eq!(trial.text(80, 24), before);
}

#[test]
fn a_pane_scrolled_past_its_end_comes_back_at_once() {
    let mut trial = Trial::walk(Invented::default());
    trial.hear(Msg::Resize(60, 20));
    let mut seen = trial.text(60, 20);
    for (there, back) in [("pagedown", "pageup"), ("pageup", "pagedown")] {
        trial.keys(&[there; 20].join(" "));
        let end = trial.text(60, 20);
        assert_ne!(end, seen, "{there}");
        trial.keys(back);
        seen = trial.text(60, 20);
        assert_ne!(end, seen, "{back}");
    }
}

#[test]
fn suggestions_turned_off_for_everyone_are_not_shown_and_that_is_said() {
    let off = "suggestions are off for everyone, by L. Lead";
    let mut trial = Trial::walk(Invented {
        suggestions_off: Some("L. Lead".to_owned()),
        ..Invented::default()
    });
    let text = trial.text(120, 40);
    assert!(text.contains(off), "{text}");
    assert!(!text.contains("words in common with"), "{text}");
    // The reader's own switch does not bring them back.
    trial.keys("h h");
    let text = trial.text(120, 40);
    assert!(text.contains(off) && !text.contains("words in common with"));
    trial.keys("4");
    let kept = trial.invented.kept.clone().expect("kept");
    assert!(kept.shown.is_empty());
}
