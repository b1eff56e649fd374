//! The estimate against published figures, and its laws over strata drawn at random.

mod held;
mod told;

use proptest::prelude::*;

use super::super::super::draw::Draw;
use super::super::super::exact::Quantity;
use super::*;

fn outcomes(tariffs: usize) -> Vec<Outcome> {
    let tariffs = (0..tariffs).map(|rank| Outcome::Tariff(TariffId::new(format!("T{rank}"))));
    tariffs.chain([Outcome::CannotMap]).collect()
}

fn stratum(key: &str, part: Part, of: u64, counts: &[u64]) -> Stratum {
    Stratum {
        keys: key.split(',').map(str::to_owned).collect(),
        part,
        of,
        drawn: counts.iter().sum(),
        counts: counts.to_vec(),
        so_far: counts.to_vec(),
    }
}

fn known(key: &str, counts: &[u64]) -> Stratum {
    stratum(key, Part::Known, counts.iter().sum(), counts)
}

fn drawn(key: &str, of: u64, counts: &[u64]) -> Stratum {
    stratum(key, Part::Remainder, of, counts)
}

fn estimate(strata: Vec<Stratum>, outcomes: &[Outcome]) -> Estimate {
    Estimate::of(outcomes, strata, Confidence::default()).unwrap()
}

#[track_caller]
fn near(found: f64, expected: f64, off: f64) {
    assert!((found - expected).abs() <= off, "{found} is not {expected}");
}

#[test]
fn a_stratified_total_as_published() {
    let strata = [
        Drawn {
            of: 8,
            values: vec![4123, 721],
        },
        Drawn {
            of: 24,
            values: vec![194, 129, 239, 61, 262, 166],
        },
    ];
    let total = total(&strata).unwrap();
    assert_eq!(total.total.to_string(), "23580");
    assert_eq!(total.error.to_string(), "11801.49");
    assert_eq!(
        super::total(&[Drawn {
            of: 3,
            values: vec![5]
        }]),
        None
    );
    let whole = super::total(&[Drawn {
        of: 1,
        values: vec![5],
    }])
    .unwrap();
    assert_eq!((whole.total, whole.error), (5.into(), Quantity::ZERO));
}

/// Lohr, *Sampling: Design and Analysis*, the survey of the American Council of Learned Societies: 24.65 % are women, with a
/// standard error of .0071. The counts are those of the published whole percentages.
#[test]
fn stratified_shares_as_published() {
    let societies = [
        ("literature", 9_100, 636, 242),
        ("classics", 1_950, 451, 122),
        ("philosophy", 5_500, 481, 87),
        ("history", 10_850, 611, 116),
        ("linguistics", 2_100, 493, 177),
        ("politics", 5_500, 575, 75),
        ("sociology", 9_000, 588, 153),
    ];
    let strata =
        societies.map(|(key, of, returned, women)| drawn(key, of, &[women, returned - women]));
    let estimate = estimate(strata.to_vec(), &outcomes(1));
    let women = &estimate.lines[0];
    near(women.share, 0.2465, 3e-4);
    near(women.error(), 0.007_118_6, 5e-6);
    let n = women.effective.unwrap();
    near(n, women.share * (1.0 - women.share) / women.variance, 1e-6);
    assert!(n > 3_600.0 && n < 3_700.0, "{n}");
    assert_eq!(
        (estimate.whole, estimate.known, estimate.drawn),
        (44_000, 0, 3_835)
    );
}

#[test]
fn all_mapped_is_the_count_and_no_width() {
    let estimate = estimate(
        vec![known("a", &[3, 0, 4]), drawn("b", 5, &[1, 0, 4])],
        &outcomes(2),
    );
    assert!(estimate.is_count());
    for (line, count) in estimate.lines.iter().zip([4_u32, 0, 8]) {
        assert_eq!(line.expected, count.into());
        let count = u64::from(count);
        for bounds in [line.alone, line.together] {
            assert_eq!((bounds.low, bounds.high), (count, count));
            assert!(bounds.share.width() <= 0.0 && bounds.share.holds(line.share));
        }
        assert!(line.variance <= 0.0);
        assert_eq!(line.effective, None);
    }
}

