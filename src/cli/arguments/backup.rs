//! What can be typed after `continuum backup`, `restore` and `repair`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Backup {
    #[command(subcommand)]
    pub(crate) command: Option<BackupCommand>,
    /// The folder to make it in, on another disk best; the workspace's own folder of backups where none is named.
    #[arg(long, value_name = "DIR")]
    pub(crate) to: Option<PathBuf>,
    /// Print JSON: {"folder", "made", "why", "form", "origin", "pupils", "records", "bytes", "keyed"}.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum BackupCommand {
    /// List the backups, the latest first, and say whether each is whole; every byte of them is read.
    List(ListBackups),
}

#[derive(Debug, Args)]
pub(crate) struct ListBackups {
    /// The folder they are in; the workspace's own folder of backups where none is named.
    #[arg(long, value_name = "DIR")]
    pub(crate) to: Option<PathBuf>,
    /// Print JSON: [{"folder", "made", "why", "form", "pupils", "records", "bytes", "whole", "fault"}].
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Restore {
    /// The backup: its folder, or its name as `backup list` shows it; without one, a restoring that was broken off is finished.
    #[arg(value_name = "BACKUP")]
    pub(crate) backup: Option<PathBuf>,
    /// The file that the backup's passphrase is in, where it is another than the workspace's; else it is asked for.
    #[arg(long, value_name = "FILE")]
    pub(crate) backup_key_file: Option<PathBuf>,
    /// Print JSON: {"backup", "made", "why", "records", "pupils", "aside": where the workspace from before lies, "beyond": how many of its records are not in the backup, "back": [references of those who were erased since], "changed": how many facts that no record holds are not as written}.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Repair {
    /// The new folder for what can be saved; beside the workspace's, its name ending in -repaired, where none is named.
    #[arg(long, value_name = "DIR")]
    pub(crate) to: Option<PathBuf>,
    /// Print JSON: {"folder", "whole", "tables": [{"table", "kept", "refused", "whole", "lost"}], "records", "stand", "faults"}.
    #[arg(long)]
    pub(crate) json: bool,
}
