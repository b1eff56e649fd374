//! The first run, driven by keys and replies.

use std::sync::Arc;

use crate::ui::message::{Asked, Msg, Progress, Reply, Request};
use crate::ui::sample;
use crate::ui::stage::Stage;

fn opened() -> Stage {
    let mut stage = Stage::new(None);
    let all = ["2", "1"].map(|version| Arc::new(sample::framework(version)));
    stage.reply(Asked::Frameworks, Reply::Frameworks(all.to_vec()));
    stage
}

/// Answers that a file is no table, or one whose columns are known.
fn known(stage: &mut Stage) {
    stage.reply(Asked::Survey, Reply::Surveyed(None));
}

#[track_caller]
fn begins(stage: &Stage, reader: &str, version: &str, file: Option<&str>) {
    let Request::Begin {
        name,
        framework,
        caseload,
    } = stage.last()
    else {
        panic!("{:?} begins nothing", stage.last());
    };
    let asked = (
        name.as_str(),
        framework.version.as_str(),
        caseload.as_deref(),
    );
    assert_eq!(asked, (reader, version, file));
}

#[test]
fn three_answers_and_the_worklist_opens() {
    let mut stage = opened();
    stage.types("Ada Reader");
    stage.keys("enter 2");
    stage.types("/tmp/caseload.csv");
    stage.keys("enter");
    stage.shows("Looking at the caseload's columns");
    known(&mut stage);
    begins(&stage, "Ada Reader", "1", Some("/tmp/caseload.csv"));
    stage.shows("Making the workspace");
    stage.hear(Msg::Progress(Progress {
        what: "pupils read".to_owned(),
        done: 120,
        of: Some(320),
    }));
    stage.shows("pupils read: 120 of 320");
    stage.reply(Asked::Begin, Reply::Began(Box::new(sample::opening())));
    assert!(matches!(stage.last(), Request::Worklist(_)));
}

#[test]
fn enter_alone_takes_the_first_framework_and_no_file() {
    let mut stage = opened();
    stage.types("Ada");
    stage.keys("enter enter enter");
    begins(&stage, "Ada", "2", None);
}

#[test]
fn a_dropped_file_comes_without_its_quotation_marks() {
    let mut stage = opened();
    stage.types("Ada");
    stage.keys("enter down enter");
    stage.hear(Msg::Paste("'/tmp/my caseload.csv' \n".to_owned()));
    stage.keys("enter");
    known(&mut stage);
    begins(&stage, "Ada", "1", Some("/tmp/my caseload.csv"));
}

#[test]
fn a_name_is_wanted() {
    let mut stage = opened();
    let before = stage.count();
    stage.keys("space enter");
    stage.shows("✗ A mapping names who read the plan");
    assert_eq!(stage.count(), before);
}

#[test]
fn a_refusal_keeps_the_answers() {
    let mut stage = opened();
    stage.types("Ada");
    stage.keys("enter enter");
    stage.types("nowhere.csv");
    stage.keys("enter");
    let why = "\"nowhere.csv\" was not found; check the path.";
    stage.reply(Asked::Survey, Reply::Refused(why.to_owned()));
    stage.shows("✗ \"nowhere.csv\" was not found; check the path.");
    stage.keys("backspace backspace backspace backspace");
    stage.types(".xlsx");
    stage.keys("enter");
    known(&mut stage);
    begins(&stage, "Ada", "2", Some("nowhere.xlsx"));
    let why = "\"nowhere.xlsx\" was cut short.";
    stage.reply(Asked::Begin, Reply::Refused(why.to_owned()));
    stage.shows("✗ \"nowhere.xlsx\" was cut short.");
}

#[test]
fn esc_and_the_arrows_go_back_to_the_questions_before() {
    let mut stage = opened();
    stage.types("Ad");
    stage.keys("down enter up esc esc");
    stage.types("a");
    stage.keys("down enter enter");
    begins(&stage, "Ada", "2", None);
}

#[test]
fn without_a_framework_nothing_begins() {
    let mut stage = Stage::new(None);
    stage.types("Ada");
    stage.keys("enter enter enter");
    stage.shows("✗ There is no framework yet");
    stage.reply(
        Asked::Frameworks,
        Reply::Refused("A file is broken.".to_owned()),
    );
    stage.shows("✗ A file is broken.");
}

#[test]
fn keys_while_it_begins_ask_nothing_twice() {
    let mut stage = opened();
    stage.types("Ada");
    stage.keys("enter enter enter");
    let before = stage.count();
    stage.keys("enter enter esc x up");
    assert_eq!(stage.count(), before);
}

#[test]
fn a_caseload_of_unknown_columns_is_settled_on_the_way_in() {
    let mut stage = opened();
    stage.types("Ada");
    stage.keys("enter enter");
    stage.types("county.xlsx");
    stage.keys("enter");
    let open = || Reply::Surveyed(Some(Box::new(sample::survey())));
    stage.reply(Asked::Survey, open());
    stage.shows("Columns of county.xlsx, sheet Pupils");
    stage.keys("q");
    stage.reply(Asked::Survey, open());
    stage.shows("✗ What its columns are is not settled yet");
    stage.keys("enter");
    stage.reply(Asked::Survey, open());
    stage.keys("A s enter");
    assert!(matches!(stage.last(), Request::KeepMap { .. }));
    stage.reply(Asked::KeepMap, Reply::MapKept);
    known(&mut stage);
    begins(&stage, "Ada", "2", Some("county.xlsx"));
}

#[test]
fn frames() {
    let mut stage = opened();
    stage.types("Ada");
    stage.frames("first-run");
    stage.keys("enter");
    stage.frames("first-run-framework");
    stage.keys("enter");
    stage.types("nowhere.csv");
    stage.keys("enter");
    let why = "\"nowhere.csv\" was not found; check the path.";
    stage.reply(Asked::Survey, Reply::Refused(why.to_owned()));
    stage.frames("first-run-refused");
}

#[test]
fn no_size_is_too_small_or_too_large() {
    opened().any_size();
}
