//! `continuum moderate queue`, `harmless` and `conflict`: what waits for whom.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::cli::arguments::{Conflict as ConflictOrder, Harmless, Waiting};
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::room::Room;
use crate::domain::flag::FlagRule;
use crate::domain::moderation::review::Conflict;
use crate::domain::printable::printable;
use crate::workspace::{Queue, Waits};

use super::moderator;

pub(super) fn run(order: &Waiting, room: &Room) -> Result<(), Failure> {
    let workspace = room.workspace()?;
    let reader = moderator(order.reader.as_ref(), &workspace);
    let queue = workspace.queue(&reader, room.now())?;
    if order.json {
        let list = |cases: &[Waits]| -> Vec<Value> {
            cases.iter().map(|one| told(one, order.open)).collect()
        };
        return output::json(
            &json!({"review": list(&queue.review), "returned": list(&queue.returned),
            "board": list(&queue.board), "barred": queue.barred}),
        );
    }
    output::text(&written(&queue, order.open))
}

fn told(one: &Waits, open: bool) -> Value {
    let mut told = json!({"reference": one.reference, "mapping": one.mapping, "stream": one.stream,
        "sample": one.sample, "flags": one.flags.len(), "weight": one.weight, "read": one.read, "said": one.said});
    if let (true, Some(fields)) = (open, told.as_object_mut()) {
        fields.insert("officer".to_owned(), json!(one.officer));
        fields.insert("rules".to_owned(), json!(one.flags));
    }
    told
}

fn written(queue: &Queue, open: bool) -> String {
    let mut text = String::new();
    let parts = [
        ("to be reviewed", &queue.review),
        ("returned to the officer", &queue.returned),
        ("before the board", &queue.board),
    ];
    for (title, cases) in parts {
        let _ = writeln!(text, "{} {title}", cases.len());
        for one in cases {
            let _ = writeln!(text, "  {}", line(one, open));
        }
    }
    if queue.barred > 0 {
        let _ = writeln!(
            text,
            "{} more wait for another moderator: you mapped them, or declared a conflict of interest",
            queue.barred
        );
    }
    text
}

fn line(one: &Waits, open: bool) -> String {
    let mut words = vec![
        format!("{:<12}", printable(one.reference.as_str())),
        format!("{:<9}", one.stream.words()),
    ];
    if !one.flags.is_empty() {
        let flags = if one.flags.len() == 1 {
            "flag"
        } else {
            "flags"
        };
        words.push(format!(
            "{} {flags}, weight {}",
            one.flags.len(),
            one.weight
        ));
    }
    if one.read {
        words.push("read blind, to be decided".to_owned());
    }
    if open {
        words.push(format!("mapped by {}", printable(&one.officer)));
        let rules = one
            .flags
            .iter()
            .map(|rule| json!(rule).as_str().map(str::to_owned));
        words.extend(rules.flatten());
    }
    words.extend(
        one.said
            .as_deref()
            .map(|said| format!("\"{}\"", printable(said))),
    );
    words.join("  ")
}

pub(super) fn harmless(order: &Harmless, room: &Room) -> Result<(), Failure> {
    let rule: FlagRule = serde_json::from_value(json!(order.rule)).map_err(|_| {
        Failure::usage(format!("No flag is called \"{}\".", printable(&order.rule)))
            .hint("`continuum moderate queue --open` shows which flags wait.")
    })?;
    let mut workspace = room.workspace()?;
    let reader = moderator(order.reader.as_ref(), &workspace);
    let (now, reason) = (room.now(), order.reason.as_str());
    let found = workspace.find_harmless(rule, &order.references, reason, &reader, now)?;
    if order.json {
        return output::json(&json!({"rule": rule, "harmless": found}));
    }
    output::line(format!("The flag is put aside for {found} mappings."))
}

pub(super) fn conflict(order: &ConflictOrder, room: &Room) -> Result<(), Failure> {
    let mut workspace = room.workspace()?;
    if let Some(school) = &order.school {
        let conflict = Conflict {
            reader: moderator(order.reader.as_ref(), &workspace),
            school: school.clone(),
            reason: order.reason.clone().unwrap_or_default(),
        };
        workspace.declare(&conflict, room.now())?;
    }
    let conflicts = workspace.conflicts()?;
    if order.json {
        let told = conflicts.iter().map(
            |one| json!({"reader": one.reader.name, "school": one.school, "reason": one.reason}),
        );
        return output::json(&json!({"conflicts": told.collect::<Vec<_>>()}));
    }
    if conflicts.is_empty() {
        return output::line("Nobody has declared a conflict of interest.");
    }
    for one in conflicts {
        output::line(format!(
            "{} is not given pupils of {}: {}",
            printable(&one.reader.name),
            printable(&one.school),
            printable(&one.reason)
        ))?;
    }
    Ok(())
}
