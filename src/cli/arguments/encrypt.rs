//! What can be typed after `continuum encrypt`, `rekey` and `decrypt`.

use std::path::PathBuf;

use clap::Args;

#[derive(Debug, Args)]
pub(crate) struct Encrypt {
    #[command(flatten)]
    pub(crate) after: After,
}

#[derive(Debug, Args)]
pub(crate) struct Rekey {
    /// The file that the new passphrase is in; else it is asked for.
    #[arg(long, value_name = "FILE")]
    pub(crate) new_key_file: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) after: After,
}

#[derive(Debug, Args)]
pub(crate) struct Decrypt {
    /// Do not ask first.
    #[arg(long)]
    pub(crate) yes: bool,
    #[command(flatten)]
    pub(crate) after: After,
}

/// What is done once the file is another.
#[derive(Debug, Args)]
pub(crate) struct After {
    /// Delete the backups from before that were made automatically, which stay as they were; those that somebody asked for are only named.
    #[arg(long)]
    pub(crate) backups: bool,
    /// Print JSON: {"folder", "backups": [{"folder", "made", "why", "own", "unread", "deleted", "fault"}], "exports"}.
    #[arg(long)]
    pub(crate) json: bool,
}
