//! Tables by their drawn lines: where the cells are, and which letters stand in each.

use super::ink::{Ink, Letter, Rule};

/// How near lines must come to be one, or to touch.
const NEAR: f64 = 4.0;

/// The most squares between the lines of a table.
const MOST_SQUARES: usize = 10_000;

/// A table's cells.
#[derive(Clone, Debug)]
pub(super) struct Grid {
    across: Vec<f64>,
    down: Vec<f64>,
    /// The cell that each square belongs to, row by row.
    cells: Vec<usize>,
}

/// Where a cell stands in its table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Spot {
    /// Its first row.
    pub(super) row: usize,
    /// Its first column.
    pub(super) column: usize,
    /// How many columns it spans.
    pub(super) span: usize,
    /// Where its right border is.
    pub(super) right: f64,
}

/// Finds the tables of a page; those within another's cell are part of that cell.
pub(super) fn grids(ink: &Ink) -> Vec<Grid> {
    let across = merged(&ink.across);
    let down = merged(&ink.down);
    let mut grids: Vec<Grid> = Vec::new();
    for (across, down) in components(&across, &down) {
        grids.extend(Grid::of(&across, &down));
    }
    // A frame around tables, or around the whole page, is none.
    let mut grids = without(grids, |grid, other| grid.is_box() && grid.holds_grid(other));
    grids = without(grids, |grid, other| other.holds_grid(grid));
    grids.sort_by(|one, other| one.top().total_cmp(&other.top()));
    grids
}

/// Leaves out the tables of which something is true beside one of the others.
fn without(grids: Vec<Grid>, is: impl Fn(&Grid, &Grid) -> bool) -> Vec<Grid> {
    let gone: Vec<bool> = grids
        .iter()
        .map(|grid| grids.iter().any(|other| is(grid, other)))
        .collect();
    let kept = grids.into_iter().zip(gone).filter(|(_, gone)| !gone);
    kept.map(|(grid, _)| grid).collect()
}

/// Joins lines that lie on one another or end to end.
fn merged(rules: &[Rule]) -> Vec<Rule> {
    let mut sorted = rules.to_vec();
    sorted.sort_by(|one, other| one.at.total_cmp(&other.at));
    let mut joined: Vec<Rule> = Vec::new();
    let mut level: Vec<Rule> = Vec::new();
    for rule in sorted {
        if level.first().is_some_and(|first| rule.at - first.at > 1.5) {
            joined.append(&mut in_a_row(&mut level));
        }
        level.push(rule);
    }
    joined.append(&mut in_a_row(&mut level));
    joined
}

/// Joins the lines of one level where they touch.
fn in_a_row(level: &mut Vec<Rule>) -> Vec<Rule> {
    let mut rules = std::mem::take(level);
    rules.sort_by(|one, other| one.from.total_cmp(&other.from));
    let mut joined: Vec<Rule> = Vec::new();
    for rule in rules {
        match joined.last_mut() {
            Some(last) if rule.from <= last.to + NEAR => last.to = last.to.max(rule.to),
            Some(_) | None => joined.push(rule),
        }
    }
    joined
}

fn touch(across: &Rule, down: &Rule) -> bool {
    let within = |at: f64, rule: &Rule| at >= rule.from - NEAR && at <= rule.to + NEAR;
    within(down.at, across) && within(across.at, down)
}

/// Parts lines into those that hang together.
fn components(across: &[Rule], down: &[Rule]) -> Vec<(Vec<Rule>, Vec<Rule>)> {
    let mut loose_across: Vec<Rule> = across.to_vec();
    let mut loose_down: Vec<Rule> = down.to_vec();
    let mut found = Vec::new();
    while let Some(first) = loose_across.pop() {
        let (mut own_across, mut own_down) = (vec![first], Vec::new());
        let (mut new_across, mut new_down) = (vec![first], Vec::new());
        while !new_across.is_empty() || !new_down.is_empty() {
            let reached = |rule: &Rule| new_across.iter().any(|other| touch(other, rule));
            let next_down: Vec<Rule> = loose_down.extract_if(.., |rule| reached(rule)).collect();
            let reached = |rule: &Rule| new_down.iter().any(|other| touch(rule, other));
            let next_across: Vec<Rule> =
                loose_across.extract_if(.., |rule| reached(rule)).collect();
            own_down.extend(&next_down);
            own_across.extend(&next_across);
            (new_across, new_down) = (next_across, next_down);
        }
        if own_across.len() + own_down.len() > 3 {
            found.push((own_across, own_down));
        }
    }
    found
}

/// The levels on which lines lie, near ones taken together.
fn levels(mut at: Vec<f64>) -> Vec<f64> {
    at.sort_by(f64::total_cmp);
    let mut levels: Vec<f64> = Vec::new();
    for level in at {
        if levels.last().is_none_or(|last| level - last > NEAR) {
            levels.push(level);
        }
    }
    levels
}

/// Whether lines on a level cover a place.
fn covers(rules: &[Rule], level: f64, place: f64) -> bool {
    rules.iter().any(|rule| {
        (rule.at - level).abs() <= NEAR && rule.from - 1.0 <= place && place <= rule.to + 1.0
    })
}

