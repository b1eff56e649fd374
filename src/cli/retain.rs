//! `continuum retain`: whose record is past its time, and their erasure.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::domain::identity::PupilId;
use crate::domain::printable::printable;
use crate::domain::retention::Retention;
use crate::workspace::{Overdue, Wiped};

use super::arguments::Retain;
use super::erase::{answer, as_json, person, some, told, unasked};
use super::failure::Failure;
use super::open::is_attended;
use super::output;
use super::progress::Bar;
use super::room::{Room, reader};

pub(super) fn run(order: &Retain, room: &Room) -> Result<(), Failure> {
    let mut workspace = room.workspace()?;
    let retention = workspace.retention()?;
    let mut bar = Bar::start("Looking who is past their time", room);
    let overdue = workspace.overdue(room.now().day(), &mut bar.watch())?;
    drop(bar);
    if order.dry_run || overdue.past.is_empty() {
        return say(order, retention, &overdue, None);
    }
    if !order.yes {
        if !is_attended() {
            return Err(unasked());
        }
        output::text(&printable(&listed(retention, &overdue)))?;
        let count = overdue.past.len();
        if answer(&format!("Type {count} to erase all of them for good: ")) != count.to_string() {
            return Err(Failure::refused("Nobody was erased."));
        }
    }
    let by = reader(&order.who, &workspace);
    let pupils: Vec<PupilId> = overdue.past.iter().map(|one| one.pupil.clone()).collect();
    let reason = format!("past their time: kept {retention}");
    let mut bar = Bar::start("Erasing", room);
    let wiped = workspace.erase(
        &pupils,
        (&by, &reason),
        order.backups,
        room.now(),
        &mut bar.watch(),
    )?;
    drop(bar);
    say(order, retention, &overdue, Some(&wiped))
}

fn say(
    order: &Retain,
    retention: Retention,
    overdue: &Overdue,
    wiped: Option<&Wiped>,
) -> Result<(), Failure> {
    if order.json {
        return output::json(&written(retention, overdue, wiped));
    }
    let text = wiped.map_or_else(|| listed(retention, overdue), told);
    output::text(&printable(&text))
}

fn written(retention: Retention, overdue: &Overdue, wiped: Option<&Wiped>) -> Value {
    let past = overdue.past.iter().map(
        |one| json!({"ref": one.facts.reference, "name": one.facts.name(), "until": one.until}),
    );
    let mut value = as_json(&wiped.cloned().unwrap_or_default());
    if let Some(fields) = value.as_object_mut() {
        fields.insert("retention".to_owned(), json!(retention.to_string()));
        fields.insert("past".to_owned(), past.collect());
        fields.insert("within".to_owned(), json!(overdue.within));
        fields.insert("unknown".to_owned(), json!(overdue.unknown));
    }
    value
}

fn listed(retention: Retention, overdue: &Overdue) -> String {
    let mut text = format!("Records are kept {retention} (`continuum set retention`).\n");
    for one in &overdue.past {
        let _ = writeln!(text, "{}  kept until {}", person(&one.facts), one.until);
    }
    let past = overdue.past.len();
    let _ = write!(text, "{past} past their time, {} within it", overdue.within);
    let unknown = some(overdue.unknown, "is", "are");
    let _ = match unknown {
        Some(unknown) => writeln!(
            text,
            "; {unknown} kept without an end, for a day that it is counted from is not known."
        ),
        None => writeln!(text, "."),
    };
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_without_an_end_are_told_where_there_are_any() {
        let tells = |unknown| {
            let overdue = Overdue {
                within: 3,
                unknown,
                ..Overdue::default()
            };
            let text = listed(Retention::default(), &overdue);
            text.lines().last().unwrap().to_owned()
        };
        assert_eq!(tells(0), "0 past their time, 3 within it.");
        assert_eq!(
            tells(1),
            "0 past their time, 3 within it; 1 is kept without an end, for a day that it is counted from is not known."
        );
    }
}
