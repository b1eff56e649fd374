//! The arguments of audit samples.

use clap::{Args, Subcommand, ValueEnum};

#[derive(Debug, Args)]
pub(crate) struct AuditWish {
    /// Draw so many pupils at random from those in scope who are not mapped, by strata: an audit sample, from which the distribution of all is estimated. Where one was drawn before, it is extended.
    #[arg(long, value_name = "N", group = "cohort")]
    pub(crate) audit: Option<u64>,
    /// Say how wide the intervals of an audit sample will be, and draw nothing.
    #[arg(long, requires = "audit")]
    pub(crate) dry_run: bool,
    /// What to stratify an audit sample by: setting and phase where nothing is said (setting, phase, year_group, district, community, school, earlier_tariff).
    #[arg(
        long,
        value_delimiter = ',',
        value_name = "DIMENSION",
        requires = "audit"
    )]
    pub(crate) by: Vec<String>,
    /// Draw an audit sample in the place of those before: whoever is mapped by now is known.
    #[arg(long, requires = "audit")]
    pub(crate) afresh: bool,
    /// What to note of an audit sample.
    #[arg(long, value_name = "TEXT", requires = "audit")]
    pub(crate) note: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct AuditOrder {
    /// What to do.
    #[command(subcommand)]
    pub(crate) what: AuditCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum AuditCommand {
    /// List the audit samples drawn under the framework, and how far each is read; `continuum moderate sample --audit N` draws one.
    List(AuditList),
    /// Show an audit sample: its strata, its pupils and whether each is read; and draw it again from its seed to see that the same pupils come out.
    Show(AuditShow),
    /// Say how the estimate moved: as it stood at the end of each week or day since the first on which there was one.
    History(AuditHistory),
}

#[derive(Debug, Args)]
pub(crate) struct AuditList {
    /// Print JSON: {"audits": [{"audit", "recorded", "extends", "strata_by", "seed", "asked", "by", "counts": whether it counts or another took its place, "drawn", "in_scope", "read"}], "strata": those of the samples that count, [{"keys", "frame", "in_scope", "mapped", "drawn", "read"}]}.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct AuditShow {
    /// The audit sample, by its id or the beginning of it.
    #[arg(value_name = "AUDIT")]
    pub(crate) audit: String,
    /// Print JSON: {"audit", "recorded", "extends", "strata_by", "seed", "asked", "by", "comes_out_again": whether the draw comes out again from its seed, "strata": [{"keys", "frame": how many it was laid out with, null where an earlier sample has said so, "drawn", "passed_over"}], "pupils": [{"reference", "stratum", "read", "in_scope"}]}.
    #[arg(long)]
    pub(crate) json: bool,
}

/// How often the estimate is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Every {
    /// At the end of each day.
    Day,
    /// At the end of each week.
    Week,
}

#[derive(Debug, Args)]
pub(crate) struct AuditHistory {
    /// How often it is looked at.
    #[arg(long, value_enum, default_value = "week")]
    pub(crate) every: Every,
    /// Print JSON: [{"day", "known", "drawn", "refused": why there was none, or null, "lines": as of `continuum distribution --estimate`}].
    #[arg(long)]
    pub(crate) json: bool,
}
