//! What stands on a page: letters where they were placed, and the lines that were drawn.
//!
//! Places are in points from the page's upper left corner, as the page is shown.

use super::encoding::UNKNOWN;
use super::matrix::Matrix;

/// How thick a filled box may be to be a line.
pub(super) const THICKEST: f64 = 3.0;

/// How wide a filled dot is that is a bullet.
const SMALL: std::ops::RangeInclusive<f64> = 1.5..=6.0;

/// The most lines that are kept of a page.
const MOST_RULES: usize = 5_000;

/// A letter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Letter {
    /// What it is.
    pub(super) sign: char,
    /// Where it begins.
    pub(super) left: f64,
    /// Where it ends.
    pub(super) right: f64,
    /// How far down its line stands.
    pub(super) base: f64,
    /// How tall its font is.
    pub(super) size: f64,
    /// The producer says that it is no part of the text: a header, a footer, a watermark.
    pub(super) aside: bool,
    /// A line is drawn through it.
    pub(super) struck: bool,
}

impl Letter {
    /// The room of a glyph on the page; none where it does not stand upright.
    pub(super) fn room(at: Matrix, width: f64, size: f64, rise: f64) -> Option<Self> {
        let (x, y) = at.turn(1.0, 0.0);
        if x <= 0.0 || y.abs() > x * 0.1 {
            return None;
        }
        let (up_x, up_y) = at.turn(0.0, size);
        let (left, base) = at.place(0.0, rise);
        let (right, _) = at.place(width, rise);
        Some(Self {
            sign: UNKNOWN,
            left,
            right,
            base,
            size: up_x.hypot(up_y),
            aside: false,
            struck: false,
        })
    }
}

/// A drawn line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rule {
    /// Where it lies: how far down, or how far to the right.
    pub(super) at: f64,
    /// Where it begins.
    pub(super) from: f64,
    /// Where it ends.
    pub(super) to: f64,
}

/// A page.
#[derive(Clone, Debug, Default)]
pub(super) struct Ink {
    /// How wide and how high it is.
    pub(super) size: (f64, f64),
    /// Its letters, in the order of the file.
    pub(super) letters: Vec<Letter>,
    /// Words that stand askew, such as watermarks.
    pub(super) askew: Vec<String>,
    /// Its lines from left to right.
    pub(super) across: Vec<Rule>,
    /// Its lines from top to bottom.
    pub(super) down: Vec<Rule>,
    /// How much of it pictures cover, in square points.
    pub(super) pictured: f64,
}

impl Ink {
    /// Takes in a line between two places, where it runs straight.
    pub(super) fn rule(&mut self, (x, y): (f64, f64), (to_x, to_y): (f64, f64)) {
        let (wide, high) = ((x - to_x).abs(), (y - to_y).abs());
        let (rules, at, from, to) = if high <= 1.0 && wide > high {
            (&mut self.across, y.midpoint(to_y), x.min(to_x), x.max(to_x))
        } else if wide <= 1.0 && high > wide {
            (&mut self.down, x.midpoint(to_x), y.min(to_y), y.max(to_y))
        } else {
            return;
        };
        if rules.len() < MOST_RULES {
            rules.push(Rule { at, from, to });
        }
    }

    /// Takes in a filled shape, where it is one that browsers draw for a bullet.
    pub(super) fn dot(&mut self, (left, top): (f64, f64), (right, bottom): (f64, f64)) {
        let (wide, high) = (right - left, bottom - top);
        if !SMALL.contains(&wide) || (wide - high).abs() > 0.15 * wide {
            return;
        }
        // Its middle stands a third of a letter above the line, and it is a third of one wide.
        let size = wide * 3.0;
        self.letters.push(Letter {
            sign: '•',
            left,
            right,
            base: top.midpoint(bottom) + size / 3.0,
            size,
            aside: false,
            struck: false,
        });
    }

    /// Takes in a filled box, where it is thin enough to be a line.
    pub(super) fn filled(&mut self, (x, y): (f64, f64), (to_x, to_y): (f64, f64)) {
        let (wide, high) = ((x - to_x).abs(), (y - to_y).abs());
        if high <= THICKEST && wide > high {
            let middle = y.midpoint(to_y);
            self.rule((x, middle), (to_x, middle));
        } else if wide <= THICKEST && high > wide {
            let middle = x.midpoint(to_x);
            self.rule((middle, y), (middle, to_y));
        }
    }
}
