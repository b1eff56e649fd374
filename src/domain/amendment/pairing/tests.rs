//! What must hold of every pairing, and what real amendments come to.

mod slow;

use proptest::prelude::*;

use super::*;
use crate::domain::amendment::Changes;
use crate::domain::dose::{Period, Unit, Who};
use crate::domain::sample;

/// A provision of some words; the numbers among them are its minutes a week.
fn provision(text: &str) -> Provision {
    let minutes = text
        .split_whitespace()
        .find_map(|word| word.parse::<u32>().ok());
    let mut provision = sample::provision(1);
    provision.text = text.to_owned();
    provision.who = text.starts_with("A TA").then_some(Who::Ta);
    provision.dose.amount = minutes.map(Into::into);
    provision.dose.unit = minutes.map(|_| Unit::Minutes);
    provision.dose.per = minutes.map(|_| Period::Week);
    provision
}

fn plan(texts: &[&str]) -> Vec<Provision> {
    texts.iter().map(|text| provision(text)).collect()
}

const READING: &str =
    "A TA will read with Amara for 20 minutes a week in a quiet corner of the classroom.";
const GROUP: &str =
    "The class teacher will run a social communication group of no more than four pupils.";
const SALT: &str =
    "A speech and language therapist will review the programme and train the staff every term.";
const SENSORY: &str = "Access to the sensory room whenever Amara needs to calm down.";

/// What became of provisions, in a letter each, with where they come from: `=1 ~2 +`.
#[track_caller]
fn case(before: &[&str], now: &[&str], expected: &str) {
    let pairs = pair(&plan(before), &plan(now));
    let told: Vec<String> = (pairs.iter())
        .map(|pair| {
            let place = |at: Option<usize>| at.map_or_else(String::new, |at| (at + 1).to_string());
            match pair.fate {
                Fate::Gone => format!("-{}>{}", place(pair.before), place(pair.now)),
                Fate::DoseChanged => format!("≠{}", place(pair.before)),
                Fate::Same | Fate::Reworded | Fate::New => {
                    format!("{}{}", pair.fate.sign(), place(pair.before))
                }
            }
        })
        .collect();
    assert_eq!(told.join(" "), expected, "{now:#?}");
}

#[test]
fn a_move_and_a_new_number_are_no_change() {
    case(&[READING, GROUP, SALT], &[SALT, READING, GROUP], "=3 =1 =2");
    case(
        &[READING],
        &["a TA will read with Amara, for 20 minutes a week – in a quiet corner of the classroom"],
        "≠1",
    );
    case(&[GROUP], &[&GROUP.to_uppercase()], "=1");
}

#[test]
fn rewordings_doses_and_arrivals_are_told_apart() {
    let longer =
        "A TA will read with Amara for 40 minutes a week in a quiet corner of the classroom.";
    let reworded =
        "The class teacher will lead a social communication group for up to four pupils.";
    case(
        &[READING, GROUP, SALT],
        &[longer, reworded, SENSORY],
        "≠1 ~2 + -3>",
    );
    case(&[], &[READING], "+");
    case(&[READING], &[], "-1>");
    case(&[], &[], "");
}

#[test]
fn what_shares_only_the_common_words_of_the_plan_is_no_pair() {
    let one = "A TA will deliver a reading programme for 20 minutes a week.";
    let other = "A TA will deliver a social skills group for 30 minutes a week.";
    case(
        &[one, GROUP, SALT, SENSORY],
        &[other, GROUP, SALT, SENSORY],
        "+ =2 =3 =4 -1>",
    );
}

#[test]
fn the_same_words_twice_are_paired_in_their_order() {
    case(
        &[GROUP, READING, GROUP],
        &[GROUP, GROUP, GROUP],
        "=1 =3 + -2>",
    );
    let (mut ci, mut cl) = (provision(GROUP), provision(GROUP));
    ci.heading = Some("Communication".into());
    cl.heading = Some("Learning".into());
    let pairs = pair(&[ci.clone(), cl.clone()], &[cl, ci]);
    assert_eq!((pairs[0].before, pairs[1].before), (Some(1), Some(0)));
}

#[test]
fn the_same_words_with_another_dose_from_a_stem_are_touched() {
    let (before, mut now) = (provision(GROUP), provision(GROUP));
    now.dose.per = Some(Period::Day);
    assert_eq!(
        pair(std::slice::from_ref(&before), std::slice::from_ref(&now))[0].fate,
        Fate::DoseChanged
    );
    now = provision(GROUP);
    now.who = Some(Who::Teacher);
    assert_eq!(pair(&[before], &[now])[0].fate, Fate::DoseChanged);
}

#[test]
fn a_split_and_a_merger_say_what_they_come_from() {
    let both = format!("{SENSORY} {SALT}");
    case(&[&both, GROUP], &[SENSORY, SALT, GROUP], "~1 +1 =2");
    case(&[SENSORY, SALT, GROUP], &[&both, GROUP], "~1 =3 -2>1");
    let three = format!("{SENSORY} {SALT} {GROUP}");
    case(&[&three], &[SENSORY, SALT, GROUP], "+1 +1 +1 -1>");
}

#[test]
fn between_two_as_much_alike_the_heading_decides_and_then_the_place() {
    let before = "A TA will lead the morning sensory circuit for Amara before registration.";
    let now = "A TA will lead a morning sensory circuit with Amara before registration.";
    case(&[before, before], &[now, now], "~1 ~2");
    let (mut one, mut other) = (provision(now), provision(now));
    one.heading = Some("Sensory".into());
    other.heading = Some("Learning".into());
    let mut earlier = provision(before);
    earlier.heading = Some("Learning".into());
    let pairs = pair(&[earlier], &[one, other]);
    assert_eq!((pairs[0].before, pairs[1].before), (None, Some(0)));
}

