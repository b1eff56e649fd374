//! Both readings, reached by a blind walk and driven by keys.

use crate::domain::identity::Role;
use crate::domain::moderation::readings::{Decided, Word};
use crate::domain::moderation::review::Decision;
use crate::ui::message::{Asked, Request, Which};
use crate::ui::stage::Stage;
use crate::ui::trial::{Invented, Trial};

/// The keys of a whole walk, from its first provision to the record.
const WALK: &str = "4 4 3 2 2 enter enter enter enter";

/// Moderation's first case to review, read blind; the officer's reading lies so many levels below.
fn read(apart: usize) -> Trial {
    let mut trial = Trial::new(Invented {
        apart,
        ..Invented::default()
    });
    trial.keys("M down enter enter");
    trial.keys(WALK);
    trial
}

/// What was decided last.
fn decided(trial: &Trial) -> Option<(&str, &Decided)> {
    trial.asked.iter().rev().find_map(|request| {
        if let Request::Decide(reference, decided, Role::Moderator) = request {
            return Some((reference.as_str(), &**decided));
        }
        None
    })
}

#[track_caller]
fn shows(trial: &Trial, words: &str) {
    let text = trial.text(120, 40);
    assert!(text.contains(words), "\"{words}\" is not in\n{text}");
}

#[test]
fn a_blind_walk_is_kept_as_the_moderators_and_recorded_as_a_blind_reading() {
    let mut trial = Trial::new(Invented::default());
    trial.keys("M down enter enter 4");
    shows(
        &trial,
        "read blind as moderator: nothing of others is shown",
    );
    let kept = trial.invented.kept.clone().expect("kept");
    assert_eq!(kept.reader.role, Role::Moderator);
    trial.keys("4 3 2 2 enter enter enter enter");
    let blind = |one: &Request| matches!(one, Request::ReadBlind(_));
    assert_eq!(trial.asked.iter().filter(|one| blind(one)).count(), 1);
    let counts = |one: &Request| matches!(one, Request::Record(_) | Request::SameWords(..));
    assert!(!trial.asked.iter().any(counts));
}

#[test]
fn within_tolerance_it_is_decided_already_and_one_key_goes_on() {
    for (apart, words) in [
        (0, "Decided, agreed: the"),
        (1, "agreed within tolerance: the"),
    ] {
        let mut trial = read(apart);
        shows(&trial, words);
        trial.keys("a d r x e");
        assert_eq!(decided(&trial), None);
        shows(&trial, "It is decided");
        trial.keys("enter");
        let last = trial.asked.last();
        assert!(
            matches!(last, Some(Request::Open(Which::Blind(reference))) if reference.as_str() == "K-1050"),
            "{last:?}"
        );
    }
}

#[test]
fn outside_tolerance_is_marked_and_has_to_be_decided() {
    let mut trial = read(2);
    shows(&trial, "2 outside tolerance");
    shows(&trial, "Judged differently: 1");
    shows(&trial, "yours to decide");
    trial.keys("enter");
    shows(&trial, "It is still to be decided");
    trial.keys("a");
    let (reference, of) = decided(&trial).expect("decided");
    assert_eq!((reference, of.decision), ("K-1042", Decision::Agreed));
    let last = trial.asked.last();
    assert!(
        matches!(last, Some(Request::Open(Which::Blind(_)))),
        "{last:?}"
    );
}

#[test]
fn an_adjustment_asks_what_it_turned_on_and_why() {
    let mut trial = read(2);
    trial.keys("d");
    shows(&trial, "Which descriptor did it turn on?");
    shows(&trial, "Communication and interaction 4, yours");
    trial.keys("1 enter");
    shows(&trial, "This needs words");
    trial.line("it is daily");
    let (_, of) = decided(&trial).expect("decided");
    assert_eq!(of.decision, Decision::Adjusted);
    assert_eq!(of.reason.as_deref(), Some("it is daily"));
    let (area, level) = of.descriptor.clone().expect("a descriptor");
    assert_eq!((area.as_str(), level.unwrap().as_str()), ("ci", "4"));
}

#[test]
fn the_other_decisions_take_a_key_and_words() {
    let keys = [
        ("r", Decision::Returned),
        ("x", Decision::CannotMap),
        ("e", Decision::Escalated),
    ];
    for (key, decision) in keys {
        let mut trial = read(2);
        trial.keys(key);
        trial.keys("esc");
        assert_eq!(decided(&trial), None);
        trial.keys(key);
        trial.line("because so");
        let (_, of) = decided(&trial).expect("decided");
        assert_eq!(of.decision, decision);
        assert_eq!(
            (of.reason.as_deref(), &of.descriptor),
            (Some("because so"), &None)
        );
    }
}

