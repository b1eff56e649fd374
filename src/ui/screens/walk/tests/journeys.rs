//! Journeys: keys in, what is kept and recorded out.

use crate::domain::draft::Draft;
use crate::domain::framework::Walk;
use crate::domain::identity::{AreaId, LevelId, Role};
use crate::domain::judgement::{AreaSource, CannotMapWhy, Judged, SetAside, Verdict};
use crate::ui::message::{Asked, Request, Which};
use crate::ui::trial::{Invented, Trial, framework};

fn recorded(trial: &Trial) -> Option<Draft> {
    trial.asked.iter().rev().find_map(|request| match request {
        Request::Record(draft) => Some((**draft).clone()),
        _ => None,
    })
}

fn kept(trial: &Trial) -> Judged {
    let draft = trial.invented.kept.as_ref().expect("nothing was kept");
    draft.working().judged()
}

/// The judgements so far, as `1 ci 4`, `2 core`.
fn judged(trial: &Trial) -> Vec<String> {
    (kept(trial).judgements.iter())
        .map(|judgement| match &judgement.verdict {
            Verdict::Evidence { area, level } => {
                let level = level.as_ref().map_or("-", LevelId::as_str);
                format!("{} {area} {level}", judgement.n)
            }
            Verdict::SetAside(why) => format!("{} {}", judgement.n, why.code()),
        })
        .collect()
}

/// What the keys lead to, from a plan just opened.
#[track_caller]
fn case(keys: &str, expected: &[&str]) {
    let mut trial = Trial::walk(Invented::default());
    trial.keys(keys);
    assert_eq!(judged(&trial), expected, "{keys}");
}

fn by_area() -> Invented {
    Invented {
        framework: framework(Walk::Area, false).into(),
        ..Invented::default()
    }
}

#[test]
fn a_plan_of_five_provisions_and_two_areas_takes_nine_keys() {
    let mut trial = Trial::walk(Invented::default());
    let keys = trial.keys("4 4 3 2 2") + trial.keys("enter enter") + trial.keys("enter enter");
    assert_eq!(keys, 5 + 2 + 2);
    let draft = recorded(&trial).expect("it was not recorded");
    let judged = draft.working().judged();
    assert_eq!(judged.judgements.len(), 5);
    assert_eq!(judged.area_levels.len(), 2);
    assert!(draft.revealed.is_some() && !draft.changed_after_reveal);
    assert!(
        trial
            .text(80, 24)
            .contains("Recorded. Enter takes the next pupil.")
    );
    trial.keys("enter");
    assert!(matches!(
        trial.asked.last(),
        Some(Request::Open(Which::Next(Some(_))))
    ));
}

#[test]
fn a_walk_by_areas_takes_as_many_keys_when_every_area_is_in_play() {
    let mut trial = Trial::walk(by_area());
    let keys = trial.keys("space space 4 space 3 space 2 space 2") + trial.keys("enter enter");
    assert_eq!(keys, 5 + 4 + 2);
    let draft = recorded(&trial).expect("it was not recorded");
    assert_eq!(draft.working().judged().area_levels.len(), 4);
}

#[test]
fn a_walk_by_areas_passes_areas_without_evidence_and_then_asks_for_the_rest() {
    let mut trial = Trial::walk(by_area());
    trial.keys("space space space 4 enter enter enter");
    assert!(trial.text(80, 24).contains("5 provisions, 2 to settle"));
    trial.keys("0 1 0 2 enter enter");
    let draft = recorded(&trial).expect("it was not recorded");
    assert_eq!(draft.working().judged().area_levels.len(), 1);
}

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
fn the_tariff_shows_only_when_all_is_settled() {
    let mut trial = Trial::walk(Invented::default());
    for key in ["4", "4", "3", "2", "2", "enter", "enter"] {
        let text = trial.text(120, 40);
        assert!(!text.contains("T4") && !text.contains("Tariff 4"), "{text}");
        trial.keys(key);
    }
    assert!(
        trial
            .text(120, 40)
            .contains("All settled. Enter shows the tariff.")
    );
    assert!(!trial.text(120, 40).contains("T4"));
    trial.keys("enter");
    assert!(trial.text(120, 40).contains("T4"));
}

