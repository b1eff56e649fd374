//! `continuum distribution`: how many pupils stand at each tariff.

use crate::domain::distribution::Dimension;
use crate::exchange;

use super::arguments::{Distribution, TableFormat};
use super::failure::Failure;
use super::frameworks::framework;
use super::output;
use super::progress::read_counts;
use super::room::Room;

pub(super) fn run(order: &Distribution, room: &Room) -> Result<(), Failure> {
    let by: Vec<Dimension> = order
        .by
        .iter()
        .map(|code| dimension(code))
        .collect::<Result<_, _>>()?;
    let mut workspace = room.workspace()?;
    let (provenance, counted) = if let Some(named) = &order.under {
        let framework = framework(named, room)?;
        workspace.distribution_under(&framework, &by, room.now())?
    } else {
        read_counts(&mut workspace, room)?;
        workspace.distribution(&by, room.now())?
    };
    let mut bytes = Vec::new();
    match order.format {
        TableFormat::Csv => exchange::distribution::csv(&counted, &provenance, &mut bytes)?,
        TableFormat::Json => exchange::distribution::json(&counted, &provenance, &mut bytes)?,
    }
    output::bytes(&bytes)?;
    Ok(workspace.keep_counts()?)
}

fn dimension(code: &str) -> Result<Dimension, Failure> {
    Dimension::from_code(code).ok_or_else(|| {
        let known: Vec<&str> = Dimension::ALL
            .iter()
            .map(|dimension| dimension.code())
            .collect();
        Failure::usage(format!("There is no dimension \"{code}\"."))
            .hint(format!("Dimensions: {}.", known.join(", ")))
    })
}
