//! What can be typed after `continuum demo`.

use clap::Args;

#[derive(Debug, Args)]
pub(crate) struct Demo {
    /// How many pupils.
    #[arg(long, default_value_t = 320)]
    pub(crate) pupils: usize,
    /// Which share of those in scope is mapped already, from 0 to 1.
    #[arg(long, default_value = "0.3", value_name = "SHARE")]
    pub(crate) mapped: String,
    /// Another seed, another caseload; the same seed, the same one.
    #[arg(long, default_value_t = 7)]
    pub(crate) seed: u64,
    /// Make it, and leave: no screen.
    #[arg(long)]
    pub(crate) no_ui: bool,
}
