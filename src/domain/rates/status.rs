//! How far a rate set or an envelope has come.

use serde::{Deserialize, Serialize};

/// How far a rate set or an envelope has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RatesStatus {
    /// Being thought about.
    #[default]
    Draft,
    /// Out for views.
    Consulted,
    /// Decided.
    Decided,
}

impl RatesStatus {
    /// The word in files and on the screen.
    pub fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Consulted => "consulted",
            Self::Decided => "decided",
        }
    }
}
