//! What can be typed after `continuum explain` and `subject-access`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// The formats a page is written in.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum PageFormat {
    /// Markdown.
    Md,
    /// One self-contained HTML page.
    Html,
}

#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// The pupil's reference or UPN.
    #[arg(value_name = "REF")]
    pub(crate) reference: String,
    /// The format.
    #[arg(long, value_enum, default_value = "md")]
    pub(crate) format: PageFormat,
}

#[derive(Debug, Args)]
pub(crate) struct SubjectAccess {
    /// The pupil's reference or UPN.
    #[arg(long, value_name = "REF")]
    pub(crate) pupil: String,
    /// The file to write: Markdown, HTML or JSON by its ending (.md, .html, .json); to the terminal where none is named.
    #[arg(long, value_name = "FILE")]
    pub(crate) to: Option<PathBuf>,
    /// The format on the terminal.
    #[arg(long, value_enum, default_value = "md")]
    pub(crate) format: PageFormat,
    /// Leave out who read, mapped, reviewed and decided: each is a number.
    #[arg(long)]
    pub(crate) hide_readers: bool,
    /// Print JSON: {"ref", "made", "sections": [{"title", "about", "rows": [{column: text, number, or what the record says}]}], "readers", "notes": for the person, "before": what to look at before it goes out}.
    #[arg(long, conflicts_with = "format")]
    pub(crate) json: bool,
}
