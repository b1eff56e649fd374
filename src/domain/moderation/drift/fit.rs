//! The fit of one measure: what weeks, settings and the other areas explain, and what a change of one officer would add.
//!
//! A linear mixed model by Henderson's equations: readings = week + setting + predictors (free), + officer (held to a
//! spread), + officer × week (its variance estimated), + noise. A change's score `u` and information `i` are those of
//! adding its column: `u²/i` is twice the gain in log-likelihood, `u/i` the size.

use super::super::super::normal::float;
use super::cells::{Cells, Moments, at, count, inward};
use super::layout::{Change, Held, Layout, Stream};
use super::matrix::{Factor, add, dot, square};

/// What readings say of one change.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Score {
    /// The slope of the log-likelihood at no change.
    pub(super) u: f64,
    /// Its variance.
    pub(super) i: f64,
    /// How many readings are under the change.
    pub(super) n: f64,
}

impl Score {
    /// Both together, of independent readings.
    pub(super) fn and(self, other: Self) -> Self {
        Self {
            u: self.u + other.u,
            i: self.i + other.i,
            n: self.n + other.n,
        }
    }
}

/// One stream's readings of one measure, fitted.
#[derive(Clone, Debug)]
pub(super) struct Fit {
    layout: Layout,
    /// The moments as they are.
    cells: Cells,
    /// The variance of a reading about what is expected of it.
    noise: f64,
    systems: Vec<System>,
    /// Which of the systems an officer is judged by.
    of: Vec<usize>,
}

/// The columns that each part of a cell's readings stands in.
fn columns(layout: &Layout, key: (usize, usize)) -> Vec<Vec<usize>> {
    let parts = 0..layout.parts;
    parts
        .map(|part| layout.columns(key.0, key.1, part))
        .collect()
}

/// A row of a cell's moments, laid out over the columns.
fn spread_out(width: usize, columns: &[Vec<usize>], row: &[f64]) -> Vec<f64> {
    let mut wide = vec![0.0; width];
    for (columns, value) in columns.iter().zip(row) {
        for column in columns {
            if let Some(to) = wide.get_mut(*column) {
                *to += value;
            }
        }
    }
    wide
}

/// The equations of the cells: the matrix, and the right side.
fn equations(layout: &Layout, cells: &Cells, restraint: &[f64]) -> (Vec<Vec<f64>>, Vec<f64>) {
    let width = layout.width();
    let mut matrix = square(width);
    let mut right = vec![0.0; width];
    for (key, moments) in &cells.0 {
        let columns = columns(layout, *key);
        for (own, row) in columns.iter().zip(moments) {
            if own.is_empty() {
                continue;
            }
            let wide = spread_out(width, &columns, row);
            for column in own {
                if let (Some(line), Some(value)) = (matrix.get_mut(*column), right.get_mut(*column))
                {
                    add(line, &wide, 1.0);
                    *value += row.get(layout.parts).copied().unwrap_or_default();
                }
            }
        }
    }
    for (column, (line, held)) in matrix.iter_mut().zip(restraint).enumerate() {
        if let Some(value) = line.get_mut(column) {
            *value += held;
        }
    }
    (matrix, right)
}

/// The coefficients with which a cell's own parts are weighed: one for each part, and −1 for what was read.
fn local(layout: &Layout, key: (usize, usize), solved: &[f64]) -> Vec<f64> {
    let of = |part| {
        let columns = layout.columns(key.0, key.1, part).into_iter();
        columns.filter_map(|at| solved.get(at)).sum()
    };
    let mut weights: Vec<f64> = (0..layout.parts).map(of).collect();
    weights.push(-1.0);
    weights
}

/// How many readings' worth a first guess of the noise's variance, 1, weighs.
const GUESS: f64 = 10.0;

/// The variance within officers' weeks.
fn within(layout: &Layout, cells: &Cells, solved: &[f64], floor: f64) -> f64 {
    let (mut sum, mut free) = (GUESS, GUESS + 1.0 - float(layout.parts));
    for (key, moments) in &cells.0 {
        let weights = local(layout, *key, solved);
        let own = inward(moments, 1.0);
        let lines = own.iter().zip(&weights);
        sum += lines
            .map(|(row, weight)| weight * dot(row, &weights))
            .sum::<f64>();
        free += count(moments) - 1.0;
    }
    (sum / free.max(1.0)).max(floor)
}

/// What is left of a cell's mean once all that the fit knows is taken off.
fn rest(layout: &Layout, key: (usize, usize), moments: &Moments, solved: &[f64]) -> f64 {
    let sums = moments.first().map(Vec::as_slice).unwrap_or_default();
    -dot(&local(layout, key, solved), sums) / count(moments).max(1.0)
}

/// The variance of officers' weeks, by moments: for each officer that of the others, so that one who drifts does not hide
/// behind the spread they make themselves.
fn clumps(layout: &Layout, cells: &Cells, solved: &[f64], noise: f64) -> Vec<f64> {
    let mut by: Vec<(f64, f64, f64)> = vec![(0.0, 0.0, 0.0); layout.officers];
    for (key, moments) in &cells.0 {
        let (left, n) = (rest(layout, *key, moments, solved), count(moments));
        if let Some(sums) = by.get_mut(key.0) {
            *sums = (sums.0 + n * left * left, sums.1 + n, sums.2 + 1.0);
        }
    }
    let present = by.iter().filter(|sums| sums.2 > 0.0).count();
    let total = by.iter().fold((0.0, 0.0, 0.0), |sum, one| {
        (sum.0 + one.0, sum.1 + one.1, sum.2 + one.2)
    });
    let (weeks, others) = (float(layout.weeks), float(present.saturating_sub(2)));
    let without = |one: &(f64, f64, f64)| {
        let (squares, n, cells) = (total.0 - one.0, total.1 - one.1, total.2 - one.2);
        let free = cells - weeks - others;
        if free < 1.0 {
            return 0.0;
        }
        ((squares - free * noise) / (n * free / cells)).clamp(0.0, 1e3)
    };
    by.iter().map(without).collect()
}

