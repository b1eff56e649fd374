//! `continuum moderate`: samples, the queue, reviews, and what moderation measures.

mod agreed;
mod agreement;
mod audit;
mod carry;
mod drift;
mod queue;
mod report;
mod review;
mod sample;
mod schools;
mod seeds;
mod standard;
mod suggestions;

use serde_json::{Map, Value, json};

use crate::domain::identity::{Reader, Role};
use crate::workspace::Workspace;

use super::arguments::{Moderate, ModerateCommand};
use super::failure::Failure;
use super::room::Room;

pub(super) fn run(order: &Moderate, room: &Room) -> Result<(), Failure> {
    match &order.what {
        ModerateCommand::Sample(order) => sample::run(order, room),
        ModerateCommand::Audit(order) => audit::run(order, room),
        ModerateCommand::Carry(order) => carry::run(order, room),
        ModerateCommand::Queue(order) => queue::run(order, room),
        ModerateCommand::Review(order) => review::run(order, room),
        ModerateCommand::Decide(order) => review::decide(order, room),
        ModerateCommand::Harmless(order) => queue::harmless(order, room),
        ModerateCommand::Conflict(order) => queue::conflict(order, room),
        ModerateCommand::Agreement(order) => agreement::run(order, room),
        ModerateCommand::Drift(order) => drift::run(order, room),
        ModerateCommand::Schools(order) => schools::run(order, room),
        ModerateCommand::Suggestions(order) => suggestions::run(order, room),
        ModerateCommand::Compare(order) => schools::compare(order, room),
        ModerateCommand::Flags(order) => report::flags(order, room),
        ModerateCommand::Agreed(order) => agreed::run(order, room),
        ModerateCommand::Standard(order) => standard::run(order, room),
        ModerateCommand::Seeds(order) => seeds::run(order, room),
        ModerateCommand::Report(order) => report::run(order, room),
    }
}

/// The moderator who was named, else the workspace's reader, in that role.
fn moderator(named: Option<&String>, workspace: &Workspace) -> Reader {
    Reader {
        name: named.unwrap_or(&workspace.reader().name).clone(),
        role: Role::Moderator,
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
    let parts = parts.map(|(name, value)| (name.to_owned(), value));
    parts.into_iter().collect()
}
