//! The ground that moves are looked for on: every cell and total of a table by one number.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{BuildHasherDefault, Hasher};

use super::SMALL;
use super::axis::Axis;
use super::shown::Reach;

/// A number of the table, a cell's or a total's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Cell {
    /// How many pupils.
    pub(super) count: u64,
    /// Whether it is hidden.
    pub(super) hidden: bool,
    /// Whether it is hidden only at last.
    pub(super) dear: bool,
    /// How many more there may be as far as an attacker knows.
    pub(super) up: u64,
    /// How many fewer.
    pub(super) down: u64,
}

impl Cell {
    /// Whether its count may never be shown.
    pub(super) fn is_small(&self) -> bool {
        (1..=SMALL).contains(&self.count)
    }

    /// What an attacker is left with.
    pub(super) fn reach(&self) -> Reach {
        Reach {
            low: self.count.saturating_sub(self.down),
            high: self.count.saturating_add(self.up),
        }
    }

    /// How far apart the least and the greatest value of it are.
    pub(super) fn width(&self) -> u64 {
        self.up.saturating_add(self.down)
    }
}

/// Spreads the numbers of cells: they are products of small ones, and nobody chooses them.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Spread(u64);

impl Hasher for Spread {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u128(u128::from(*byte));
        }
    }

    fn write_u128(&mut self, number: u128) {
        let folded = u64::try_from(number & u128::from(u64::MAX)).unwrap_or(0)
            ^ u64::try_from(number >> 64).unwrap_or(0);
        self.0 = (self.0 ^ folded).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}

/// A map by the numbers of cells.
pub(super) type ByKey<T> = HashMap<u128, T, BuildHasherDefault<Spread>>;

/// Pupils at one value of every dimension.
#[derive(Clone, Debug)]
pub(super) struct Detail {
    /// The values.
    pub(super) at: Vec<usize>,
    /// How many pupils.
    pub(super) count: u64,
}

/// A table laid out: its details, and every cell and total that is not empty.
#[derive(Clone, Debug)]
pub(super) struct Ground {
    pub(super) axes: Vec<Axis>,
    /// By how much a cell's number grows with the node of each dimension.
    pub(super) strides: Vec<u128>,
    pub(super) details: Vec<Detail>,
    cells: ByKey<Cell>,
}

impl Ground {
    /// Lays a table out; small counts are hidden from the start.
    pub(super) fn of(
        axes: &[Axis],
        counts: &BTreeMap<Vec<usize>, u64>,
        dear: &BTreeSet<Vec<usize>>,
    ) -> Self {
        let mut stride = 1;
        let mut strides = Vec::with_capacity(axes.len());
        for axis in axes {
            strides.push(stride);
            stride *= axis.nodes() as u128;
        }
        let details = counts.iter().filter(|(_, count)| **count > 0);
        let mut ground = Self {
            axes: axes.to_vec(),
            strides,
            details: details
                .map(|(at, count)| Detail {
                    at: at.clone(),
                    count: *count,
                })
                .collect(),
            cells: ByKey::default(),
        };
        let mut keys = Vec::new();
        for detail in &ground.details {
            ground.keys_over(&detail.at, &mut keys);
            for key in &keys {
                ground.cells.entry(*key).or_default().count += detail.count;
            }
        }
        for cell in ground.cells.values_mut() {
            cell.hidden = cell.is_small();
        }
        for at in dear {
            let key = ground.key(at);
            ground.cells.entry(key).or_default().dear = true;
        }
        ground
    }

    /// The number of a cell, a node of each dimension.
    pub(super) fn key(&self, at: &[usize]) -> u128 {
        let parts = at.iter().zip(&self.strides);
        parts.map(|(node, stride)| *node as u128 * stride).sum()
    }

    /// The nodes of a cell's number.
    pub(super) fn nodes(&self, key: u128) -> Vec<usize> {
        let node = |(axis, stride): (&Axis, &u128)| {
            usize::try_from(key / stride % axis.nodes() as u128).unwrap_or(0)
        };
        self.axes.iter().zip(&self.strides).map(node).collect()
    }

    /// The number of the total of the whole table.
    pub(super) fn root(&self) -> u128 {
        let parts = self.axes.iter().zip(&self.strides);
        parts
            .map(|(axis, stride)| axis.all() as u128 * stride)
            .sum()
    }

    /// The cell of a number; an empty one where nobody stands.
    pub(super) fn cell(&self, key: u128) -> Cell {
        self.cells.get(&key).copied().unwrap_or_default()
    }

    /// The cell of a number, to be changed.
    pub(super) fn cell_mut(&mut self, key: u128) -> &mut Cell {
        self.cells.entry(key).or_default()
    }

    /// Writes the numbers of every cell and total that some values stand in.
    pub(super) fn keys_over(&self, at: &[usize], keys: &mut Vec<u128>) {
        keys.clear();
        keys.push(0);
        for ((axis, stride), value) in self.axes.iter().zip(&self.strides).zip(at) {
            let so_far = std::mem::take(keys);
            let nodes = axis.holding(*value);
            keys.reserve(so_far.len() * nodes.len());
            for node in nodes {
                let step = *node as u128 * stride;
                keys.extend(so_far.iter().map(|key| key + step));
            }
        }
    }

    /// The small cells and totals: those over the most dimensions first.
    pub(super) fn small(&self) -> Vec<u128> {
        let small = self.cells.iter().filter(|(_, cell)| cell.is_small());
        let mut small: Vec<(usize, u128)> = small.map(|(key, _)| (self.own(*key), *key)).collect();
        small.sort_unstable();
        small.into_iter().map(|(_, key)| key).collect()
    }

    /// In how many dimensions a cell has a value of its own.
    fn own(&self, key: u128) -> usize {
        let nodes = self.nodes(key);
        let own = |(node, axis): &(&usize, &Axis)| !axis.is_total(**node);
        nodes.iter().zip(&self.axes).filter(own).count()
    }

    /// The hidden cells, in no order.
    pub(super) fn hidden_cells(&self) -> impl Iterator<Item = &Cell> {
        self.cells.values().filter(|cell| cell.hidden)
    }

    /// The nodes of the cells that are not empty or are hidden, in order.
    pub(super) fn occupied(&self) -> Vec<Vec<usize>> {
        let occupied = self.cells.iter();
        let occupied = occupied.filter(|(_, cell)| cell.count > 0 || cell.hidden);
        let mut occupied: Vec<_> = occupied.map(|(key, _)| self.nodes(*key)).collect();
        occupied.sort_unstable();
        occupied
    }

    /// The hidden cells by their nodes, in order.
    pub(super) fn hidden(&self) -> Vec<(Vec<usize>, Reach)> {
        let hidden = self.cells.iter().filter(|(_, cell)| cell.hidden);
        let mut hidden: Vec<_> = hidden
            .map(|(key, cell)| (self.nodes(*key), cell.reach()))
            .collect();
        hidden.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
        hidden
    }
}
