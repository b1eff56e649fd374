//! Whether the file that is written is still the one that stands in the workspace's folder.
//!
//! A file that was moved or removed is written on all the same by whoever has it open: what is called saved would then
//! stand where nobody looks for it, or nowhere.

use std::path::Path;

use rusqlite::Connection;

use super::fault::Result;

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

/// Whether a workspace's file is there without a byte in it, although the workspace's key has been made.
///
/// A workspace that is being made has its file's first page on the disk before its key is written. The key is looked for
/// first, for another process may be making one at this moment.
pub(crate) fn is_emptied(file: &Path, key: &Path) -> bool {
    let has_been = key.exists();
    let about = std::fs::metadata(file);
    has_been && about.is_ok_and(|about| about.is_file() && about.len() == 0)
}

/// Lets a change be kept only while the file that was opened stands where it was opened.
pub(crate) fn guard(db: &mut Connection, path: &Path) -> Result<()> {
    let (opened, path) = (identity(path), path.to_owned());
    Ok(db.commit_hook(Some(move || identity(&path) != opened))?)
}
