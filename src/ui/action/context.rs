//! Contexts: where a key is pressed, and the groups of them that share keys.

use self::Context::{
    Backups, Cell, Cohorts, Columns, Communities, Cut, Distribution, Done, Drift, Estimate, Finish,
    Frameworks, Gains, Help, History, Imports, Judge, Line, Menu, Moderation, NoText, Options,
    Palette, Papers, Rates, Review, Sample, Settle, Shortfalls, Standard, Worklist,
};

/// Where keys are heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Context {
    /// The worklist.
    Worklist,
    /// The walk, provision by provision.
    Judge,
    /// The walk, area by area.
    Settle,
    /// The walk of a plan whose text has not come in.
    NoText,
    /// The walk, once everything is settled.
    Finish,
    /// The walk, once the mapping is recorded, or where there is nothing to walk.
    Done,
    /// The walk, while a cut is moved through the text.
    Cut,
    /// The distribution.
    Distribution,
    /// The pupils of a cell of the distribution.
    Cell,
    /// The estimate of the rest.
    Estimate,
    /// The rates, tariff by tariff.
    Rates,
    /// Rate sets side by side.
    Options,
    /// Whom the rates move.
    Gains,
    /// The plans that cost more than they are given.
    Shortfalls,
    /// The budgets of the Communities of schools.
    Communities,
    /// One pupil's record.
    History,
    /// The frameworks.
    Frameworks,
    /// The imports.
    Imports,
    /// The backups.
    Backups,
    /// The columns of a table.
    Columns,
    /// Documents whose pupil is not sure.
    Papers,
    /// What waits for a review.
    Moderation,
    /// Both readings of a plan side by side.
    Review,
    /// How steadily officers read.
    Drift,
    /// The cohorts that a sample can be drawn from.
    Cohorts,
    /// A sample that was drawn.
    Sample,
    /// The standardisation set.
    Standard,
    /// All keys.
    Help,
    /// A choice from a few.
    Menu,
    /// A line of text.
    Line,
    /// Every command, found by typing.
    Palette,
    /// A question with yes or no.
    Confirm,
    /// Pasted plan text.
    Paste,
}

impl Context {
    /// Every context, in the order of the help.
    pub const ALL: [Self; 33] = [
        Self::Worklist,
        Self::Judge,
        Self::Settle,
        Self::NoText,
        Self::Finish,
        Self::Done,
        Self::Cut,
        Self::Distribution,
        Self::Cell,
        Self::Estimate,
        Self::Rates,
        Self::Options,
        Self::Gains,
        Self::Shortfalls,
        Self::Communities,
        Self::History,
        Self::Frameworks,
        Self::Imports,
        Self::Backups,
        Self::Columns,
        Self::Papers,
        Self::Moderation,
        Self::Review,
        Self::Drift,
        Self::Cohorts,
        Self::Sample,
        Self::Standard,
        Self::Help,
        Self::Menu,
        Self::Line,
        Self::Palette,
        Self::Confirm,
        Self::Paste,
    ];

    /// The words over its keys.
    pub fn words(self) -> &'static str {
        match self {
            Self::Worklist => "Worklist",
            Self::Judge => "Walk: provisions",
            Self::Settle => "Walk: areas",
            Self::NoText => "Walk: no plan text",
            Self::Finish => "Walk: tariff and record",
            Self::Done => "Walk: recorded",
            Self::Cut => "Walk: split or boundary",
            Self::Distribution => "Distribution",
            Self::Cell => "Pupils of a cell",
            Self::Estimate => "Estimate",
            Self::Rates => "Rates",
            Self::Options => "Rates: options",
            Self::Gains => "Rates: gains and losses",
            Self::Shortfalls => "Rates: plans that cost more",
            Self::Communities => "Rates: Communities",
            Self::History => "History",
            Self::Frameworks => "Frameworks",
            Self::Imports => "Imports",
            Self::Backups => "Backups",
            Self::Columns => "Columns of a table",
            Self::Papers => "Documents",
            Self::Moderation => "Moderation",
            Self::Review => "Both readings",
            Self::Drift => "Drift",
            Self::Cohorts => "Drawing a sample",
            Self::Sample => "A sample",
            Self::Standard => "Standardisation set",
            Self::Help => "Help",
            Self::Menu => "A choice",
            Self::Line => "A line of text",
            Self::Palette => "Commands",
            Self::Confirm => "A question",
            Self::Paste => "A pasted plan",
        }
    }

    /// Whether its plain characters are written into a text, and so are no keys.
    pub fn takes_text(self) -> bool {
        matches!(self, Self::Line | Self::Palette | Self::Paste)
    }
}

/// Where provisions are judged and areas settled, with a text at hand.
pub(super) const WALK: &[Context] = &[Judge, Settle, Finish];
/// All of the walk.
pub(super) const ANY_WALK: &[Context] = &[Judge, Settle, NoText, Finish];
/// Where a provision or an area is under the cursor.
pub(super) const PROVISIONS: &[Context] = &[Judge, Settle];
/// Where a cursor goes through a list.
pub(super) const LISTS: &[Context] = &[
    Worklist,
    Distribution,
    Cell,
    Estimate,
    Rates,
    Options,
    Gains,
    Shortfalls,
    Communities,
    History,
    Frameworks,
    Imports,
    Backups,
    Columns,
    Papers,
    Moderation,
    Review,
    Drift,
    Cohorts,
    Sample,
    Standard,
    Help,
];
/// What is asked over a screen.
pub(super) const DIALOGS: &[Context] = &[Menu, Line, Palette, Cut];
/// All of the rates.
pub(super) const RATES: &[Context] = &[Rates, Options, Gains, Shortfalls, Communities];
/// Where what follows from changed rates is seen.
pub(super) const TRIED: &[Context] = &[Rates, Options, Gains];
/// Everywhere.
pub(super) const EVERYWHERE: &[Context] = &Context::ALL;

/// Every screen that commands are found in.
pub(super) const SCREENS: &[Context] = &[
    Worklist,
    Judge,
    Settle,
    NoText,
    Finish,
    Done,
    Distribution,
    Cell,
    Estimate,
    Rates,
    Options,
    Gains,
    Shortfalls,
    Communities,
    History,
    Frameworks,
    Imports,
    Backups,
    Columns,
    Papers,
    Moderation,
    Review,
    Drift,
    Cohorts,
    Sample,
    Standard,
];
