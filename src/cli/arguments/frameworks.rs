//! The arguments of `continuum frameworks`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::PageFormat;

#[derive(Debug, Args)]
pub(crate) struct Frameworks {
    /// What to do.
    #[command(subcommand)]
    pub(crate) what: FrameworksCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum FrameworksCommand {
    /// List the frameworks at hand.
    List {
        /// Print JSON: [{"id", "version", "hash", "title", "status", "adopted", "notice"}].
        #[arg(long)]
        json: bool,
    },
    /// Print a framework: a file, or the id of one at hand, with `@VERSION` where it is not the latest.
    Show {
        /// The file or id.
        #[arg(value_name = "FRAMEWORK")]
        framework: String,
        /// The format.
        #[arg(long, value_enum, default_value = "md")]
        format: PageFormat,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Write the skeleton of a new framework, with a remark at every key; it can be checked as it stands.
    New {
        /// The id that the framework will have.
        #[arg(value_name = "ID")]
        id: String,
        /// Where to write it; ID.toml where no file is named, `-` for standard output. A file that is there is not written over.
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Check a framework file: every fault at its line; exit 1 on errors.
    Check {
        /// The file.
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Print JSON: {"ok", "findings": [{"severity", "line", "column", "what"}], "reached": [{"tariff", "levels", "hours", "chosen", "setting", "phase"}]}.
        #[arg(long)]
        json: bool,
    },
    /// Say which tariff a profile of area levels gives, and why.
    Derive(Derive),
    /// Say what changed from one version to another, word by word; and what that would do to the mappings of this workspace, where it maps against the first.
    Diff {
        /// The earlier version: a file, or an id with `@VERSION`.
        #[arg(value_name = "FROM")]
        from: String,
        /// The later version.
        #[arg(value_name = "TO")]
        to: String,
        /// Print JSON: {"steps": [{"from", "to", "descriptors": [{"fate", "from", "to", "carries", "reason", "words": [{"what", "text"}], "sends_back"}], "parts", "rule": {"gone", "new"}}], "impact": {"mapped", "stand", "other_tariff": [{"from", "to", "mappings"}], "back", "provisions_back", "by_refusal": [{"why", "mappings"}], "there_already", "out_of_scope"}}.
        #[arg(long)]
        json: bool,
    },
    /// Say what the readings of this workspace say of a version's descriptors: how often each was judged, set against the rule, adjusted, disagreed on, asked about; what to redraft first at the top. CSV.
    Evidence {
        /// The framework, as ID@VERSION.
        #[arg(value_name = "FRAMEWORK")]
        framework: String,
        /// The version, where it is not behind an `@`.
        #[arg(value_name = "VERSION")]
        version: Option<String>,
        /// Print JSON: [{"descriptor", "area", "level", "judged", "settled", "overridden", "reasons": {reason: count}, "adjusted", "disagreed", "asked"}].
        #[arg(long)]
        json: bool,
    },
    /// Take a framework version for this workspace; mappings that stand under it are carried over, the others go back to the worklist.
    Adopt {
        /// The file or id, with `@VERSION` where it is not the latest.
        #[arg(value_name = "FRAMEWORK")]
        framework: String,
        /// Adopt also where mappings get another tariff or go back.
        #[arg(long)]
        yes: bool,
        /// Print JSON: {"adopted", "framework", "impact"}, the impact as in `diff`.
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Derive {
    /// The file or id.
    #[arg(value_name = "FRAMEWORK")]
    pub(crate) framework: String,
    /// An area and its level, as `ci=3`; once for each area.
    #[arg(long = "level", value_name = "AREA=LEVEL")]
    pub(crate) levels: Vec<String>,
    /// A descriptor, which stands for its area and level.
    #[arg(long = "descriptor", value_name = "ID")]
    pub(crate) descriptors: Vec<String>,
    /// The tariff a reader names, where the framework leaves it to the reader.
    #[arg(long, value_name = "TARIFF")]
    pub(crate) tariff: Option<String>,
    /// The area that a reader takes for the primary one, where the tariff goes by it.
    #[arg(long, value_name = "AREA")]
    pub(crate) primary: Option<String>,
    /// The judged provisions' adult hours a week, where the tariff goes by hours.
    #[arg(long, value_name = "HOURS")]
    pub(crate) hours: Option<String>,
    /// The pupil's setting.
    #[arg(long)]
    pub(crate) setting: Option<String>,
    /// The pupil's phase.
    #[arg(long)]
    pub(crate) phase: Option<String>,
    /// Print JSON: {"tariff", "route", "points", "hours_per_week", "primary", "tariffs": [{"area", "tariff"}], "open", "borderline", "trace"}.
    #[arg(long)]
    pub(crate) json: bool,
}
