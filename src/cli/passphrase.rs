//! Where the passphrase of an encrypted workspace comes from: a file of one's own, or the person at the terminal.

use std::io::{IsTerminal as _, stderr};
use std::path::{Path, PathBuf};

use crate::domain::printable::printable;
use crate::store::{self, Door, ENCRYPTS, LONGEST, Passphrase, SHORTEST};
use crate::workspace::files::{self, lasting};

use super::asker::Asker;
use super::failure::Failure;

/// How often somebody may type it.
const TRIES: u32 = 3;

/// Takes the passphrase that a file holds, but for the end of its line.
pub(super) fn in_file(path: &Path, folder: &Path) -> Result<Passphrase, Failure> {
    let shown = path.display();
    if !lasting::is_own(path).map_err(Failure::refused)? {
        return Err(Failure::refused(format!(
            "Others than you may read \"{shown}\", so what is in it is no secret."
        ))
        .hint(format!("Make it yours alone: `chmod 600 \"{shown}\"`.")));
    }
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    if real(path).starts_with(real(folder)) {
        return Err(Failure::refused(format!(
            "\"{shown}\" lies in the workspace that it opens: whoever gets the one has the other."
        ))
        .hint("Keep it elsewhere, on another disk best."));
    }
    let mut bytes = files::read(path).map_err(Failure::refused)?;
    if bytes.ends_with(b"\n") {
        bytes.pop();
    }
    if bytes.ends_with(b"\r") {
        bytes.pop();
    }
    Passphrase::of(bytes)
        .map_err(|fault| Failure::refused(format!("The key file \"{shown}\" does not do. {fault}")))
}

/// One that nobody knows.
pub(super) fn unknown() -> Result<Passphrase, Failure> {
    Passphrase::unknown().map_err(Failure::refused)
}

/// Gives a door the passphrase that opens it, asking up to three times.
pub(super) fn opened(door: &Door, what: &str, asker: &Asker) -> Result<Door, Failure> {
    asker.several(|| {
        let question = format!("Passphrase of {what} \"{}\": ", door.folder().display());
        for tried in 1..=TRIES {
            let opened = door.clone().with(typed(&question, asker)?);
            match store::opens(&opened) {
                Ok(false) if tried < TRIES => say("That is not it. Once more.", asker),
                Ok(false) => {}
                // What else is wrong with the file is for the command to say.
                Ok(true) | Err(_) => return Ok(opened),
            }
        }
        let folder = door.folder().display();
        Err(Failure::refused(format!(
            "That is not the passphrase of \"{folder}\", or the file is damaged; nothing was opened."
        ))
        .hint("Nobody can open it without. If it is lost, or the file damaged, move the folder away and restore a backup whose passphrase you have."))
    })
}

/// The door of a backup: the workspace's own passphrase opens it, or one of its own.
pub(super) fn of_backup(
    workspace: &Door,
    backup: &Path,
    (file, usual): (Option<&Path>, Option<PathBuf>),
    asker: &Asker,
) -> Result<Door, Failure> {
    let door = Door::of(backup);
    if let Some(file) = file {
        return Ok(door.with(in_file(file, backup)?));
    }
    if !ENCRYPTS || !store::is_encrypted(backup) {
        return Ok(door);
    }
    let same = workspace.at(backup);
    if same.passphrase().is_some() && matches!(store::opens(&same), Ok(true)) {
        return Ok(same);
    }
    if let Some(file) = usual {
        let kept = door.clone().with(in_file(&file, backup)?);
        if matches!(store::opens(&kept), Ok(true)) {
            return Ok(kept);
        }
    }
    opened(&door, "the backup", asker)
}

/// Asks for a new one, twice.
pub(super) fn asked_twice(asker: &Asker) -> Result<Passphrase, Failure> {
    asker.several(|| {
        let choose = format!(
            "Choose a passphrase of at least {SHORTEST} characters, five or six words say. Without it nobody opens the workspace again."
        );
        say(&choose, asker);
        for _ in 0..TRIES {
            let first = match typed("New passphrase: ", asker)?.fit() {
                Ok(first) => first,
                Err(fault) => {
                    say(&fault.to_string(), asker);
                    continue;
                }
            };
            if typed("The same again: ", asker)? == first {
                return Ok(first);
            }
            say("The two are not the same.", asker);
        }
        Err(Failure::refused(
            "No passphrase was agreed on; nothing was changed.",
        ))
    })
}

/// Asks for a passphrase, of which nothing is shown.
fn typed(question: &str, asker: &Asker) -> Result<Passphrase, Failure> {
    let unasked = || {
        Failure::refused("The workspace's passphrase is needed, and nobody is there to be asked.")
            .hint("Name the file it is in with --key-file, or once for all with `continuum set key-file FILE`.")
    };
    if !stderr().is_terminal() {
        return Err(unasked());
    }
    loop {
        let typed = asker.unseen(&printable(question), LONGEST);
        match typed.map_err(|_| unasked())? {
            None => {
                return Err(Failure::refused(
                    "No passphrase was given; nothing was opened.",
                ));
            }
            Some(bytes) => match Passphrase::of(bytes) {
                Ok(passphrase) => return Ok(passphrase),
                Err(fault) => say(&fault.to_string(), asker),
            },
        }
    }
}

fn say(what: &str, asker: &Asker) {
    let _ = asker.say(&printable(what));
}
