//! `continuum rates solve`: the rates that an envelope affords.

use std::path::Path;

use crate::catalogue::written_rates;
use crate::cli::arguments::SolveRates;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::room::Room;
use crate::domain::day::Day;
use crate::domain::exact::Money;
use crate::domain::place::Setting;
use crate::domain::rates::{
    Envelope, Expected, RateSet, Solved, demands, solve, solve_parts, total_weight,
};
use crate::exchange::rates::{self, Basis};

use super::{files, new, telling};

pub(super) fn run(order: &SolveRates, room: &Room) -> Result<(), Failure> {
    let mut workspace = room.workspace()?;
    let set = workspace.rate_set(&files::find(&order.rates, room)?)?;
    let envelope = workspace.envelope(&files::find(&order.envelope, room)?)?;
    let cohort = telling::cohort(&workspace, room)?;
    let too_large = || Failure::refused("These figures are too large to reckon with.");
    let (found, most) = if order.estimate {
        let (estimate, by) = telling::estimate(&mut workspace, room)?;
        let expected = Expected::of(&estimate, &by, workspace.framework());
        let (found, most) = expected.demands(&set).map_err(Failure::refused)?;
        (found, Some(most))
    } else {
        (demands(&cohort, &set).map_err(Failure::refused)?, None)
    };
    let (weight, basis) = match most {
        Some(most) if order.sure => (Some(most), Basis::AtMost),
        Some(_) => (total_weight(&set, &found), Basis::Expected),
        None => (total_weight(&set, &found), Basis::Counted),
    };
    let solved = if order.by_part {
        solve_parts(&set, &found, &parts(&envelope)?)
    } else {
        let weight = weight.ok_or_else(too_large)?;
        solve(&set, &found, envelope.for_rates(), weight)
    };
    let solved = solved.map_err(Failure::refused)?;
    let source = workspace.rates_source(room.now());
    let report = rates::solve(
        &set,
        &envelope,
        &solved,
        basis,
        (&source, telling::about(&cohort)),
    );
    telling::tell(&report, &order.told, None)?;
    if let Some(path) = &order.out {
        keep(path, &set, &envelope, (&solved, basis), room.now().day())?;
        if !order.told.json {
            output::line(format!("Written to {}.", path.display()))?;
        }
    }
    Ok(())
}

fn parts(envelope: &Envelope) -> Result<Vec<(Vec<Setting>, Money)>, Failure> {
    if envelope.parts.is_empty() {
        let what = format!("The envelope \"{}\" has no parts.", envelope.id);
        return Err(Failure::refused(what)
            .hint("Add a [[part]] for each group of settings, or leave out --by-part."));
    }
    let part = |part: &crate::domain::rates::Part| (part.settings.clone(), part.pounds);
    Ok(envelope.parts.iter().map(part).collect())
}

/// Writes the rates found as a set of their own, which says what it was found from.
fn keep(
    path: &Path,
    set: &RateSet,
    envelope: &Envelope,
    (solved, basis): (&Solved, Basis),
    today: Day,
) -> Result<(), Failure> {
    let stem = path
        .file_stem()
        .map(|stem| stem.to_string_lossy().into_owned());
    let id: String = (stem.unwrap_or_else(|| format!("{}-found", set.id)).chars())
        .map(|c| {
            if c.is_ascii_alphanumeric() || matches!(c, '-' | '_') {
                c
            } else {
                '-'
            }
        })
        .collect();
    let source = format!(
        "Found on {today} from \"{}\" and the envelope \"{}\" ({}) for {}; {} is left.",
        set.id,
        envelope.id,
        envelope.for_rates(),
        basis.words(),
        solved.residue
    );
    let found = RateSet {
        id,
        title: format!("{}, as affordable", set.title),
        status: crate::domain::rates::RatesStatus::Draft,
        source: source.clone(),
        ..solved.set.clone()
    };
    new::write(path, &written_rates(&found, &[source]))
}
