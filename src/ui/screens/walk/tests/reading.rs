//! What the text and the lines around it tell: vague words, what the plan sums up to.

use super::{Invented, Trial};
use crate::domain::dose::Dose;

fn words(trial: &Trial, columns: u16, rows: u16) -> String {
    let text = trial.text(columns, rows);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn one_key_goes_through_the_vague_words_with_reason_and_question() {
    let mut trial = Trial::walk(Invented::default());
    trial.keys("v");
    for (columns, rows) in [(60, 20), (80, 24), (120, 40)] {
        let text = words(&trial, columns, rows);
        assert!(text.contains("4 of 5"), "{text}");
        assert!(
            text.contains("1 of 2 ~as and when required~: it says no amount. Ask: How much is it?"),
            "{text}"
        );
    }
    trial.keys("v");
    assert!(words(&trial, 80, 24).contains("2 of 2 ~Access to~"));
    // Around the end, and away with any other key.
    trial.keys("v");
    assert!(words(&trial, 80, 24).contains("1 of 2 ~as and when"));
    trial.keys("up");
    assert!(!words(&trial, 80, 24).contains("Ask:"));
}

#[test]
fn a_plan_without_vague_words_says_so() {
    let mut invented = Invented::default();
    for provision in &mut invented.provisions {
        provision.vague.clear();
    }
    let mut trial = Trial::walk(invented);
    trial.keys("v");
    assert!(words(&trial, 80, 24).contains("No words of these provisions are too vague"));
}

#[test]
fn the_plan_is_summed_up_as_far_as_there_is_room_and_whole_by_key() {
    let mut trial = Trial::walk(Invented {
        foreign: vec!["K-9".into()],
        ..Invented::default()
    });
    let whole = "5 provisions · 3 quantified · 1 vague · 2.75 h of a 32.5 h week · ! names K-9";
    assert!(words(&trial, 160, 40).contains(whole));
    let short = "3 of 5 quantified · 1 vague · ! K-9";
    assert!(
        words(&trial, 80, 24).contains(short),
        "{}",
        words(&trial, 80, 24)
    );
    trial.keys("w");
    for (columns, rows) in [(60, 20), (80, 24)] {
        assert!(words(&trial, columns, rows).contains(&format!("Summed up: {whole}.")));
    }
    // What the reader sets aside as none counts no more.
    trial.keys("down down down 0 3");
    assert!(words(&trial, 160, 40).contains("4 provisions · 3 quantified"));
}

#[test]
fn a_week_that_is_too_full_is_the_last_to_go_where_room_is_short() {
    let mut invented = Invented::default();
    invented.provisions[0].dose = Dose {
        annual_hours: "1300".parse().ok(),
        ..invented.provisions[0].dose
    };
    let trial = Trial::walk(invented);
    assert!(
        words(&trial, 60, 20).contains("! 36.46 of 32.5 h"),
        "{}",
        words(&trial, 60, 20)
    );
}
