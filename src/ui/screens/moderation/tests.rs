//! Moderation, driven by keys: what is told before a case is read, who takes it up, what is done in bulk.

use crate::domain::flag::FlagRule;
use crate::domain::identity::Role;
use crate::domain::moderation::review::Decision;
use crate::ui::message::Opening;
use crate::ui::message::{Asked, Reply, Request, Which};
use crate::ui::stage::Stage;
use crate::ui::trial::{Invented, Trial, stands};

/// Moderation over what waits, read by R. Hale.
fn opened() -> Stage {
    let invented = Invented::default();
    let mut stage = Stage::new(Some(Opening {
        framework: invented.framework,
        reader: "R. Hale".to_owned(),
        told: None,
    }));
    stage.keys("M");
    stage.reply(Asked::Bench, Reply::Bench(Box::new(invented.bench)));
    stage
}

#[test]
fn what_came_back_to_whoever_sits_here_stands_first() {
    let mut stage = opened();
    let text = stage.text(80, 24);
    let at = |words: &str| {
        text.find(words)
            .unwrap_or_else(|| panic!("{words}\n{text}"))
    };
    assert!(at("Returned to you: 1") < at("To review: 3"));
    assert!(at("To review: 3") < at("Returned to officers: 1"));
    assert!(at("Returned to officers: 1") < at("Before the board: 1"));
    stage.shows("Is the group daily, as the plan's page 4 says?");
    stage.shows("2 more wait for another moderator");
    stage.keys("end");
    stage.shows("The first are being read, 1 are left;");
}

#[test]
fn neither_who_mapped_nor_which_rules_is_told_before_a_case_is_read() {
    let mut stage = opened();
    stage.keys("down down");
    let text = stage.text(120, 40);
    assert!(text.contains("3 flags, weight 10"), "{text}");
    let told = |text: &str| text.contains("Mapped by") || text.contains("another pupil is named");
    assert!(!told(&text), "{text}");
    // What was said last of a case tells of the officer's reading.
    stage.keys("end up");
    assert!(
        !stage
            .text(120, 40)
            .contains("Two readings of one sentence.")
    );
    stage.keys("home down down r");
    assert!(told(&stage.text(120, 40)));
    stage.shows("you have seen it");
    stage.keys("r");
    assert!(!told(&stage.text(120, 40)));
}

#[test]
fn a_case_is_taken_up_by_whoever_says_that_they_sit_as_moderator() {
    let mut stage = opened();
    stage.keys("down enter");
    stage.shows("You review as moderator: Enter");
    stage.shows("read blind K-1042 as R. Hale, moderator");
    stage.keys("esc");
    assert!(matches!(stage.last(), Request::Bench));
    stage.keys("enter enter");
    let Request::Open(Which::Blind(reference)) = stage.last() else {
        panic!("{:?}", stage.last());
    };
    assert_eq!(reference.as_str(), "K-1042");
    stage.reply(
        Asked::Open,
        Reply::Refused("You mapped K-1042 yourself; another moderator reviews it.".to_owned()),
    );
    stage.shows("You mapped K-1042 yourself");
    // It is said once.
    stage.keys("enter down down enter");
    assert!(matches!(stage.last(), Request::Beside(reference) if reference.as_str() == "K-1051"));
}

#[test]
fn a_question_is_answered_in_words_or_by_mapping_again() {
    let mut stage = opened();
    stage.keys("a enter");
    stage.shows("This needs words");
    stage.types("weekly");
    stage.keys("enter");
    let Request::Decide(reference, decided, Role::Officer) = stage.last() else {
        panic!("{:?}", stage.last());
    };
    assert_eq!(reference.as_str(), "K-1071");
    assert_eq!(decided.decision, Decision::Answered);
    assert_eq!(decided.reason.as_deref(), Some("weekly"));
    stage.reply(Asked::Decide, Reply::Decided(Decision::Answered));
    assert!(matches!(stage.last(), Request::Bench));
    stage.shows("Answered; the case goes back to the moderator");
    stage.keys("enter");
    assert!(
        matches!(stage.last(), Request::Open(Which::Reference(reference)) if reference == "K-1071")
    );
}

