//! `continuum encrypt`, `rekey` and `decrypt`: a workspace that a passphrase opens, another passphrase for it, and none.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::domain::printable::printable;
use crate::store::{Door, ENCRYPTS, PassphraseFault, is_encrypted};
use crate::workspace::{self, Encrypted, Left};

use super::arguments::{After, Decrypt, Encrypt, Rekey};
use super::erase::{answer, backup};
use super::failure::Failure;
use super::open::is_attended;
use super::output;
use super::passphrase;
use super::progress::Bar;
use super::room::Room;

/// How the progress of the first two begins, and of the third.
const CLOSING: &str = "Encrypting the workspace";
const OPENING: &str = "Decrypting the workspace";

/// What is said of one that a passphrase opens.
const CLOSED: &str = "Nobody opens it without the passphrase, and nobody can bring that back: keep it where it is not lost.";

/// What is said of one that none does.
const BARE: &str = "Whoever gets at its disk or a copy of its folder can read it, every name and every plan: keep it on an encrypted disk, where only you can read it.";

pub(super) fn run(order: &Encrypt, room: &Room) -> Result<(), Failure> {
    // Whoever cannot go on is not asked.
    built()?;
    let folder = room.folder()?;
    if is_encrypted(&folder) {
        return Err(Failure::refused(format!(
            "The workspace in \"{}\" is encrypted already.",
            folder.display()
        ))
        .hint("`continuum rekey` gives it another passphrase."));
    }
    let new = match room.key_file()? {
        Some(file) => passphrase::in_file(&file, &folder)?,
        None => passphrase::asked_twice(room.asker())?,
    };
    let new = new.fit().map_err(Failure::refused)?;
    let (door, after) = (Door::of(&folder), &order.after);
    let mut bar = Bar::start(CLOSING, room);
    let done = workspace::encrypt(&door, &new, after.backups, room.now(), &mut bar.watch())?;
    drop(bar);
    tell(room, &done, after, &format!("is encrypted. {CLOSED}"))
}

pub(super) fn rekey(order: &Rekey, room: &Room) -> Result<(), Failure> {
    built()?;
    let (door, new) = room.asker().several(|| {
        let (folder, door) = (room.folder()?, room.door()?);
        let new = match &order.new_key_file {
            Some(file) => passphrase::in_file(file, &folder)?,
            None if is_encrypted(&folder) => passphrase::asked_twice(room.asker())?,
            // It is refused before anybody is asked.
            None => passphrase::unknown()?,
        };
        Ok::<_, Failure>((door, new))
    })?;
    let new = new.fit().map_err(Failure::refused)?;
    if door.passphrase() == Some(&new) {
        return Err(Failure::refused(
            "That is the passphrase it has already; nothing was changed.",
        ));
    }
    let after = &order.after;
    let mut bar = Bar::start(CLOSING, room);
    let done = workspace::rekey(&door, &new, after.backups, room.now(), &mut bar.watch())?;
    drop(bar);
    let what = format!("has another passphrase. {CLOSED}");
    tell(room, &done, after, &what)
}

pub(super) fn decrypt(order: &Decrypt, room: &Room) -> Result<(), Failure> {
    built()?;
    let (door, after) = (room.door()?, &order.after);
    if is_encrypted(door.folder()) && !order.yes {
        confirm(&door)?;
    }
    let mut bar = Bar::start(OPENING, room);
    let done = workspace::decrypt(&door, after.backups, room.now(), &mut bar.watch())?;
    drop(bar);
    tell(
        room,
        &done,
        after,
        &format!("is not encrypted any more. {BARE}"),
    )
}

/// Refuses where this program cannot encrypt, and so cannot read what is.
fn built() -> Result<(), Failure> {
    if ENCRYPTS {
        return Ok(());
    }
    Err(Failure::refused(PassphraseFault::Unbuilt))
}

/// Asks whether it is to be plain again.
fn confirm(door: &Door) -> Result<(), Failure> {
    if !is_attended() {
        return Err(Failure::usage(
            "Without its passphrase a workspace is open to whoever gets at its disk, and nobody is there to be asked.",
        )
        .hint("Add --yes where it is meant."));
    }
    let question = format!(
        "The workspace in \"{}\" will not be encrypted any more. {BARE}\nType decrypt to go on: ",
        door.folder().display()
    );
    if answer(&question) == "decrypt" {
        return Ok(());
    }
    Err(Failure::refused("Nothing was changed; it is encrypted."))
}

fn tell(room: &Room, done: &Encrypted, after: &After, what: &str) -> Result<(), Failure> {
    let folder = room.folder()?;
    if after.json {
        let backups: Vec<Value> = done.backups.iter().map(backup).collect();
        let folder = folder.display().to_string();
        return output::json(
            &json!({"folder": folder, "backups": backups, "exports": done.exports}),
        );
    }
    let mut text = format!("The workspace in {} {what}\n", folder.display());
    let (gone, there): (Vec<&Left>, Vec<&Left>) = done.backups.iter().partition(|one| one.deleted);
    if !gone.is_empty() {
        let _ = writeln!(
            text,
            "{} automatic backups from before were deleted.",
            gone.len()
        );
    }
    let is_bare = !is_encrypted(&folder);
    for one in there {
        let folder = one.folder.display();
        let _ = match (is_bare, is_encrypted(&one.folder)) {
            (true, _) => writeln!(
                text,
                "! {folder} is from before and stays encrypted: only its passphrase opens it, in a build that encrypts. Keep that, or delete the backup where it is not needed."
            ),
            (false, true) => writeln!(
                text,
                "! {folder} is from before, and the new passphrase does not open it: the old one does. Delete it where it is not needed."
            ),
            (false, false) => writeln!(
                text,
                "! {folder} is from before, and the new passphrase does not open it: it is not encrypted. Delete it where it is not needed."
            ),
        };
    }
    if done.exports > 0 && !is_bare {
        let _ = writeln!(
            text,
            "! {} files lie in the workspace's folder \"exports\", none of them encrypted; delete those that are not needed.",
            done.exports
        );
    }
    output::text(&printable(&text))
}