#[test]
fn the_known_are_certain_and_a_tariff_nobody_has_stays_possible() {
    let strata = vec![known("a", &[100, 0, 400]), drawn("b", 500, &[0, 0, 50])];
    let estimate = estimate(strata, &outcomes(2));
    let [low, nobody, rest] = &estimate.lines[..] else {
        panic!("three outcomes");
    };
    // The sample shows no difference, so the effective number is its own: 49 / (.25 × .9).
    near(low.effective.unwrap(), 49.0 / 0.225, 1e-9);
    assert_eq!((low.seen, low.alone.low), (100, 100));
    assert!(low.alone.high > 130 && low.alone.high < 170, "{low:?}");
    assert_eq!((nobody.seen, nobody.alone.low), (0, 0));
    assert!(nobody.share <= 0.0 && nobody.alone.high > 0);
    assert!(nobody.together.high > nobody.alone.high);
    // At most the 450 of whom nothing is known are not at it.
    assert_eq!(
        (rest.seen, rest.expected.to_string()),
        (450, "900".to_owned())
    );
    assert!(rest.alone.low >= 450 && rest.alone.high <= 900);
}

#[test]
fn without_a_sample_it_is_refused_in_words() {
    let refused = |strata| {
        let refused = Estimate::of(&outcomes(1), strata, Confidence::default());
        refused.unwrap_err()
    };
    assert_eq!(refused(vec![]), Refused::Nobody);
    let mut unread = drawn("b", 60, &[3, 1]);
    unread.drawn = 6;
    let unsampled = stratum("c,x", Part::Unsampled, 1_200, &[]);
    let strata = vec![
        known("a", &[2, 2]),
        unread,
        unsampled,
        stratum("d", Part::CameIn, 7, &[]),
    ];
    let refused = refused(strata);
    let gaps: Vec<String> = refused.gaps().iter().map(Gap::to_string).collect();
    assert_eq!(
        gaps,
        [
            "60 of b: 4 of 6 drawn are read",
            "1,200 of c, x: not all are mapped, and none was drawn at random",
            "7 of d: they came in, or their mappings were taken back, after the sample was drawn",
        ]
    );
    let said = refused.to_string();
    assert!(
        said.starts_with("the strata of 1,200 pupils are not mapped whole"),
        "{said}"
    );
    assert!(said.contains("4 of the 6 drawn pupils"), "{said}");
    assert!(said.contains("7 pupils came in since"), "{said}");
}

#[test]
fn one_drawn_alone_borrows_the_spread_of_its_neighbour() {
    let alone = || drawn("main,early", 10, &[1, 0]);
    let near_by = || drawn("main,late", 90, &[6, 3]);
    let far = || drawn("special,late", 50, &[5, 5]);
    let estimate = estimate(vec![alone(), far(), near_by()], &outcomes(1));
    let keys = |key: &str| key.split(',').map(str::to_owned).collect::<Vec<_>>();
    let (keys, with) = (keys("main,early"), keys("main,late"));
    assert_eq!(estimate.collapsed, [Collapsed { keys, with }]);
    let line = &estimate.lines[0];
    // The share is each stratum's own: (10 × 1 + 50 × ½ + 90 × ⅔) / 150.
    near(line.share, 95.0 / 150.0, 1e-12);
    let weight = |of: f64| (of / 150.0).powi(2);
    let own = weight(90.0) * 0.9 * (2.0 / 9.0) / 8.0 + weight(50.0) * 0.8 * 0.25 / 9.0;
    let borrowed = weight(10.0) * 0.9 * (0.7 * 0.3) * 10.0 / 9.0;
    near(line.variance, own + borrowed, 1e-15);
    let lonely = Estimate::of(&outcomes(1), vec![alone()], Confidence::default());
    assert_eq!(lonely.unwrap_err().gaps()[0].why, Why::Alone);
    let two = super::tests::estimate(vec![alone(), drawn("x", 9, &[0, 1])], &outcomes(1));
    assert_eq!(two.collapsed.len(), 2);
    assert!(two.lines[0].variance > 0.0);
}

