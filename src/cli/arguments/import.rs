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
    /// The files are the whole caseload: whoever they do not name has left, and is out of scope until a file names them again.
    #[arg(long)]
    pub(crate) whole: bool,
    /// Say what would happen; change nothing.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Say what would move, pupil by pupil, and what would follow from it; change nothing.
    #[arg(long)]
    pub(crate) diff: bool,
    /// Print the account as JSON: {"read", "new", "changed", "unchanged", "rejected": [{"file", "row", "column", "value", "reason"}], "warnings", "documents": {"matched", "unmatched", "waiting"}, "plans": {"amended", "untouched", "sent_back"}, "schools": {"read", "new", "changed", "unchanged", "successions", "rejected"}, "departed", "no_plan_text"}; with --diff also "movements": [{"ref", "row", "what": [{"kind", …}], "then"}].
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
