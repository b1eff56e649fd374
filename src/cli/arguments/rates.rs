//! The arguments of `continuum rates`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::sufficiency::{Communities, DecideOutcome, Sufficiency};

#[derive(Debug, Args)]
pub(crate) struct Rates {
    /// What to do.
    #[command(subcommand)]
    pub(crate) what: RatesCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum RatesCommand {
    /// Write the skeleton of a rate set, an envelope or the elements that schools meet, with a remark at every key; it can be checked as it stands.
    New(NewRates),
    /// Check rates files: every fault at its line and column; exit 1 on errors.
    Check(CheckRates),
    /// Cost every mapped plan, and list those that cost more than their tariff and the school's own share give.
    Sufficiency(Sufficiency),
    /// Decide of a plan that costs more: an outcome, a name and a reason, on the record.
    Outcome(DecideOutcome),
    /// Share a pot out over Communities of schools by the published method.
    Communities(Communities),
}

/// The files that are begun from a skeleton.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum RatesSkeleton {
    /// A rate set in pounds.
    Rates,
    /// A rate set in weights, for `solve`.
    Weights,
    /// An envelope: the money there is for a year.
    Envelope,
    /// What schools meet themselves, by setting.
    Elements,
    /// A cost book: pounds an hour by role.
    CostBook,
    /// A method of sharing a pot out over Communities of schools.
    Method,
}

#[derive(Debug, Args)]
pub(crate) struct NewRates {
    /// The id that it will have; of the elements nothing but the file's name.
    #[arg(value_name = "NAME")]
    pub(crate) name: String,
    /// What to begin.
    #[arg(long, value_enum, default_value = "rates")]
    pub(crate) kind: RatesSkeleton,
    /// Where to write it; rates/NAME.toml of the workspace where no file is named (NAME.toml where there is no workspace), `-` for standard output. A file that is there is not written over.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct CheckRates {
    /// The files, by path or by their name in the workspace's folder rates; all of that folder where none is named.
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Print JSON: {"ok", "files": [{"file", "kind", "id", "ok", "findings": [{"severity", "line", "column", "what"}]}]}.
    #[arg(long)]
    pub(crate) json: bool,
}