#[test]
fn a_part_is_the_estimate_of_its_strata() {
    let strata = || {
        vec![
            known("a,x", &[2, 1]),
            drawn("a,y", 40, &[4, 2]),
            drawn("b,x", 30, &[3, 3]),
        ]
    };
    let whole = estimate(strata(), &outcomes(1));
    let part = whole.part(0, "a").unwrap();
    let same = estimate(strata().into_iter().take(2).collect(), &outcomes(1));
    assert_eq!(part, same);
    assert_eq!(whole.part(1, "z"), Err(Refused::Nobody));
}

fn strata() -> impl Strategy<Value = Vec<Stratum>> {
    let one = (prop::collection::vec(0u64..12, 4), 0u64..300, any::<bool>());
    prop::collection::vec(one, 1..6).prop_map(|all| {
        let made = all
            .into_iter()
            .enumerate()
            .map(|(at, (mut counts, more, whole))| {
                counts[0] += 2;
                let of = counts.iter().sum::<u64>() + if whole { 0 } else { more };
                drawn(&format!("s{at}"), of, &counts)
            });
        made.collect()
    })
}

proptest! {
    #[test]
    fn shares_and_pupils_sum_to_the_whole(strata in strata()) {
        let estimate = estimate(strata, &outcomes(3));
        let shares: f64 = estimate.lines.iter().map(|line| line.share).sum();
        prop_assert!((shares - 1.0).abs() < 1e-9);
        let expected: Quantity = estimate.lines.iter().map(|line| line.expected).sum();
        prop_assert_eq!(expected.to_string(), estimate.whole.to_string());
        let sum = |end: fn(&EstimateLine) -> u64| estimate.lines.iter().map(end).sum::<u64>();
        prop_assert!(sum(|line| line.together.low) <= estimate.whole);
        prop_assert!(sum(|line| line.together.high) >= estimate.whole);
        for line in &estimate.lines {
            let pupils: f64 = line.expected.to_string().parse().unwrap();
            prop_assert!((pupils / number(estimate.whole) - line.share).abs() < 1e-9);
            prop_assert!(line.seen <= line.alone.low && line.together.high <= estimate.whole);
            prop_assert!(line.together.low <= line.alone.low && line.alone.high <= line.together.high);
            for bounds in [line.alone, line.together] {
                prop_assert!(number(bounds.low) <= pupils + 1e-9 && pupils <= number(bounds.high) + 1e-9);
                prop_assert!(bounds.low <= bounds.high);
            }
        }
    }

    #[test]
    fn the_order_of_strata_changes_nothing(strata in strata(), seed: u64) {
        let mut shuffled = strata.clone();
        Draw::from_seed(seed).shuffle(&mut shuffled);
        let (one, other) = (estimate(strata, &outcomes(3)), estimate(shuffled, &outcomes(3)));
        for (one, other) in one.lines.iter().zip(&other.lines) {
            prop_assert_eq!(one.expected, other.expected);
            prop_assert!((one.share - other.share).abs() < 1e-12);
            prop_assert!((one.variance - other.variance).abs() < 1e-12);
        }
    }

    #[test]
    fn the_same_share_everywhere_is_the_pooled_share(
        counts in prop::collection::vec(0u64..6, 4),
        sizes in prop::collection::vec((1u64..5, 1u64..9), 1..6),
    ) {
        prop_assume!(counts.iter().sum::<u64>() > 1);
        let strata = sizes.iter().enumerate().map(|(at, (times, more))| {
            let own: Vec<u64> = counts.iter().map(|count| count * times).collect();
            drawn(&format!("s{at}"), own.iter().sum::<u64>() * more, &own)
        });
        let estimate = estimate(strata.collect(), &outcomes(3));
        for (line, count) in estimate.lines.iter().zip(&counts) {
            let pooled = number(*count) / number(counts.iter().sum());
            prop_assert!((line.share - pooled).abs() < 1e-12);
            // And where it is the same everywhere, the sample by itself has the effective number of the formula.
            let by_itself = line.effective.zip(estimate.lines.iter().find_map(|line| line.effective));
            if let (Some((n, _)), true) = (by_itself, line.variance > 0.0) {
                let other = estimate.lines.iter().find(|other| other.variance > 0.0).unwrap();
                prop_assert!((n / other.effective.unwrap() - 1.0).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn an_extended_sample_is_allotted_as_one_drawn_at_once(
        sizes in prop::collection::vec(1u64..400, 1..8),
        first in 16u64..60,
        more in 0u64..60,
    ) {
        let strata = || sizes.iter().map(|of| Allotted { of: *of, ..Allotted::default() }).collect::<Vec<_>>();
        let mut once = strata();
        allot(&mut once, first + more).unwrap();
        let mut twice = strata();
        allot(&mut twice, first).unwrap();
        for stratum in &mut twice {
            stratum.before = std::mem::take(&mut stratum.drawn);
        }
        allot(&mut twice, more).unwrap();
        for (one, other) in once.iter().zip(&twice) {
            prop_assert_eq!(one.drawn, other.before + other.drawn);
            prop_assert!(one.drawn >= one.of.min(2) && one.drawn <= one.of);
        }
        let sum: u64 = once.iter().map(|one| one.drawn).sum();
        prop_assert_eq!(sum, (first + more).min(sizes.iter().sum()));
    }
}

#[test]
fn a_prospect_says_what_a_number_buys() {
    let strata = || {
        vec![
            Allotted {
                of: 12_000,
                ..Allotted::default()
            },
            Allotted {
                of: 6_000,
                ..Allotted::default()
            },
            Allotted {
                of: 3,
                ..Allotted::default()
            },
        ]
    };
    let mut few = strata();
    let refused = allot(&mut few, 5).unwrap_err();
    assert_eq!((refused.least, refused.strata), (6, 3));
    let at = Confidence::default();
    let of = |drawn| {
        let mut strata = strata();
        allot(&mut strata, drawn).unwrap();
        prospect(&[1_000, 1_000], strata, at)
    };
    let four_hundred = of(400);
    assert_eq!(four_hundred.drawn(), 400);
    assert_eq!(
        four_hundred
            .strata
            .iter()
            .map(|one| one.drawn)
            .collect::<Vec<_>>(),
        [265, 133, 2]
    );
    // 1.96 × √(.25/400) is .049, and the known tenth makes it narrower.
    assert!(
        four_hundred.alone > 0.042 && four_hundred.alone < 0.045,
        "{four_hundred:?}"
    );
    assert!(four_hundred.together > four_hundred.alone && four_hundred.guessed.is_empty());
    let number = wanted(&[1_000, 1_000], &strata(), 0.01, at);
    assert!(
        of(number).alone <= 0.01 && of(number - 1).alone > 0.01,
        "{number}"
    );
    assert!(of(50_000).alone <= 0.0);
}

#[test]
fn a_guess_narrows_the_prospect_and_never_enters_the_estimate() {
    let allotted = |of, drawn, guess: &[u64]| Allotted {
        of,
        drawn,
        guess: guess.to_vec(),
        ..Allotted::default()
    };
    let strata = vec![allotted(1_000, 50, &[95, 5]), allotted(1_000, 50, &[])];
    let prospect = prospect(&[0, 0], strata, Confidence::default());
    let widest = prospect.widest().unwrap();
    near(widest.share * (1.0 - widest.share), 0.95 * 0.05, 1e-12);
    assert!(widest.half < prospect.alone / 1.5, "{prospect:?}");
}
