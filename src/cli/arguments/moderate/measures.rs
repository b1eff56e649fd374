//! The arguments of what moderation measures.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
pub(crate) struct AgreementOrder {
    /// A table to be measured in place of the workspace's own double readings.
    #[arg(value_name = "FILE.csv", requires = "levels")]
    pub(crate) file: Option<PathBuf>,
    /// The scale of the table, lowest first, levels that nobody used among them.
    #[arg(long, value_delimiter = ',', requires = "file", value_name = "LEVEL,…")]
    pub(crate) levels: Vec<String>,
    /// Print JSON: {"framework", "version", "date", "mapped", "pairs", "too_few", "slices": [{"slice": "all", "officer", "setting", "week" or "descriptor", "name", "measure": "tariff" or an area, "n_units", "left_out", "too_few", "alpha_ordinal", "alpha_ordinal_ci": [low, high], "ac2_linear", "exact", "within_one", "mean_difference", "higher": "officers", "moderators" or null, "levels", "table"}]}; shares from 0 to 1, mean_difference the moderator's rank less the officer's, officers down and moderators across the table, null where not defined. With a file: {"n_units", "n_readers", "too_few", "exact", "within_one", "mean_difference", "alpha_nominal", "alpha_ordinal", "alpha_interval", "ac1", "ac2_linear", "ac2_quadratic", "kappa", "kappa_linear", "kappa_quadratic", "alpha_ordinal_ci": [low, high], "levels", "table"}.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct DriftOrder {
    /// Show this officer alone; they are compared with the whole office all the same.
    #[arg(long, value_name = "NAME")]
    pub(crate) officer: Option<String>,
    /// Print JSON: {"framework", "version", "date", "mapped", "pairs", "officers", "quiet", "signals": [{"officer", "measure": "tariff" or an area, "setting": one alone or null for all, "direction": "lower" or "higher", "since", "monday", "between": [week, week], "by", "interval": [low, high], "chance", "tariff", "says", "pupils", "mappings"}], "series": [{"officer", "measure", "sparkline", "trend": {"slope", "low", "high"}, "points": [{"week", "mappings", "mean", "against"}]}], "shares": those that lie apart from the moderators', [{"officer", "measure", "setting", "mappings", "moderated", "ranks": [{"rank", "count", "interval", "baseline", "baseline_interval", "apart"}]}], "gaps": [{"officer", "measure", "pairs", "too_few", "mean", "interval", "higher"}]}; weeks as 2027-W03, sizes in ranks counted from 0, below 0 where the officer reads lower.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Suggestions {
    /// Turn them off for everyone here and everyone who takes a bundle from here; nobody else's workspace turns them on again.
    #[arg(long, requires = "reason", conflicts_with = "on")]
    pub(crate) off: bool,
    /// Take that back.
    #[arg(long, requires = "reason")]
    pub(crate) on: bool,
    /// Why.
    #[arg(long)]
    pub(crate) reason: Option<String>,
    /// Who turns them off or on; the workspace's reader where nobody is named.
    #[arg(long, value_name = "NAME")]
    pub(crate) reader: Option<String>,
    /// Print JSON: {"framework", "version", "date", "off": {"by", "at", "reason"} or null, "blind": [{"of": "all" or "random" samples' readings, "readings", "first": {"count", "of", "share", "interval": [low, high]}, "top_three", "abstained"}], "shown", "taken", "changed_after_reveal", "adjusted": each as "first"}; with --off or --on "off" alone.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Flags {
    /// Print JSON: {"framework", "version", "date", "rules": [{"rule", "carried", "harmless", "weight", "worth": {"flagged": {"reviewed", "adjusted", "share", "interval": [low, high]}, "random": the same of the random sample, "difference", "difference_ci", "too_few", "says": "more", "less" or "alike", "sentence"}}]}; worth is null where none it flagged was reviewed.
    #[arg(long)]
    pub(crate) json: bool,
}

/// The formats a board's report is written in.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ReportFormat {
    /// One self-contained page.
    Html,
    /// Long: provenance lines that begin with `#`, then one line a number.
    Csv,
    /// One object: {"framework", "version", "title", "notice", "hash", "date", "workspace", "mapped", "officers", "pairs", "tolerance": {"tariff", "area"}, "samples": [{"sample", "cohort": {"kind", "name"}, "seed", "by", "at", "mapped", "drawn", "read", "outside": {measure: count}, "outcome": {"state", "left", "scope", "says", "steps", "lines": [{"reference", "measure", "from", "to", "read"}]}, "ruling": null or {"ruling", "kind", "by", "with", "at", "mappings", "says"}}], "decided": [{"stream", "decision", "reviews"}], "agreement", "drift", "flags", "suggestions": each as its own command has them, "changes": [{"reference", "officer", "from", "to", "area", "level", "stream", "by", "at", "reason", "taken_back"}], "referred": [{"reference", "officer", "decision", "by", "at", "reason", "now"}], "harmless": [{"rule", "by", "on", "reason", "mappings"}]}.
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct ReportOrder {
    /// The file to write; without one the report goes to standard output.
    #[arg(value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
    /// The format; where none is named the file's ending says it, and else it is a page.
    #[arg(long, value_enum)]
    pub(crate) format: Option<ReportFormat>,
    /// Put in the reasons and questions that staff wrote: free text, which may say more of a pupil than a reference does.
    #[arg(long)]
    pub(crate) reasons: bool,
}
