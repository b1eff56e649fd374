//! The report for a board as comma-separated values: lines of provenance, then a row a number.

mod measures;
mod reviews;

use std::io::{self, Write};

use super::super::distribution::harmless;
use super::super::table::TableWriter;
use crate::domain::framework::Framework;
use crate::domain::moderation::board::Board;
use crate::domain::printable::printable;

use super::json::rounded;

/// The columns: which part of the report, of whom or what, at which measure, where (a setting, a slice, a rank, a week),
/// which number; its value and its interval; on how many it rests; for what moved, from what to what, by whom, on which
/// day; and what there is in words.
const HEADER: [&str; 14] = [
    "part", "of", "measure", "where", "number", "value", "low", "high", "n", "from", "to", "by",
    "on", "words",
];

/// One row, of which most cells are empty.
#[derive(Clone, Debug, Default)]
struct Row {
    part: &'static str,
    of: String,
    measure: String,
    place: String,
    number: String,
    value: String,
    interval: Option<(f64, f64)>,
    n: Option<usize>,
    moved: (String, String),
    by: String,
    on: String,
    words: String,
}

/// Writes the table; it names pupils by reference alone.
pub fn csv(board: &Board, framework: &Framework, mut out: impl Write) -> io::Result<()> {
    for (key, value) in provenance(board, framework) {
        writeln!(out, "# {key}: {}", harmless(&value))?;
    }
    let mut table = TableWriter::new(&mut out, &HEADER)?;
    let rows = [
        reviews::samples(board, framework),
        reviews::ended(board),
        measures::agreement(board, framework),
        measures::drift(board, framework),
        measures::shares(board, framework),
        measures::flags(board),
        measures::suggestions(board),
        reviews::changes(board),
    ];
    for row in rows.into_iter().flatten() {
        let (low, high) = row.interval.unzip();
        let number = |value: Option<f64>| value.map(figure).unwrap_or_default();
        let n = row.n.map(|n| n.to_string()).unwrap_or_default();
        let (low, high) = (number(low), number(high));
        let cells = [
            row.part,
            &row.of,
            &row.measure,
            &row.place,
            &row.number,
            &row.value,
            &low,
            &high,
            &n,
            &row.moved.0,
            &row.moved.1,
            &row.by,
            &row.on,
            &row.words,
        ];
        table.row(&cells.map(printable))?;
    }
    table.finish()
}

fn figure(value: f64) -> String {
    rounded(value).to_string()
}

fn provenance(board: &Board, framework: &Framework) -> [(&'static str, String); 11] {
    [
        ("framework", framework.key.id.clone()),
        ("title", framework.title.clone()),
        ("version", framework.key.version.clone()),
        ("hash", framework.hash.to_string()),
        ("notice", framework.notice.clone()),
        ("date", board.as_of.to_string()),
        ("workspace", board.origin.to_string()),
        ("mapped", board.mapped.to_string()),
        ("officers", board.officers.to_string()),
        ("read_twice", board.pairs.to_string()),
        (
            "tolerance",
            format!(
                "tariff {}, area {}",
                board.tolerance.tariff, board.tolerance.area
            ),
        ),
    ]
}
