//! What can be typed after `continuum keys` and `continuum bundle`.
#![expect(
    clippy::doc_markdown,
    reason = "the comments are the help that a terminal prints, where backticks are noise"
)]

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use crate::domain::day::Day;
use crate::domain::travel::Part;

#[derive(Debug, Args)]
pub(crate) struct Keys {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: KeysCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum KeysCommand {
    /// Name this workspace's keys, and print the line to hand to colleagues.
    New(NewKeys),
    /// Print that line again, and the fingerprint to compare by telephone.
    Show(ShowKeys),
    /// List the colleagues who are trusted.
    List(ShowKeys),
    /// Trust a colleague by their line, or all those of a file with a line each.
    Trust(TrustKeys),
    /// Trust a colleague no longer: what they recorded stands, nothing more of theirs comes in, and nothing goes to them.
    Distrust(DistrustKeys),
}

#[derive(Debug, Args)]
pub(crate) struct NewKeys {
    /// Your name as colleagues know it; the workspace's reader where none is given.
    #[arg(value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// Print JSON: {"name", "fingerprint", "origin", "line"}.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ShowKeys {
    /// Print JSON: {"name", "fingerprint", "origin", "line"}, of the list one each.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct TrustKeys {
    /// The line, as `keys show` prints it, or a file.
    #[arg(value_name = "LINE|FILE", required = true)]
    pub(crate) line: Vec<String>,
    /// Print JSON: [{"name", "fingerprint", "origin", "line", "new"}].
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct DistrustKeys {
    /// The colleague: a name, or the fingerprint that `keys list` shows.
    #[arg(value_name = "NAME")]
    pub(crate) colleague: String,
    /// Print JSON: {"name", "fingerprint", "origin", "line"}.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Bundle {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: BundleCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum BundleCommand {
    /// Make a bundle of the work, encrypted to colleagues and signed.
    Export(ExportBundle),
    /// Take a colleague's bundle in; nothing that is here is lost or changed by it.
    Import(ImportBundle),
}

/// The parts of the work.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum What {
    /// Pupils, their plans, the imports and schools they name.
    Caseload,
    /// Mappings and withdrawals.
    Mappings,
    /// Samples, reviews and what else is recorded.
    Reviews,
}

impl From<What> for Part {
    fn from(what: What) -> Self {
        match what {
            What::Caseload => Self::Caseload,
            What::Mappings => Self::Mappings,
            What::Reviews => Self::Reviews,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct ExportBundle {
    /// For whom: names, or fingerprints, of colleagues who are trusted; several with commas between, or --to again.
    #[arg(long, required = true, value_delimiter = ',', value_name = "RECIPIENT")]
    pub(crate) to: Vec<String>,
    /// Only what came in or was recorded from this day on.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) since: Option<Day>,
    /// Only these parts.
    #[arg(
        long,
        value_enum,
        value_delimiter = ',',
        value_name = "PART",
        default_value = "caseload,mappings,reviews"
    )]
    pub(crate) what: Vec<What>,
    /// Only these pupils and their records: references or UPNs.
    #[arg(
        long,
        value_delimiter = ',',
        value_name = "REF",
        conflicts_with = "officer"
    )]
    pub(crate) pupils: Vec<String>,
    /// Only the pupils in scope whom `assign` gave to this officer, and their records.
    #[arg(long, value_name = "NAME")]
    pub(crate) officer: Option<String>,
    /// The file to write; a new one in the workspace's exports where none is named.
    #[arg(value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
    /// Print JSON: {"file", "to", "pupils", "plans", "records"}.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ImportBundle {
    /// The bundles.
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// Preview: say what would be taken and why not the rest, and change nothing.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Take it in without asking on a terminal.
    #[arg(long)]
    pub(crate) yes: bool,
    /// Print JSON: {"dry_run", "bundles": [{"file", "from", "fingerprint", "made", "replayed", "pupils": {"read", "taken", "known", "refused"}, "plans", "mappings", "withdrawals", "reviews", "frameworks", "erased", "documents_elsewhere": [{"id", "file"}], "awaited", "refused": [{"kind", "name", "why"}], "before", "news", "scrubbed", "error"}]}, and once "notice".
    #[arg(long)]
    pub(crate) json: bool,
}
