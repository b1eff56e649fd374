//! Boundaries moved key by key: what each piece holds, and that no word is lost.

use proptest::prelude::*;

use super::pieces::Piece;
use super::*;
use crate::domain::dose::Dose;

const TEXT: &str = "F\n1. One reads. Two writes, and sings.\n2. Three runs.\nOutcome: peace of mind.\n3. Four and five swim.";

fn item(n: u32, words: &str) -> Item {
    let start = TEXT.find(words).unwrap();
    Item {
        id: ItemId(n),
        provision: Provision {
            n,
            text: words.to_owned(),
            span: Span {
                start,
                end: start + words.len(),
            },
            area: AreaCode::Ci,
            heading: None,
            who: None,
            dose: Dose::default(),
            vague: vec![],
            duplicate_of: None,
            notes: vec![],
        },
        evidence: vec![],
        set_aside: None,
        note: None,
        carried: None,
    }
}

fn items() -> [Item; 3] {
    [
        item(1, "One reads. Two writes, and sings."),
        item(2, "Three runs."),
        item(3, "Four and five swim."),
    ]
}

/// Opens on an item, or on words in none before the third.
fn open(at: Option<usize>) -> Bounds {
    let items = items();
    let under = || (AreaCode::Ci, None);
    let Some(at) = at else {
        let start = TEXT.find("Outcome").unwrap();
        let end = TEXT.find("\n3.").unwrap();
        let span = Span { start, end };
        return Bounds::open(TEXT, None, span, under(), items.get(1), items.get(2));
    };
    let one = &items[at];
    let before = at.checked_sub(1).and_then(|before| items.get(before));
    let span = one.provision.span;
    Bounds::open(TEXT, Some(one.id), span, under(), before, items.get(at + 1))
}

fn press(bounds: &mut Bounds, keys: &str) {
    for key in keys.split_whitespace() {
        match key {
            "<" => bounds.step(false),
            ">" => bounds.step(true),
            "^" => bounds.leap(false),
            "v" => bounds.leap(true),
            "|<" => bounds.end(false),
            ">|" => bounds.end(true),
            "tab" => bounds.next_edge(),
            "s" => drop(bounds.add()),
            "m" => drop(bounds.take_away()),
            other => panic!("{other}"),
        }
    }
}

fn pieces(bounds: &Bounds) -> Vec<(Role, &'static str)> {
    let text = |piece: Piece| {
        (
            piece.role,
            TEXT.get(piece.span.start..piece.span.end).unwrap(),
        )
    };
    bounds.pieces().into_iter().map(text).collect()
}

#[track_caller]
fn case(at: Option<usize>, keys: &str, expected: &[(Role, &str)], from: &[u32]) {
    let mut bounds = open(at);
    press(&mut bounds, keys);
    assert_eq!(pieces(&bounds), expected, "{keys}");
    let ids: Vec<u32> = bounds.cut().from.iter().map(|id| id.0).collect();
    assert_eq!(ids, from, "{keys}");
}

use Role::{After, Before, Own, Rest};

#[test]
fn cuts_are_proposed_where_sentences_and_clauses_end() {
    case(
        Some(0),
        "s",
        &[(Own, "One reads."), (Own, "Two writes, and sings.")],
        &[1],
    );
    let three = [
        (Own, "One reads."),
        (Own, "Two writes,"),
        (Own, "and sings."),
    ];
    case(Some(0), "s s", &three, &[1]);
    case(
        Some(0),
        "s s m",
        &[(Own, "One reads."), (Own, "Two writes, and sings.")],
        &[1],
    );
    // A piece of one word is not cut.
    case(Some(1), "s s s", &[(Own, "Three"), (Own, "runs.")], &[2]);
}

#[test]
fn what_is_taken_comes_from_beside_and_what_is_let_go_goes_there() {
    // The end of 1 moves into 2, and back.
    case(
        Some(0),
        ">",
        &[
            (Own, "One reads. Two writes, and sings.\n2. Three"),
            (After, "runs."),
        ],
        &[1, 2],
    );
    case(
        Some(0),
        "^",
        &[
            (Own, "One reads. Two writes,"),
            (After, "and sings.\n2. Three runs."),
        ],
        &[1, 2],
    );
    // The start of 2 moves into 1; one word of it stays.
    case(
        Some(1),
        "tab |<",
        &[
            (Before, "One"),
            (Own, "reads. Two writes, and sings.\n2. Three runs."),
        ],
        &[1, 2],
    );
}

#[test]
fn words_that_are_in_none_are_taken_in_and_what_has_no_neighbour_stands_alone() {
    case(
        Some(1),
        "v v",
        &[(Own, "Three runs.\nOutcome: peace of mind.")],
        &[2],
    );
    case(Some(1), "<", &[(Own, "Three"), (Rest, "runs.")], &[2]);
    case(
        Some(2),
        "tab >",
        &[(Rest, "Four"), (Own, "and five swim.")],
        &[3],
    );
}

#[test]
fn words_that_were_in_none_become_a_provision_whole_or_in_part() {
    case(None, "", &[(Own, "Outcome: peace of mind.")], &[]);
    case(None, "tab >", &[(Own, "peace of mind.")], &[]);
    assert!(!open(None).is_as_it_was() && open(Some(0)).is_as_it_was());
}

proptest! {
    #[test]
    fn no_word_of_a_provision_is_lost(at in prop::option::of(0usize..3), keys in prop::collection::vec(prop::sample::select(vec!["<", ">", "^", "v", "|<", ">|", "tab", "s", "m"]), 0..30)) {
        let mut bounds = open(at);
        press(&mut bounds, &keys.join(" "));
        let cut = bounds.cut();
        let mut held = vec![0; TEXT.len()];
        for (span, ..) in &cut.to {
            prop_assert!(span.start < span.end && span.end <= TEXT.len());
            held[span.start..span.end].iter_mut().for_each(|count| *count += 1);
        }
        for one in items() {
            let (span, goes) = (one.provision.span, cut.from.contains(&one.id));
            for (count, byte) in held.iter().zip(TEXT.bytes()).take(span.end).skip(span.start) {
                let expected = usize::from(goes);
                prop_assert!(*count == expected || byte.is_ascii_whitespace() && *count == 0, "{keys:?}");
            }
        }
        prop_assert!(held.iter().all(|count| *count <= 1));
        let (left, right) = bounds.at_hand();
        prop_assert!(left <= right && right < bounds.pieces().len());
    }
}
