//! Restoring: a backup takes the place of the workspace, which is put aside as a backup itself.
//!
//! What is restored is laid out whole in a folder of its own and checked there. That folder's last name (`restoring`) is
//! the point of no return: from then on a start in between refuses to open, and [`finish`] goes on from wherever it was
//! broken off, by renaming alone. Before it the old workspace is whole, after it the new one is.

mod losing;
mod placing;

pub use placing::finish;

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::domain::backup::{BackupFault, Contents, Copied, Manifest, SCHEMA, Why};
use crate::domain::day::Moment;
use crate::domain::identity::PupilRef;
use crate::store::{self, Door, FILE, Gone, Held, KEY_FILE, Mint, RESTORING, Store, StoreError};

use super::backup::{BESIDE, Part, manifest, sweep, told, whole, write};
use super::encrypting;
use super::files::{self, lasting};
use super::problem::{Problem, Result};
use super::share;
use super::watching::{Watch, tell, tell_bytes, tell_store};

/// What a workspace may have in its folder, in the order it is put aside: a log without its file is worth nothing.
const NAMES: [&str; 8] = [
    "workspace.sqlite-journal",
    "workspace.sqlite-shm",
    "workspace.sqlite-wal",
    FILE,
    KEY_FILE,
    BESIDE[0],
    BESIDE[1],
    BESIDE[2],
];

/// What is still to be done, as it lies in the folder of what is restored.
const PLAN: &str = "restore.json";

/// The manifest of the backup that the present workspace becomes, until its files are aside.
const ASIDE: &str = "aside.json";

/// What a restoring has still to do.
#[derive(Debug, Serialize, Deserialize)]
struct Plan {
    /// The backup that the present workspace becomes, by its name among the others; nothing where there was none.
    aside: Option<String>,
    /// What of a workspace the restored one has.
    names: Vec<String>,
}

/// What was restored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// What the backup said of itself.
    pub from: Manifest,
    /// How many records it has.
    pub records: u64,
    /// How many of its facts that no record holds are not as they were written.
    pub changed: usize,
    /// Where the workspace from before lies; nothing where there was none.
    pub aside: Option<PathBuf>,
    /// How many of its records are not in the backup; nothing where nobody could read it.
    pub beyond: Option<u64>,
    /// Those who were erased since the backup was made, and are back with it.
    pub back: Vec<PupilRef>,
}

/// Puts a backup in the place of the workspace in a folder; the present one is put aside, and nothing is deleted.
///
/// # Errors
///
/// The backup is not whole or not sound, is of a newer form or of another workspace; the present workspace is open
/// elsewhere. Then nothing was changed.
pub fn restore(
    door: impl Into<Door>,
    backup: impl Into<Door>,
    now: Moment,
    watch: &mut Watch<'_>,
) -> Result<Restored> {
    let (door, backup) = (&door.into(), &backup.into());
    let folder = door.folder();
    share::refuse(folder)?;
    if folder.join(RESTORING).exists() {
        finish(folder)?;
    }
    let from = manifest(backup.folder())?;
    if from.contents.form.is_some_and(store::is_newer) {
        return Err(BackupFault::Newer(backup.folder().to_owned()).into());
    }
    // Where somebody else has it open that is said before a country's file is read, and looked at again at the end.
    drop(hold(door)?);
    whole(backup.folder(), &from, watch)?;
    if store::is_encrypted(backup.folder()) && !store::opens(backup)? {
        return Err(StoreError::WrongPassphrase(backup.folder().to_owned()).into());
    }
    sweep(folder);
    let part = Part::begin(folder, RESTORING)?;
    // Where nobody can read the present one, its records are lost too, which is said.
    let gone = store::gone(door).unwrap_or_default();
    let done = lay(backup, &from, (&part.folder, &gone), now, watch).and_then(|(coming, laid)| {
        let laid = as_encrypted(door, laid, watch)?;
        let swapped = swap(door, (backup.folder(), &laid), &coming.contents, now, watch)?;
        Ok((coming, swapped))
    });
    match done {
        Ok((coming, (aside, beyond))) => Ok(Restored {
            from,
            records: coming.contents.records.unwrap_or_default(),
            changed: coming.changed,
            aside,
            beyond,
            back: coming.back,
        }),
        Err(problem) => {
            // What it failed for is what is to be said; once it has its last name it is not removed.
            let _ = files::remove_folder(&part.folder);
            Err(problem)
        }
    }
}

