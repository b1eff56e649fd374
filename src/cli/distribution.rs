//! `continuum distribution`: how many pupils stand at each tariff.

use crate::domain::distribution::{Dimension, SettingOf, Terms, View, Wanted};
use crate::exchange;
use crate::workspace::Workspace;

use super::arguments::{Distribution, SettingFrom, TableFormat};
use super::failure::Failure;
use super::frameworks::framework;
use super::output;
use super::progress::{Bar, read_caseload};
use super::room::Room;

pub(super) fn run(order: &Distribution, room: &Room) -> Result<(), Failure> {
    if order.views {
        return list(&room.workspace()?.views()?, order.format);
    }
    if let Some(name) = &order.forget {
        let view = room.workspace()?.forget_view(name)?;
        return output::line(format!(
            "The view \"{}\" is forgotten: {}.",
            view.name,
            view.wanted.words()
        ));
    }
    let mut workspace = room.workspace()?;
    if order.estimate {
        read_caseload(&mut workspace, room)?;
        return estimate(order, &dimensions(order)?, &mut workspace, room);
    }
    let wanted = wanted(order, &workspace, room)?;
    read_for(&mut workspace, &wanted, room)?;
    let (provenance, counted) = workspace.distribution(&wanted, room.now())?;
    if let Some(name) = &order.save {
        workspace.keep_view(name, &wanted)?;
    }
    let mut bytes = Vec::new();
    match order.format {
        TableFormat::Csv => exchange::distribution::csv(&counted, &provenance, &mut bytes)?,
        TableFormat::Json => exchange::distribution::json(&counted, &provenance, &mut bytes)?,
    }
    output::bytes(&bytes)?;
    Ok(workspace.keep_counts()?)
}

/// Reads what a count needs behind a bar.
pub(super) fn read_for(
    workspace: &mut Workspace,
    wanted: &Wanted,
    room: &Room,
) -> Result<(), Failure> {
    let mut bar = Bar::start("Reading the caseload", room);
    if wanted.is_plain() {
        return Ok(workspace.read_counts(room.now(), &mut bar.watch())?);
    }
    Ok(workspace.read_for(wanted, room.now(), &mut bar.watch())?)
}

/// What is to be counted: the options, or a view with another day to look back on where one is named.
fn wanted(order: &Distribution, workspace: &Workspace, room: &Room) -> Result<Wanted, Failure> {
    if let Some(name) = &order.view {
        let mut wanted = workspace.view(name)?.wanted;
        wanted.terms.as_at = order.as_at.or(wanted.terms.as_at);
        return Ok(wanted);
    }
    let under = order.under.as_ref().map(|named| framework(named, room));
    Ok(Wanted {
        by: dimensions(order)?,
        terms: Terms {
            as_at: order.as_at,
            setting: match order.setting {
                SettingFrom::Today => SettingOf::Today,
                SettingFrom::September => SettingOf::September,
            },
            schools: order.count_school_readings,
        },
        under: under.transpose()?.map(|framework| framework.key),
    })
}

/// Lists the views, one a line.
fn list(views: &[View], format: TableFormat) -> Result<(), Failure> {
    match format {
        TableFormat::Json => output::json(&views),
        TableFormat::Csv if views.is_empty() => output::line(
            "No view is saved yet: `continuum distribution --by setting --save NAME` saves one.",
        ),
        TableFormat::Csv => {
            let line = |view: &View| format!("{}: {}", view.name, view.wanted.words());
            let lines: Vec<String> = views.iter().map(line).collect();
            output::line(lines.join("\n"))
        }
    }
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

fn dimensions(order: &Distribution) -> Result<Vec<Dimension>, Failure> {
    order.by.iter().map(|code| dimension(code)).collect()
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
