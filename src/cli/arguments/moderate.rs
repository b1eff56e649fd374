//! The arguments of `continuum moderate`.

mod measures;

use clap::{Args, Subcommand};

pub(crate) use measures::{AgreementOrder, DriftOrder, Flags, ReportFormat, ReportOrder};

#[derive(Debug, Args)]
pub(crate) struct Moderate {
    /// What to do.
    #[command(subcommand)]
    pub(crate) what: ModerateCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ModerateCommand {
    /// Say how alike officers and moderators read, on the random samples' plans read twice; with a file, how alike the readings of its table are: a row a pupil, a column a reader (unit,r1,r2,…), blank where one did not read.
    Agreement(AgreementOrder),
    /// Say which officers have come to read otherwise: in which area, where, since which week, by how much, of which pupils; and how every officer's weeks went.
    Drift(DriftOrder),
    /// Say of every flag rule how many mappings carry it, and what it is worth: whether those it flags end adjusted more often than mappings drawn at random.
    Flags(Flags),
    /// Write the report for a board: samples and their outcomes, agreement, drift, what was changed and by whom, flags; pupils by reference alone.
    Report(ReportOrder),
}
