//! `continuum moderate`: what moderation measures.

mod agreement;
mod drift;
mod report;

use serde_json::{Map, Value, json};

use crate::workspace::Workspace;

use super::arguments::{Moderate, ModerateCommand};
use super::failure::Failure;
use super::room::Room;

pub(super) fn run(order: &Moderate, room: &Room) -> Result<(), Failure> {
    match &order.what {
        ModerateCommand::Agreement(order) => agreement::run(order, room),
        ModerateCommand::Drift(order) => drift::run(order, room),
        ModerateCommand::Flags(order) => report::flags(order, room),
        ModerateCommand::Report(order) => report::run(order, room),
    }
}

/// What the JSON of every measure begins with: of which framework, as of which day.
fn head(workspace: &Workspace, room: &Room) -> Map<String, Value> {
    let key = &workspace.framework().key;
    let parts = [
        ("framework", json!(key.id)),
        ("version", json!(key.version)),
        ("date", json!(room.now().day())),
    ];
    parts
        .map(|(name, value)| (name.to_owned(), value))
        .into_iter()
        .collect()
}
