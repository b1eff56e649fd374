//! The cohorts that have mappings, the one under the cursor, and how far the draw has come.

use crate::domain::moderation::sample::Cohort;
use crate::domain::moderation::sample::prospect::Prospect;
use crate::ui::message::Request;
use crate::ui::parts::input::Input;

/// The cohorts that a sample can be drawn from.
#[derive(Clone, Debug)]
pub(crate) struct Cohorts {
    /// Everybody first, then the officers, the Communities, the districts; nothing before they have come in.
    pub(super) all: Option<Vec<Prospect>>,
    pub(super) cursor: usize,
    pub(super) phase: Phase,
    /// What was refused, and why.
    pub(super) refused: Option<String>,
}

/// What the keys are for.
#[derive(Clone, Debug)]
pub(super) enum Phase {
    /// The cohorts.
    Choosing,
    /// The seed to draw from; empty where it is drawn too.
    Seed(Cohort, Input),
    /// The worker was asked to draw.
    Drawing,
}

impl Cohorts {
    /// Opens it and asks for what it shows.
    pub(crate) fn open() -> (Self, Vec<Request>) {
        let screen = Self {
            all: None,
            cursor: 0,
            phase: Phase::Choosing,
            refused: None,
        };
        (screen, vec![Request::Cohorts])
    }

    /// The cohorts.
    pub(super) fn list(&self) -> &[Prospect] {
        self.all.as_deref().unwrap_or_default()
    }

    /// The one under the cursor.
    pub(super) fn prospect(&self) -> Option<&Prospect> {
        self.list().get(self.cursor)
    }
}