#[test]
fn a_hostile_plan_is_paired_too() {
    let texts: Vec<String> = (0..2000)
        .map(|n| format!("Item {n} of a long list of items"))
        .collect();
    let before: Vec<Provision> = texts.iter().map(|text| provision(text)).collect();
    let now: Vec<Provision> = texts
        .iter()
        .map(|text| provision(&format!("{text} again")))
        .collect();
    let changes = Changes::of(&pair(&before, &now));
    assert_eq!(changes.same, 0);
    assert_eq!(changes.new, changes.gone);
}

/// Plans of few words, so that provisions are often the same and often alike.
fn any_plan() -> impl Strategy<Value = Vec<Provision>> {
    let words = prop::sample::select(vec!["ta", "reads", "daily", "group", "10", "20", "with"]);
    let text = prop::collection::vec(words, 0..7).prop_map(|words| words.join(" "));
    let heading = prop::option::of(prop::sample::select(vec![
        "One".to_owned(),
        "Two".to_owned(),
    ]));
    let one = (text, heading).prop_map(|(text, heading)| {
        let mut one = provision(&text);
        one.heading = heading;
        one
    });
    prop::collection::vec(one, 0..12)
}

/// Longer plans of a few words more, so that parts and wholes are often met; the filler words weigh less.
fn wordy_plan() -> impl Strategy<Value = Vec<Provision>> {
    let words = prop::sample::select(vec![
        "ta", "reads", "daily", "group", "10", "the", "with", "a", "b", "c", "d", "e",
    ]);
    let text = prop::collection::vec(words, 0..14).prop_map(|words| words.join(" "));
    let one = text.prop_map(|text| provision(&text));
    prop::collection::vec(one, 0..16)
}

/// A plan, and the same with provisions split in two, merged and dropped.
fn redrawn_plan() -> impl Strategy<Value = (Vec<Provision>, Vec<Provision>)> {
    let ways = prop::collection::vec(0..5usize, 16);
    (wordy_plan(), ways).prop_map(|(plan, ways)| {
        let mut now: Vec<Provision> = Vec::new();
        for (one, way) in plan.iter().zip(ways) {
            let words: Vec<&str> = one.text.split(' ').collect();
            match way {
                0 => {}
                1 => {
                    let (first, second) = words.split_at(words.len() / 2);
                    now.extend([first, second].map(|half| provision(&half.join(" "))));
                }
                2 => match now.last_mut() {
                    Some(last) => *last = provision(&format!("{} {}", last.text, one.text)),
                    None => now.push(one.clone()),
                },
                _ => now.push(one.clone()),
            }
        }
        (plan, now)
    })
}

proptest! {
    #[test]
    fn what_is_found_fast_is_what_a_look_at_every_two_finds(
        (before, now) in prop_oneof![
            (any_plan(), any_plan()),
            (wordy_plan(), wordy_plan()),
            redrawn_plan(),
        ],
    ) {
        prop_assert_eq!(pair(&before, &now), slow::pair(&before, &now));
        prop_assert_eq!(pair(&now, &before), slow::pair(&now, &before));
    }

    #[test]
    fn what_one_bag_has_beside_another_is_counted_word_by_word(
        one in prop::collection::vec(0u32..20, 0..12),
        other in prop::collection::vec(0u32..20, 0..80),
    ) {
        let sorted = |bag: &[u32]| {
            let mut bag = bag.to_vec();
            bag.sort_unstable();
            bag
        };
        let mut left = sorted(&one);
        for word in &other {
            if let Some(at) = left.iter().position(|known| known == word) {
                left.remove(at);
            }
        }
        prop_assert_eq!(without(&sorted(&one), &sorted(&other)), left);
    }

    #[test]
    fn each_stands_in_one_pair(before in any_plan(), now in any_plan()) {
        let pairs = pair(&before, &now);
        let newer: Vec<_> = pairs.iter().filter(|pair| pair.fate != Fate::Gone).collect();
        let places: Vec<_> = newer.iter().filter_map(|pair| pair.now).collect();
        prop_assert_eq!(places, (0..now.len()).collect::<Vec<_>>());
        let mut earlier: Vec<_> = (pairs.iter())
            .filter(|pair| pair.fate != Fate::New)
            .filter_map(|pair| pair.before)
            .collect();
        earlier.sort_unstable();
        prop_assert_eq!(earlier, (0..before.len()).collect::<Vec<_>>());
    }

    #[test]
    fn the_same_plan_is_the_same_in_any_order(
        (plan, shuffled) in any_plan().prop_flat_map(|plan| (Just(plan.clone()), Just(plan).prop_shuffle())),
    ) {
        let changes = Changes::of(&pair(&plan, &shuffled));
        prop_assert_eq!(changes.same as usize, plan.len());
        prop_assert!(!changes.is_touched());
    }

    #[test]
    fn an_amendment_taken_back_counts_the_same(before in any_plan(), now in any_plan()) {
        let there = Changes::of(&pair(&before, &now));
        let back = Changes::of(&pair(&now, &before));
        prop_assert_eq!(back, Changes { new: there.gone, gone: there.new, ..there });
    }

    #[test]
    fn order_never_matters_for_the_same(
        (before, now, shuffled) in (any_plan(), any_plan())
            .prop_flat_map(|(before, now)| (Just(before), Just(now.clone()), Just(now).prop_shuffle())),
    ) {
        let one = Changes::of(&pair(&before, &now));
        let other = Changes::of(&pair(&before, &shuffled));
        prop_assert_eq!(one.same, other.same);
    }
}
