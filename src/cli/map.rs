//! `continuum map` and `continuum park`: what the walk does, from a file.

use serde::Serialize;

use crate::domain::derive::AreaTariff;
use crate::domain::flag::Flag;
use crate::domain::mapping::Mapping;
use crate::domain::printable::printable;
use crate::exchange::judgements;
use crate::workspace::files;

use super::arguments::{Map, Park};
use super::failure::Failure;
use super::output;
use super::room::{Room, reader};

/// The JSON of a recorded mapping.
#[derive(Serialize)]
struct Recorded<'a> {
    mapping: &'a str,
    tariff: Option<&'a str>,
    route: Option<&'static str>,
    /// Each area's own tariff, where the framework gives several.
    tariffs: &'a [AreaTariff],
    trace: &'a [String],
    flags: &'a [Flag],
}

pub(super) fn run(order: &Map, room: &Room) -> Result<(), Failure> {
    let bytes = files::read(&order.from).map_err(Failure::refused)?;
    let name = order.from.display().to_string();
    let (judged, bounds) = judgements::read(&name, &bytes).map_err(Failure::refused)?;
    let mut workspace = room.workspace()?;
    let reader = reader(&order.who, &workspace);
    let bounds = bounds.as_deref();
    let mapping = workspace.record_judged(&order.reference, judged, bounds, reader, room.now())?;
    output::json(&recorded(&mapping))
}

fn recorded(mapping: &Mapping) -> Recorded<'_> {
    let outcome = mapping.sheet.outcome.as_ref();
    Recorded {
        mapping: mapping.id.as_str(),
        tariff: outcome.map(|outcome| outcome.tariff.as_str()),
        route: outcome.map(|outcome| outcome.route.code()),
        tariffs: outcome
            .map(|outcome| outcome.several.as_slice())
            .unwrap_or_default(),
        trace: outcome
            .map(|outcome| outcome.trace.as_slice())
            .unwrap_or_default(),
        flags: &mapping.sheet.flags,
    }
}

pub(super) fn park(order: &Park, room: &Room) -> Result<(), Failure> {
    let mut workspace = room.workspace()?;
    let pupil = workspace.pupil(&order.reference)?;
    let reader = reader(&order.who, &workspace);
    workspace.park(&pupil, reader, &order.reason, room.now())?;
    output::line(format!(
        "{} is put aside for later.",
        printable(&order.reference)
    ))
}
