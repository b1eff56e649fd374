//! `continuum moderate agreed`: readings that two names stand behind, taken for seeds and for the standardisation set.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::cli::arguments::{AgreedCommand, AgreedOrder, ListOrder, RemoveOrder, TakeOrder};
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::room::Room;
use crate::domain::moderation::agreed::Aim;
use crate::domain::printable::printable;
use crate::workspace::AgreedReading;

use super::moderator;

pub(super) fn run(order: &AgreedOrder, room: &Room) -> Result<(), Failure> {
    match &order.what {
        AgreedCommand::Add(order) => add(order, room),
        AgreedCommand::List(order) => list(order, room),
        AgreedCommand::Remove(order) => remove(order, room),
    }
}

fn add(order: &TakeOrder, room: &Room) -> Result<(), Failure> {
    let mut workspace = room.workspace()?;
    let reader = moderator(order.reader.as_ref(), &workspace);
    let aim = Aim::from(order.aim);
    let taken = workspace.agree(&order.reference, aim, &reader, room.now())?;
    if order.json {
        return output::json(&told(&taken));
    }
    output::line(format!(
        "{} is taken for {}: mapped by {}, read blind by {}.",
        printable(taken.reference.as_str()),
        aim.words(),
        printable(&taken.agreed.officer),
        printable(&taken.agreed.moderator)
    ))
}

fn list(order: &ListOrder, room: &Room) -> Result<(), Failure> {
    let workspace = room.workspace()?;
    let listed = workspace.agreed_readings(room.now())?;
    if order.json {
        let told: Vec<Value> = listed.iter().map(told).collect();
        return output::json(&json!({ "agreed": told }));
    }
    if listed.is_empty() {
        return output::line(
            "Nothing is agreed yet. `continuum moderate agreed add REF --for seed` takes what was moderated.",
        );
    }
    output::text(&written(&listed))
}

fn told(one: &AgreedReading) -> Value {
    let agreed = &one.agreed;
    let removed = agreed.removed.as_ref().map(|removed| {
        let by = removed.reader.as_ref().map(|reader| &reader.name);
        json!({"at": removed.at, "by": by, "reason": removed.reason})
    });
    json!({"reference": one.reference, "for": agreed.aim, "mapping": agreed.mapping,
        "officer": agreed.officer, "moderator": agreed.moderator, "by": agreed.reader.name,
        "at": agreed.recorded, "in_use": one.in_use, "current": one.current, "removed": removed})
}

fn written(listed: &[AgreedReading]) -> String {
    let mut text = String::new();
    for one in listed {
        let agreed = &one.agreed;
        let note = match (&agreed.removed, one.current) {
            (Some(removed), _) => format!("  out of use: {}", printable(&removed.reason)),
            (None, true) => String::new(),
            (None, false) => {
                "  mapped anew or amended since: take it out of use, or moderate it again"
                    .to_owned()
            }
        };
        let _ = writeln!(
            text,
            "{:<14} {:<8}  {} and {}{note}",
            printable(one.reference.as_str()),
            agreed.aim.code(),
            printable(&agreed.officer),
            printable(&agreed.moderator)
        );
    }
    text
}

fn remove(order: &RemoveOrder, room: &Room) -> Result<(), Failure> {
    let mut workspace = room.workspace()?;
    let reader = moderator(order.reader.as_ref(), &workspace);
    let aim = Aim::from(order.aim);
    let why = (&reader, order.reason.as_str());
    let removed = workspace.disagree(&order.reference, aim, why, room.now())?;
    if order.json {
        return output::json(
            &json!({"reference": order.reference, "for": aim, "mapping": removed.mapping}),
        );
    }
    output::line(format!(
        "{} is out of use for {}.",
        printable(&order.reference),
        aim.words()
    ))
}
