//! Amendments: the provisions of a plan's newer version paired with those of an earlier one.

mod alike;
mod changes;
mod pairing;
mod recut;

pub use changes::Changes;
pub use pairing::{Pair, pair};
pub use recut::{Drawn, Stretch, recut};

use serde::{Deserialize, Serialize};

use super::provision::Provision;

/// What became of a provision between two versions of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// The same words and the same dose; another place or number is no change.
    Same,
    /// Other words.
    Reworded,
    /// Another dose, or somebody else delivers it; the words may be others too.
    DoseChanged,
    /// It was not there before.
    New,
    /// It is no longer there.
    Gone,
}

impl Fate {
    /// Every fate, in the order of the accounts.
    pub const ALL: [Self; 5] = [
        Self::Same,
        Self::Reworded,
        Self::DoseChanged,
        Self::New,
        Self::Gone,
    ];

    /// The code in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Reworded => "reworded",
            Self::DoseChanged => "dose_changed",
            Self::New => "new",
            Self::Gone => "gone",
        }
    }

    /// The words on the screen.
    pub fn words(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Reworded => "reworded",
            Self::DoseChanged => "dose changed",
            Self::New => "new",
            Self::Gone => "gone",
        }
    }

    /// The sign in a list, which says without colour whether a provision was touched.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Same => "=",
            Self::Reworded | Self::DoseChanged => "~",
            Self::New => "+",
            Self::Gone => "-",
        }
    }
}

/// Writes who delivers a provision and how much of it: `TA, 30 minutes a week, 1:1`; empty where nothing is stated.
pub fn delivery(provision: &Provision) -> String {
    let who = provision.who.map(|who| who.code().replace('_', " "));
    let dose = Some(provision.dose.words()).filter(|dose| !dose.is_empty());
    let parts: Vec<String> = who.into_iter().chain(dose).collect();
    let hours = provision.dose.annual_hours;
    let hours = hours.map(|hours| format!(" ({hours} h a year)"));
    parts.join(", ") + &hours.unwrap_or_default()
}
