//! `continuum distribution`: how many pupils stand at each tariff.

use std::io::{IsTerminal as _, Write as _, stderr, stdin};

use crate::domain::distribution::disclosure::{Rounding, Rule};
use crate::domain::distribution::{Dimension, Format, LISTED, SettingOf, Terms, View, Wanted};
use crate::domain::exact::grouped;
use crate::workspace::{Listing, Problem, Workspace, files};

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
    if order.pupils {
        return pupils(order, dimensions(order)?, room);
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
    let format = Format::from(order.format);
    let bar = protecting(order, room)?;
    let bytes = workspace.released(format, rule(order), &counted, &provenance)?;
    drop(bar);
    output::made(&bytes, order.out.as_deref())?;
    // Whoever waits has what they asked for by now.
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
        TableFormat::Csv | TableFormat::Xlsx | TableFormat::Md | TableFormat::Html => {
            if views.is_empty() {
                let none = "No view is saved yet: `continuum distribution --by setting --save NAME` saves one.";
                return output::line(none);
            }
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
    let format = Format::from(order.format);
    let bar = protecting(order, room)?;
    let bytes = workspace.estimate_released(format, (by, rule(order)), &laid, &provenance)?;
    drop(bar);
    output::made(&bytes, order.out.as_deref())
}

/// Says that small counts are being protected: of a country's table by many dimensions that takes a while.
fn protecting<'a>(order: &Distribution, room: &'a Room) -> Result<Option<Bar<'a>>, Failure> {
    if !order.public {
        return Ok(None);
    }
    let words = "Protecting small counts";
    let mut bar = Bar::start(words, room);
    bar.step(words, 0, 0)?;
    Ok(Some(bar))
}

/// For whom the numbers are.
fn rule(order: &Distribution) -> Rule {
    match (order.public, order.round) {
        (false, _) => Rule::Office,
        (true, false) => Rule::Public(Rounding::Exact),
        (true, true) => Rule::Public(Rounding::ToFive),
    }
}

fn dimensions(order: &Distribution) -> Result<Vec<Dimension>, Failure> {
    order.by.iter().map(|code| dimension(code)).collect()
}

/// Lists the pupils one by one, as they are read.
fn pupils(order: &Distribution, by: Vec<Dimension>, room: &Room) -> Result<(), Failure> {
    if order.public {
        let told = "A list of pupils cannot be published: where every row is one pupil, nothing of it is left to show.";
        let hint = "Leave out `--pupils` for counts that can be published, or `--public` for a list that stays in the office.";
        return Err(Failure::usage(told).hint(hint));
    }
    let listing = Listing {
        by: if by.is_empty() { LISTED.to_vec() } else { by },
        identifiable: order.identifiable,
        format: order.format.into(),
    };
    if !matches!(listing.format, Format::Csv | Format::Json) {
        return Err(Failure::usage(Problem::NotListed.to_string()));
    }
    let workspace = room.workspace()?;
    if order.identifiable && !order.yes && !agreed() {
        let told = "Nothing was written: naming pupils has to be agreed to.";
        return Err(
            Failure::refused(told).hint("Answer y, or give `--yes` where nobody can be asked.")
        );
    }
    let mut bar = Bar::start("Counting pupils", room);
    let Some(path) = &order.out else {
        let written =
            workspace.list_pupils(&listing, room.now(), output::stream(), &mut bar.watch());
        return Ok(written.map(|_| ())?);
    };
    let mut file = files::Growing::begin(path).map_err(Failure::refused)?;
    let written = workspace.list_pupils(&listing, room.now(), &mut file, &mut bar.watch())?;
    file.finish().map_err(Failure::refused)?;
    drop(bar);
    let shown = path.display();
    output::line(format!("{} pupils written to {shown}", grouped(written)))
}

/// Asks whether pupils may be named; where nobody can be asked they may not.
fn agreed() -> bool {
    if !stdin().is_terminal() || !stderr().is_terminal() {
        return false;
    }
    let mut answer = String::new();
    let _ = write!(
        stderr(),
        "This file will name every pupil. Write it? (y/n) "
    );
    stdin().read_line(&mut answer).is_ok() && matches!(answer.trim(), "y" | "Y" | "yes")
}

impl From<TableFormat> for Format {
    fn from(format: TableFormat) -> Self {
        match format {
            TableFormat::Csv => Self::Csv,
            TableFormat::Xlsx => Self::Xlsx,
            TableFormat::Json => Self::Json,
            TableFormat::Md => Self::Md,
            TableFormat::Html => Self::Html,
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
