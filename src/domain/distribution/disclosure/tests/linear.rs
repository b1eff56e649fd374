//! A linear programme over larger tables, asked for the least and the greatest value of every hidden number.

use microlp::{ComparisonOp, LinearExpr, OptimizationDirection, Problem, Variable};
use proptest::prelude::*;

use super::{View, protected};
use crate::domain::distribution::disclosure::WIDTH;
use crate::domain::draw::Draw;

/// The least or the greatest value that the sum of some cells can have.
fn extreme(view: &View, cells: &[usize], direction: OptimizationDirection) -> f64 {
    let mut problem = Problem::new(direction);
    let weight = |cell: usize| if cells.contains(&cell) { 1.0 } else { 0.0 };
    let variables: Vec<Variable> = (0..view.cells.len())
        .map(|cell| problem.add_var(weight(cell), (0.0, 1e6)))
        .collect();
    for (_, over, shown) in &view.numbers {
        let Some(shown) = shown else { continue };
        let mut sum = LinearExpr::empty();
        for cell in over {
            sum.add(variables[*cell], 1.0);
        }
        #[expect(clippy::cast_precision_loss, reason = "counts of a test are small")]
        problem.add_constraint(sum, ComparisonOp::Eq, *shown as f64);
    }
    problem.solve().unwrap().objective()
}

#[expect(clippy::cast_precision_loss, reason = "counts of a test are small")]
fn withstands(sizes: &[usize], counts: &[u64]) {
    let table = protected(sizes, counts);
    let view = View::of(sizes, &table);
    let hidden: Vec<_> = view
        .numbers
        .iter()
        .filter(|(_, _, shown)| shown.is_none())
        .collect();
    let every = hidden.len() / 24 + 1;
    for (at, over, _) in hidden.into_iter().step_by(every) {
        let reach = table.reach(at).unwrap();
        let low = extreme(&view, over, OptimizationDirection::Minimize);
        let high = extreme(&view, over, OptimizationDirection::Maximize);
        assert!(high - low > 0.5, "{at:?} can only be {low}");
        assert!(low < reach.low as f64 + 1e-4, "{at:?} {low} {reach:?}");
        assert!(
            high > (reach.high as f64).min(1e6) - 1e-4,
            "{at:?} {high} {reach:?}"
        );
    }
}

/// A table such as caseloads give: many empty and small cells, a few large ones.
fn drawn(sizes: &[usize], seed: u64) -> Vec<u64> {
    let mut draw = Draw::from_seed(seed);
    let one = |_| match draw.below(10) {
        0..=3 => 0,
        4..=6 => draw.below(5),
        7 | 8 => draw.below(30),
        _ => draw.below(400),
    };
    (0..sizes.iter().product()).map(one).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4))]

    #[test]
    fn a_linear_programme_finds_no_hidden_number(seed in 0_u64..1_000_000) {
        for sizes in [&[7, 6][..], &[4, 4, 3], &[3, 3, 2, 3]] {
            withstands(sizes, &drawn(sizes, seed));
        }
    }
}

#[test]
fn where_pupils_enough_stand_about_every_hidden_number_is_left_in_doubt() {
    for seed in 0..4 {
        let sizes = [6, 4, 5, 4];
        let table = protected(&sizes, &drawn(&sizes, seed));
        assert_eq!(table.narrow(), 0, "{seed}");
        let least = table
            .hidden()
            .into_iter()
            .map(|(_, reach)| reach.width())
            .min();
        assert!(least.is_some_and(|least| least >= WIDTH));
    }
}
