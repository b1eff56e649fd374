//! The columns of a table, driven by keys and replies.

use crate::domain::column::Column;
use crate::domain::columns::{ColumnMap, Use};
use crate::domain::place::Setting;
use crate::domain::survey::Survey;
use crate::ui::message::{Asked, Reply, Request};
use crate::ui::sample;
use crate::ui::stage::Stage;

/// The screen, opened from an import that was asked for on the worklist.
fn opened(survey: Survey) -> Stage {
    let mut stage = Stage::new(Some(sample::opening()));
    stage.reply(Asked::Worklist, Reply::Worklist(Box::new(sample::page())));
    stage.keys("i");
    stage.types("county.xlsx");
    stage.keys("enter");
    stage.reply(Asked::Survey, Reply::Surveyed(Some(Box::new(survey))));
    stage
}

/// What was asked to be kept: the name, what each header stands for in their order, and the map.
#[track_caller]
fn kept(stage: &Stage) -> (&str, Vec<String>, &ColumnMap) {
    let Request::KeepMap { name, map, headers } = stage.last() else {
        panic!("{:?} keeps no map", stage.last());
    };
    let told = headers.iter().filter_map(|header| map.columns.get(header));
    (name, told.map(Use::to_string).collect(), map)
}

#[test]
fn cells_are_hidden_with_the_names_for_they_may_be_names() {
    let mut survey = sample::survey();
    for heading in &mut survey.headings {
        heading.samples = vec!["Quillfeather".to_owned(), "K-1".to_owned()];
    }
    let mut stage = opened(survey);
    // Whatever is drawn is drawn with names hidden too, and looked through.
    stage.shows("Quillfeather · K-1");
    stage.any_size();
}

#[test]
fn nothing_is_read_without_consent() {
    let mut stage = opened(sample::survey());
    stage.shows("6 of 7 open");
    stage.keys("s enter");
    let (name, told, map) = kept(&stage);
    assert_eq!(name, "county");
    let out = "leave out";
    assert_eq!(told, [out, out, out, "upn", out]);
    assert!(map.settings.is_empty());
}

#[test]
fn enter_agrees_line_by_line_and_at_the_end_asks_for_a_name() {
    let mut stage = opened(sample::survey());
    stage.shows("May be ref (alike in name): Enter takes it so");
    stage.shows("! review_due or last_review or plan_start missing");
    stage.keys("enter enter enter");
    stage.shows("▸ Remarks");
    stage.keys("x enter");
    // A word that nothing is proposed for is chosen from the list.
    stage.keys("enter");
    stage.shows("What is “Boat”?");
    stage.types("else");
    stage.keys("enter");
    stage.shows("all settled");
    stage.keys("enter");
    stage.shows("Keep this under which name?");
    stage.types(" 2026");
    stage.keys("enter");
    let (name, told, map) = kept(&stage);
    assert_eq!(name, "county 2026");
    assert_eq!(told, ["ref", "dob", "setting", "upn", "leave out"]);
    let settings: Vec<_> = map.settings.values().copied().collect();
    assert_eq!(settings, [Setting::Elsewhere, Setting::Srp]);
}

#[test]
fn everything_proposed_is_agreed_to_at_once() {
    let mut stage = opened(sample::survey());
    stage.keys("A s enter");
    let (_, told, map) = kept(&stage);
    assert_eq!(told, ["ref", "dob", "setting", "upn", "leave out"]);
    assert_eq!(map.settings.len(), 1);
}

#[test]
fn another_column_is_chosen_by_typing_and_taken_from_whoever_had_it() {
    let mut stage = opened(sample::survey());
    stage.keys("enter end home c");
    stage.shows("What is “Child ID”?");
    stage.types("upn");
    stage.shows("now “UPN”");
    stage.keys("enter");
    stage.shows("· nothing yet");
    stage.keys("s enter");
    let (_, told, _) = kept(&stage);
    assert_eq!(told[0], "upn");
    assert_eq!(told[3], "leave out");
    let mut stage = opened(sample::survey());
    stage.keys("c");
    stage.types("zzz");
    stage.shows("Nothing is called that.");
    stage.keys("enter esc");
    stage.shows("? ref");
}

#[test]
fn a_table_that_names_nobody_or_a_column_twice_goes_no_further() {
    let mut survey = sample::survey();
    survey.headings[4].told = None;
    let mut stage = opened(survey.clone());
    stage.keys("s");
    stage.shows("✗ No header stands for ref or upn yet");
    survey.headings[0].told = Some(Use::As(Column::Upn));
    survey.headings[4].told = Some(Use::As(Column::Upn));
    let mut stage = opened(survey);
    stage.keys("s");
    stage.shows("✗ “Child ID” and “UPN” both stand for upn");
    stage.keys("down");
    let before = stage.count();
    stage.keys("A s");
    assert_eq!(stage.count(), before);
}

#[test]
fn what_could_not_be_kept_stays_on_the_screen() {
    let mut stage = opened(sample::survey());
    stage.keys("A s enter");
    stage.shows("Keeping it…");
    let why = "\"a/b\" cannot be the name of a column map.";
    stage.reply(Asked::KeepMap, Reply::Refused(why.to_owned()));
    stage.shows("✗ \"a/b\" cannot be the name");
    stage.keys("enter");
    stage.reply(Asked::KeepMap, Reply::MapKept);
    assert!(matches!(stage.last(), Request::Survey(_)));
}

#[test]
fn frames() {
    let mut stage = opened(sample::survey());
    stage.frames("columns");
    stage.keys("end");
    stage.keys("c");
    stage.frames("columns-choosing");
    stage.keys("esc A home down down s");
    stage.frames("columns-naming");
}

#[test]
fn no_size_is_too_small_or_too_large() {
    let mut stage = opened(sample::survey());
    stage.any_size();
    stage.keys("c");
    stage.any_size();
    stage.keys("esc s");
    stage.any_size();
}
