//! What can be typed after `continuum documents`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Debug, Args)]
pub(crate) struct Documents {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: DocumentsCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum DocumentsCommand {
    /// List the documents that wait, each with the nearest pupils and why.
    List(List),
    /// Say whose plan a document is; its text goes in at once.
    Settle(SettleDocument),
    /// Set a document aside, or let it wait again.
    SetAside(SetDocumentAside),
    /// List who in scope has no plan text yet, for those who keep the plans.
    Missing(Missing),
}

#[derive(Debug, Args)]
pub(crate) struct List {
    /// Also those that were set aside.
    #[arg(long)]
    pub(crate) all: bool,
    /// Print JSON: {"waiting", "documents": [{"id", "file", "received", "state", "set_aside", "outcome", "why", "nearest": [{"ref", "score", "why", "has_text"}]}]}.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct SettleDocument {
    /// The document: its file's name, or its number in the list.
    #[arg(value_name = "FILE")]
    pub(crate) file: String,
    /// The pupil's reference or UPN.
    #[arg(value_name = "REF")]
    pub(crate) reference: String,
    /// Print JSON: {"id", "file", "state", "ref"}.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct SetDocumentAside {
    /// The document: its file's name, or its number in the list.
    #[arg(value_name = "FILE")]
    pub(crate) file: String,
    /// Why: nobody (of the caseload), earlier (a later version is there), no_plan.
    #[arg(long, value_name = "REASON", default_value = "nobody")]
    pub(crate) reason: String,
    /// Let it wait again instead.
    #[arg(long, conflicts_with = "reason")]
    pub(crate) back: bool,
    /// Print JSON: {"id", "file", "state", "ref"}.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Missing {
    /// Write the list as CSV to a file, or to standard output with `-`.
    #[arg(long, value_name = "FILE")]
    pub(crate) csv: Option<PathBuf>,
    /// With the pupils' names; without, the reference alone stands for a pupil.
    #[arg(long)]
    pub(crate) names: bool,
    /// Print JSON: {"as_of", "in_scope", "missing": [{"ref", "name", "school", "district", "year_group", "priority", "due"}]}.
    #[arg(long, conflicts_with = "csv")]
    pub(crate) json: bool,
}
