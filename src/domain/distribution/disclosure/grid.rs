//! Tables of counts with all their totals, and what may be shown of them.

use std::collections::{BTreeMap, BTreeSet};

use super::axis::Axis;
use super::ground::{Cell, Ground};
use super::outer::Outer;
use super::shown::{Reach, Rounding, Shown};
use super::{WIDTH, search};

/// The most cells and totals that a table's counts may stand in; beyond it nearly every count would be 1 to 4.
const MOST: usize = 30_000_000;

/// A table of counts, of any number of dimensions.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    axes: Vec<Axis>,
    cells: BTreeMap<Vec<usize>, u64>,
    dear: BTreeSet<Vec<usize>>,
}

/// Why a table cannot be made public.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "the table has {cells} cells and totals, most of them of a few pupils: hardly a number could be shown"
)]
pub struct TooFine {
    /// The cells and totals, each pupil's group counted in every one that it stands in.
    pub cells: usize,
}

impl Counts {
    /// Begins a table.
    pub fn new(axes: Vec<Axis>) -> Self {
        Self {
            axes,
            ..Self::default()
        }
    }

    /// Adds pupils at a value of each dimension.
    pub fn add(&mut self, at: Vec<usize>, count: u64) {
        *self.cells.entry(at).or_default() += count;
    }

    /// Asks for a number, a node of each dimension, to be hidden only where nothing else will do.
    pub fn hold_dear(&mut self, at: Vec<usize>) {
        self.dear.insert(at);
    }

    /// Decides what may be shown.
    ///
    /// # Errors
    ///
    /// [`TooFine`] where the table has more cells than can sensibly be published.
    pub fn protect(&self, outer: Outer) -> Result<Protected, TooFine> {
        let each: usize = (self.axes.iter())
            .map(|axis| 2 + axis.nodes() - axis.values() - 1)
            .fold(1, usize::saturating_mul);
        let cells = each.saturating_mul(self.cells.len());
        if cells > MOST {
            return Err(TooFine { cells });
        }
        let mut ground = Ground::of(&self.axes, &self.cells, &self.dear);
        search::protect(&mut ground, outer);
        Ok(Protected(ground))
    }
}

/// A table of counts of which is known what may be shown.
#[derive(Clone, Debug)]
pub struct Protected(Ground);

impl Protected {
    /// How a number, a node of each dimension, is shown.
    pub fn shown(&self, at: &[usize], rounding: Rounding) -> Shown {
        let cell = self.0.cell(self.0.key(at));
        if cell.hidden {
            return Shown::Suppressed;
        }
        Shown::count(cell.count, rounding)
    }

    /// What an attacker is left with of a hidden number; nothing of one that is shown.
    pub fn reach(&self, at: &[usize]) -> Option<Reach> {
        let cell = self.0.cell(self.0.key(at));
        cell.hidden.then(|| cell.reach())
    }

    /// Every hidden number by its nodes, in order, with what an attacker is left with.
    pub fn hidden(&self) -> Vec<(Vec<usize>, Reach)> {
        self.0.hidden()
    }

    /// The nodes of every number that is not empty, and of the empty ones that are hidden, in order.
    pub fn occupied(&self) -> Vec<Vec<usize>> {
        self.0.occupied()
    }

    /// How many numbers are hidden that are not small themselves.
    pub fn further(&self) -> usize {
        self.0
            .hidden_cells()
            .filter(|cell| !cell.is_small())
            .count()
    }

    /// How many small numbers are left in less doubt than [`WIDTH`]: none, but where the whole is hidden elsewhere and stands
    /// too close to what is shown.
    pub fn narrow(&self) -> usize {
        let narrow = |cell: &&Cell| cell.is_small() && cell.reach().width() < WIDTH;
        self.0.hidden_cells().filter(narrow).count()
    }
}
