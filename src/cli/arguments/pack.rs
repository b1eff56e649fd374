//! What can be typed after `continuum pack`.

use std::path::PathBuf;

use clap::Args;

/// Writes what a Schools Forum is told before it settles rates: one page and one workbook with the distribution and how sure it is, how it was checked, the options side by side, gains and losses, whether tariffs cover the plans, the Communities' budgets, the assumptions, a glossary. Small numbers are protected unless --office is given. Files that are not named are looked for in the workspace's folder rates; what is missing is left out, and the pack says so.
#[derive(Debug, Args)]
pub(crate) struct Pack {
    /// The folder to write rate-setting-pack.html and rate-setting-pack.xlsx into; with --office, rate-setting-pack-office.
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    /// The rate sets in pounds, in the order in which they are to stand: paths, or names in the workspace's folder rates; all of that folder where none is named.
    #[arg(long, value_name = "RATES", num_args = 1..)]
    pub(crate) rates: Vec<PathBuf>,
    /// The envelope to hold them against.
    #[arg(long, value_name = "FILE")]
    pub(crate) envelope: Option<PathBuf>,
    /// The cost book by which plans are costed.
    #[arg(long, value_name = "FILE")]
    pub(crate) cost_book: Option<PathBuf>,
    /// What is told of each Community of schools (.csv); communities.csv of the folder rates where none is named.
    #[arg(long, value_name = "FILE")]
    pub(crate) communities: Option<PathBuf>,
    /// How their pot is shared out (.toml).
    #[arg(long, value_name = "FILE")]
    pub(crate) method: Option<PathBuf>,
    /// The year of the method; its first where none is named.
    #[arg(long, value_name = "NAME")]
    pub(crate) year: Option<String>,
    /// Show every count as it is, also of one to four pupils: not for publication.
    #[arg(long)]
    pub(crate) office: bool,
    /// Print JSON, amounts in pence: {"folder", "files", "public", "framework", "date", "caseload", "in_scope", "mapped", "not_yet", "cannot_map", "coverage", "estimated", "tariffs": [{"tariff", "pupils", "low", "high"}], "for_rates", "rates": [{"id", "title", "status", "file", "hash", "cost_low", "cost_high", "expected", "expected_low", "expected_high"}], "sections": [{"code", "title", "left_out"}]}.
    #[arg(long)]
    pub(crate) json: bool,
}
