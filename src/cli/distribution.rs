//! `continuum distribution`: how many pupils stand at each tariff.

use std::io::{IsTerminal as _, Write as _, stderr, stdin, stdout};

use crate::domain::distribution::disclosure::{Rounding, Rule};
use crate::domain::distribution::{Dimension, Format, LISTED};
use crate::domain::exact::grouped;

use super::arguments::distribution::{Distribution, TableFormat};
use super::failure::Failure;
use super::frameworks::framework;
use super::output;
use super::progress::{Bar, read_caseload};
use super::room::Room;
use crate::workspace::{Listing, Problem, files};

pub(super) fn run(order: &Distribution, room: &Room) -> Result<(), Failure> {
    let by: Vec<Dimension> = order
        .by
        .iter()
        .map(|code| dimension(code))
        .collect::<Result<_, _>>()?;
    if order.pupils {
        return list(order, by, room);
    }
    let mut workspace = room.workspace()?;
    let (provenance, counted) = if let Some(named) = &order.under {
        let framework = framework(named, room)?;
        workspace.distribution_under(&framework, &by, room.now())?
    } else {
        read_caseload(&mut workspace, room)?;
        workspace.distribution(&by, room.now())?
    };
    let format = Format::from(order.format);
    let rule = match (order.public, order.round) {
        (false, _) => Rule::Office,
        (true, false) => Rule::Public(Rounding::Exact),
        (true, true) => Rule::Public(Rounding::ToFive),
    };
    let bytes = workspace.released(format, rule, &counted, &provenance)?;
    let Some(path) = &order.out else {
        if format == Format::Xlsx && stdout().is_terminal() {
            let told = "A workbook cannot be shown on a terminal.";
            return Err(Failure::usage(told).hint("Name a file for it with `--out FILE.xlsx`."));
        }
        return output::bytes(&bytes);
    };
    files::write(path, &bytes).map_err(Failure::refused)?;
    output::line(format!("Written to {}", path.display()))
}

/// Lists the pupils one by one, as they are read.
fn list(order: &Distribution, by: Vec<Dimension>, room: &Room) -> Result<(), Failure> {
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
