//! Attacks on published tables: everything that agrees with what is shown is tried, or a linear programme is asked.

mod exhaustive;
mod linear;
mod release;

use super::{Axis, Counts, Outer, Protected, Rounding};

/// A table of such sizes, filled from a list of counts in order.
fn table(sizes: &[usize], counts: &[u64]) -> Counts {
    let mut table = Counts::new(sizes.iter().map(|size| Axis::new(*size)).collect());
    for (at, count) in values(sizes).into_iter().zip(counts) {
        table.add(at, *count);
    }
    table
}

/// Every value of each dimension with every value of the others.
fn values(sizes: &[usize]) -> Vec<Vec<usize>> {
    let mut all = vec![Vec::new()];
    for size in sizes {
        let longer = |so_far: &Vec<usize>| {
            let so_far = so_far.clone();
            (0..*size).map(move |value| [so_far.clone(), vec![value]].concat())
        };
        all = all.iter().flat_map(longer).collect();
    }
    all
}

/// The published view of a table: the cells in order, and every number with the cells in it and what is shown of it.
struct View {
    cells: Vec<Vec<usize>>,
    numbers: Vec<(Vec<usize>, Vec<usize>, Option<u64>)>,
}

impl View {
    fn of(sizes: &[usize], table: &Protected) -> Self {
        let cells = values(sizes);
        let nodes: Vec<usize> = sizes.iter().map(|size| size + 1).collect();
        let inside = |at: &Vec<usize>| {
            let holds = |cell: &&Vec<usize>| {
                let parts = at.iter().zip(sizes).zip(*cell);
                parts
                    .into_iter()
                    .all(|((node, size), value)| node == size || node == value)
            };
            let found = cells.iter().enumerate();
            found
                .filter(|(_, cell)| holds(cell))
                .map(|(at, _)| at)
                .collect()
        };
        let number = |at: Vec<usize>| {
            let over: Vec<usize> = inside(&at);
            let shown = table.shown(&at, Rounding::Exact).number();
            (at, over, shown)
        };
        let numbers = values(&nodes).into_iter().map(number).collect();
        Self { cells, numbers }
    }
}

fn protected(sizes: &[usize], counts: &[u64]) -> Protected {
    table(sizes, counts).protect(Outer::Shown).unwrap()
}
