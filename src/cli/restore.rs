//! `continuum restore`: puts a backup in the place of the workspace, and the workspace aside.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde_json::json;

use crate::domain::printable::printable;
use crate::workspace::{BACKUPS, finish_restoring, restore};

use super::arguments::Restore;
use super::failure::Failure;
use super::output;
use super::passphrase;
use super::progress::Bar;
use super::room::Room;

pub(super) fn run(order: &Restore, room: &Room) -> Result<(), Failure> {
    let folder = room.folder()?;
    let Some(backup) = &order.backup else {
        let aside = finish_restoring(&folder)?;
        return finished(order.json, aside);
    };
    let backup = named(&folder, backup);
    let (door, from) = room.asker().several(|| {
        let (door, file) = (room.door()?, order.backup_key_file.as_deref());
        let from = passphrase::of_backup(&door, &backup, (file, room.key_file()?), room.asker())?;
        Ok::<_, Failure>((door, from))
    })?;
    let mut bar = Bar::start("Checking the backup", room);
    let restored = restore(&door, &from, room.now(), &mut bar.watch())?;
    drop(bar);
    let from = &restored.from;
    if order.json {
        return output::json(&json!({
            "backup": backup.display().to_string(), "made": from.made, "why": from.why,
            "records": restored.records, "pupils": from.contents.pupils,
            "aside": restored.aside.as_ref().map(|aside| aside.display().to_string()),
            "beyond": restored.beyond, "back": restored.back, "changed": restored.changed,
        }));
    }
    output::text(&printable(&(restored.told().join("\n") + "\n")))
}

/// The backup that is meant: a folder, or one of the workspace's own by its name.
fn named(folder: &Path, backup: &Path) -> PathBuf {
    let own = folder.join(BACKUPS).join(backup);
    if !backup.exists() && own.exists() {
        return own;
    }
    backup.to_owned()
}

fn finished(as_json: bool, aside: Option<PathBuf>) -> Result<(), Failure> {
    let aside = aside.map(|aside| aside.display().to_string());
    if as_json {
        return output::json(&json!({"backup": null, "aside": aside}));
    }
    let mut text = "The restoring that was broken off is finished.\n".to_owned();
    if let Some(aside) = aside {
        let _ = writeln!(text, "The workspace from before lies in {aside}.");
    }
    output::text(&printable(&text))
}
