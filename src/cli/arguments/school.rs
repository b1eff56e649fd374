//! What can be typed after `continuum school`.
#![expect(
    clippy::doc_markdown,
    reason = "the comments are the help that a terminal prints, where backticks are noise"
)]

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::domain::day::Day;

#[derive(Debug, Args)]
pub(crate) struct School {
    /// What to do.
    #[command(subcommand)]
    pub(crate) what: SchoolCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum SchoolCommand {
    /// Write the schools' forms: a workbook (.xlsx) a school, with its pupils in scope and the provisions of their plans.
    Export(ExportForms),
    /// Take forms in that came back; each pupil that is filled in whole becomes the school's own reading, compared and never counted.
    Import(ImportForms),
}

#[derive(Debug, Args)]
pub(crate) struct ExportForms {
    /// The folder to write them into.
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    /// Only this school, by its URN or its name in the caseload; may be given several times.
    #[arg(long, value_name = "URN|NAME")]
    pub(crate) school: Vec<String>,
    /// The day by which they should be back; four weeks from today where none is named.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) by: Option<Day>,
    /// Put the pupils' names beside their references.
    #[arg(long)]
    pub(crate) names: bool,
    /// Print JSON: {"framework", "by", "files": [{"school", "urn", "file", "pupils", "provisions"}], "pupils", "no_school", "no_text": [references]}.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ImportForms {
    /// The forms.
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// Say what would become of them, and change nothing.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Print JSON: {"dry_run", "files": [{"file", "school", "read", "imported", "unchanged", "not_filled_in", "rejected", "pupils": [{"reference", "became": "imported", "unchanged", "not_filled_in" or "rejected", "mapping", "told", "faults": [{"sheet", "row", "column", "what"}]}], "strays": [faults of rows that are no pupil's]}]}.
    #[arg(long)]
    pub(crate) json: bool,
}
