//! The arguments of `continuum set`.

use clap::{Args, ValueEnum};

/// The settings of a workspace.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Setting {
    /// The reader's name.
    Reader,
    /// Who comes first: priority groups with commas between.
    Order,
    /// By when a plan is final before a phase transfer, as 02-15.
    TransferBy,
    /// The same before a transfer to post-16, as 03-31.
    Post16By,
    /// How many days before it is due an annual review moves a pupil up.
    ReviewWindow,
    /// The code of the authority whose caseload it is, as 886: pupils whose plan another one maintains are kept apart.
    Authority,
    /// From where on a rule flags, as vague=30.
    Limit,
    /// How the standardisation set is passed, as outside=20 (in a hundred) or attempts=2.
    Standard,
    /// How often seeds come, as every=20 or first_of_day=no; every=0 for never by count.
    Seeds,
    /// How much a flag rule weighs in the queue, as vague=3; vague=usual takes its usual weight again.
    Weight,
    /// How many tariffs and levels two readings may lie apart, as 0,1.
    Tolerance,
    /// How many automatic backups stay, as 5; 0 makes none.
    Backups,
    /// Whether pupils' names, UPNs and birth dates are hidden on the screens: on or off.
    Mask,
    /// How long pupils' records are kept: years after birth, after the plan ceased or both, as born=31,ceased=6; or none for good.
    Retention,
    /// After how many minutes without a key the screen goes blank, as 10; 0 for never. It is yours on this machine, and goes for every workspace.
    Idle,
    /// The file that the passphrase of your encrypted workspaces is in, or none to be asked for it. It is yours on this machine.
    KeyFile,
}

#[derive(Debug, Args)]
pub(crate) struct Set {
    /// The setting.
    #[arg(value_enum)]
    pub(crate) setting: Setting,
    /// Its value.
    #[arg(value_name = "VALUE")]
    pub(crate) value: String,
}
