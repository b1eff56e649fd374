//! Cuts that survive an amendment, and that nothing vanishes by them.

mod slow;

use super::*;
use crate::domain::provision::LeftOut;
use crate::domain::sample;
use proptest::prelude::*;

/// Provisions that stand in a text one after the other, by their words.
fn provisions(text: &str, words: &[&str]) -> Vec<Provision> {
    let mut from = 0;
    let mut found = Vec::new();
    for (words, n) in words.iter().zip(1..) {
        let at = from + text.get(from..).unwrap().find(words).unwrap();
        from = at + words.len();
        let mut provision = sample::provision(n);
        provision.text = (*words).to_owned();
        provision.span = Span {
            start: text.get(..at).unwrap().chars().count(),
            end: text.get(..from).unwrap().chars().count(),
        };
        found.push(provision);
    }
    found
}

/// How the provisions read of a text are cut by what was drawn in an earlier one.
#[track_caller]
fn case(text: &str, read: &[&str], drawn: &[&str], expected: &[&str]) {
    let before = drawn.join(" ");
    let drawn = drawn_all(provisions(&before, drawn));
    let reading = Reading {
        provisions: provisions(text, read),
        ..Reading::default()
    };
    told(text, &reading, &drawn, expected);
}

fn drawn_all(provisions: Vec<Provision>) -> Drawn {
    Drawn {
        cut: (0..provisions.len()).collect(),
        provisions,
    }
}

#[track_caller]
fn told(text: &str, reading: &Reading, drawn: &Drawn, expected: &[&str]) {
    let characters: Vec<char> = text.chars().collect();
    let told: Vec<String> = (recut(text, reading, drawn).into_iter())
        .map(|stretch| match stretch {
            Stretch::Read(at) => reading.provisions[at].text.clone(),
            Stretch::Cut(span, ..) => {
                let words: String = characters[span.start..span.end].iter().collect();
                format!("✂{words}")
            }
        })
        .collect();
    assert_eq!(told, expected);
}

const TEXT: &str = "1. A TA reads. (Every day, alone.) 2. The teacher’s group meets. 3. A rest.";
const READ: [&str; 3] = [
    "A TA reads. (Every day, alone.)",
    "The teacher’s group meets.",
    "A rest.",
];

#[test]
fn what_was_drawn_as_it_is_read_is_left_alone() {
    case(TEXT, &READ, &READ, &READ);
    case(TEXT, &READ, &["A TA reads daily.", "A rest."], &READ);
    case(TEXT, &READ, &[], &READ);
}

#[test]
fn a_split_is_cut_again_and_what_changed_beside_it_stays_a_provision() {
    let halves = [
        "A TA reads.",
        "(Every day, alone.)",
        "The teacher's group meets.",
        "A rest.",
    ];
    let cut = ["✂A TA reads.", "✂(Every day, alone.)", READ[1], READ[2]];
    case(TEXT, &READ, &halves, &cut);
    let changed = ["A TA reads.", "(Every week.)", READ[1], READ[2]];
    let rest = ["✂A TA reads.", "✂Every day, alone.)", READ[1], READ[2]];
    case(TEXT, &READ, &changed, &rest);
}

#[test]
fn a_merger_and_a_moved_boundary_are_cut_again() {
    let text = "A TA reads with Cy. The group meets on Monday. A rest.";
    let read = [
        "A TA reads with Cy.",
        "The group meets on Monday.",
        "A rest.",
    ];
    let merged = ["A TA reads with Cy. The group meets on Monday.", "A rest."];
    case(
        text,
        &read,
        &merged,
        &["✂A TA reads with Cy. The group meets on Monday.", "A rest."],
    );
    let moved = ["A TA reads", "with Cy. The group meets on Monday."];
    let cut = [
        "✂A TA reads",
        "✂with Cy. The group meets on Monday.",
        "A rest.",
    ];
    case(text, &read, &moved, &cut);
    let half = ["A TA reads with Cy. The group", "A rest."];
    let cut = [
        "✂A TA reads with Cy. The group",
        "✂meets on Monday.",
        "A rest.",
    ];
    case(text, &read, &half, &cut);
}

#[test]
fn what_was_made_of_text_left_out_is_made_of_it_again() {
    let text = "Note that a quiet room is kept. A TA reads. Section G: a nurse comes.";
    let mut reading = Reading {
        provisions: provisions(text, &["A TA reads."]),
        ..Reading::default()
    };
    let out = |words: &str, why| LeftOut {
        span: provisions(text, &[words])[0].span,
        text: words.to_owned(),
        why,
    };
    reading.left_out = vec![
        out("Note that a quiet room is kept.", LeftOutWhy::Need),
        out("Section G: a nurse comes.", LeftOutWhy::OtherSection),
    ];
    let before = "a quiet room is kept. A TA reads. a nurse comes.";
    let words = ["a quiet room is kept.", "A TA reads.", "a nurse comes."];
    let drawn = drawn_all(provisions(before, &words));
    told(
        text,
        &reading,
        &drawn,
        &["✂a quiet room is kept.", "A TA reads."],
    );
    let read_so = Drawn {
        cut: vec![],
        ..drawn
    };
    told(text, &reading, &read_so, &["A TA reads."]);
}

