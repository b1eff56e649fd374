//! Why a backup was not made, or is not taken.

use std::path::PathBuf;

/// What was wrong with a backup, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum BackupFault {
    /// The folder is no backup.
    #[error("\"{}\" is no backup. `continuum backup list` shows those that are.", .0.display())]
    None(PathBuf),
    /// The manifest cannot be read.
    #[error("\"{}\" cannot be read ({why}), so nobody can say whether the backup is whole. Take another one.", path.display())]
    Manifest {
        /// The manifest.
        path: PathBuf,
        /// Why.
        why: String,
    },
    /// A later program made it.
    #[error("\"{}\" was made by a newer Continuum; nothing was changed. Update Continuum to restore it.", .0.display())]
    Newer(PathBuf),
    /// A file is not the one the backup was made with.
    #[error("The backup is not whole: \"{}\": {why}. Nothing was changed; take another backup.", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        why: &'static str,
    },
    /// Its records do not stand.
    #[error("The backup \"{}\" is not sound: {what}. Nothing was changed; take another backup.", path.display())]
    Unsound {
        /// Its folder.
        path: PathBuf,
        /// The first of its faults.
        what: String,
    },
    /// It is of another workspace.
    #[error(
        "\"{}\" is a backup of another workspace than the one in \"{}\"; nothing was changed. Restore it into a folder of its own, with --workspace DIR.",
        backup.display(),
        workspace.display()
    )]
    Other {
        /// The backup's folder.
        backup: PathBuf,
        /// The workspace's folder.
        workspace: PathBuf,
    },
    /// It has another passphrase.
    #[error(
        "\"{}\" does not open with what opens this workspace: it has a passphrase of its own; nothing was changed. Close the screens: `continuum restore {}` asks for it.",
        .0.display(), .0.display()
    )]
    OtherPassphrase(PathBuf),
    /// Somebody has the workspace open.
    #[error("The workspace in \"{}\" is open in another window or program; nothing was changed. Close it there, and restore again.", .0.display())]
    Open(PathBuf),
    /// There is nothing to finish.
    #[error("No restoring was broken off in \"{}\", so there is nothing to finish. Name a backup; `continuum backup list` shows them.", .0.display())]
    NothingToFinish(PathBuf),
    /// The automatic one could not be made.
    #[error(
        "The workspace could not be backed up before, so nothing was changed. {why}\nMend that, or run it with --no-backup to do without."
    )]
    Unmade {
        /// Why.
        why: String,
    },
    /// Nothing can be saved of a damaged file.
    #[error("Nothing can be read of \"{}\": {why}. It was left as it is; `continuum restore` takes a backup.", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        why: String,
    },
    /// What is saved goes into a new folder.
    #[error("\"{}\" is there already; what is saved goes into a new folder. Name another one with --to.", .0.display())]
    There(PathBuf),
}
