//! `continuum encrypt` and `rekey`: a workspace that a passphrase opens, and another passphrase for it.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::domain::printable::printable;
use crate::store::{ENCRYPTS, PassphraseFault, is_encrypted};
use crate::workspace::{self, Encrypted, Left};

use super::arguments::{Encrypt, Rekey};
use super::erase::backup;
use super::failure::Failure;
use super::output;
use super::passphrase;
use super::progress::Bar;
use super::room::Room;

/// How the progress of both begins.
const WORK: &str = "Encrypting the workspace";

pub(super) fn run(order: &Encrypt, room: &Room) -> Result<(), Failure> {
    let folder = room.folder()?;
    // Whoever cannot go on is not asked.
    let door = if !ENCRYPTS {
        return Err(Failure::refused(PassphraseFault::Unbuilt));
    } else if is_encrypted(&folder) {
        return Err(Failure::refused(format!(
            "The workspace in \"{}\" is encrypted already.",
            folder.display()
        ))
        .hint("`continuum rekey` gives it another passphrase."));
    } else {
        crate::store::Door::of(&folder)
    };
    let new = match room.key_file()? {
        Some(file) => passphrase::in_file(&file, &folder)?,
        None => passphrase::asked_twice(room)?,
    };
    let new = new.fit().map_err(Failure::refused)?;
    let mut bar = Bar::start(WORK, room);
    let done = workspace::encrypt(&door, &new, order.backups, room.now(), &mut bar.watch())?;
    drop(bar);
    tell(room, &done, order.json, "is encrypted")
}

pub(super) fn rekey(order: &Rekey, room: &Room) -> Result<(), Failure> {
    if !ENCRYPTS {
        return Err(Failure::refused(PassphraseFault::Unbuilt));
    }
    let (folder, door) = (room.folder()?, room.door()?);
    let new = match &order.new_key_file {
        Some(file) => passphrase::in_file(file, &folder)?,
        None if is_encrypted(&folder) => passphrase::asked_twice(room)?,
        // It is refused before anybody is asked.
        None => passphrase::unknown()?,
    };
    let new = new.fit().map_err(Failure::refused)?;
    if door.passphrase() == Some(&new) {
        return Err(Failure::refused(
            "That is the passphrase it has already; nothing was changed.",
        ));
    }
    let mut bar = Bar::start(WORK, room);
    let done = workspace::rekey(&door, &new, order.backups, room.now(), &mut bar.watch())?;
    drop(bar);
    tell(room, &done, order.json, "has another passphrase")
}

fn tell(room: &Room, done: &Encrypted, as_json: bool, what: &str) -> Result<(), Failure> {
    let folder = room.folder()?.display().to_string();
    if as_json {
        let backups: Vec<Value> = done.backups.iter().map(backup).collect();
        return output::json(
            &json!({"folder": folder, "backups": backups, "exports": done.exports}),
        );
    }
    let mut text = format!(
        "The workspace in {folder} {what}. Nobody opens it without the passphrase, and nobody can bring that back: keep it where it is not lost.\n"
    );
    let (gone, there): (Vec<&Left>, Vec<&Left>) = done.backups.iter().partition(|one| one.deleted);
    if !gone.is_empty() {
        let _ = writeln!(
            text,
            "{} automatic backups from before were deleted.",
            gone.len()
        );
    }
    for one in there {
        let _ = writeln!(
            text,
            "! {} is from before, and the new passphrase does not open it: {}. Delete it where it is not needed.",
            one.folder.display(),
            if is_encrypted(&one.folder) {
                "the old one does"
            } else {
                "it is not encrypted"
            }
        );
    }
    if done.exports > 0 {
        let _ = writeln!(
            text,
            "! {} files lie in the workspace's folder \"exports\", none of them encrypted; delete those that are not needed.",
            done.exports
        );
    }
    output::text(&printable(&text))
}