#[test]
fn what_came_back_to_others_is_theirs() {
    let mut stage = opened();
    stage.keys("down down down down enter");
    stage.shows("K-1070 went back to Cass Cole, who maps it again or answers.");
    stage.keys("a");
    stage.shows("Cass Cole was asked about K-1070");
    stage.keys("m");
    stage.shows("Only cases to review are marked.");
}

#[test]
fn a_rule_is_put_aside_by_whoever_has_seen_the_rules() {
    let mut stage = opened();
    stage.keys("down down m");
    stage.shows("1 marked");
    stage.keys("h");
    stage.shows("r shows them; whoever looks has seen them");
    stage.keys("r h");
    stage.shows("Put which rule aside for the marked one?");
    stage.shows("another pupil in the text: 1 case");
    stage.keys("2");
    stage.types("asked");
    stage.keys("enter");
    let Request::Harmless(FlagRule::Unsure, of, why) = stage.last() else {
        panic!("{:?}", stage.last());
    };
    assert_eq!(
        (of.len(), of[0].as_str(), why.as_str()),
        (1, "K-1050", "asked")
    );
    stage.reply(Asked::Harmless, Reply::Harmless(1));
    stage.shows("Put aside as harmless for 1 mappings");
    assert!(!stage.text(120, 40).contains("1 marked"));
    stage.keys("h");
    stage.shows("the officer asked: 2 cases");
}

#[test]
fn an_empty_bench_says_so() {
    let mut stage = opened();
    stage.keys("?");
    stage.keys("q");
    stage.reply(Asked::Bench, Reply::Bench(Box::default()));
    stage.shows("Nothing waits for a review");
    for keys in ["enter", "a", "m", "h", "r h", "down end"] {
        stage.keys(keys);
    }
    stage.any_size();
}

#[test]
fn frames() {
    let mut stage = opened();
    stage.frames("moderation");
    stage.keys("down down m r");
    stage.frames("moderation-rules");
    stage.keys("h");
    stage.frames("moderation-harmless");
    stage.any_size();
}

#[test]
fn a_returned_case_is_mapped_again_in_the_trial() {
    let mut trial = Trial::new(Invented::default());
    trial.keys("M enter");
    assert!(trial.text(80, 24).contains("5 of 5 to settle"));
    trial.keys("q");
    assert!(trial.text(80, 24).contains("Returned to you"));
}

#[test]
fn the_lead_is_told_whose_seeds_went_wrong_and_lifts_the_review() {
    let mut stage = opened();
    let mut bench = Invented::default().bench;
    bench.officers = vec![stands()];
    stage.keys("?");
    stage.keys("q");
    stage.reply(Asked::Bench, Reply::Bench(Box::new(bench)));
    stage.shows("Officers to look at: 1");
    stage.shows("Ben Bright: two seeds in a row missed, set not passed");
    stage.keys("l");
    stage.shows("only such a review is lifted");
    stage.keys("end up");
    stage.shows("1, 0 of 2 read");
    stage.shows("since 12 Jan 2027");
    stage.frames("moderation-officers");
    stage.keys("l enter");
    stage.shows("This needs words");
    stage.types("talked");
    stage.keys("enter");
    let Request::Lift(officer, why) = stage.last() else {
        panic!("{:?}", stage.last());
    };
    assert_eq!((officer.as_str(), why.as_str()), ("Ben Bright", "talked"));
    stage.reply(Asked::Lift, Reply::Lifted("Ben Bright".to_owned()));
    stage.shows("The new mappings of Ben Bright go to review no more.");
    assert!(matches!(stage.last(), Request::Bench));
    stage.keys("S");
    assert!(matches!(stage.last(), Request::Standing));
}
