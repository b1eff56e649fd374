//! The arguments of `continuum rates`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::sufficiency::{Communities, DecideOutcome, Sufficiency};
use super::told::Told;

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
    /// Say what a rate set costs for the mapped pupils, by setting, tariff and who pays, against an envelope; for a whole year or from a month.
    Cost(CostRates),
    /// Find the rates that an envelope affords, in whole pounds: the scale at which pupils × weights × scale is what there is.
    Solve(SolveRates),
    /// Lay rate sets side by side: rates, cost, headroom, protection, gains and losses.
    Compare(CompareRates),
    /// Hold today's top-up of each mapped pupil against the new: gains and losses, guarantees, floors and caps, and who pays for them.
    Impact(ImpactRates),
    /// Write the sheet of a school: its pupils by tariff, today's and the new total, protection, what is not known; or of all schools.
    Sheet(SheetRates),
}

#[derive(Debug, Args)]
#[command(
    after_long_help = "JSON: {\"title\", \"money\", \"rates\", \"rates_title\", \"effective_from\", \"framework\", \"hash\", \"date\", \"workspace\", \"in_scope\", \"mapped\", \"not_yet\", \"cannot_map\", \"by_hand\", \"no_rate\", \"cost\", \"residue_pence\", \"year\", \"cost_in_year\", \"lines\": [{\"setting\", \"tariff\", \"route\", \"rate\", \"pupils\", \"cost\"}], \"by_setting\", \"by_route\", \"remarks\"}; with an envelope \"envelope\", \"envelope_title\", \"covers\", \"pounds\", \"kept_back\", \"for_rates\", \"headroom\" and \"parts\" where it has any; with --estimate \"expected\", \"expected_low\", \"expected_high\", \"headroom_expected\", \"headroom_at_most\", \"expected_by_setting\" and \"expected_lines\": [{\"tariff\", \"route\", \"pupils\", \"low\", \"high\", \"cost\"}]."
)]
pub(crate) struct CostRates {
    /// The rate set: a path, or a name in the workspace's folder rates.
    #[arg(value_name = "RATES")]
    pub(crate) rates: PathBuf,
    /// The envelope to hold it against.
    #[arg(long, value_name = "FILE")]
    pub(crate) envelope: Option<PathBuf>,
    /// Only the part of the year from a month (2027-09) or a day on: months count in twelfths, from another day than the first days do.
    #[arg(long, value_name = "YYYY-MM[-DD]")]
    pub(crate) from: Option<String>,
    /// Also what it would cost were all in scope mapped, from the audit sample: expected, at least and at most, with 95 % confidence for all tariffs together. Refused, with the reason, where there is no sample that says so.
    #[arg(long)]
    pub(crate) estimate: bool,
    /// How it is told.
    #[command(flatten)]
    pub(crate) told: Told,
    /// Where to write it.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(
    after_long_help = "JSON: {\"title\", \"money\", \"rates\", …, \"envelope\", \"for_rates\", \"basis\", \"basis_words\", \"cost\", \"residue\", \"one_more\", \"rates_found\": [{\"tariff\", \"settings\", \"phases\", \"from\", \"rate\"}], \"scales\": [{\"settings\", \"pounds\", \"weight\", \"scale\"}], \"remarks\"}."
)]
pub(crate) struct SolveRates {
    /// The rate set, in weights or in pounds (which are scaled): a path, or a name in the workspace's folder rates.
    #[arg(value_name = "RATES")]
    pub(crate) rates: PathBuf,
    /// What there is.
    #[arg(long, value_name = "FILE")]
    pub(crate) envelope: PathBuf,
    /// Each part of the envelope by itself, so that rates differ by setting.
    #[arg(long)]
    pub(crate) by_part: bool,
    /// For all in scope, as expected from the audit sample, in place of those who are mapped.
    #[arg(long)]
    pub(crate) estimate: bool,
    /// At the most that all in scope may weigh by the audit sample: affordable with 95 % confidence.
    #[arg(long, requires = "estimate", conflicts_with = "by_part")]
    pub(crate) sure: bool,
    /// Write the rates found as a rate set. A file that is there is not written over.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// How it is told.
    #[command(flatten)]
    pub(crate) told: Told,
}

