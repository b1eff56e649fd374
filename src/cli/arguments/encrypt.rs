//! What can be typed after `continuum encrypt` and `rekey`.

use std::path::PathBuf;

use clap::Args;

#[derive(Debug, Args)]
pub(crate) struct Encrypt {
    /// Delete the backups from before that were made automatically, which are not encrypted; those that somebody asked for are only named.
    #[arg(long)]
    pub(crate) backups: bool,
    /// Print JSON: {"folder", "backups": [{"folder", "made", "why", "own", "unread", "deleted", "fault"}], "exports"}.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Rekey {
    /// The file that the new passphrase is in; else it is asked for.
    #[arg(long, value_name = "FILE")]
    pub(crate) new_key_file: Option<PathBuf>,
    /// Delete the backups from before that were made automatically, which the new passphrase does not open; those that somebody asked for are only named.
    #[arg(long)]
    pub(crate) backups: bool,
    /// Print JSON: {"folder", "backups": [{"folder", "made", "why", "own", "unread", "deleted", "fault"}], "exports"}.
    #[arg(long)]
    pub(crate) json: bool,
}
