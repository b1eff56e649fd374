//! What can be typed after `continuum distribution`.
#![expect(
    clippy::doc_markdown,
    reason = "the comments are the help that a terminal prints, where backticks are noise"
)]

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::domain::day::Day;

#[derive(Debug, Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an option of its own on the command line"
)]
pub(crate) struct Distribution {
    /// The dimensions: setting, phase, year_group, district, community, school, priority, need, sex, ethnicity, age, age_group, officer, earlier_tariff (under the version before), area (of the highest level), moderation (not_moderated, flagged, sampled, moderated, adjusted).
    #[arg(
        long,
        value_delimiter = ',',
        value_name = "DIMENSION",
        conflicts_with = "view"
    )]
    pub(crate) by: Vec<String>,
    /// Estimate all in scope from what is known and the audit sample, with intervals, or say why that cannot be done; --by names dimensions that the sample is stratified by. In every format; a chart (of all in scope) has the intervals over its bars. CSV and XLSX: the dimensions, tariff, count (mapped so far), share, expected, share_low, share_high, low, high (one tariff by itself, Wilson), together_share_low, together_share_high, together_low, together_high (all at once, Goodman), how (counted, sample, no_estimate, withheld), step. With --public, counts are hidden as always, an estimate whose count is hidden is hidden too, and the others are told in steps so coarse that they give no count away; the parts or the whole, never both. As JSON: {"provenance", "confidence", "strata_by", "audit_samples", "strata": [{"keys", "part": "known", "remainder", "came_in" or "unsampled", "pupils", "drawn", "read"}] (none with --public), "by", "estimates": [{(a key for each dimension), "whole", "known", "drawn", "how", "step", "refused": why there is none, or null, "gaps": [{"keys", "pupils", "why", "says"}], "collapsed": [{"keys", "with"}], "lines": [{"tariff": cannot_map last, "count": mapped so far, "seen", "share", "standard_error", "effective", "expected", "interval": {"share": [low, high], "pupils": [low, high]}, "together": the same where all hold together}]}]}; with --public a line has no "seen", "standard_error" and "effective".
    #[arg(long, conflicts_with_all = ["under", "as_at", "setting", "count_school_readings", "view", "save"])]
    pub(crate) estimate: bool,
    /// Count what stands under another version or framework, as ID@VERSION.
    #[arg(long, value_name = "FRAMEWORK", conflicts_with = "view")]
    pub(crate) under: Option<String>,
    /// Count as it stood at the end of a day: records and imports up to then, ages and deadlines of then; the register of schools is today's.
    #[arg(long, value_name = "DAY")]
    pub(crate) as_at: Option<Day>,
    /// Count pupils where they are, or where a phase transfer takes them by the next September as far as the caseload says where.
    #[arg(long, value_enum, default_value = "today", conflicts_with = "view")]
    pub(crate) setting: SettingFrom,
    /// Count a school's own reading where neither an officer's nor a moderator's mapping counts.
    #[arg(long, conflicts_with = "view")]
    pub(crate) count_school_readings: bool,
    /// Count by a view that was saved; --as-at DAY looks back with it.
    #[arg(long, value_name = "NAME")]
    pub(crate) view: Option<String>,
    /// Save what is counted here as a view, in the place of one of that name.
    #[arg(long, value_name = "NAME")]
    pub(crate) save: Option<String>,
    /// List the saved views instead; with --format json as [{"name", "wanted": {"by", "terms": {"as_at", "setting", "schools"}, "under": {"id", "version"}}}].
    #[arg(long, conflicts_with_all = ["by", "under", "as_at", "setting", "count_school_readings", "view", "save", "forget"])]
    pub(crate) views: bool,
    /// Forget a saved view instead.
    #[arg(long, value_name = "NAME", conflicts_with_all = ["by", "under", "as_at", "setting", "count_school_readings", "view", "save"])]
    pub(crate) forget: Option<String>,
    /// The format.
    #[arg(long, value_enum, default_value = "csv")]
    pub(crate) format: TableFormat,
    /// Make it fit to be published: counts of 1 to 4 are [c], and so is whatever would give one away; totals are added.
    #[arg(long)]
    pub(crate) public: bool,
    /// Round every published count and total to the nearest 5.
    #[arg(long, requires = "public")]
    pub(crate) round: bool,
    /// List the pupils one by one instead, as they stand today, by pseudonyms that only this workspace can make (CSV or JSON {"provenance", "pupils": [{"pupil", …dimensions, "counted", "why", "tariff", "route", "amended_since"}]}); without --by with setting, phase, year group, district, community, school, priority and age. Written as it is read, however many; not as a workbook, which would lie in temporary files while it grows.
    #[arg(long, conflicts_with_all = ["estimate", "under", "as_at", "setting", "count_school_readings", "view", "save"])]
    pub(crate) pupils: bool,
    /// Name the pupils: reference, UPN, name and date of birth instead of the pseudonym. Asked about first, and noted in the file.
    #[arg(long, requires = "pupils")]
    pub(crate) identifiable: bool,
    /// Do not ask.
    #[arg(long, requires = "identifiable")]
    pub(crate) yes: bool,
    /// Write it to a file.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

/// By which setting a distribution counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SettingFrom {
    /// Where pupils are.
    Today,
    /// Where a phase transfer takes them by the next September.
    September,
}

/// The formats a distribution is written in.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum TableFormat {
    /// Long: provenance lines that begin with `#`, then one line a cell.
    Csv,
    /// A workbook: provenance, the tariffs with a bar chart, the table, the cells, the totals.
    Xlsx,
    /// One object: {"provenance", "caseload", "in_scope", "out_of_scope", "mapped", "not_yet", "cannot_map", "by_area": [{"area", "tariff", "count"}], "by", "cells", "totals"}; a hidden count is "[c]", and null the total over all.
    Json,
    /// A page as Markdown.
    Md,
    /// One self-contained HTML page with a bar chart.
    Html,
}
