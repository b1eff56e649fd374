//! The palette, driven by keys.

use super::state::Palette;
use crate::ui::action::Context;
use crate::ui::keymap;
use crate::ui::message::{Request, Which};
use crate::ui::parts::input::Input;
use crate::ui::sample;
use crate::ui::stage::Stage;

fn opened() -> Stage {
    let mut stage = Stage::new(Some(sample::opening()));
    stage.keys("ctrl-p");
    stage
}

#[track_caller]
fn first(context: Context, typed: &str, name: &str) {
    let mut palette = Palette::open(context);
    palette.typed = Input::holding(typed);
    let found = palette.found();
    assert_eq!(found.first().map(|one| one.entry.name), Some(name));
}

#[test]
fn a_command_is_found_by_its_name_or_its_words() {
    first(Context::Worklist, "dist", "distribution");
    first(Context::Worklist, "nxt", "map-next");
    first(Context::Worklist, "pasted text", "paste");
    first(Context::Judge, "stas", "set-aside");
    first(Context::Judge, "second pair", "unsure");
}

#[test]
fn nothing_typed_lists_every_command_that_works_here_once() {
    for context in Context::ALL {
        let found = Palette::open(context).found();
        let named = keymap::entries(context).filter(|(entry, _)| !entry.carries_digit());
        assert_eq!(found.len(), named.count(), "{context:?}");
    }
}

#[test]
fn enter_runs_the_command_on_the_screen_below() {
    let mut stage = opened();
    stage.types("next");
    stage.keys("enter");
    assert!(matches!(stage.last(), Request::Open(Which::Next(None))));
    let mut stage = opened();
    stage.types("theme");
    stage.keys("enter");
    assert!(
        matches!(stage.last(), Request::Keep(name, value) if name == "theme" && value == "light")
    );
    let mut stage = opened();
    stage.types("help");
    stage.keys("enter");
    stage.shows("All keys");
}

#[test]
fn the_cursor_goes_down_and_typing_brings_it_back() {
    let mut stage = opened();
    stage.keys("down down down");
    stage.types("frame");
    stage.keys("enter");
    assert!(matches!(stage.last(), Request::Frameworks));
}

#[test]
fn esc_leaves_and_what_is_no_command_does_nothing() {
    let mut stage = opened();
    stage.types("zzz");
    stage.shows("No command here is called that or says so.");
    stage.keys("enter esc");
    stage.shows("Reading the caseload…");
    let others = |request: &&Request| !matches!(request, Request::Worklist(_));
    assert_eq!(stage.requests().filter(others).count(), 0);
}

#[test]
fn frames() {
    let mut stage = opened();
    stage.types("fo");
    stage.frames("palette");
}

#[test]
fn no_size_is_too_small_or_too_large() {
    opened().any_size();
}