#[test]
fn a_refusal_is_said_and_what_was_written_stays() {
    let mut trial = read(2);
    let why = "You brought K-1042 to the board yourself.";
    trial.invented.refuses = Some((Asked::Decide, why.to_owned()));
    trial.keys("r");
    trial.line("daily");
    shows(&trial, why);
    trial.invented.refuses = None;
    trial.keys("enter");
    let (_, of) = decided(&trial).expect("decided");
    assert_eq!(of.reason.as_deref(), Some("daily"));
}

#[test]
fn a_reading_that_cannot_be_recorded_keeps_the_walk() {
    let mut trial = Trial::new(Invented::default());
    let why = "You declared not to judge the pupils of the school of K-1042.";
    trial.invented.refuses = Some((Asked::ReadBlind, why.to_owned()));
    trial.keys("M down enter enter");
    trial.keys(WALK);
    shows(&trial, "Not recorded; the draft is kept.");
    trial.invented.refuses = None;
    trial.keys("enter");
    shows(&trial, "Tariff and areas");
}

#[test]
fn help_over_the_screen_does_not_lose_the_way_to_the_next_case() {
    let mut trial = read(2);
    trial.held = Some(Vec::new());
    trial.keys("a ?");
    trial.let_through();
    trial.keys("q");
    let last = trial.asked.last();
    assert!(
        matches!(last, Some(Request::Open(Which::Blind(_)))),
        "{last:?}"
    );
}

#[test]
fn after_the_last_case_the_queue_is_shown() {
    let mut trial = Trial::new(Invented {
        apart: 2,
        ..Invented::default()
    });
    trial.invented.bench.queue.review.truncate(1);
    trial.keys("M down enter enter");
    trial.keys(WALK);
    trial.keys("a");
    shows(&trial, "Returned to you: 1");
}

#[test]
fn an_earlier_word_that_leaves_it_open_is_told() {
    let mut trial = read(2);
    let mut beside = trial.invented.beside.clone().expect("laid");
    beside.last = Some(Word {
        decision: Decision::Answered,
        by: "Otto Officer".to_owned(),
        reason: Some("In the sixth line.".to_owned()),
    });
    trial.invented.beside = Some(beside);
    trial.keys("q end home down enter");
    shows(&trial, "Otto Officer answered: “In the sixth line.”");
    trial.keys("a");
    assert!(decided(&trial).is_some());
}

#[test]
fn the_schools_reading_stands_beside_both_after_the_blind_walk_alone() {
    let mut trial = Trial::new(Invented {
        apart: 2,
        school: true,
        ..Invented::default()
    });
    let hidden = |trial: &Trial| {
        let text = trial.text(120, 40);
        assert!(!text.contains("Hill School"), "{text}");
    };
    trial.keys("M down");
    hidden(&trial);
    trial.keys("enter enter");
    hidden(&trial);
    trial.keys(WALK);
    shows(&trial, "read blind by R. Hale, read by Hill School");
    shows(&trial, "officer     yours       school");
    shows(&trial, "school: ci 4");
    // A moderator who cannot map settles no area; the two others' stand all the same.
    let mut cannot = trial.invented.beside.clone().expect("laid");
    cannot.difference.sides.truncate(1);
    let mut without = Trial::new(Invented {
        beside: Some(cannot),
        ..Invented::default()
    });
    without.invented.bench.queue.review[0].own = true;
    without.keys("M down enter enter");
    shows(&without, "2           not settled 3");
    let mut stage = staged(&trial);
    stage.frames("review-school");
    stage.any_size();
}

#[test]
fn frames() {
    let mut stage = staged(&read(2));
    stage.frames("review");
    stage.keys("d");
    stage.frames("review-adjust");
    stage.keys("1");
    stage.types("it is daily");
    stage.frames("review-reason");
    stage.any_size();
    let mut stage = staged(&read(1));
    stage.frames("review-within");
}

/// The same readings on a stage that can be looked at in every size.
fn staged(trial: &Trial) -> Stage {
    use crate::ui::message::{Opening, Reply};
    let mut stage = Stage::new(Some(Opening {
        framework: trial.invented.framework.clone(),
        reader: "R. Hale".to_owned(),
        told: None,
    }));
    stage.keys("M");
    let mut bench = trial.invented.bench.clone();
    bench.queue.returned.clear();
    for one in &mut bench.queue.review {
        one.own = true;
    }
    stage.reply(Asked::Bench, Reply::Bench(Box::new(bench)));
    stage.keys("enter enter");
    let beside = trial.invented.beside.clone().expect("laid");
    stage.reply(Asked::Beside, Reply::Beside(Box::new(beside)));
    stage
}
