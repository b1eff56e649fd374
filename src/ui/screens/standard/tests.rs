//! The set by keys: what is next, what is shown once an attempt is whole, and a walk that shows nothing of others.

use crate::domain::mapping::Purpose;
use crate::domain::moderation::standard::{Bar, standing};
use crate::domain::moderation::stands::Sat;
use crate::ui::message::{Asked, Opening, Reply, Request, Which};
use crate::ui::stage::Stage;
use crate::ui::trial::{Invented, Trial, now, sat};

/// The set, opened by R. Hale from the worklist.
fn opened() -> Stage {
    let mut stage = Stage::new(Some(Opening {
        framework: Invented::default().framework,
        reader: "R. Hale".to_owned(),
        told: None,
    }));
    stage.keys("S");
    stage
}

#[test]
fn what_is_next_and_where_the_whole_attempt_differed_is_said() {
    let mut stage = opened();
    stage.shows("Reading where you stand");
    stage.reply(Asked::Standing, Reply::Standing(Box::new(sat())));
    stage.shows("You have not passed yet: attempt 2, 1 of 3 read.");
    stage.shows("To read: 2");
    stage.shows("Enter opens the next: K-2002");
    stage.shows("Attempt 1: 2 of 3 outside tolerance, not passed");
    stage.shows("✓ K-2001");
    stage.shows("Tariff: you T4, agreed T3, outside tolerance");
    stage.frames("standard");
    stage.any_size();
    stage.keys("end home down pagedown up enter");
    assert!(matches!(stage.last(), Request::Open(Which::Standard)));
    let why = "There is nothing to read.".to_owned();
    stage.reply(Asked::Open, Reply::Refused(why));
    stage.shows("There is nothing to read.");
    stage.keys("enter");
    assert!(matches!(stage.last(), Request::Standing));
}

#[test]
fn whoever_has_nothing_to_read_is_told_so() {
    let mut stage = opened();
    let standing = standing(&[], &[], "R. Hale", &Bar::default(), now());
    let none = Sat { standing, ..sat() };
    stage.reply(Asked::Standing, Reply::Standing(Box::new(none)));
    stage.shows("There is no standardisation set");
    stage.keys("enter");
    stage.shows("Nothing is to be read for the set now.");
    stage.keys("q");
    assert!(matches!(stage.last(), Request::Worklist(_)));
}

#[test]
fn a_plan_of_the_set_is_walked_blind_and_recorded_and_leads_back_to_the_set() {
    let mut trial = Trial::new(Invented::default());
    trial.keys("S enter");
    let text = trial.text(120, 40);
    let told = "of the standardisation set: nothing of others is shown";
    assert!(text.contains(told), "{text}");
    assert!(!text.contains("12 of 318"), "{text}");
    trial.asked.clear();
    for _ in 0..40 {
        if trial.text(120, 40).contains("All settled") {
            break;
        }
        trial.keys("3");
    }
    // There was nothing to anchor on.
    let drafts = trial.asked.iter().filter_map(|request| {
        if let Request::Save(draft) = request {
            return Some(draft);
        }
        None
    });
    assert!(drafts.clone().next().is_some());
    assert!(drafts.clone().all(|draft| draft.shown.is_empty()));
    trial.keys("enter enter");
    let recorded = trial.asked.iter().rev().find_map(|request| {
        if let Request::Record(draft) = request {
            return draft.purpose;
        }
        None
    });
    assert_eq!(recorded, Some(Purpose::Standard));
    let text = trial.text(120, 40);
    assert!(text.contains("Enter goes back to the set"), "{text}");
    trial.keys("enter");
    assert!(matches!(trial.asked.last(), Some(Request::Standing)));
    let text = trial.text(120, 40);
    assert!(text.contains("Enter opens the next: K-2002"), "{text}");
}
