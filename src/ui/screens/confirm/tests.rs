//! A question, driven by keys.

use crate::domain::day::Moment;
use crate::ui::chord::Chord;
use crate::ui::desk::{Acts, Desk, Go, Question};
use crate::ui::keymap::Keymap;
use crate::ui::message::{Asked, Reply, Request};
use crate::ui::sample;
use crate::ui::stage::Stage;

use super::state::Confirm;

fn question() -> Confirm {
    Confirm::open(Question {
        words: "Throw it away?".to_owned(),
        request: Request::Frameworks,
    })
}

#[track_caller]
fn case(key: &str, yes: bool) {
    let mut confirm = question();
    let desk = Desk {
        opening: None,
        now: Moment::from_millis(0),
        suggestions: true,
        is_masked: false,
        mask: crate::domain::mask::Mask::default(),
        size: (80, 24),
    };
    let chord: Chord = key.parse().unwrap();
    let action = Keymap::default().action(confirm.context(), chord).unwrap();
    let turn = confirm.act(action, &desk);
    assert!(matches!(turn.go, Go::Back), "{key}");
    assert_eq!(turn.ask.len(), usize::from(yes), "{key}");
}

#[test]
fn yes_asks_and_no_leaves_it() {
    case("y", true);
    case("n", false);
    case("esc", false);
}

#[test]
fn a_long_question_fits_the_smallest_window() {
    let mut stage = Stage::new(Some(sample::opening()));
    stage.keys("F");
    let mut other = sample::framework("1");
    other.key.id = "an-authority-with-a-long-name".repeat(3);
    let all = vec![sample::framework("2").into(), other.into()];
    stage.reply(Asked::Frameworks, Reply::Frameworks(all));
    stage.keys("down A");
    let Request::Impact(key) = stage.last() else {
        panic!("the impact is asked for first");
    };
    let sentences = (0..20).map(|n| format!("Descriptor {n} sends 4 mappings back."));
    let reply = Reply::Impact(key.clone(), sentences.collect());
    stage.reply(Asked::Impact, reply);
    let text = stage.text(60, 20);
    assert!(text.contains("y yes"), "{text}");
    stage.any_size();
}
