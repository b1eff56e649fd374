//! Places on a page, and how one system of them turns into another.

/// A transformation: `a b c d e f` as PDF writes it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Matrix(pub(super) [f64; 6]);

impl Matrix {
    /// The one that changes nothing.
    pub(super) const SAME: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// This one first, then the other.
    pub(super) fn then(self, next: Self) -> Self {
        let [right_x, right_y, up_x, up_y, left, bottom] = self.0;
        let (right_x, right_y) = next.turn(right_x, right_y);
        let (up_x, up_y) = next.turn(up_x, up_y);
        let (left, bottom) = next.place(left, bottom);
        Self([right_x, right_y, up_x, up_y, left, bottom])
    }

    /// Moves.
    pub(super) fn shift(x: f64, y: f64) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// Where a place comes to lie.
    pub(super) fn place(self, x: f64, y: f64) -> (f64, f64) {
        let [.., left, bottom] = self.0;
        let (turned_x, turned_y) = self.turn(x, y);
        (turned_x + left, turned_y + bottom)
    }

    /// Where a direction comes to point.
    pub(super) fn turn(self, x: f64, y: f64) -> (f64, f64) {
        let [right_x, right_y, up_x, up_y, ..] = self.0;
        (right_x * x + up_x * y, right_y * x + up_y * y)
    }
}
