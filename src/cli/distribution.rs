//! `continuum distribution`: how many pupils stand at each tariff.

use crate::domain::distribution::Dimension;
use crate::exchange;
use crate::workspace::Workspace;

use super::arguments::{Distribution, TableFormat};
use super::failure::Failure;
use super::frameworks::framework;
use super::output;
use super::progress::read_caseload;
use super::room::Room;

pub(super) fn run(order: &Distribution, room: &Room) -> Result<(), Failure> {
    let by: Vec<Dimension> = order
        .by
        .iter()
        .map(|code| dimension(code))
        .collect::<Result<_, _>>()?;
    let mut workspace = room.workspace()?;
    if order.estimate {
        read_caseload(&mut workspace, room)?;
        return estimate(order, &by, &mut workspace, room);
    }
    let (provenance, counted) = if let Some(named) = &order.under {
        let framework = framework(named, room)?;
        workspace.distribution_under(&framework, &by, room.now())?
    } else {
        read_caseload(&mut workspace, room)?;
        workspace.distribution(&by, room.now())?
    };
    let mut bytes = Vec::new();
    match order.format {
        TableFormat::Csv => exchange::distribution::csv(&counted, &provenance, &mut bytes)?,
        TableFormat::Json => exchange::distribution::json(&counted, &provenance, &mut bytes)?,
    }
    output::bytes(&bytes)
}

/// Writes the estimate, or why there is none.
fn estimate(
    order: &Distribution,
    by: &[Dimension],
    workspace: &mut Workspace,
    room: &Room,
) -> Result<(), Failure> {
    let (provenance, laid) = workspace.estimate(by, room.now())?;
    let parts = laid.crossed(by).ok_or_else(|| {
        let codes: Vec<&str> = laid.by.iter().map(|by| by.code()).collect();
        Failure::refused(format!(
            "The estimate cannot be crossed by that: its strata are told apart by {}.",
            codes.join(", ")
        ))
        .hint("Name those with --by, or draw a sample that is stratified so: continuum moderate sample --audit N --afresh --by …")
    })?;
    match order.format {
        TableFormat::Csv => {
            let mut bytes = Vec::new();
            exchange::estimate::csv(&laid, (by, &parts), &provenance, &mut bytes)?;
            output::bytes(&bytes)
        }
        TableFormat::Json => {
            output::json(&exchange::estimate::json(&laid, (by, &parts), &provenance))
        }
    }
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
