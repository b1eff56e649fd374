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
    /// Say what would happen; change nothing.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Print the account as JSON: {"read", "new", "changed", "unchanged", "rejected": [{"file", "row", "column", "value", "reason"}], "warnings", "documents": {"matched", "unmatched", "waiting"}, "plans": {"amended", "untouched", "sent_back"}, "no_plan_text"}.
    #[arg(long)]
    pub(crate) json: bool,
}
