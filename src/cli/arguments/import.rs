//! What can be typed after `continuum import`.
#![expect(
    clippy::doc_markdown,
    reason = "the comments are the help that a terminal prints, where backticks are noise"
)]

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use crate::exchange::kind::Kind;

use super::Who;

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
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag that is typed"
)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(crate) struct Import {
    #[command(subcommand)]
    pub(crate) command: Option<ImportCommand>,
    /// Tables, SEN2 returns, documents, or folders of them; COLLECT's nine files stand in one folder.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// What the files are; told from what they hold where it is not said.
    #[arg(long = "as", value_enum, value_name = "KIND")]
    pub(crate) kind: Option<FileKind>,
    /// Read the columns of tables by a map: one kept in the workspace's folder maps, or a file; it is remembered for the next file with the same headers.
    #[arg(long, value_name = "NAME|FILE.toml")]
    pub(crate) map: Option<String>,
    /// The files are the whole caseload: whoever they do not name has left, and is out of scope until a file names them again.
    #[arg(long)]
    pub(crate) whole: bool,
    /// Show what the headers of one table are taken for, what they may be and why, and what is missing; nothing comes in. As JSON: {"file", "sheet", "header_row", "rows", "map", "columns": [{"place", "header", "column", "left_out", "guess", "why", "samples"}], "settings": [{"word", "rows", "guess"}], "missing": [{"columns", "why"}]}.
    #[arg(long)]
    pub(crate) columns: bool,
    /// With --columns: keep what is shown, every guess agreed to, as a map of this name.
    #[arg(long, value_name = "NAME", requires = "columns")]
    pub(crate) save: Option<String>,
    /// Say what would happen; change nothing.
    #[arg(long, conflicts_with = "columns")]
    pub(crate) dry_run: bool,
    /// Say what would move, pupil by pupil, and what would follow from it; change nothing.
    #[arg(long)]
    pub(crate) diff: bool,
    /// Print the account as JSON: {"read", "new", "changed", "unchanged", "rejected": [{"file", "row", "column", "value", "reason"}], "warnings", "tables": [{"file", "sheet", "map"}], "documents": {"matched", "unmatched", "waiting"}, "plans": {"amended", "untouched", "sent_back"}, "schools": {"read", "new", "changed", "unchanged", "successions", "rejected"}, "departed", "no_plan_text"}, and once "notice"; with --diff also "movements": [{"ref", "row", "what": [{"kind", …}], "then"}].
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ImportCommand {
    /// List the imports, the latest first.
    List(Listed),
    /// Tell what an import moved, pupil by pupil, and what follows as the work stands today.
    Show(Shown),
    /// Undo an import as a whole: what was known before counts again, and no record is touched.
    Undo(Undo),
}

#[derive(Debug, Args)]
pub(crate) struct Listed {
    /// Print JSON: [{"id", "at", "file", "kind", "new", "changed", "unchanged", "conflicts", "departed", "plans", "undone"}].
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Shown {
    /// The import: its id, or the end of it as the list shows it.
    pub(crate) import: String,
    /// Print JSON: [{"ref", "row", "what": [{"kind", …}], "then"}].
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Undo {
    /// The import: its id, or the end of it as the list shows it.
    pub(crate) import: String,
    #[command(flatten)]
    pub(crate) who: Who,
    /// Print JSON: {"import", "back", "gone", "mapped", "stayed", "plans"}.
    #[arg(long)]
    pub(crate) json: bool,
}
