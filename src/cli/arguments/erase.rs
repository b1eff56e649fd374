//! What can be typed after `continuum erase` and `retain`.

use clap::Args;

use super::Who;

#[derive(Debug, Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of its own on the command line"
)]
pub(crate) struct Erase {
    /// The pupil's reference or UPN; several with --pupil each.
    #[arg(long = "pupil", value_name = "REF", required_unless_present_any = ["list", "readmit", "scrub", "documents", "again"])]
    pub(crate) pupils: Vec<String>,
    /// Why; kept on the record, so without names.
    #[arg(long, value_name = "TEXT", required_unless_present_any = ["list", "readmit", "scrub", "documents", "again"])]
    pub(crate) reason: Option<String>,
    /// Do not ask first.
    #[arg(long)]
    pub(crate) yes: bool,
    /// Delete the backups that hold them and that were made automatically; those that somebody asked for are only named. With --list those that hold anybody who was erased.
    #[arg(long, conflicts_with_all = ["documents", "readmit", "scrub"])]
    pub(crate) backups: bool,
    /// Erase those again whom a backup that was restored brought back.
    #[arg(long, conflicts_with_all = ["pupils", "list", "documents", "readmit", "scrub"])]
    pub(crate) again: bool,
    /// List the erasures, the backups that hold any of those erased, and what is still to be done.
    #[arg(long, conflicts_with_all = ["pupils", "readmit", "scrub"])]
    pub(crate) list: bool,
    /// Delete a document that waits and names somebody who was erased; several with --document each.
    #[arg(long = "document", value_name = "ID", conflicts_with_all = ["pupils", "list", "readmit", "scrub"])]
    pub(crate) documents: Vec<i64>,
    /// Let somebody who was erased in again: the next import that names them takes them for a new pupil. By reference or UPN, or by "surname, forename, birth date"; - asks for it, so that it stays out of the shell's history.
    #[arg(long, value_name = "WHO", allow_hyphen_values = true, conflicts_with_all = ["pupils", "scrub"])]
    pub(crate) readmit: Option<String>,
    /// Write the file anew without its free places, where another program kept an erasure from doing it.
    #[arg(long, conflicts_with = "pupils")]
    pub(crate) scrub: bool,
    #[command(flatten)]
    pub(crate) who: Who,
    /// Print JSON: {"erased": [{"pupil", "ref", "facts", "plans", "words", "drafts", "documents", "documents_elsewhere": [{"id", "file"}], "files", "elsewhere": [records]}], "scrubbed", "backups": [{"folder", "made", "why", "own", "unread", "deleted", "fault"}], "exports"}; with --document {"documents": [ids], "scrubbed"}; with --list {"erasures": [{"id", "ref", "at", "by", "reason"}], "backups", "scrubbed", "back": [refs]}.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of its own on the command line"
)]
pub(crate) struct Retain {
    /// Only list who is past their time.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Do not ask first.
    #[arg(long)]
    pub(crate) yes: bool,
    /// Delete the automatic backups that hold them.
    #[arg(long)]
    pub(crate) backups: bool,
    #[command(flatten)]
    pub(crate) who: Who,
    /// Print JSON: {"retention", "past": [{"ref", "name", "until"}], "within", "unknown", "erased", "scrubbed", "backups", "exports"} (the last four as of erase; empty in a dry run).
    #[arg(long)]
    pub(crate) json: bool,
}