#[test]
fn a_level_against_the_rule_needs_a_reason() {
    let mut trial = Trial::walk(Invented::default());
    trial.keys("4 4 3 2 2 3 enter");
    assert!(trial.text(80, 24).contains("needs a reason"));
    trial.line("one lesson only");
    let level = &kept(&trial).area_levels[0];
    assert_eq!(level.level, LevelId::new("3"));
    assert_eq!(level.reason.as_deref(), Some("one lesson only"));
}

#[test]
fn an_area_can_rest_on_another_source() {
    let mut trial = Trial::walk(Invented::default());
    trial.keys("4 4 3 2 2 a 4 3 2");
    let level = kept(&trial).area_levels[0].clone();
    assert_eq!(
        (level.area, level.level),
        (AreaId::new("sp"), LevelId::new("3"))
    );
    assert_eq!(level.evidence, AreaSource::ProvisionMap);
    trial.keys("a 3 o 1 2");
    assert_eq!(
        kept(&trial).area_levels[1].evidence,
        AreaSource::AnnualReview
    );
}

#[test]
fn a_plan_whose_provisions_are_all_set_aside_still_needs_an_area() {
    let mut trial = Trial::walk(Invented::default());
    trial.keys("0 1 0 1 0 1 0 1 0 1");
    assert!(trial.text(80, 24).contains("No area has evidence."));
    trial.keys("2 1 enter enter");
    assert!(recorded(&trial).is_some());
}

#[test]
fn a_change_after_the_reveal_is_allowed_and_recorded_as_such() {
    let mut trial = Trial::walk(Invented::default());
    trial.keys("4 4 3 2 2 enter enter enter g");
    trial.keys("home 3 enter");
    trial.keys("enter");
    let text = trial.text(80, 24);
    assert!(
        text.contains("Changed after the reveal, recorded as such"),
        "{text}"
    );
    trial.keys("enter");
    assert!(
        recorded(&trial)
            .expect("it was not recorded")
            .changed_after_reveal
    );
}

#[test]
fn an_open_top_needs_its_reason() {
    let mut trial = Trial::walk(Invented::default());
    trial.keys("5 4 3 2 2 enter enter enter enter enter");
    assert!(recorded(&trial).is_none());
    trial.line("two adults all day");
    let draft = recorded(&trial).expect("it was not recorded");
    assert_eq!(
        draft.working().open_reason.as_deref(),
        Some("two adults all day")
    );
    assert!(!draft.changed_after_reveal);
}

#[test]
fn where_the_framework_leaves_it_the_reader_names_the_tariff() {
    let mut trial = Trial::walk(Invented {
        framework: framework(Walk::Provision, true).into(),
        ..Invented::default()
    });
    trial.keys("4 4 3 2 2 enter enter enter enter");
    assert!(recorded(&trial).is_none());
    trial.keys("3 enter");
    let draft = recorded(&trial).expect("it was not recorded");
    assert_eq!(
        draft.working().chosen.map(|id| id.to_string()).as_deref(),
        Some("T3")
    );
}

#[test]
fn a_plan_that_cannot_be_mapped_is_recorded_with_its_reason_and_no_tariff() {
    let mut trial = Trial::walk(Invented::default());
    trial.keys("4 x 2");
    trial.line("two lines only");
    trial.keys("enter");
    let draft = recorded(&trial).expect("it was not recorded");
    let cannot = draft.working().cannot_map.expect("it was mapped");
    assert_eq!(cannot.why, CannotMapWhy::VagueSectionF);
    assert_eq!(cannot.note.as_deref(), Some("two lines only"));
    assert_eq!(draft.revealed, None);
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
    trial.keys("j 4");
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
        text.contains("5 provisions, 3 to settle") && text.contains("3 of 5"),
        "{text}"
    );
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
fn no_money_and_no_need_is_on_the_walk() {
    let mut trial = Trial::walk(Invented::default());
    for key in ["4", "4", "3", "2", "2", "enter", "enter", "enter", "enter"] {
        let text = trial.text(120, 40);
        assert!(!text.contains('£') && !text.contains("need"), "{text}");
        trial.keys(key);
    }
}
