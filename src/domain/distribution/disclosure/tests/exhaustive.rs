//! Every table that agrees with what was published.

use proptest::prelude::*;

use super::{View, protected};
use crate::domain::distribution::disclosure::{Protected, SMALL, WIDTH};

/// Beyond the true count, as far as a number without any published total over it is tried.
const BEYOND: u64 = 6;

/// The least and the greatest value of every number, over all tables that agree with what was published.
fn attack(view: &View, counts: &[u64]) -> Vec<(u64, u64)> {
    let published: Vec<(&Vec<usize>, u64)> = (view.numbers.iter())
        .filter_map(|(_, over, shown)| shown.map(|shown| (over, shown)))
        .collect();
    let over = |cell: usize| {
        let all = published.iter().enumerate();
        all.filter(move |(_, (over, _))| over.contains(&cell))
            .map(|(at, _)| at)
    };
    let over: Vec<Vec<usize>> = (0..view.cells.len())
        .map(|cell| over(cell).collect())
        .collect();
    // What is complete with a cell can be checked there.
    let complete = |cell: usize| {
        let all = published.iter().enumerate();
        let last = all.filter(|(_, (over, _))| over.iter().max() == Some(&cell));
        last.map(|(at, _)| at).collect::<Vec<_>>()
    };
    let complete: Vec<Vec<usize>> = (0..view.cells.len()).map(complete).collect();
    let mut left: Vec<u64> = published.iter().map(|(_, shown)| *shown).collect();
    let mut tried = vec![0; view.cells.len()];
    let mut found = vec![(u64::MAX, 0); view.numbers.len()];
    let mut walk = Walk {
        view,
        counts,
        over: &over,
        complete: &complete,
        found: &mut found,
    };
    walk.from(0, &mut left, &mut tried);
    found
}

struct Walk<'a> {
    view: &'a View,
    counts: &'a [u64],
    over: &'a [Vec<usize>],
    complete: &'a [Vec<usize>],
    found: &'a mut Vec<(u64, u64)>,
}

impl Walk<'_> {
    fn from(&mut self, cell: usize, left: &mut [u64], tried: &mut [u64]) {
        if cell == tried.len() {
            for ((_, over, _), found) in self.view.numbers.iter().zip(self.found.iter_mut()) {
                let sum = over.iter().map(|at| tried[*at]).sum();
                *found = (found.0.min(sum), found.1.max(sum));
            }
            return;
        }
        let most = self.over[cell].iter().map(|at| left[*at]).min();
        for value in 0..=most.unwrap_or(self.counts[cell] + BEYOND) {
            self.over[cell].iter().for_each(|at| left[*at] -= value);
            tried[cell] = value;
            if self.complete[cell].iter().all(|at| left[*at] == 0) {
                self.from(cell + 1, left, tried);
            }
            self.over[cell].iter().for_each(|at| left[*at] += value);
        }
    }
}

fn holds_out(sizes: &[usize], counts: &[u64]) -> Protected {
    let table = protected(sizes, counts);
    let view = View::of(sizes, &table);
    for ((at, over, shown), (low, high)) in view.numbers.iter().zip(attack(&view, counts)) {
        let count: u64 = over.iter().map(|at| counts[*at]).sum();
        let Some(shown) = shown else {
            let reach = table.reach(at).unwrap();
            assert!(low < high, "{at:?} can only be {low}: {counts:?}");
            assert!(low <= reach.low && reach.low <= count, "{at:?} {counts:?}");
            assert!(count <= reach.high, "{at:?} {counts:?}");
            assert!(high >= reach.high.min(count + BEYOND), "{at:?} {counts:?}");
            continue;
        };
        assert!(*shown == count && !(1..=SMALL).contains(&count), "{at:?}");
    }
    let whole: u64 = counts.iter().sum();
    if whole > SMALL {
        assert_eq!(table.narrow(), 0, "{counts:?} {:?}", table.hidden());
    }
    table
}

#[test]
fn a_small_count_is_hidden_with_another_in_its_line_and_column() {
    let table = holds_out(&[2, 3], &[2, 30, 40, 50, 60, 70]);
    let hidden: Vec<Vec<usize>> = table.hidden().into_iter().map(|(at, _)| at).collect();
    assert_eq!(hidden, [[0, 0], [0, 1], [1, 0], [1, 1]]);
    assert_eq!((table.further(), table.narrow()), (3, 0));
    let reach = table.reach(&[0, 0]).unwrap();
    assert_eq!((reach.low, reach.high), (0, 32));
}

#[test]
fn nothing_is_hidden_without_a_small_count() {
    let table = holds_out(&[2, 2], &[0, 5, 17, 0]);
    assert_eq!(table.hidden(), []);
}

#[test]
fn a_table_of_a_few_pupils_shows_nothing_of_them() {
    let table = holds_out(&[2, 2], &[1, 0, 0, 2]);
    assert!(table.reach(&[2, 2]).is_some_and(|reach| reach.high > 1_000));
    let single = holds_out(&[1], &[3]);
    assert_eq!(single.hidden().len(), 2);
    assert_eq!(holds_out(&[1, 1], &[7]).hidden(), []);
    assert_eq!(holds_out(&[2, 2], &[0, 0, 0, 0]).hidden(), []);
}

#[test]
fn of_a_few_pupils_one_each_in_as_many_places_enough_can_be_elsewhere() {
    holds_out(&[2, 3], &[1, 1, 1, 1, 0, 1]);
    holds_out(&[2, 2, 2], &[1, 0, 1, 0, 1, 1, 1, 1]);
}

#[test]
fn a_value_that_one_pupil_has_is_hidden_in_every_total() {
    // One pupil in the second school: its total is the pupil, so a second school's total is hidden too.
    let table = holds_out(&[3, 2], &[20, 30, 1, 0, 9, 8]);
    assert!(
        table
            .reach(&[1, 2])
            .is_some_and(|reach| reach.width() >= WIDTH)
    );
    assert!(table.reach(&[1, 0]).is_some());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn no_hidden_number_of_two_dimensions_has_one_value(
        counts in prop::collection::vec(prop_oneof![3 => 0_u64..=4, 1 => 5_u64..9], 6)
    ) {
        holds_out(&[2, 3], &counts);
    }

    #[test]
    fn no_hidden_number_of_three_dimensions_has_one_value(
        counts in prop::collection::vec(prop_oneof![3 => 0_u64..=3, 1 => 5_u64..8], 8)
    ) {
        holds_out(&[2, 2, 2], &counts);
    }

    #[test]
    fn no_hidden_number_of_a_square_has_one_value(
        counts in prop::collection::vec(prop_oneof![4 => Just(0_u64), 2 => 1_u64..=4, 1 => 5_u64..7], 9)
    ) {
        holds_out(&[3, 3], &counts);
    }
}
