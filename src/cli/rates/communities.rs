//! `continuum rates communities`: a pot shared out over Communities of schools.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::cli::arguments::{Communities, PaperFormat};
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::progress::Bar;
use crate::cli::room::Room;
use crate::domain::printable::printable;
use crate::exchange::communities;
use crate::workspace::share_out;

use super::files as rates_files;
use super::sufficiency::{hand_out, page};

pub(super) fn run(order: &Communities, room: &Room) -> Result<(), Failure> {
    let inputs = rates_files::find(&order.inputs, room)?;
    let method = rates_files::find(&order.method, room)?;
    // Budgets need no workspace; where there is one, its pupils are counted beside.
    let mut routed = BTreeMap::new();
    if let Some(workspace) = room.workspace_if_any()? {
        let mut bar = Bar::start("Reading the caseload", room);
        routed = workspace.routed_to_communities(room.now(), &mut bar.watch())?;
    }
    let found = share_out((&inputs, &method), order.year.as_deref(), routed)?;
    let shared = found.shared();
    if order.json {
        return output::json(&communities::json(shared));
    }
    let Some(format) = order.format else {
        return output::text(&printable(&told(shared)));
    };
    let bytes = match format {
        PaperFormat::Csv => {
            let mut bytes = Vec::new();
            communities::csv(shared, &mut bytes)?;
            bytes
        }
        PaperFormat::Md | PaperFormat::Html => page(format, &communities::document(shared)),
        PaperFormat::Xlsx => communities::xlsx(shared).map_err(Failure::refused)?,
    };
    hand_out(format, &bytes, order.out.as_deref())
}

/// The budgets as lines for a person.
fn told(shared: communities::Shared<'_>) -> String {
    let mut text = shared.sentences().join("\n") + "\n\n";
    let rows = communities::table(shared);
    let widths: Vec<usize> = (0..rows.first().map_or(0, Vec::len))
        .map(|at| {
            let cells = rows.iter().filter_map(|row| row.get(at));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        })
        .collect();
    for row in rows {
        for ((cell, width), at) in row.iter().zip(&widths).zip(0..) {
            let width = *width;
            // Names and choices begin at the left, amounts end at the right.
            let _ = if at == 0 || at + 1 == widths.len() {
                write!(text, "{cell:<width$}  ")
            } else {
                write!(text, "{cell:>width$}  ")
            };
        }
        text.truncate(text.trim_end().len());
        text.push('\n');
    }
    text
}
