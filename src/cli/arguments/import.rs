//! What can be typed after `continuum import`.
#![expect(
    clippy::doc_markdown,
    reason = "the comments are the help that a terminal prints, where backticks are noise"
)]

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::exchange::kind::Kind;

/// The kinds of file that come in.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum FileKind {
    /// The plain caseload table.
    Caseload,
    /// The SEN2 return's XML.
    Sen2,
    /// COLLECT's Blade-Export files of the SEN2 return.
    Blade,
    /// The schools of GIAS.
    Gias,
    /// The links between the schools of GIAS.
    GiasLinks,
    /// A plan document.
    Plan,
}

impl FileKind {
    /// The kind that is meant.
    pub(crate) fn kind(self) -> Kind {
        match self {
            Self::Caseload => Kind::Caseload,
            Self::Sen2 => Kind::Sen2,
            Self::Blade => Kind::Blade,
            Self::Gias => Kind::Gias,
            Self::GiasLinks => Kind::GiasLinks,
            Self::Plan => Kind::Plan,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct Import {
    /// Tables, SEN2 returns, documents, or folders of them; COLLECT's nine files stand in one folder.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// What the files are; told from what they hold where it is not said.
    #[arg(long = "as", value_enum, value_name = "KIND")]
    pub(crate) kind: Option<FileKind>,
    /// Read the columns of tables by a map: one kept in the workspace's folder maps, or a file; it is remembered for the next file with the same headers.
    #[arg(long, value_name = "NAME|FILE.toml")]
    pub(crate) map: Option<String>,
    /// Show what the headers of one table are taken for, what they may be and why, and what is missing; nothing comes in. As JSON: {"file", "sheet", "header_row", "rows", "map", "columns": [{"place", "header", "column", "left_out", "guess", "why", "samples"}], "settings": [{"word", "rows", "guess"}], "missing": [{"columns", "why"}]}.
    #[arg(long)]
    pub(crate) columns: bool,
    /// With --columns: keep what is shown, every guess agreed to, as a map of this name.
    #[arg(long, value_name = "NAME", requires = "columns")]
    pub(crate) save: Option<String>,
    /// Say what would happen; change nothing.
    #[arg(long, conflicts_with = "columns")]
    pub(crate) dry_run: bool,
    /// Print the account as JSON: {"read", "new", "changed", "unchanged", "rejected": [{"file", "row", "column", "value", "reason"}], "warnings", "tables": [{"file", "sheet", "map"}], "documents": {"matched", "unmatched"}, "plans": {"amended", "untouched", "sent_back"}, "no_plan_text"}.
    #[arg(long)]
    pub(crate) json: bool,
}
