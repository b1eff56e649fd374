//! Provisions drawn anew: split, merged, moved at both ends, made of words that were in none.

use super::{Invented, Trial, judged};
use crate::domain::draft::Draft;
use crate::ui::message::{Msg, Reply, Request};

fn kept(trial: &Trial) -> &Draft {
    trial.invented.kept.as_ref().expect("nothing was kept")
}

/// The provisions after some keys: the first and last word of each.
fn provisions(trial: &Trial) -> Vec<String> {
    let items = kept(trial).working().items;
    let ends = |text: &str| {
        let words: Vec<&str> = text.split_whitespace().collect();
        format!("{} … {}", words[0], words[words.len() - 1])
    };
    items
        .iter()
        .map(|item| ends(&item.provision.text))
        .collect()
}

#[track_caller]
fn case(keys: &str, expected: &[&str]) {
    let mut trial = Trial::walk(Invented::default());
    trial.keys(keys);
    assert_eq!(provisions(&trial), expected, "{keys}");
    trial.keys("u");
    assert_eq!(
        provisions(&trial).len(),
        5,
        "{keys}: one key takes all back"
    );
    let text = trial.invented.text.clone();
    assert_eq!(text, Invented::default().text, "the text is never altered");
}

const SECOND: &str = "A … 1:1.";
const THIRD: &str = "A … week.";
const FOURTH: &str = "Access … required.";
const FIFTH: &str = "The … lessons.";

#[test]
fn a_provision_is_cut_in_several_at_once() {
    case(
        "s enter",
        &["A … week,", "1:1. … 1:1.", SECOND, THIRD, FOURTH, FIFTH],
    );
    case(
        "end k s left s m s enter",
        &[
            "A … 1:1.",
            SECOND,
            THIRD,
            "Access … room",
            "as … as",
            "and … required.",
            FIFTH,
        ],
    );
}

#[test]
fn both_ends_are_moved_word_by_word_and_by_sentence() {
    // Into the second, past its number.
    case(
        "b right right right left enter",
        &["A … Teaching", "Assistant … 1:1.", THIRD, FOURTH, FIFTH],
    );
    // Back: what is let go goes to the next, for it follows close by.
    case(
        "b up enter",
        &["A … week,", "1:1. … 1:1.", THIRD, FOURTH, FIFTH],
    );
    // The beginning of the fourth takes its heading in.
    case(
        "down down down b tab up enter",
        &["A … 1:1.", SECOND, THIRD, "4. … required.", FIFTH],
    );
    case(
        "down down down b tab up up up enter",
        &["A … 1:1.", SECOND, THIRD, "Cognition … required.", FIFTH],
    );
}

#[test]
fn words_that_were_in_none_become_a_provision() {
    let mut trial = Trial::walk(Invented::default());
    trial.keys("4 down down r");
    let text = trial.text(80, 24);
    assert!(
        text.contains("In no provision") && text.contains("▸ 3 Cognition and learning"),
        "{text}"
    );
    trial.keys("enter tab right enter");
    assert_eq!(
        provisions(&trial),
        ["A … 1:1.", SECOND, THIRD, "and … learning", FOURTH, FIFTH]
    );
    assert_eq!(judged(&trial), ["1 ci 4"], "what was judged stays");
    trial.keys("r esc u");
    assert_eq!(provisions(&trial).len(), 5);
}

#[test]
fn nothing_is_drawn_anew_where_nothing_was_moved_or_it_was_left() {
    for keys in ["b enter", "b right esc", "s esc", "b right left enter"] {
        let mut trial = Trial::walk(Invented::default());
        trial.keys(keys);
        let cut = |request: &Request| matches!(request, Request::Cut(..));
        assert!(!trial.asked.iter().any(cut), "{keys}");
        assert!(trial.text(80, 24).contains("5 of 5 to settle"), "{keys}");
    }
}

#[test]
fn what_comes_of_it_is_shown_while_the_boundary_moves_and_never_for_another_place() {
    let mut trial = Trial::walk(Invented::default());
    trial.keys("s");
    assert!(trial.text(80, 24).contains("—"));
    trial.held = Some(Vec::new());
    trial.keys("left left");
    let text = trial.text(80, 24);
    assert!(text.contains("reading…"), "{text}");
    let held = trial.held.take().unwrap();
    let [(first, Request::Preview(_, one)), (second, _)] = &held[..] else {
        panic!("{held:?}");
    };
    // The answer to the first of the two keys comes when the boundary stands elsewhere already.
    trial.hear(Msg::Reply(*first, Reply::Preview(one.clone(), vec![])));
    assert!(trial.text(80, 24).contains("reading…"));
    let answer = trial.invented.answer(&held[1].1);
    trial.hear(Msg::Reply(*second, answer));
    assert!(!trial.text(80, 24).contains("reading…"));
}

#[test]
fn what_was_settled_is_said_to_open_again() {
    let mut trial = Trial::walk(Invented::default());
    trial.keys("4 4 up up b right");
    let text = trial.text(80, 24);
    assert!(
        text.contains("1, 2 are settled, and will be open again."),
        "{text}"
    );
    trial.keys("enter");
    assert!(judged(&trial).is_empty());
}
