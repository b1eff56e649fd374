//! The matrix: a dimension down, the tariffs or another dimension across, as it is drawn and opened.

use super::account::value_words;
use crate::domain::distribution::{Dimension, Grid, Table, Which};
use crate::domain::framework::Framework;
use crate::domain::worklist::Mark;
use crate::ui::message::Counted;

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Column {
    /// Its head.
    pub(super) head: String,
    /// Which pupils its cells count.
    pub(super) which: Which,
    /// The value across that they have, where the column is one of a dimension.
    pub(super) across: Option<(Dimension, String)>,
    /// Whether its cells are parts of the line, and shaded by their share of it.
    pub(super) is_part: bool,
}

/// A line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct MatrixLine {
    /// What stands at its head.
    pub(super) head: String,
    /// The value down; nothing in the line of totals.
    pub(super) value: Option<String>,
    /// The pupils of each column.
    pub(super) counts: Vec<u64>,
    /// All that the parts are parts of.
    pub(super) whole: u64,
}

/// The cross table as it is drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Matrix {
    pub(super) columns: Vec<Column>,
    /// The lines, the totals last.
    pub(super) lines: Vec<MatrixLine>,
}

impl Matrix {
    /// Lays out what was counted: by two dimensions where two were asked for, else against the tariffs.
    pub(super) fn of(counted: &Counted) -> Self {
        let framework = counted.framework.as_ref();
        match &counted.grid {
            Some(grid) => of_grid(grid, framework),
            None => of_table(&counted.table, framework),
        }
    }
}

fn column(head: &str, which: Which) -> Column {
    Column {
        head: head.to_owned(),
        which,
        across: None,
        is_part: false,
    }
}

/// The marks that stand beside a table: schools' own readings only where any is counted.
fn marks(table: &Table) -> impl Iterator<Item = (usize, Mark)> {
    let all = table.total.marks;
    let shown = move |at: usize, mark: Mark| {
        mark != Mark::School || all.get(at).is_some_and(|count| *count > 0)
    };
    (Mark::ALL.into_iter().enumerate()).filter(move |(at, mark)| shown(*at, *mark))
}

/// The tariffs, and the counts that add up to those in scope, with what moderation did beside them.
fn of_table(table: &Table, framework: &Framework) -> Matrix {
    let tariffs = table.tariffs.iter().map(|tariff| Column {
        is_part: true,
        ..column(tariff.as_str(), Which::Mapped(Some(tariff.clone())))
    });
    let others = [
        column("mapped", Which::Mapped(None)),
        column("not yet", Which::NotYet),
        column("cannot", Which::CannotMap(None)),
        column("in scope", Which::InScope),
    ];
    let marked = marks(table).map(|(_, mark)| {
        let head = if mark == Mark::School {
            "by school"
        } else {
            mark.code()
        };
        column(head, Which::Marked(mark))
    });
    let line = |line: &crate::domain::distribution::Line, value: Option<String>| {
        let sums = [line.mapped, line.not_yet, line.cannot_map, line.in_scope()];
        let marks = marks(table).filter_map(|(at, _)| line.marks.get(at).copied());
        let counts = line.counts.iter().copied().chain(sums).chain(marks);
        MatrixLine {
            head: head(table.dimension, value.as_deref(), framework),
            value,
            counts: counts.collect(),
            whole: line.mapped,
        }
    };
    let lines = (table.lines.iter()).map(|one| line(one, Some(one.value.clone())));
    Matrix {
        lines: lines.chain([line(&table.total, None)]).collect(),
        columns: tariffs.chain(others).chain(marked).collect(),
    }
}

fn of_grid(grid: &Grid, framework: &Framework) -> Matrix {
    let parts = grid.columns.iter().map(|value| Column {
        across: Some((grid.across, value.clone())),
        is_part: true,
        ..column(
            &value_words(grid.across, value, framework),
            grid.which.clone(),
        )
    });
    let all = column("all", grid.which.clone());
    let line = |line: &crate::domain::distribution::GridLine, value: Option<String>| MatrixLine {
        head: head(grid.down, value.as_deref(), framework),
        value,
        counts: line.counts.iter().copied().chain([line.total]).collect(),
        whole: line.total,
    };
    let lines = (grid.lines.iter()).map(|one| line(one, Some(one.value.clone())));
    Matrix {
        lines: lines.chain([line(&grid.total, None)]).collect(),
        columns: parts.chain([all]).collect(),
    }
}

fn head(dimension: Dimension, value: Option<&str>, framework: &Framework) -> String {
    value.map_or_else(
        || "all".to_owned(),
        |value| value_words(dimension, value, framework),
    )
}

/// Who is counted where two dimensions are crossed, in words.
pub(super) fn who(which: &Which) -> String {
    match which {
        Which::Mapped(None) => "mapped".to_owned(),
        Which::Mapped(Some(tariff)) => format!("at {tariff}"),
        Which::NotYet => "not yet mapped".to_owned(),
        Which::CannotMap(None) => "cannot be mapped".to_owned(),
        Which::CannotMap(Some(why)) => why.words().to_owned(),
        Which::InScope => "in scope".to_owned(),
        Which::OutOfScope(why) => why.words().to_owned(),
        Which::AmendedSince => "amended since".to_owned(),
        Which::Marked(mark) => mark.words().to_owned(),
    }
}
