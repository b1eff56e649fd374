//! `continuum backup`: a copy of the workspace while it is in use, and the list of those there are.

use serde_json::json;

use crate::domain::backup::{Listed, Wholeness, Why};
use crate::domain::printable::printable;
use crate::store::KEY_FILE;
use crate::workspace::backups;

use super::arguments::{Backup, BackupCommand, ListBackups};
use super::failure::Failure;
use super::output;
use super::progress::Bar;
use super::room::Room;

pub(super) fn run(order: &Backup, room: &Room) -> Result<(), Failure> {
    if let Some(BackupCommand::List(order)) = &order.command {
        return list(order, room);
    }
    let workspace = room.workspace()?;
    let mut bar = Bar::start("Copying the workspace", room);
    let made = workspace.back_up(
        order.to.as_deref(),
        Why::Asked,
        room.now(),
        &mut bar.watch(),
    )?;
    drop(bar);
    let (folder, manifest) = (made.folder.display().to_string(), made.manifest);
    let is_encrypted = workspace.is_encrypted();
    // That of an encrypted workspace lies in its file.
    let keyed = is_encrypted || manifest.files.iter().any(|file| file.name == KEY_FILE);
    let contents = &manifest.contents;
    if order.json {
        return output::json(&json!({
            "folder": folder, "made": manifest.made, "why": manifest.why, "form": contents.form,
            "origin": contents.origin, "pupils": contents.pupils, "records": contents.records,
            "bytes": manifest.bytes(), "keyed": keyed,
        }));
    }
    let mut text = format!(
        "{folder}\n{} pupils, {} records, {}.\n",
        contents.pupils.unwrap_or_default(),
        contents.records.unwrap_or_default(),
        manifest.size(),
    );
    if is_encrypted {
        text.push_str(
            "It is encrypted with the workspace's passphrase, as that is now, and holds its key too.\n",
        );
    } else if keyed {
        text.push_str("It holds the workspace's key too: keep it where nobody else can read it.\n");
    } else {
        text.push_str("! The workspace's key is not there, so it is not in the backup either.\n");
    }
    output::text(&printable(&text))
}

fn list(order: &ListBackups, room: &Room) -> Result<(), Failure> {
    let folder = room.folder()?;
    let mut bar = Bar::start("Checking the backup", room);
    let listed = backups(&folder, order.to.as_deref(), &mut bar.watch())?;
    drop(bar);
    if order.json {
        return output::json(&listed.iter().map(as_json).collect::<Vec<_>>());
    }
    if listed.is_empty() {
        return output::line("There is no backup yet. `continuum backup` makes one.");
    }
    let lines: Vec<String> = listed.iter().map(line).collect();
    output::text(&printable(&(lines.join("\n") + "\n")))
}

fn as_json(one: &Listed) -> serde_json::Value {
    let manifest = one.manifest.as_ref();
    let contents = manifest.map(|manifest| &manifest.contents);
    json!({
        "folder": one.folder.display().to_string(),
        "made": manifest.map(|manifest| manifest.made),
        "why": manifest.map(|manifest| manifest.why),
        "form": contents.and_then(|contents| contents.form),
        "pupils": contents.and_then(|contents| contents.pupils),
        "records": contents.and_then(|contents| contents.records),
        "bytes": manifest.map(crate::domain::backup::Manifest::bytes),
        "whole": one.wholeness == Wholeness::Whole, "fault": one.fault(),
    })
}

fn line(one: &Listed) -> String {
    let mut parts = vec![one.name()];
    if let Some(manifest) = &one.manifest {
        parts.push(manifest.made.long());
        parts.push(manifest.why.words().to_owned());
        parts.extend(one.holding());
        parts.push(manifest.size());
    }
    parts.push(match one.fault() {
        None => "whole".to_owned(),
        Some(fault) => format!("! {fault}"),
    });
    parts.join("  ")
}