#[test]
fn words_outside_the_provisions_are_not_cut() {
    let text = "A heading of note. A TA reads.";
    case(
        text,
        &["A TA reads."],
        &["A heading of note."],
        &["A TA reads."],
    );
}

/// Stretches of some words one after the other: each so many words long, and so many left out before it.
fn stretches(words: &[String], lengths: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut at = 0;
    let all = lengths.iter().map_while(|(gap, length)| {
        let from = at + gap;
        at = from + length;
        (at <= words.len()).then_some((from, at))
    });
    all.collect()
}

proptest! {
    #[test]
    fn what_is_cut_fast_is_what_a_look_at_every_word_cuts(
        words in prop::collection::vec("[ab]{1,2}", 1..30),
        signs in prop::collection::vec("[ .,(]{0,1}", 30),
        read_as in prop::collection::vec((0usize..3, 1usize..6), 0..10),
        drawn_as in prop::collection::vec((0usize..3, 1usize..6), 0..10),
        cut in prop::collection::btree_set(0usize..10, 0..10),
        left_out in any::<bool>(),
    ) {
        let (mut text, mut places) = (String::new(), Vec::new());
        for (word, sign) in words.iter().zip(&signs) {
            let start = text.len();
            text.push_str(word);
            text.push_str(sign);
            places.push((start, text.len()));
            text.push(' ');
        }
        let standing = |(from, to): (usize, usize)| (places[from].0, places[to - 1].1);
        let drawn = |lengths: &[(usize, usize)]| -> Vec<Provision> {
            let spans = stretches(&words, lengths).into_iter().map(standing);
            spans.zip(1..).map(|((start, end), n)| {
                let mut provision = sample::provision(n);
                text.get(start..end).unwrap().clone_into(&mut provision.text);
                provision.span = Span { start, end };
                provision.heading = Some(format!("Heading {n}"));
                provision
            }).collect()
        };
        let mut reading = Reading { provisions: drawn(&read_as), ..Reading::default() };
        if left_out {
            reading.left_out.push(LeftOut {
                span: Span { start: 0, end: text.len() / 2 },
                text: String::new(),
                why: LeftOutWhy::Need,
            });
        }
        let mut provisions = drawn(&drawn_as);
        // The same words may be drawn more often than they stand there.
        provisions.extend(provisions.clone());
        let drawn = Drawn { provisions, cut: cut.into_iter().collect() };
        prop_assert_eq!(recut(&text, &reading, &drawn), slow::recut(&text, &reading, &drawn));
    }

    #[test]
    fn nothing_vanishes_and_nothing_stands_twice(
        words in prop::collection::vec("[ab]{1,2}", 1..24),
        read_at in prop::collection::btree_set(1usize..24, 0..5),
        drawn_at in prop::collection::btree_set(1usize..24, 0..5),
    ) {
        let text = words.join(" ");
        let pieces = |at: &std::collections::BTreeSet<usize>| -> Vec<String> {
            let ends = at.iter().copied().filter(|end| *end < words.len()).chain([words.len()]);
            let mut from = 0;
            ends.map(|end| words[std::mem::replace(&mut from, end)..end].join(" ")).collect()
        };
        let (read, drawn) = (pieces(&read_at), pieces(&drawn_at));
        let read: Vec<&str> = read.iter().map(String::as_str).collect();
        let drawn: Vec<&str> = drawn.iter().map(String::as_str).collect();
        let reading = Reading {
            provisions: provisions(&text, &read),
            ..Reading::default()
        };
        let drawn = drawn_all(provisions(&text, &drawn));
        let mut covered = Vec::new();
        for stretch in recut(&text, &reading, &drawn) {
            let span = match stretch {
                Stretch::Read(at) => reading.provisions[at].span,
                Stretch::Cut(span, ..) => span,
            };
            covered.extend(span.start..span.end);
        }
        prop_assert!(covered.is_sorted_by(|one, other| one < other));
        let spaces = text.chars().enumerate().filter(|(_, c)| *c == ' ').map(|(at, _)| at);
        let missing: Vec<usize> = (0..text.chars().count()).filter(|at| !covered.contains(at)).collect();
        let spaces: Vec<usize> = spaces.collect();
        prop_assert!(missing.iter().all(|at| spaces.contains(at)), "{:?}", missing);
    }
}
