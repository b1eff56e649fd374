//! How a report of rates is told.

use clap::{Args, ValueEnum};

/// The formats that rates are told in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum RatesFormat {
    /// For the terminal.
    Text,
    /// The first table, amounts in pounds; figures and remarks before it in lines that begin with `#`.
    Csv,
    /// Every figure and table, amounts in pence.
    Json,
    /// Markdown.
    Md,
    /// One self-contained HTML page.
    Html,
    /// A workbook.
    Xlsx,
}

/// How it is told.
#[derive(Debug, Args)]
pub(crate) struct Told {
    /// Print JSON; amounts are in whole pence.
    #[arg(long, conflicts_with = "format")]
    pub(crate) json: bool,
    /// The format; where none is named that of the file's ending, else text, and HTML for the sheets of all schools.
    #[arg(long, value_enum)]
    pub(crate) format: Option<RatesFormat>,
}
