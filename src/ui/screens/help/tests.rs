//! The help, driven by keys.

use super::state::Help;
use crate::ui::action::Context;
use crate::ui::action::table::TABLE;
use crate::ui::keymap;
use crate::ui::sample;
use crate::ui::stage::Stage;

fn opened() -> Stage {
    let mut stage = Stage::new(Some(sample::opening()));
    stage.keys("?");
    stage
}

#[test]
fn every_key_stands_in_it_with_its_words() {
    let help = Help::open(Context::Judge);
    let text: Vec<String> = (help.lines(200).iter())
        .map(|line| line.iter().map(|run| run.text.as_str()).collect())
        .collect();
    let rows: usize = Context::ALL
        .iter()
        .map(|context| keymap::entries(*context).count())
        .sum();
    let contexts = Context::ALL.len();
    assert_eq!(text.len(), rows + contexts * 2 - 1);
    for entry in TABLE {
        assert!(
            text.iter().any(|line| line.contains(entry.help)),
            "{}",
            entry.name
        );
    }
    assert_eq!(text[0], "Walk: provisions");
}

#[test]
fn it_begins_with_the_keys_of_the_screen_it_was_asked_from() {
    let mut stage = opened();
    let text = stage.text(80, 24);
    assert!(text.lines().nth(3).unwrap().contains("Worklist"), "{text}");
}

#[test]
fn it_scrolls_to_the_last_key_and_no_further() {
    let mut stage = opened();
    stage.text(80, 24);
    stage.keys("end");
    let last = stage.text(80, 24);
    stage.keys("down pagedown");
    assert_eq!(stage.text(80, 24), last);
    assert!(
        last.contains("makes the pasted text a plan") && !last.contains("more lines"),
        "{last}"
    );
    stage.keys("home");
    stage.shows("maps the pupil under the cursor");
    stage.keys("q");
    stage.shows("Reading the caseload…");
}

#[test]
fn keys_are_found_by_typing() {
    let mut stage = opened();
    stage.keys("/");
    stage.types("tariff csv");
    stage.shows("No key does anything with “tariff csv”.");
    stage.keys("backspace backspace backspace backspace enter");
    stage.shows("opens the tariff distribution");
    let text = stage.text(120, 40);
    assert!(!text.contains("makes a plan from pasted text"), "{text}");
    stage.keys("/ x esc");
    stage.shows("opens the tariff distribution");
}

#[test]
fn frames() {
    let mut stage = opened();
    stage.frames("help");
    stage.keys("/");
    stage.types("area");
    stage.frames("help-find");
}

#[test]
fn no_size_is_too_small_or_too_large() {
    opened().any_size();
}
