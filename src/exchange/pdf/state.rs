//! What a page's content has set before it draws: places, fonts, spaces.

use super::matrix::Matrix;

/// How often the state may be put aside.
const DEEPEST: usize = 512;

/// What drawing depends on (ISO 32000-1, 8.4 and 9.3).
#[derive(Clone, Copy, Debug)]
pub(super) struct State {
    /// From the content's places to the page's.
    pub(super) page: Matrix,
    /// Which font, by its place among those read.
    pub(super) font: Option<usize>,
    pub(super) size: f64,
    pub(super) letter_space: f64,
    pub(super) word_space: f64,
    pub(super) stretch: f64,
    pub(super) leading: f64,
    pub(super) rise: f64,
}

/// The state, those put aside, and where the next letter stands.
#[derive(Clone, Debug)]
pub(super) struct Desk {
    pub(super) now: State,
    aside: Vec<State>,
    /// From the letters' places to the content's.
    pub(super) text: Matrix,
    line: Matrix,
}

impl Desk {
    /// Begins a content stream.
    pub(super) fn new(page: Matrix) -> Self {
        Self {
            now: State {
                page,
                font: None,
                size: 0.0,
                letter_space: 0.0,
                word_space: 0.0,
                stretch: 1.0,
                leading: 0.0,
                rise: 0.0,
            },
            aside: Vec::new(),
            text: Matrix::SAME,
            line: Matrix::SAME,
        }
    }

    /// Puts the state aside.
    pub(super) fn put_aside(&mut self) {
        if self.aside.len() < DEEPEST {
            self.aside.push(self.now);
        }
    }

    /// Takes up the state put aside last.
    pub(super) fn take_up(&mut self) {
        if let Some(state) = self.aside.pop() {
            self.now = state;
        }
    }

    /// Begins a text, or sets where it stands.
    pub(super) fn stand(&mut self, at: Matrix) {
        (self.text, self.line) = (at, at);
    }

    /// Goes to another line, so far from where this one began.
    pub(super) fn go(&mut self, x: f64, y: f64) {
        self.stand(Matrix::shift(x, y).then(self.line));
    }

    /// Goes to the line below.
    pub(super) fn next_line(&mut self) {
        self.go(0.0, -self.now.leading);
    }

    /// Goes on in the line.
    pub(super) fn advance(&mut self, by: f64) {
        self.text = Matrix::shift(by, 0.0).then(self.text);
    }
}
