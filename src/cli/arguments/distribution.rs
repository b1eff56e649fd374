//! What `continuum distribution` is told.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

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

#[derive(Debug, Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an option of its own on the command line"
)]
pub(crate) struct Distribution {
    /// The dimensions: setting, phase, year_group, district, community, school, priority, need, sex, ethnicity, age, officer, earlier_tariff (under the version before).
    #[arg(long, value_delimiter = ',', value_name = "DIMENSION")]
    pub(crate) by: Vec<String>,
    /// Count what stands under another version or framework, as ID@VERSION.
    #[arg(long, value_name = "FRAMEWORK")]
    pub(crate) under: Option<String>,
    /// The format.
    #[arg(long, value_enum, default_value = "csv")]
    pub(crate) format: TableFormat,
    /// Make it fit to be published: counts of 1 to 4 are [c], and so is whatever would give one away; totals are added.
    #[arg(long)]
    pub(crate) public: bool,
    /// Round every published count and total to the nearest 5.
    #[arg(long, requires = "public")]
    pub(crate) round: bool,
    /// List the pupils one by one instead, by pseudonyms that only this workspace can make (CSV or JSON {"provenance", "pupils": [{"pupil", …dimensions, "counted", "why", "tariff", "route", "amended_since"}]}); without --by with setting, phase, year group, district, community, school, priority and age.
    #[arg(long, conflicts_with = "under")]
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