impl Grid {
    /// The cells between lines that hang together; nothing where they enclose none.
    fn of(across: &[Rule], down: &[Rule]) -> Option<Self> {
        let ends = |rules: &[Rule]| {
            let from = rules.iter().map(|rule| rule.from).reduce(f64::min);
            let to = rules.iter().map(|rule| rule.to).reduce(f64::max);
            from.into_iter().chain(to).collect::<Vec<f64>>()
        };
        let at = |rules: &[Rule]| rules.iter().map(|rule| rule.at).collect::<Vec<f64>>();
        let rows = levels([at(across), ends(down)].concat());
        let columns = levels([at(down), ends(across)].concat());
        let (high, wide) = (rows.len().checked_sub(1)?, columns.len().checked_sub(1)?);
        if high * wide < 1 || across.len() < 2 || down.len() < 2 || high * wide > MOST_SQUARES {
            return None;
        }
        let mut grid = Self {
            cells: (0..high * wide).collect(),
            across: rows,
            down: columns,
        };
        grid.unite(across, down);
        Some(grid)
    }

    /// Whether it is one cell, a box around text.
    fn is_box(&self) -> bool {
        self.cells.iter().all(|cell| *cell == 0)
    }

    /// Makes one cell of squares that no line parts.
    fn unite(&mut self, across: &[Rule], down: &[Rule]) {
        let wide = self.wide();
        let middles = |levels: &[f64]| -> Vec<f64> {
            levels
                .windows(2)
                .map(|pair| pair.iter().sum::<f64>() / 2.0)
                .collect()
        };
        let (rows, columns) = (middles(&self.across), middles(&self.down));
        for (row, middle) in rows.iter().enumerate() {
            for (column, center) in columns.iter().enumerate() {
                let own = row * wide + column;
                if let Some(border) = self.down.get(column + 1).copied()
                    && column + 1 < wide
                    && !covers(down, border, *middle)
                {
                    self.join(own, own + 1);
                }
                if let Some(border) = self.across.get(row + 1).copied()
                    && row + 1 < rows.len()
                    && !covers(across, border, *center)
                {
                    self.join(own, own + wide);
                }
            }
        }
    }

    fn join(&mut self, one: usize, other: usize) {
        let of = |at: usize| self.cells.get(at).copied();
        let (Some(one), Some(other)) = (of(one), of(other)) else {
            return;
        };
        if one != other {
            let (kept, gone) = (one.min(other), one.max(other));
            for cell in &mut self.cells {
                if *cell == gone {
                    *cell = kept;
                }
            }
        }
    }

    /// How many columns it has.
    pub(super) fn wide(&self) -> usize {
        self.down.len().saturating_sub(1)
    }

    /// Where it begins.
    pub(super) fn top(&self) -> f64 {
        self.across.first().copied().unwrap_or(0.0)
    }

    /// Where it ends.
    pub(super) fn bottom(&self) -> f64 {
        self.across.last().copied().unwrap_or(0.0)
    }

    /// Where its columns begin and end.
    pub(super) fn borders(&self) -> &[f64] {
        &self.down
    }

    /// Whether another table stands within one of its cells.
    fn holds_grid(&self, other: &Self) -> bool {
        let corners = [
            (other.down.first(), other.across.first()),
            (other.down.last(), other.across.last()),
        ];
        let [first, last] = corners.map(|corner| match corner {
            (Some(x), Some(y)) => self.cell_at(*x, *y),
            _ => None,
        });
        let larger = other.bottom() - other.top() < self.bottom() - self.top();
        larger && first.is_some() && last.is_some()
    }

    fn cell_at(&self, x: f64, y: f64) -> Option<usize> {
        let place = |levels: &[f64], at: f64| {
            let after = levels.partition_point(|level| *level <= at);
            let place = after.checked_sub(1)?;
            (after < levels.len()).then_some(place)
        };
        let (row, column) = (place(&self.across, y)?, place(&self.down, x)?);
        self.cells.get(row * self.wide() + column).copied()
    }

    /// The cell that a letter stands in.
    pub(super) fn cell_of(&self, letter: &Letter) -> Option<usize> {
        // A letter stands on its line and reaches up from it.
        let middle = letter.left.midpoint(letter.right);
        self.cell_at(middle, letter.base - 0.3 * letter.size)
    }

    /// Where a cell stands.
    pub(super) fn spot(&self, cell: usize) -> Spot {
        let wide = self.wide().max(1);
        let squares = self.cells.iter().enumerate();
        let places = squares
            .filter(|(_, of)| **of == cell)
            .map(|(at, _)| (at / wide, at % wide));
        let (mut row, mut first, mut last) = (usize::MAX, usize::MAX, 0);
        for (of_row, of_column) in places {
            row = row.min(of_row);
            first = first.min(of_column);
            last = last.max(of_column);
        }
        Spot {
            row,
            column: first,
            span: (last + 1).saturating_sub(first),
            right: self.down.get(last + 1).copied().unwrap_or(0.0),
        }
    }
}
