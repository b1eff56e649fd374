//! Whether the file that is written is still the one that stands in the workspace's folder.
//!
//! A file that was moved or removed is written on all the same by whoever has it open: what is called saved would then
//! stand where nobody looks for it, or nowhere.

use std::path::Path;

use rusqlite::Connection;

use super::door::FILE;
use super::fault::Result;
use super::seal::KEY_FILE;

/// The folder in a workspace's that backups are made in where no other is named.
pub const BACKUPS: &str = "backups";

/// The file's log, while it is open or after a crash.
const LOG: &str = "workspace.sqlite-wal";

/// Which file of a disk it is; elsewhere than on Unix an open file is neither moved nor removed.
type Identity = (u64, u64);

#[cfg(unix)]
fn identity(path: &Path) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt as _;
    let about = std::fs::metadata(path).ok()?;
    Some((about.dev(), about.ino()))
}

#[cfg(not(unix))]
fn identity(path: &Path) -> Option<Identity> {
    std::fs::metadata(path).ok().map(|_| (0, 0))
}

/// Whether the file of the workspace in a folder is there without a byte in it, although there has been one.
///
/// Its key shows that, which an encrypted one has in the file, and so do a log that is not empty and a backup.
///
/// A workspace that is being made has its file's first page on the disk before its key and its log are written. They are
/// looked for first, for another process may be making one at this moment.
pub(crate) fn is_emptied(folder: &Path) -> bool {
    let is_logged = length(&folder.join(LOG)).is_some_and(|length| length > 0);
    let has_been = is_logged || folder.join(KEY_FILE).exists();
    let is_empty = length(&folder.join(FILE)) == Some(0);
    is_empty && (has_been || is_backed_up(folder))
}

/// How long a file is; nothing where there is none.
fn length(file: &Path) -> Option<u64> {
    let about = std::fs::metadata(file).ok()?;
    about.is_file().then_some(about.len())
}

/// Whether a backup of the workspace in a folder lies there.
#[expect(
    clippy::disallowed_methods,
    reason = "of the backups nothing is read but their names"
)]
fn is_backed_up(folder: &Path) -> bool {
    let backups = std::fs::read_dir(folder.join(BACKUPS))
        .into_iter()
        .flatten();
    let holds = |path: &Path| length(&path.join(FILE)).is_some_and(|length| length > 0);
    backups.flatten().any(|backup| holds(&backup.path()))
}

/// Lets a change be kept only while the file that was opened stands where it was opened.
pub(crate) fn guard(db: &mut Connection, path: &Path) -> Result<()> {
    let (opened, path) = (identity(path), path.to_owned());
    Ok(db.commit_hook(Some(move || identity(&path) != opened))?)
}