/// The variance between weeks of the whole office, beyond what their readings' noise makes.
fn between(layout: &Layout, cells: &Cells, solved: &[f64], noise: f64, clump: f64) -> f64 {
    let mut weeks = vec![(0.0, 0.0); layout.weeks];
    for ((_, week), moments) in &cells.0 {
        if let Some(sums) = weeks.get_mut(*week) {
            *sums = (sums.0 + count(moments), sums.1 + 1.0);
        }
    }
    let seen = weeks.iter().zip(solved).filter(|((n, _), _)| *n > 0.0);
    let seen: Vec<(f64, f64)> =
        (seen.map(|((n, cells), level)| (*level, noise / n + clump / cells))).collect();
    let n = float(seen.len());
    if n < 2.0 {
        return 0.0;
    }
    let mean = seen.iter().map(|(level, _)| level).sum::<f64>() / n;
    let squares: f64 = seen.iter().map(|(level, _)| (level - mean).powi(2)).sum();
    let noise: f64 = seen.iter().map(|(_, noise)| noise).sum();
    (squares / (n - 1.0) - noise / n).max(0.0)
}

/// The equations solved, with a variance of officers' weeks taken for true.
#[derive(Clone, Debug)]
struct System {
    clump: f64,
    white: Cells,
    factor: Factor,
    right: Vec<f64>,
    solved: Vec<f64>,
}

impl System {
    fn of(layout: &Layout, cells: &Cells, noise: f64, held: Held, clump: f64) -> Self {
        let mut white = cells.clone();
        for moments in white.0.values_mut() {
            let n = count(moments);
            *moments = inward(moments, n * clump / (noise + n * clump));
        }
        let (matrix, right) = equations(layout, &white, &layout.restraint(noise, held));
        let factor = Factor::of(&matrix);
        let right = factor.forward(&right);
        let solved = factor.backward(right.clone());
        Self {
            clump,
            white,
            factor,
            right,
            solved,
        }
    }
}

impl Fit {
    /// Fits readings; `apart` as in [`Held`], `floor` the least variance of a reading.
    pub(super) fn of(layout: Layout, cells: Cells, apart: f64, floor: f64) -> Self {
        let free = Held { weeks: 1e6, apart };
        let first = System::of(&layout, &cells, 1.0, free, 0.0);
        let noise = within(&layout, &cells, &first.solved, floor);
        if layout.stream == Stream::Pairs {
            let system = System::of(&layout, &cells, noise, free, 0.0);
            let of = vec![0; layout.officers];
            return Self {
                layout,
                cells,
                noise,
                systems: vec![system],
                of,
            };
        }
        let first = System::of(&layout, &cells, noise, free, 0.0);
        let clumps = clumps(&layout, &cells, &first.solved, noise);
        let least = clumps.iter().copied().fold(f64::INFINITY, f64::min);
        let held = Held {
            weeks: between(&layout, &cells, &first.solved, noise, least),
            apart,
        };
        let mut systems: Vec<System> = Vec::new();
        let mut of = Vec::new();
        for clump in clumps {
            let known = systems
                .iter()
                .position(|one| one.clump.total_cmp(&clump).is_eq());
            of.push(known.unwrap_or(systems.len()));
            if known.is_none() {
                systems.push(System::of(&layout, &cells, noise, held, clump));
            }
        }
        Self {
            layout,
            cells,
            noise,
            systems,
            of,
        }
    }

    /// An officer's weeks against the office: the week's place, by how many ranks the mean lies above, its variance.
    pub(super) fn against(&self, officer: usize) -> Vec<(usize, f64, f64)> {
        let Some(system) = self.system(officer) else {
            return Vec::new();
        };
        let plain = self.layout.office_only(&system.solved);
        let weeks = self.cells.of(officer).map(|(week, moments)| {
            let above = rest(&self.layout, (officer, week), moments, &plain);
            (week, above, self.noise / count(moments) + system.clump)
        });
        weeks.collect()
    }

    fn system(&self, officer: usize) -> Option<&System> {
        self.systems.get(*self.of.get(officer)?)
    }

    /// Scores the changes of an officer, in all settings or one: for each week with readings, the change from it on.
    pub(super) fn scores(&self, officer: usize, setting: Option<usize>) -> Vec<(usize, Score)> {
        let part = Change {
            officer,
            week: 0,
            setting,
        }
        .part();
        let Some(system) = self.system(officer) else {
            return Vec::new();
        };
        let width = self.layout.width();
        let mut wide = vec![0.0; width];
        let (mut own, mut read, mut n) = (0.0, 0.0, 0.0);
        let mut scores = Vec::new();
        for ((week, moments), (_, raw)) in system.white.of(officer).zip(self.cells.of(officer)) {
            let row = moments.get(part).map(Vec::as_slice).unwrap_or_default();
            add(
                &mut wide,
                &spread_out(width, &columns(&self.layout, (officer, week)), row),
                1.0,
            );
            own += at(moments, part, part);
            read += at(moments, part, self.layout.parts);
            n += at(raw, part, part);
            let through = system.factor.forward(&wide);
            let left = own - dot(&through, &through);
            let u = read - dot(&through, &system.right);
            let sure = left > 1e-6 * own.max(1e-12);
            scores.push((
                week,
                Score {
                    u: if sure { u / self.noise } else { 0.0 },
                    i: if sure { left / self.noise } else { 0.0 },
                    n,
                },
            ));
        }
        scores
    }
}
