//! `continuum rates communities`: a pot shared out over Communities of schools.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::cli::arguments::{Communities, RatesFormat};
use crate::cli::distribution::read_for;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::room::Room;
use crate::domain::communities::Shared;
use crate::domain::distribution::Wanted;
use crate::domain::printable::printable;
use crate::exchange::{communities, html, markdown};
use crate::workspace::{share_out, unwatched};

use super::{files, telling};

pub(super) fn run(order: &Communities, room: &Room) -> Result<(), Failure> {
    let out = order.out.as_deref();
    let format = order.told.meant(out);
    let inputs = files::find(&order.inputs, room)?;
    let method = files::find(&order.method, room)?;
    // Budgets need no workspace; where there is one, its pupils are counted beside.
    let mut routed = BTreeMap::new();
    if let Some(mut workspace) = room.workspace_if_any()? {
        read_for(&mut workspace, &Wanted::default(), room)?;
        routed = workspace.routed_to_communities(room.now(), &mut unwatched)?;
    }
    let shared = share_out((&inputs, &method), order.year.as_deref(), routed)?;
    let bytes = match format {
        RatesFormat::Text => printable(&told(&shared)).into_owned().into_bytes(),
        RatesFormat::Json => telling::json(&communities::json(&shared))?,
        RatesFormat::Csv => {
            let mut bytes = Vec::new();
            communities::csv(&shared, &mut bytes)?;
            bytes
        }
        RatesFormat::Md => markdown::page(&communities::document(&shared)).into_bytes(),
        RatesFormat::Html => html::page(&communities::document(&shared)).into_bytes(),
        RatesFormat::Xlsx => communities::xlsx(&shared).map_err(Failure::refused)?,
    };
    output::made(&bytes, out)
}

/// The budgets as lines for a person.
fn told(shared: &Shared) -> String {
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
