//! How often the intervals hold, over samples of an invented population drawn again and again.

use super::super::super::super::draw::Draw;
use super::super::{Bounds, number};
use super::{drawn, estimate, known, outcomes};

/// Draws stratified samples of an invented population over and over, and counts how often each interval holds.
fn held(strata: &[[u64; 4]], sizes: &[u64], known_counts: &[u64], rounds: u64) -> (Vec<f64>, f64) {
    let truth: Vec<u64> = (0..4)
        .map(|at| known_counts[at] + strata.iter().map(|one| one[at]).sum::<u64>())
        .collect();
    let (mut alone, mut together) = ([0_u32; 4], 0_u32);
    let mut draw = Draw::from_seed(2_026);
    for _ in 0..rounds {
        let mut sampled = vec![known("known", known_counts)];
        for (at, (counts, size)) in strata.iter().zip(sizes).enumerate() {
            let (mut left, mut found) = (*counts, [0; 4]);
            for _ in 0..*size {
                let mut number = draw.below(left.iter().sum());
                let outcome = (left.iter())
                    .position(|count| {
                        let here = number < *count;
                        number = number.saturating_sub(*count);
                        here
                    })
                    .unwrap();
                left[outcome] -= 1;
                found[outcome] += 1;
            }
            sampled.push(drawn(&format!("s{at}"), counts.iter().sum(), &found));
        }
        let estimate = estimate(sampled, &outcomes(3));
        let holds = |bounds: &Bounds, truth: u64| bounds.low <= truth && truth <= bounds.high;
        for (at, line) in estimate.lines.iter().enumerate() {
            alone[at] += u32::from(holds(&line.alone, truth[at]));
        }
        together += u32::from(
            estimate
                .lines
                .iter()
                .zip(&truth)
                .all(|(line, truth)| holds(&line.together, *truth)),
        );
    }
    let share = |count: u32| f64::from(count) / number(rounds);
    (alone.map(share).to_vec(), share(together))
}

#[test]
fn nineteen_intervals_in_twenty_hold() {
    let strata = [
        [400, 300, 250, 50],
        [90, 400, 160, 50],
        [20, 60, 300, 20],
        [150, 20, 20, 10],
    ];
    let (alone, together) = held(&strata, &[80, 56, 32, 16], &[200, 100, 60, 5], 2_000);
    for share in &alone {
        assert!((0.935..=0.975).contains(share), "{alone:?}");
    }
    assert!((0.945..=0.99).contains(&together), "{together}");
}

#[test]
fn intervals_of_rare_outcomes_and_of_the_smallest_strata_hold_too() {
    let strata = [
        [900, 80, 15, 5],
        [300, 90, 8, 2],
        [30, 10, 0, 0],
        [5, 14, 1, 0],
    ];
    let (alone, together) = held(&strata, &[50, 20, 2, 2], &[10, 300, 40, 0], 2_000);
    for share in &alone {
        assert!(*share >= 0.92, "{alone:?}");
    }
    assert!(together >= 0.92, "{together}");
}