#[derive(Debug, Args)]
#[command(
    after_long_help = "JSON: {\"title\", \"money\", \"framework\", …, \"whole\": [{\"figure\", ID…}], \"rates\": [{\"tariff\", \"setting\", ID…}], \"by_setting\": [{\"setting\", ID…}], \"remarks\"}, a key a rate set."
)]
pub(crate) struct CompareRates {
    /// The rate sets: paths, or names in the workspace's folder rates.
    #[arg(value_name = "RATES", required = true, num_args = 1..)]
    pub(crate) rates: Vec<PathBuf>,
    /// The envelope to hold them against.
    #[arg(long, value_name = "FILE")]
    pub(crate) envelope: Option<PathBuf>,
    /// How it is told.
    #[command(flatten)]
    pub(crate) told: Told,
    /// Where to write it.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

/// By what gains and losses are summed.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ImpactLevel {
    /// All together.
    All,
    /// Each setting.
    Setting,
    /// Each district.
    District,
    /// Each Community of schools.
    Community,
    /// Each school in one setting.
    School,
    /// Each pupil.
    Pupil,
}

#[derive(Debug, Args)]
#[command(
    after_long_help = "JSON: {\"title\", \"money\", \"rates\", …, \"protect\", \"guarantees\", \"floors\", \"caps_take\", \"caps_leave\", \"paid_by\", \"envelope_pays\", \"brought_up\", \"brought_down\", \"groups\": [{\"name\", \"setting\", \"in_scope\", \"mapped\", \"not_yet\", \"cannot_map\", \"compared\", \"today_unknown\", \"by_hand\", \"no_rate\", \"before\", \"new\", \"protection\", \"after\", \"moves\", \"gain\", \"lose\", \"new_of_unknown\"}], \"unknown\": [{\"ref\", \"school\", \"setting\", \"tariff\", \"new\"}], \"averages\": [{\"school\", \"setting\", \"pupils\", \"left_out\", \"total\", \"average\", \"tariff\", \"at_tariff\", \"one_comes\", \"one_goes\"}], \"remarks\"}."
)]
pub(crate) struct ImpactRates {
    /// The rate set: a path, or a name in the workspace's folder rates.
    #[arg(value_name = "RATES")]
    pub(crate) rates: PathBuf,
    /// By what gains and losses are summed.
    #[arg(long, value_enum, default_value = "setting")]
    pub(crate) by: ImpactLevel,
    /// List the mapped pupils of whom it is not known what is paid today.
    #[arg(long)]
    pub(crate) unknown: bool,
    /// Each special school's and resource provision's average rate, and how it moves if one pupil of each tariff comes or goes.
    #[arg(long)]
    pub(crate) averages: bool,
    /// How it is told.
    #[command(flatten)]
    pub(crate) told: Told,
    /// Where to write it.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(
    after_long_help = "JSON of one school: its figures, \"tariffs\": [{\"tariff\", \"name\", \"paid_from\", \"pupils\", \"today_unknown\", \"before\", \"new\"}] and \"remarks\", in a list by setting; of all: {\"folder\", \"sheets\": [{\"school\", \"urn\", \"setting\", \"file\"}]}."
)]
pub(crate) struct SheetRates {
    /// The rate set: a path, or a name in the workspace's folder rates.
    #[arg(value_name = "RATES")]
    pub(crate) rates: PathBuf,
    /// The school, by its name or number; all schools where none is named.
    #[arg(long, value_name = "SCHOOL")]
    pub(crate) school: Option<String>,
    /// The file of a school's sheet; the folder of all schools' sheets, that of the workspace's exports where none is named.
    #[arg(long, value_name = "PATH")]
    pub(crate) out: Option<PathBuf>,
    /// How it is told.
    #[command(flatten)]
    pub(crate) told: Told,
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
