//! The counts, the cursors over them, and the pupils behind one of them.

use super::account::{self, Row};
use super::matrix::{Matrix, who};
use crate::domain::distribution::disclosure::Rule;
use crate::domain::distribution::estimate::Ranges;
use crate::domain::distribution::{Content, Dimension, Format, Selection, View, Wanted, Which};
use crate::domain::identity::FrameworkKey;
use crate::ui::message::{CellPupil, Counted, Request};
use crate::ui::parts::input::Input;
use crate::ui::parts::menu::Menu;

/// The tariff distribution.
#[derive(Clone, Debug)]
pub(crate) struct Distribution {
    /// What is counted; at least by one dimension.
    pub(super) wanted: Wanted,
    /// Who is counted where two dimensions are crossed.
    pub(super) which: Which,
    pub(super) counted: Option<Box<Counted>>,
    /// The ranges of the tariffs; nothing until they have come in.
    pub(super) ranges: Option<Ranges>,
    pub(super) matrix: Matrix,
    pub(super) views: Vec<View>,
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
    /// The frameworks, to choose one from, are on their way.
    Asking,
    /// Something to choose.
    Choosing(Menu<Choice>),
    /// Something to type.
    Typing(Typed, Input),
    /// The pupils behind a count.
    Pupils(Pupils),
}

/// What may be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    /// What stands down the table.
    Down(Dimension),
    /// What stands across it: the tariffs, or a dimension.
    Across(Option<Dimension>),
    /// Who is counted in it.
    Who(Which),
    /// Under which version; nothing for the adopted one.
    Under(Option<FrameworkKey>),
    /// A view to count by.
    View(Box<View>),
    /// A view to forget.
    Forget(String),
    /// Something else to export than the counts.
    Content(Content),
    /// A format to export in.
    Format(Content, Format),
    /// For whom to export in it.
    Export(Content, Format, Rule),
}

/// What is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Typed {
    /// The day to look back on.
    AsAt,
    /// The name of a view.
    Name,
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
    /// What became of the views.
    Kept(String),
    Refused(String),
}

impl Distribution {
    /// Opens it and asks for what it shows.
    pub(crate) fn open() -> (Self, Vec<Request>) {
        let screen = Self {
            wanted: Wanted::by(&[Dimension::Setting]),
            which: Which::Mapped(None),
            counted: None,
            ranges: None,
            matrix: Matrix::default(),
            views: Vec::new(),
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
        Request::Distribution(Box::new(self.wanted.clone()), self.which.clone())
    }

    /// The dimension down the table.
    pub(super) fn down(&self) -> Dimension {
        let first = self.wanted.by.first().copied();
        first.unwrap_or(Dimension::Setting)
    }

    /// The dimension across it, where it is not the tariffs.
    pub(super) fn across(&self) -> Option<Dimension> {
        self.wanted.by.get(1).copied()
    }

    /// The rows of the account; none until it has come in.
    pub(super) fn rows(&self) -> Vec<Row> {
        let rows = |counted| account::rows(counted, self.ranges.as_ref());
        self.counted.as_deref().map_or_else(Vec::new, rows)
    }

    /// What the cross table shows, in words: `By setting × district, mapped`.
    pub(super) fn crossed(&self) -> String {
        match self.across() {
            None => format!("By {}", self.down().words()),
            Some(across) => format!(
                "By {} × {}, {}",
                self.down().words(),
                across.words(),
                who(&self.which)
            ),
        }
    }

    /// The count under the cursor in words, and whose it is; nothing where no list stands behind it.
    pub(super) fn selection(&self) -> Option<(String, Selection)> {
        match self.pane {
            Pane::Bars => {
                let rows = self.rows();
                let row = rows.get(self.row)?;
                let selection = Selection {
                    keys: Vec::new(),
                    which: row.which.clone()?,
                };
                Some((row.words.clone(), selection))
            }
            Pane::Cross => {
                let (at, column) = self.cell;
                let column = self.matrix.columns.get(column)?;
                let line = self.matrix.lines.get(at)?;
                let down = line.value.clone().map(|value| (self.down(), value));
                let selection = Selection {
                    keys: down.into_iter().chain(column.across.clone()).collect(),
                    which: column.which.clone(),
                };
                let title = format!("{}, {}: {}", self.down().words(), line.head, column.head);
                Some((title, selection))
            }
        }
    }
}
