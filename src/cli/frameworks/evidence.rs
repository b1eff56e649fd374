//! `continuum frameworks evidence`: which descriptors to redraft first.

use serde_json::{Value, json};

use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::progress::Bar;
use crate::cli::room::Room;
use crate::domain::evidence::Evidence;
use crate::domain::framework::Framework;
use crate::exchange::redrafting;

use super::framework;

pub(super) fn run(named: &str, as_json: bool, room: &Room) -> Result<(), Failure> {
    let framework = framework(named, room)?;
    let workspace = room.workspace()?;
    let mut bar = Bar::start("Counting judgements", room);
    let evidence = workspace.evidence(&framework, &mut bar.watch())?;
    drop(bar);
    if as_json {
        let rows: Vec<Value> = evidence.iter().map(|one| row(&framework, one)).collect();
        return output::json(&rows);
    }
    let mut bytes = Vec::new();
    redrafting::csv(&framework, &evidence, &mut bytes)?;
    output::bytes(&bytes)
}

fn row(framework: &Framework, one: &Evidence) -> Value {
    let known = framework.descriptors.iter().find(|text| text.id == one.id);
    let counts = &one.counts;
    json!({"descriptor": one.id, "area": known.map(|text| &text.area), "level": known.map(|text| &text.level),
        "judged": counts.judged, "settled": counts.settled, "overridden": counts.overridden, "reasons": counts.reasons,
        "adjusted": counts.adjusted, "disagreed": counts.disagreed, "asked": counts.asked})
}
