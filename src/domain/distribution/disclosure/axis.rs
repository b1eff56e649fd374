//! Axes: the values of one dimension, and the totals that are published over them.

/// One dimension of a table.
///
/// Its nodes are numbered: first the values, then the totals over some of them in the order they were added, last the total
/// over all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Axis {
    values: usize,
    totals: Vec<Vec<usize>>,
    /// The nodes that hold each value.
    holding: Vec<Vec<usize>>,
}

impl Axis {
    /// Gives a dimension of so many values with the total over all of them.
    pub fn new(values: usize) -> Self {
        Self::with_totals(values, &[])
    }

    /// Gives a dimension that has, beside the total over all, totals over some of its values; the lists may overlap.
    pub fn with_totals(values: usize, totals: &[&[usize]]) -> Self {
        let all = values + totals.len();
        let holding = (0..values).map(|value| {
            let over = totals.iter().enumerate();
            let over = over.filter(|(_, total)| total.contains(&value));
            let over = over.map(|(at, _)| values + at);
            [value].into_iter().chain(over).chain([all]).collect()
        });
        Self {
            values,
            totals: totals.iter().map(|total| total.to_vec()).collect(),
            holding: holding.collect(),
        }
    }

    /// How many values it has.
    pub fn values(&self) -> usize {
        self.values
    }

    /// The number of the total over some of the values.
    pub fn total(&self, at: usize) -> usize {
        self.values + at
    }

    /// The number of the total over all.
    pub fn all(&self) -> usize {
        self.values + self.totals.len()
    }

    /// How many nodes it has.
    pub(super) fn nodes(&self) -> usize {
        self.all() + 1
    }

    /// The nodes that hold a value, itself first.
    pub(super) fn holding(&self, value: usize) -> &[usize] {
        self.holding.get(value).map_or(&[], Vec::as_slice)
    }

    /// Whether a node holds a value.
    pub(super) fn holds(&self, node: usize, value: usize) -> bool {
        self.holding(value).contains(&node)
    }

    /// Whether a node is a total.
    pub(super) fn is_total(&self, node: usize) -> bool {
        node >= self.values
    }
}