/// Gives what comes into an encrypted workspace's place the passphrase that this has, where it has another or none.
fn as_encrypted(door: &Door, laid: Door, watch: &mut Watch<'_>) -> Result<Door> {
    let Some(passphrase) = door
        .passphrase()
        .filter(|_| store::is_encrypted(door.folder()))
    else {
        return Ok(laid);
    };
    let same = door.at(laid.folder());
    if store::is_encrypted(laid.folder()) && store::opens(&same)? {
        return Ok(same);
    }
    encrypting::under(&laid, Some(passphrase), watch)?;
    Ok(same)
}

/// What a backup that was laid out holds.
struct LaidOut {
    /// How many of its facts are not as they were written.
    changed: usize,
    contents: Contents,
    /// Whom of those who were erased since.
    back: Vec<PupilRef>,
}

/// Lays the backup out, brings it to this program's form and checks it. Its file has no log.
fn lay(
    backup: &Door,
    from: &Manifest,
    (part, gone): (&Path, &[Gone]),
    now: Moment,
    watch: &mut Watch<'_>,
) -> Result<(LaidOut, Door)> {
    let (laid, backup) = (backup.at(part), backup.folder());
    lasting::own(part, true)?;
    let (of, mut before) = (from.bytes(), 0);
    for file in from.files.iter().filter(|file| is_known(&file.name)) {
        let to = part.join(&file.name);
        if let Some(folder) = to.parent() {
            files::make_folder(folder)?;
        }
        lasting::copy::<Problem>(&backup.join(&file.name), &to, &mut |done| {
            tell_bytes(watch, "Copying the backup (MB)", before + done, of)
        })?;
        if file.name == KEY_FILE {
            lasting::own(&to, false)?;
        }
        before += file.length;
    }
    let unsound = |what: String| BackupFault::Unsound {
        path: backup.to_owned(),
        what,
    };
    let broken = |fault: StoreError| {
        if matches!(fault, StoreError::Stopped) {
            return Problem::Stopped;
        }
        if matches!(fault, StoreError::Newer { .. }) {
            return BackupFault::Newer(backup.to_owned()).into();
        }
        unsound(fault.to_string()).into()
    };
    if from.contents.form.is_some_and(store::is_earlier) {
        tell(watch, "Bringing the backup to the newer form", 0, 0)?;
    }
    let mut store = Store::open_existing(&laid, Mint::system()?, now).map_err(broken)?;
    let told = &mut |what, done, of| tell_store(watch, what, done, of);
    let verified = store.verify(told).map_err(broken)?;
    let mut faults = verified.faults;
    faults.extend(store.against(&from.contents.heads).map_err(broken)?);
    // Facts that were changed are so in every backup since, and in the workspace for good: with them it is still the best there is.
    if let Some(fault) = faults.iter().find(|fault| !fault.fact) {
        return Err(unsound(fault.to_string()).into());
    }
    let changed = faults.len();
    store.remember_gone(gone)?;
    let back = store.back()?.into_iter().map(|(_, reference)| reference);
    let back = back.collect();
    drop(store);
    let held = Held::take(&laid)?.ok_or_else(|| unsound("it cannot be held".to_owned()))?;
    let contents = held.contents()?;
    drop(held);
    lasting::sync(&part.join(FILE))?;
    let laid_out = LaidOut {
        changed,
        contents,
        back,
    };
    Ok((laid_out, laid))
}

