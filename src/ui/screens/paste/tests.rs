//! A pasted plan, driven by keys and pasted text.

use crate::domain::place::Setting;
use crate::domain::pupil::Newcomer;
use crate::ui::message::{Asked, Msg, Reply, Request};
use crate::ui::sample;
use crate::ui::stage::Stage;

const SECTION_F: &str = "Section F\r\nCommunication and interaction\r\n1. A teaching assistant will run a group for 30 minutes a week.\u{1b}[2J\r\n2. Visual timetable.";

fn opened() -> Stage {
    let mut stage = Stage::new(Some(sample::opening()));
    stage.reply(Asked::Worklist, Reply::Worklist(Box::new(sample::page())));
    stage.keys("v");
    stage
}

#[track_caller]
fn makes(stage: &Stage, whose: &str, starts: &str, lines: usize) {
    let Request::PastePlan {
        reference, text, ..
    } = stage.last()
    else {
        panic!("{:?} makes no plan", stage.last());
    };
    assert_eq!(reference, whose);
    assert!(text.starts_with(starts), "{text}");
    assert_eq!(text.lines().count(), lines);
    assert!(!text.contains('\u{1b}'));
}

#[test]
fn a_whole_section_f_becomes_a_plan() {
    let mut stage = opened();
    stage.types("K-1042");
    stage.keys("enter enter enter");
    stage.hear(Msg::Paste(SECTION_F.to_owned()));
    stage.keys("ctrl-s");
    makes(&stage, "K-1042", "Section F\nCommunication", 4);
    stage.shows("Reading the provisions…");
    let before = stage.count();
    stage.keys("ctrl-s x");
    assert_eq!(stage.count(), before, "it is asked for once");
}

#[test]
fn text_pasted_into_the_worklist_waits_for_its_reference() {
    let mut stage = Stage::new(Some(sample::opening()));
    stage.hear(Msg::Paste(SECTION_F.to_owned()));
    stage.shows("2. Visual timetable.");
    stage.types("K-7");
    stage.keys("ctrl-s");
    makes(&stage, "K-7", "Section F", 4);
}

#[test]
fn a_reference_may_be_pasted_too() {
    let mut stage = opened();
    stage.hear(Msg::Paste(" K-1042\n".to_owned()));
    stage.hear(Msg::Paste(SECTION_F.to_owned()));
    stage.keys("ctrl-s");
    makes(&stage, "K-1042", "Section F", 4);
}

#[test]
fn what_is_missing_is_said_where_it_is_missing() {
    let mut stage = opened();
    stage.keys("ctrl-s");
    stage.shows("Whose plan is it?");
    stage.types("K-1");
    stage.keys("ctrl-s");
    stage.shows("There is no text yet.");
    stage.types("A TA helps.");
    stage.keys("ctrl-s");
    makes(&stage, "K-1", "A TA helps.", 1);
}

#[test]
fn a_refusal_keeps_what_was_typed() {
    let mut stage = opened();
    stage.types("K-1");
    stage.keys("tab tab tab");
    stage.types("A TA helps.");
    stage.keys("ctrl-s");
    stage.reply(
        Asked::PastePlan,
        Reply::Refused("\"K-1\" is two pupils.".to_owned()),
    );
    stage.shows("\"K-1\" is two pupils.");
    stage.shows("A TA helps.");
    stage.keys("tab 2 ctrl-s");
    makes(&stage, "K-12", "A TA helps.", 1);
    stage.keys("esc");
    stage.shows("Worklist");
}

#[track_caller]
fn newcomer(keys: &str, year: Option<i16>, setting: Option<Setting>) {
    let mut stage = opened();
    stage.types("N-1");
    stage.keys("enter");
    stage.keys(keys);
    stage.hear(Msg::Paste(SECTION_F.to_owned()));
    stage.keys("ctrl-s");
    let asked = stage.last();
    let Request::PastePlan { newcomer, .. } = asked else {
        panic!("{asked:?} makes no plan");
    };
    let expected = Newcomer {
        setting,
        year_group: year,
    };
    assert_eq!(*newcomer, expected, "{keys}");
}

#[test]
fn a_new_pupil_has_a_year_group_and_a_setting() {
    newcomer("enter enter", None, None);
    newcomer("1 1 enter right enter", Some(11), Some(Setting::Mainstream));
    newcomer(
        "r enter right right right enter",
        Some(0),
        Some(Setting::Special),
    );
    newcomer(
        "Y 6 enter left right right enter",
        Some(6),
        Some(Setting::Mainstream),
    );
}

#[test]
fn a_year_that_is_none_is_refused() {
    let mut stage = opened();
    stage.types("N-1");
    stage.keys("enter 9 9 ctrl-s");
    stage.shows("A year group is a number up to 14");
    stage.keys("backspace ctrl-s");
    stage.shows("There is no text yet.");
}

#[test]
fn frames() {
    let mut stage = opened();
    stage.types("K-1042");
    stage.keys("enter 6 enter right");
    stage.frames("paste-new");
    stage.keys("enter");
    stage.hear(Msg::Paste(SECTION_F.to_owned()));
    stage.frames("paste");
}

#[test]
fn no_size_is_too_small_or_too_large() {
    opened().any_size();
}
