//! `continuum rates new`: a skeleton to fill.

use std::path::{Path, PathBuf};

use crate::catalogue::{self, RatesKind};
use crate::cli::arguments::{NewRates, RatesSkeleton};
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::room::Room;
use crate::domain::framework::Framework;
use crate::workspace::files;

use super::files as rates_files;

pub(super) fn run(order: &NewRates, room: &Room) -> Result<(), Failure> {
    let kind = match order.kind {
        RatesSkeleton::Rates => RatesKind::Rates,
        RatesSkeleton::Weights => RatesKind::Weights,
        RatesSkeleton::Envelope => RatesKind::Envelope,
        RatesSkeleton::Elements => RatesKind::Elements,
        RatesSkeleton::CostBook => RatesKind::CostBook,
        RatesSkeleton::Method => RatesKind::Method,
    };
    let framework = framework(room)?;
    let name = &order.name;
    let text = catalogue::rates_skeleton(kind, name, &framework, room.now().day());
    let text = text.ok_or_else(|| {
        Failure::usage(format!("\"{name}\" cannot be the id of a rates file."))
            .hint("Use letters, digits, hyphens and underscores: equal-2027.")
    })?;
    let usual = PathBuf::from(format!("{name}.toml"));
    let usual = rates_files::folder(room)?.map_or(usual.clone(), |folder| folder.join(&usual));
    let path = order.out.clone().unwrap_or(usual);
    if path == Path::new("-") {
        return output::text(&text);
    }
    write(&path, &text)?;
    let shown = path.display();
    output::line(format!(
        "Written to {shown}. `continuum rates check {shown}` says what is missing."
    ))
}

/// Writes a file that must not be there yet.
pub(super) fn write(path: &Path, text: &str) -> Result<(), Failure> {
    if path.exists() {
        let what = format!(
            "{} is there already and is not written over.",
            path.display()
        );
        return Err(Failure::refused(what).hint("Name another file with --out."));
    }
    files::write(path, text.as_bytes()).map_err(Failure::refused)
}

/// The framework that pupils are mapped to; without a workspace the latest that is shipped.
fn framework(room: &Room) -> Result<Framework, Failure> {
    if let Some(workspace) = room.workspace_if_any()? {
        return Ok(Framework::clone(workspace.framework()));
    }
    let shelf = catalogue::shelf(&[]);
    let latest = shelf.frameworks().last().cloned();
    latest.ok_or_else(|| Failure::refused("No framework is at hand."))
}
