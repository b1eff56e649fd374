//! The counts, the cursors over them, and the pupils behind one of them.

use super::account::{self, Column, Row};
use crate::domain::distribution::disclosure::{Rounding, Rule};
use crate::domain::distribution::{Dimension, Format, Line, Selection};
use crate::domain::framework::Framework;
use crate::ui::message::{CellPupil, Counted, Request};
use crate::ui::parts::menu::Menu;

/// What the distribution can be crossed by on the screen; need and the like are for the equality assessment alone.
const DIMENSIONS: [Dimension; 7] = [
    Dimension::Setting,
    Dimension::Phase,
    Dimension::District,
    Dimension::Community,
    Dimension::Priority,
    Dimension::YearGroup,
    Dimension::School,
];

/// The tariff distribution.
#[derive(Clone, Debug)]
pub(crate) struct Distribution {
    pub(super) by: Dimension,
    pub(super) counted: Option<Box<Counted>>,
    pub(super) pane: Pane,
    /// The row of the account under the cursor.
    pub(super) row: usize,
    /// The line and the column of the cross table under the cursor.
    pub(super) cell: (usize, usize),
    pub(super) phase: Phase,
    pub(super) said: Option<Said>,
}

/// Which pane hears the arrows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pane {
    Bars,
    Cross,
}

/// What the keys are for.
#[derive(Clone, Debug)]
pub(super) enum Phase {
    /// The counts.
    Counts,
    /// A dimension to choose.
    Choosing(Menu<Dimension>),
    /// A format to export in.
    Formats(Menu<Format>),
    /// For whom to export in it.
    Rules(Format, Menu<Rule>),
    /// The pupils behind a count.
    Pupils(Pupils),
}

/// The pupils behind a count.
#[derive(Clone, Debug)]
pub(super) struct Pupils {
    pub(super) title: String,
    pub(super) selection: Selection,
    /// Nothing until they have come in.
    pub(super) found: Option<Vec<CellPupil>>,
    pub(super) cursor: usize,
}

/// What was said last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// The name of the file written.
    Exported(String),
    Refused(String),
}

impl Distribution {
    /// Opens it and asks for what it shows.
    pub(crate) fn open() -> (Self, Vec<Request>) {
        let screen = Self {
            by: Dimension::Setting,
            counted: None,
            pane: Pane::Bars,
            row: 0,
            cell: (0, 0),
            phase: Phase::Counts,
            said: None,
        };
        let ask = vec![screen.ask()];
        (screen, ask)
    }

    /// What the screen shows, crossed as it is now.
    pub(super) fn ask(&self) -> Request {
        Request::Distribution(vec![self.by])
    }

    /// The rows of the account; none until it has come in.
    pub(super) fn rows(&self, framework: Option<&Framework>) -> Vec<Row> {
        (self.counted.as_ref()).map_or_else(Vec::new, |counted| account::rows(counted, framework))
    }

    /// The columns of the cross table.
    pub(super) fn columns(&self) -> Vec<Column> {
        (self.counted.as_ref()).map_or_else(Vec::new, |counted| account::columns(&counted.table))
    }

    /// The lines of the cross table, the totals last.
    pub(super) fn lines(&self) -> Vec<&Line> {
        let Some(counted) = &self.counted else {
            return Vec::new();
        };
        let table = &counted.table;
        table.lines.iter().chain([&table.total]).collect()
    }

    /// What stands at the head of a line of the cross table; the totals are "all".
    pub(super) fn head(&self, at: usize) -> String {
        let line = (self.counted.as_ref()).and_then(|counted| counted.table.lines.get(at));
        line.map_or_else(|| "all".to_owned(), |line| self.by.value_words(&line.value))
    }

    /// The count under the cursor in words, and whose it is; nothing where no list stands behind it.
    pub(super) fn selection(&self, framework: Option<&Framework>) -> Option<(String, Selection)> {
        match self.pane {
            Pane::Bars => {
                let rows = self.rows(framework);
                let row = rows.get(self.row)?;
                let selection = Selection {
                    keys: Vec::new(),
                    which: row.which.clone()?,
                };
                Some((row.words.clone(), selection))
            }
            Pane::Cross => {
                let (at, column) = self.cell;
                let columns = self.columns();
                let column = columns.get(column)?;
                let line = self.counted.as_ref()?.table.lines.get(at);
                let keys = line.map(|line| (self.by, line.value.clone()));
                let selection = Selection {
                    keys: keys.into_iter().collect(),
                    which: column.which.clone(),
                };
                let title = format!("{}, {}: {}", self.by.words(), self.head(at), column.head);
                Some((title, selection))
            }
        }
    }

    /// The formats to choose from.
    pub(super) fn formats() -> Menu<Format> {
        let entries = Format::ALL.map(|one| (one.words().to_owned(), one));
        Menu::new("Write it as what?", entries)
    }

    /// For whom an export may be.
    pub(super) fn rules() -> Menu<Rule> {
        let entries = [
            ("the office: every count", Rule::Office),
            (
                "everyone: counts of 1 to 4 hidden",
                Rule::Public(Rounding::Exact),
            ),
            (
                "everyone: the same, rounded to 5",
                Rule::Public(Rounding::ToFive),
            ),
        ];
        Menu::new(
            "Whom is it for?",
            entries.map(|(words, rule)| (words.to_owned(), rule)),
        )
    }

    /// The dimensions to choose from.
    pub(super) fn dimensions() -> Menu<Dimension> {
        let entries = DIMENSIONS.map(|one| (one.words().to_owned(), one));
        Menu::new("Cross by what?", entries)
    }
}
