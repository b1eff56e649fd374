//! Symmetric systems of equations, as least squares give them.

/// The sum of the products of two lists, as far as the shorter goes.
pub(super) fn dot(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(a, b)| a * b).sum()
}

/// Adds a list to another, place by place, `times` over.
pub(super) fn add(to: &mut [f64], what: &[f64], times: f64) {
    for (to, what) in to.iter_mut().zip(what) {
        *to += times * what;
    }
}

/// A square of zeros.
pub(super) fn square(size: usize) -> Vec<Vec<f64>> {
    vec![vec![0.0; size]; size]
}

/// The lower triangle `L` of a symmetric matrix `L Lᵀ` (Cholesky's).
///
/// A column that the columns before it explain already is left out: its place on the diagonal is 0, and so is its
/// coefficient.
#[derive(Clone, Debug)]
pub(super) struct Factor(Vec<Vec<f64>>);

/// How small a share of a column may be its own before it counts as explained by the others.
const OWN: f64 = 1e-9;

impl Factor {
    /// Factors a symmetric matrix, of which the lower triangle is read.
    pub(super) fn of(matrix: &[Vec<f64>]) -> Self {
        let mut rows: Vec<Vec<f64>> = Vec::with_capacity(matrix.len());
        for line in matrix {
            let mut row = Vec::with_capacity(rows.len() + 1);
            for (value, above) in line.iter().zip(&rows) {
                let left = value - dot(&row, above);
                let pivot = above.last().copied().unwrap_or_default();
                row.push(if pivot > 0.0 { left / pivot } else { 0.0 });
            }
            let whole = line.get(rows.len()).copied().unwrap_or_default();
            let left = whole - dot(&row, &row);
            row.push(if left > OWN * whole { left.sqrt() } else { 0.0 });
            rows.push(row);
        }
        Self(rows)
    }

    /// Solves `L x = b`.
    pub(super) fn forward(&self, b: &[f64]) -> Vec<f64> {
        let mut x = Vec::with_capacity(self.0.len());
        for (row, value) in self.0.iter().zip(b) {
            let pivot = row.last().copied().unwrap_or_default();
            let left = value - dot(row, &x);
            x.push(if pivot > 0.0 { left / pivot } else { 0.0 });
        }
        x
    }

    /// Solves `Lᵀ x = b`.
    pub(super) fn backward(&self, mut b: Vec<f64>) -> Vec<f64> {
        let mut x = Vec::with_capacity(b.len());
        for row in self.0.iter().rev() {
            let value = b.pop().unwrap_or_default();
            let (pivot, rest) = row.split_last().unwrap_or((&0.0, &[]));
            let value = if *pivot > 0.0 { value / pivot } else { 0.0 };
            add(&mut b, rest, -value);
            x.push(value);
        }
        x.reverse();
        x
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_is_solved() {
        let matrix = [
            vec![4.0, 2.0, 0.0],
            vec![2.0, 5.0, 1.0],
            vec![0.0, 1.0, 3.0],
        ];
        let factor = Factor::of(&matrix);
        let x = factor.backward(factor.forward(&[8.0, 15.0, 11.0]));
        for (found, right) in x.iter().zip([1.0, 2.0, 3.0]) {
            assert!((found - right).abs() < 1e-12, "{x:?}");
        }
    }

    #[test]
    fn a_column_explained_by_others_takes_nothing() {
        let matrix = [vec![1.0, 1.0], vec![1.0, 1.0]];
        let factor = Factor::of(&matrix);
        let x = factor.backward(factor.forward(&[2.0, 2.0]));
        assert_eq!(x, [2.0, 0.0]);
        assert!(Factor::of(&[]).backward(vec![]).is_empty());
    }
}
