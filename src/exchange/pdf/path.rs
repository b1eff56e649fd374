//! Paths: of all that is drawn, the straight lines and the boxes.

use super::ink::Ink;
use super::matrix::Matrix;
use super::object::Object;

/// The most corners of a path that are kept; tables have a few thousand.
const MOST_CORNERS: usize = 20_000;

type Corner = (f64, f64);

/// One of the two numbers of a corner.
type Side = fn(&Corner) -> f64;

/// A path being drawn: its pieces, each from corner to corner.
#[derive(Clone, Debug, Default)]
pub(super) struct Path {
    pieces: Vec<Vec<Corner>>,
    corners: usize,
}

impl Path {
    /// Obeys an operator that draws.
    pub(super) fn operate(
        &mut self,
        operator: &[u8],
        operands: &[Object],
        page: Matrix,
        ink: &mut Ink,
    ) {
        let number = |at: usize| operands.get(at).and_then(Object::number).unwrap_or(0.0);
        let place = |at: usize| page.place(number(at), number(at + 1));
        match operator {
            b"m" => self.begin(vec![place(0)]),
            b"l" => self.to(place(0)),
            b"c" => self.to(place(4)),
            b"v" | b"y" => self.to(place(2)),
            b"h" => self.close(),
            b"re" => {
                let (x, y, wide, high) = (number(0), number(1), number(2), number(3));
                let corners = [
                    (x, y),
                    (x + wide, y),
                    (x + wide, y + high),
                    (x, y + high),
                    (x, y),
                ];
                self.begin(corners.map(|(x, y)| page.place(x, y)).to_vec());
            }
            b"s" | b"b" | b"b*" => {
                self.close();
                self.stroke(ink);
            }
            b"S" | b"B" | b"B*" => self.stroke(ink),
            b"f" | b"F" | b"f*" => self.fill(ink),
            b"n" => self.clear(),
            _ => {}
        }
    }

    fn begin(&mut self, corners: Vec<Corner>) {
        self.corners += corners.len();
        if self.corners <= MOST_CORNERS {
            self.pieces.push(corners);
        }
    }

    fn to(&mut self, corner: Corner) {
        self.corners += 1;
        if self.corners <= MOST_CORNERS
            && let Some(piece) = self.pieces.last_mut()
        {
            piece.push(corner);
        }
    }

    fn close(&mut self) {
        let first = self.pieces.last().and_then(|piece| piece.first()).copied();
        if let Some(first) = first {
            self.to(first);
        }
    }

    fn clear(&mut self) {
        self.pieces.clear();
        self.corners = 0;
    }

    fn stroke(&mut self, ink: &mut Ink) {
        for piece in &self.pieces {
            for pair in piece.windows(2) {
                if let [from, to] = pair {
                    ink.rule(*from, *to);
                }
            }
        }
        self.clear();
    }

    /// Fills boxes and dots; of other shapes nothing is kept.
    fn fill(&mut self, ink: &mut Ink) {
        for piece in &self.pieces {
            let of = |pick: Side, least: bool| {
                piece.iter().map(pick).reduce(|one, other| {
                    if least {
                        one.min(other)
                    } else {
                        one.max(other)
                    }
                })
            };
            let (x, y): (Side, Side) = (|corner| corner.0, |corner| corner.1);
            if let (Some(left), Some(top), Some(right), Some(bottom)) =
                (of(x, true), of(y, true), of(x, false), of(y, false))
            {
                if piece.len() <= 5 {
                    ink.filled((left, top), (right, bottom));
                }
                ink.dot((left, top), (right, bottom));
            }
        }
        self.clear();
    }
}
