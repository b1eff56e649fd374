//! The arguments of agreed readings, the standardisation set and seeds.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use crate::domain::moderation::agreed::Aim;

/// What an agreed reading is for, on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum AimWord {
    /// A seed: given to officers unmarked, among their ordinary pupils.
    Seed,
    /// The standardisation set: read by every officer before live work.
    Standard,
}

impl From<AimWord> for Aim {
    fn from(word: AimWord) -> Self {
        match word {
            AimWord::Seed => Self::Seed,
            AimWord::Standard => Self::Standard,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct AgreedOrder {
    /// What to do.
    #[command(subcommand)]
    pub(crate) what: AgreedCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum AgreedCommand {
    /// Take a pupil's mapping that a moderator has read blind and closed (agreed, within tolerance or adjusted): two names stand behind it.
    Add(TakeOrder),
    /// List the agreed readings in the order in which they are given out.
    List(ListOrder),
    /// Take one out of use; the record stays.
    Remove(RemoveOrder),
}

#[derive(Debug, Args)]
pub(crate) struct TakeOrder {
    /// The pupil's reference or UPN.
    #[arg(value_name = "REF")]
    pub(crate) reference: String,
    /// What it is for.
    #[arg(long = "for", value_enum)]
    pub(crate) aim: AimWord,
    /// Who takes it; the workspace's reader where nobody is named.
    #[arg(long, value_name = "NAME")]
    pub(crate) reader: Option<String>,
    /// Print JSON: what `continuum moderate agreed list` prints of one.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ListOrder {
    /// Print JSON: {"agreed": [{"reference", "for": "seed" or "standard", "mapping", "officer", "moderator", "by", "at", "in_use", "current", "removed": {"at", "by", "reason"} or null}]}; current is whether the mapping still counts for the pupil and reads the plan as it is now.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct RemoveOrder {
    /// The pupil's reference or UPN.
    #[arg(value_name = "REF")]
    pub(crate) reference: String,
    /// What it is in use for.
    #[arg(long = "for", value_enum)]
    pub(crate) aim: AimWord,
    /// Why it is taken out of use.
    #[arg(long)]
    pub(crate) reason: String,
    /// Who does; the workspace's reader where nobody is named.
    #[arg(long, value_name = "NAME")]
    pub(crate) reader: Option<String>,
    /// Print JSON: {"reference", "for", "mapping"}.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct StandardOrder {
    /// What to do; without a word, list where every officer stands.
    #[command(subcommand)]
    pub(crate) what: Option<StandardCommand>,
    /// Print JSON: {"framework", "version", "date", "officers": [{"officer", "state": "no_set", "to_read", "passed" or "failed", "says", "left", "attempts": [{"attempt", "read", "of", "outside", "passed": true, false or null}]}]}.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum StandardCommand {
    /// Record an officer's reading of a plan of the set.
    Read(SitOrder),
    /// Show what an officer is to read next, and once a whole attempt is read, plan by plan where it differs from the agreed readings.
    Show(ShowOrder),
}

#[derive(Debug, Args)]
pub(crate) struct SitOrder {
    /// The pupil's reference or UPN.
    #[arg(value_name = "REF")]
    pub(crate) reference: String,
    /// The officer's judgements, as `continuum map --from` reads them.
    #[arg(long, value_name = "FILE.json")]
    pub(crate) from: PathBuf,
    /// The officer; the workspace's reader where nobody is named.
    #[arg(long, value_name = "NAME")]
    pub(crate) reader: Option<String>,
    /// Print JSON: what `continuum moderate standard show` prints.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ShowOrder {
    /// The officer; the workspace's reader where nobody is named.
    #[arg(long, value_name = "NAME")]
    pub(crate) reader: Option<String>,
    /// Print JSON: what `continuum moderate standard` prints of an officer, and "to_read": [REF], "whole": the last whole attempt, {"attempt", "outside", "passed", "plans": [{"reference", "within", "sides": [{"measure", "read", "agreed", "by", "within"}]}]} or null.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct SeedsOrder {
    /// What to do; without a word, say how every officer's seeds were read.
    #[command(subcommand)]
    pub(crate) what: Option<SeedsCommand>,
    /// Print JSON: {"framework", "version", "date", "officers": [{"officer", "read", "outside", "consequence": "clear", "second" or "review", "since", "due": "first_of_day", "nth", "second" or null, "left", "exhausted", "says", "lifted": {"at", "by", "reason"} or null}]}.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum SeedsCommand {
    /// Lift the review of an officer's new mappings; their seeds begin afresh.
    Lift(LiftOrder),
}

#[derive(Debug, Args)]
pub(crate) struct LiftOrder {
    /// The officer.
    #[arg(value_name = "OFFICER")]
    pub(crate) officer: String,
    /// Why.
    #[arg(long)]
    pub(crate) reason: String,
    /// Who lifts it; the workspace's reader where nobody is named.
    #[arg(long, value_name = "NAME")]
    pub(crate) reader: Option<String>,
    /// Print JSON: {"officer", "at", "by", "reason"}.
    #[arg(long)]
    pub(crate) json: bool,
}
