//! `continuum import list`, `show` and `undo`: imports looked back on.

use serde_json::json;

use crate::domain::account::moved;
use crate::domain::movement::ImportHead;
use crate::domain::printable::printable;

use super::arguments::ImportCommand;
use super::failure::Failure;
use super::output;
use super::progress::Bar;
use super::room::{Room, reader};

pub(super) fn run(command: &ImportCommand, room: &Room) -> Result<(), Failure> {
    match command {
        ImportCommand::List(order) => list(order.json, room),
        ImportCommand::Show(order) => show(&order.import, order.json, room),
        ImportCommand::Undo(order) => {
            let mut workspace = room.workspace()?;
            let reader = reader(&order.who, &workspace);
            let import = workspace.import_named(&order.import)?;
            let mut bar = Bar::start("Undoing the import", room);
            let undone = workspace.undo_import(&import, &reader, room.now(), &mut bar.watch())?;
            drop(bar);
            if order.json {
                return output::json(&json!({
                    "import": import.id, "back": undone.back, "gone": undone.gone,
                    "mapped": undone.mapped, "stayed": undone.stayed, "plans": undone.plans,
                    "settled": undone.settled,
                }));
            }
            output::text(&printable(&undone.told(&import)))
        }
    }
}

fn list(as_json: bool, room: &Room) -> Result<(), Failure> {
    let imports = room.workspace()?.imports()?;
    if as_json {
        return output::json(&imports);
    }
    if imports.is_empty() {
        return output::line("Nothing has been imported yet.");
    }
    let lines: Vec<String> = imports.iter().map(line).collect();
    output::text(&printable(&(lines.join("\n") + "\n")))
}

fn line(import: &ImportHead) -> String {
    let mut parts = vec![
        import.short().to_owned(),
        import.at.long(),
        format!("{} ({})", import.file, import.kind),
        import.counts(),
    ];
    parts.extend(
        import
            .undone
            .as_ref()
            .map(|(at, by)| format!("undone {} by {by}", at.long())),
    );
    parts.join("  ")
}

fn show(name: &str, as_json: bool, room: &Room) -> Result<(), Failure> {
    let workspace = room.workspace()?;
    let import = workspace.import_named(name)?;
    let movements = workspace.moved_by(&import, room.now().day())?;
    if as_json {
        return output::json(&movements);
    }
    let mut lines = vec![line(&import)];
    moved(&mut lines, &movements, usize::MAX);
    output::text(&printable(&(lines.join("\n") + "\n")))
}
