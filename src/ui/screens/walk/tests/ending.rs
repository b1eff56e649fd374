//! Areas settled, the tariff shown, the mapping recorded.

use super::{by_area, kept, recorded};
use crate::domain::framework::Walk;
use crate::domain::identity::{AreaId, LevelId};
use crate::domain::judgement::{AreaSource, CannotMapWhy};
use crate::ui::message::{Request, Which};
use crate::ui::trial::{Invented, Trial, framework};

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
    assert!(trial.text(80, 24).contains("2 of 5 to settle"));
    trial.keys("0 1 0 2 enter enter");
    let draft = recorded(&trial).expect("it was not recorded");
    assert_eq!(draft.working().judged().area_levels.len(), 1);
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
    let text = trial.text(120, 40);
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
    trial.keys("4 x");
    assert!(!trial.text(80, 24).contains("no plan text"));
    trial.keys("1");
    trial.line("two lines only");
    trial.keys("enter");
    let draft = recorded(&trial).expect("it was not recorded");
    let cannot = draft.working().cannot_map.expect("it was mapped");
    assert_eq!(cannot.why, CannotMapWhy::VagueSectionF);
    assert_eq!(cannot.note.as_deref(), Some("two lines only"));
    assert_eq!(draft.revealed, None);
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

#[test]
fn without_its_text_a_plan_gets_no_level() {
    let mut trial = Trial::walk(Invented {
        text: None,
        provisions: vec![],
        ..Invented::default()
    });
    assert!(
        trial
            .text(80, 24)
            .contains("This plan's text has not come in")
    );
    trial.keys("4 a 1 4 g 0");
    assert!(trial.invented.kept.is_none());
    let text = trial.text(120, 40);
    let hints = text.lines().last().unwrap_or_default();
    assert!(
        hints.contains("x cannot map") && !hints.contains("set aside") && !hints.contains("level"),
        "{hints}"
    );
    trial.keys("enter 1 enter");
    assert!(trial.text(120, 40).contains("Enter records it"));
    trial.keys("enter");
    let draft = recorded(&trial).expect("it was not recorded");
    let cannot = draft.working().cannot_map.expect("it was mapped");
    assert_eq!(cannot.why, CannotMapWhy::NoPlanText);
}