/// Whether a file of a backup is one that a workspace has; what else lies there is left there.
fn is_known(name: &str) -> bool {
    let first = name.split('/').next();
    first.is_some_and(|first| NAMES.contains(&first))
}

/// Puts the present workspace aside and the restored one in its place; gives where the first lies, and how many of its
/// records are not in the second.
fn swap(
    door: &Door,
    (backup, laid): (&Path, &Door),
    coming: &Contents,
    now: Moment,
    watch: &mut Watch<'_>,
) -> Result<(Option<PathBuf>, Option<u64>)> {
    let (folder, part) = (door.folder(), laid.folder());
    let held = hold(door)?;
    let contents = held.as_ref().and_then(|held| held.contents().ok());
    let other = (contents.as_ref()).is_some_and(|present| present.origin != coming.origin);
    if other {
        let (backup, workspace) = (backup.to_owned(), folder.to_owned());
        return Err(BackupFault::Other { backup, workspace }.into());
    }
    let beyond = held.as_ref().and_then(|held| held.beyond(laid).ok());
    let names = present(part);
    let before = contents.clone();
    let aside = leave(folder, part, contents.unwrap_or_default(), now, watch)?;
    let plan = Plan {
        aside: aside.clone(),
        names,
    };
    write(part, PLAN, &plan)?;
    lasting::sync_folder(part)?;
    // The system has let go of the file when it was closed after its bytes were read (locks are a process's, and its first
    // closing ends them): it is held anew. Elsewhere than on Unix a file that is open has no other name given to it.
    drop(held);
    let held = hold(door)?;
    let since = held.as_ref().and_then(|held| held.contents().ok());
    if since != before {
        return Err(BackupFault::Open(folder.to_owned()).into());
    }
    let held = held.filter(|_| cfg!(unix));
    lasting::rename(part, &folder.join(RESTORING))?;
    lasting::sync_folder(folder)?;
    let placed = finish(folder);
    drop(held);
    Ok((placed?, beyond))
}

/// Holds the present workspace, so that nobody opens it meanwhile; nothing where there is none, or none that can be read.
fn hold(door: &Door) -> Result<Option<Held>> {
    let folder = door.folder();
    if !folder.join(FILE).is_file() {
        return Ok(None);
    }
    Held::take(door).map_err(|fault| {
        if matches!(fault, StoreError::Locked) {
            return BackupFault::Open(folder.to_owned()).into();
        }
        Problem::from(fault)
    })
}

/// What of a workspace is in a folder.
fn present(folder: &Path) -> Vec<String> {
    let is_there = |name: &&str| folder.join(name).exists();
    let there = NAMES.into_iter().filter(is_there);
    there.map(str::to_owned).collect()
}

/// Writes the manifest of the backup that the present workspace becomes; gives its name.
fn leave(
    folder: &Path,
    part: &Path,
    contents: Contents,
    now: Moment,
    watch: &mut Watch<'_>,
) -> Result<Option<String>> {
    let here = present(folder);
    if here.is_empty() {
        return Ok(None);
    }
    let manifest = Manifest {
        schema: SCHEMA,
        made: now,
        why: Why::BeforeRestore,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        contents,
        files: present_files(folder, &here, watch)?,
    };
    write(part, ASIDE, &manifest)?;
    let name = Manifest::name(now, Why::BeforeRestore);
    Ok(Some(placing::free(folder, &name)))
}

fn present_files(folder: &Path, here: &[String], watch: &mut Watch<'_>) -> Result<Vec<Copied>> {
    let mut names = Vec::new();
    for name in here {
        let path = folder.join(name);
        if !path.is_dir() {
            names.push(name.clone());
            continue;
        }
        for file in files::entries(&path)?
            .into_iter()
            .filter(|file| file.is_file())
        {
            let file = file.file_name().and_then(|file| file.to_str());
            names.extend(file.map(|file| format!("{name}/{file}")));
        }
    }
    told(folder, &names, "Putting the workspace aside (MB)", watch)
}

#[cfg(test)]
mod tests;
