//! What can be typed after `continuum equality`.
#![expect(
    clippy::doc_markdown,
    reason = "the comments are the help that a terminal prints, where backticks are noise"
)]

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::domain::day::Day;

/// The formats an equality assessment is written in.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum EqualityFormat {
    /// Markdown.
    Md,
    /// One self-contained HTML page.
    Html,
    /// Long: provenance lines that begin with `#`, then one line a count.
    Csv,
    /// One object: {"provenance", "suppressed", "tables": [{"by", "held_back", "hidden", "lines": [{"value", "tariffs": [{"tariff", "count", "share", "low", "high"}], "mapped", "not_yet", "cannot_map", "in_scope", "coverage", "mapped_less", "compared": {"higher", "lower", "difference", "words"}}]}]}; a hidden count is "[c]".
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct Equality {
    /// The format; by the ending of --out where none is named, else Markdown.
    #[arg(long, value_enum)]
    pub(crate) format: Option<EqualityFormat>,
    /// The file to write; to standard output where none is named.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// Assess as it stood at the end of a day.
    #[arg(long, value_name = "DAY")]
    pub(crate) as_at: Option<Day>,
    /// Show every count as it is, also of one to four pupils: for the office alone.
    #[arg(long)]
    pub(crate) unsuppressed: bool,
}
