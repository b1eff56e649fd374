//! `continuum moderate seeds`: how every officer's seeds were read, what follows, and lifting it.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::cli::arguments::{LiftOrder, SeedsCommand, SeedsOrder};
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::room::Room;
use crate::domain::moderation::agreed::Lift;
use crate::domain::moderation::seeds::{Consequence, Due};
use crate::domain::moderation::stands::Stands;
use crate::domain::printable::printable;

use super::{head, moderator};

pub(super) fn run(order: &SeedsOrder, room: &Room) -> Result<(), Failure> {
    match &order.what {
        None => list(order, room),
        Some(SeedsCommand::Lift(order)) => lift(order, room),
    }
}

fn list(order: &SeedsOrder, room: &Room) -> Result<(), Failure> {
    let workspace = room.workspace()?;
    let stands = workspace.stands(room.now())?;
    if order.json {
        let mut told = head(&workspace, room);
        let officers: Vec<Value> = stands.iter().map(seeds).collect();
        told.insert("officers".to_owned(), json!(officers));
        return output::json(&told);
    }
    if stands.is_empty() {
        return output::line(
            "There are no seeds. `continuum moderate agreed add REF --for seed` takes what was moderated for one.",
        );
    }
    let mut text = String::new();
    for one in &stands {
        let left = match one.seeds.left {
            1 => "1 left".to_owned(),
            left => format!("{left} left"),
        };
        let _ = writeln!(
            text,
            "{:<20} {:<8} {}",
            printable(&one.officer),
            left,
            one.seeds.words()
        );
    }
    output::text(&text)
}

fn seeds(one: &Stands) -> Value {
    let seeds = &one.seeds;
    let (consequence, since) = match seeds.consequence {
        Consequence::Clear => ("clear", None),
        Consequence::Second => ("second", None),
        Consequence::Review { since } => ("review", Some(since)),
    };
    json!({"officer": one.officer, "read": seeds.read, "outside": seeds.outside,
        "consequence": consequence, "since": since, "due": seeds.due.map(Due::code), "left": seeds.left,
        "exhausted": seeds.is_exhausted(), "says": seeds.words(),
        "lifted": seeds.lifted.as_ref().map(lifted)})
}

fn lifted(lift: &Lift) -> Value {
    json!({"at": lift.recorded, "by": lift.reader.name, "reason": lift.reason})
}

fn lift(order: &LiftOrder, room: &Room) -> Result<(), Failure> {
    let mut workspace = room.workspace()?;
    let reader = moderator(order.reader.as_ref(), &workspace);
    let why = (&reader, order.reason.as_str());
    let lift = workspace.lift(&order.officer, why, room.now())?;
    if order.json {
        let mut told = lifted(&lift);
        if let Some(fields) = told.as_object_mut() {
            fields.insert("officer".to_owned(), json!(lift.officer));
        }
        return output::json(&told);
    }
    output::line(format!(
        "The new mappings of {} go to review no more; their seeds begin afresh.",
        printable(&lift.officer)
    ))
}
