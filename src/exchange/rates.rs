//! What is told of rates: one report, with its figures, tables and remarks, in every format.

mod compare;
mod cost;
mod formats;
mod head;
mod impact;
mod sheet;
mod solve;

use crate::domain::exact::{Money, Quantity};

pub use compare::{Choice, compare};
pub(super) use compare::{names, rates as side_by_side};
pub use cost::{Costed, cost};
pub use formats::{csv, document, json, text, xlsx};
pub use head::{About, Source};
pub use impact::{averages, impact, unknown};
pub use sheet::sheet;
pub use solve::{Basis, solve};

/// What stands in a cell or behind a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// A text.
    Text(String),
    /// A count.
    Count(u64),
    /// An exact number.
    Number(Quantity),
    /// An amount.
    Money(Money),
    /// An amount that something moves by, with its sign.
    Moves(Money),
    /// Nothing that is known.
    Unknown,
}

impl Cell {
    /// A text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// An amount, where it is known.
    pub fn money(money: Option<Money>) -> Self {
        money.map_or(Self::Unknown, Self::Money)
    }
}

/// One figure of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Its key in files.
    pub code: String,
    /// What it is, in words.
    pub words: String,
    /// What it is.
    pub value: Cell,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its key in files.
    pub code: String,
    /// What stands in it, in words.
    pub words: String,
}

/// A table of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grid {
    /// Its key in files.
    pub code: &'static str,
    /// What it is, in words.
    pub title: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, each as wide as the columns.
    pub rows: Vec<Vec<Cell>>,
}

/// What is told of rates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The title.
    pub title: String,
    /// The figures.
    pub figures: Vec<Figure>,
    /// The tables; the first is what a table alone is made of.
    pub grids: Vec<Grid>,
    /// What a reader must know of them.
    pub remarks: Vec<String>,
}

impl Report {
    /// Begins a report.
    pub(super) fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            figures: Vec::new(),
            grids: Vec::new(),
            remarks: Vec::new(),
        }
    }

    /// Adds a figure.
    pub(super) fn figure(&mut self, code: &str, words: &str, value: Cell) {
        self.figures.push(Figure {
            code: code.to_owned(),
            words: words.to_owned(),
            value,
        });
    }

    /// Adds a table, its columns as key and words.
    pub(super) fn grid(
        &mut self,
        code: &'static str,
        title: &str,
        columns: &[(&str, &str)],
        rows: Vec<Vec<Cell>>,
    ) {
        let column = |(code, words): &(&str, &str)| Column {
            code: (*code).to_owned(),
            words: (*words).to_owned(),
        };
        self.grids.push(Grid {
            code,
            title: title.to_owned(),
            columns: columns.iter().map(column).collect(),
            rows,
        });
    }
}

#[cfg(test)]
mod tests;
