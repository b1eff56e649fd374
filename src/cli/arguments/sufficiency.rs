//! What can be typed to see whether tariffs cover plans, to decide of those that they do not, and to share out to
//! Communities.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::told::Told;

/// The files that plans are held against, beside a rate set.
#[derive(Debug, Args)]
pub(crate) struct AgainstFiles {
    /// The cost book (.toml); rates/cost-book.toml of the workspace where none is named.
    #[arg(long, value_name = "FILE")]
    pub(crate) cost_book: Option<PathBuf>,
    /// What schools meet themselves (.toml); else the rate set's own, rates/elements.toml of the workspace, or the usual figures.
    #[arg(long, value_name = "FILE")]
    pub(crate) elements: Option<PathBuf>,
}

/// Costs every mapped plan and holds it against what its tariff and the school's own share give. The cost is a lower bound: what is vague costs nothing, and a plan with less than 60 % quantified cannot be costed.
#[derive(Debug, Args)]
#[command(
    after_long_help = "JSON, amounts in pence: {\"framework\", \"version\", \"title\", \"notice\", \"date\", \"workspace\", \"rates\": {\"id\", \"title\", \"source\", \"hash\"}, \"cost_book\", \"share_source\", \"law\", \"lower_bound\", \"not_yet\", \"cannot_map\", \"waiting\", \"totals\": {\"mapped\", \"costed\", \"sufficient\", \"exceeds\", \"exceeds_percent\", \"cannot_be_costed\": {why: count}, \"exceed_already\", \"exceed_with_queried\", \"cost\", \"shortfall\", \"median_shortfall\", \"largest_shortfall\", \"rise_for_nine_in_ten\"}, \"by_tariff\": [the same with \"tariff\", \"setting\", \"says\"], \"missing_roles\": [{\"who\", \"plans\"}], \"missing_says\", \"pupils\": [{\"ref\", \"setting\", \"tariff\", \"route\", \"mapping\", \"amended\", \"provisions_counted\", \"quantified\", \"quantified_percent\", \"priced\", \"missing_roles\", \"cost\", \"residue\", \"core\", \"queried\", \"rate\", \"share\", \"verdict\": \"sufficient\", \"exceeds\" or \"cannot_be_costed\", \"why\", \"left\", \"shortfall\", \"shortfall_with_queried\", \"state\": null or \"waits\", \"settled\", \"stale\", \"stale\": [why], \"outcome\": null or {\"id\", \"outcome\", \"top_up\", \"by\", \"date\", \"reason\", \"shortfall\", \"rates\", \"cost_book\", \"mapping\"}, \"provisions\": null or [{\"n\", \"text\", \"who\", \"adults\", \"pupils\", \"annual_hours\", \"cost\", \"counts\"}]}]}."
)]
pub(crate) struct Sufficiency {
    /// The rate set: a path, or a name in the workspace's folder rates.
    #[arg(value_name = "RATES")]
    pub(crate) rates: PathBuf,
    #[command(flatten)]
    pub(crate) files: AgainstFiles,
    /// How it is told.
    #[command(flatten)]
    pub(crate) told: Told,
    /// Where to write it.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

/// What can be decided of a plan that costs more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub(crate) enum OutcomeWord {
    /// Somebody looked, and the plan is secured with what is given.
    ReviewedSufficient,
    /// The plan is mapped again.
    Remapped,
    /// So much is paid on top in a year; needs --top-up.
    ToppedUp,
    /// The plan is to be amended.
    PlanToBeAmended,
    /// Take back what was decided: the plan waits again.
    Open,
}

/// Decides of a plan that costs more than it is given. The outcome stays on the record; a later one goes before it, and it holds no longer once the plan, the mapping or the shortfall changes.
#[derive(Debug, Args)]
pub(crate) struct DecideOutcome {
    /// The pupil's reference or UPN.
    #[arg(value_name = "REF")]
    pub(crate) reference: String,
    /// What is decided.
    #[arg(long, value_enum)]
    pub(crate) outcome: OutcomeWord,
    /// What is paid on top in a year, in pounds.
    #[arg(long, value_name = "POUNDS", required_if_eq("outcome", "topped_up"))]
    pub(crate) top_up: Option<String>,
    /// Who decides.
    #[arg(long, value_name = "NAME")]
    pub(crate) by: String,
    /// Why.
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: String,
    /// The rate set that it is short by: a path, or a name in the workspace's folder rates.
    #[arg(long, value_name = "FILE")]
    pub(crate) rates: PathBuf,
    #[command(flatten)]
    pub(crate) files: AgainstFiles,
    /// Print JSON, amounts in pence: {"ref", "id", "outcome", "top_up", "by", "date", "reason", "shortfall", "rates", "cost_book", "mapping"}.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Shares a pot out over Communities of schools by the published method: pupil numbers and deprivation, from what communities had before to the formula alone, with some of today's claims protected for a time.
#[derive(Debug, Args)]
#[command(
    after_long_help = "JSON, amounts in pence: {\"method\": {\"id\", \"title\", \"source\", \"hash\"}, \"year\", \"pot\", \"historic_percent\", \"protection\": null or {\"claims_percent\", \"until\", \"paid_by\", \"months\", \"cost\"}, \"total\", \"communities\": [{\"community\", \"historic\", \"formula\", \"formula_parts\": {column: pence}, \"by_historic\", \"by_formula\", \"blended\", \"protected\", \"gets\", \"pays\", \"budget\", \"change\", \"per_pupil\", \"pupils\", \"pupils_of_the_route\", \"choice\"}], \"route_elsewhere\"}."
)]
pub(crate) struct Communities {
    /// A row a Community (.csv): community, pupils, idaci, looked_after, low_prior_attainment, historic, claims, choice.
    #[arg(long, value_name = "FILE")]
    pub(crate) inputs: PathBuf,
    /// Weights, years and protection (.toml).
    #[arg(long, value_name = "FILE")]
    pub(crate) method: PathBuf,
    /// The year, by its name in the method; its first where none is named.
    #[arg(long, value_name = "NAME")]
    pub(crate) year: Option<String>,
    /// How it is told.
    #[command(flatten)]
    pub(crate) told: Told,
    /// Where to write it.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}
