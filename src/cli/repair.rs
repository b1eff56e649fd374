//! `continuum repair`: saves what can be read of a damaged workspace into a new one.

use serde_json::json;

use crate::domain::printable::printable;
use crate::store::Saved;
use crate::workspace::{Repaired, repair};

use super::arguments::Repair;
use super::failure::Failure;
use super::output;
use super::progress::Bar;
use super::room::Room;

/// How many faults a person is shown; the JSON has all.
const SHOWN: usize = 20;

pub(super) fn run(order: &Repair, room: &Room) -> Result<(), Failure> {
    let door = room.door()?;
    let mut bar = Bar::start("Copying the damaged file", room);
    let repaired = repair(&door, order.to.as_deref(), room.now(), &mut bar.watch())?;
    drop(bar);
    if !order.json {
        return output::text(&printable(&written(&repaired)));
    }
    let table = |one: &Saved| {
        json!({
            "table": one.table, "kept": one.kept, "refused": one.refused, "whole": one.whole,
            "lost": one.lost,
        })
    };
    let faults = repaired.verified.faults.iter();
    output::json(&json!({
        "folder": repaired.folder.display().to_string(), "whole": repaired.is_whole(),
        "tables": repaired.tables.iter().map(table).collect::<Vec<_>>(),
        "records": repaired.verified.records, "stand": repaired.stand(),
        "faults": faults.map(ToString::to_string).collect::<Vec<_>>(),
    }))
}

fn written(repaired: &Repaired) -> String {
    let mut lines = vec![format!("{}", repaired.folder.display())];
    for table in &repaired.tables {
        if table.kept > 0 || !table.whole || table.refused > 0 {
            lines.push(format!("  {}: {}", table.table, told(table)));
        }
    }
    lines.push(format!(
        "{} of {} records stand as they were recorded.",
        repaired.stand(),
        repaired.verified.records
    ));
    let faults = told_once(repaired);
    lines.extend(faults.iter().take(SHOWN).map(|fault| format!("! {fault}")));
    if let Some(more) = faults.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        lines.push(format!("! and {more} more; --json lists them all"));
    }
    lines.push(if repaired.is_whole() {
        "Nothing was lost. The damaged workspace is as it was.".to_owned()
    } else {
        "The damaged workspace is as it was. Look for a backup too: `continuum backup list`."
            .to_owned()
    });
    lines.join("\n") + "\n"
}

/// The faults, those that read alike in one line.
fn told_once(repaired: &Repaired) -> Vec<String> {
    let mut counted: Vec<(String, usize)> = Vec::new();
    for fault in &repaired.verified.faults {
        let fault = fault.to_string();
        match counted.last_mut() {
            Some((last, count)) if *last == fault => *count += 1,
            Some(_) | None => counted.push((fault, 1)),
        }
    }
    let lines = counted.into_iter().map(|(fault, count)| match count {
        1 => fault,
        many => format!("{fault} ({many} times)"),
    });
    lines.collect()
}

fn told(table: &Saved) -> String {
    let mut parts = vec![format!("{} rows", table.kept)];
    if table.refused > 0 {
        parts.push(format!("{} were not rows any more", table.refused));
    }
    match (table.whole, table.lost) {
        (true, _) => {}
        (false, Some(lost)) => parts.push(format!("{lost} lost")),
        (false, None) => parts.push("not all of it could be read".to_owned()),
    }
    parts.join(", ")
}
