//! The arguments of `continuum moderate`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Debug, Args)]
pub(crate) struct Moderate {
    /// What to do.
    #[command(subcommand)]
    pub(crate) what: ModerateCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ModerateCommand {
    /// Say how alike the readings of a table are: a row a pupil, a column a reader (unit,r1,r2,…), blank where one did not read.
    Agreement {
        /// The table.
        #[arg(value_name = "FILE.csv")]
        file: PathBuf,
        /// The scale, lowest first, levels that nobody used among them.
        #[arg(long, value_delimiter = ',', required = true, value_name = "LEVEL,…")]
        levels: Vec<String>,
        /// Print JSON: {"n_units", "n_readers", "too_few", "exact", "within_one", "mean_difference", "alpha_nominal", "alpha_ordinal", "alpha_interval", "ac1", "ac2_linear", "ac2_quadratic", "kappa", "kappa_linear", "kappa_quadratic", "alpha_ordinal_ci": [low, high], "levels", "table"}; shares from 0 to 1, null where not defined.
        #[arg(long)]
        json: bool,
    },
}
