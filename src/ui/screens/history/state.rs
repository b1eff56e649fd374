//! The record, the event under the cursor, and how far a withdrawal has come.

use crate::domain::caseload::Event;
use crate::domain::identity::{PupilId, RecordId};
use crate::ui::message::{Request, Story};
use crate::ui::parts::input::Input;

/// One pupil's record.
#[derive(Clone, Debug)]
pub(crate) struct History {
    pub(super) pupil: PupilId,
    pub(super) story: Option<Box<Story>>,
    /// The event under the cursor; the latest is 0.
    pub(super) cursor: usize,
    /// The first line shown of what the event says.
    pub(super) from: usize,
    pub(super) phase: Phase,
    pub(super) said: Option<Said>,
}

/// What the keys are for.
#[derive(Clone, Debug)]
pub(super) enum Phase {
    /// The record.
    Browsing,
    /// Why a mapping is taken back.
    Reason(RecordId, Input),
}

/// What was said last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Said {
    Withdrawn,
    Refused(String),
}

impl History {
    /// Opens it and asks for what it shows.
    pub(crate) fn open(pupil: PupilId) -> (Self, Vec<Request>) {
        let ask = vec![Request::History(pupil.clone())];
        let screen = Self {
            pupil,
            story: None,
            cursor: 0,
            from: 0,
            phase: Phase::Browsing,
            said: None,
        };
        (screen, ask)
    }

    /// What happened, latest first.
    pub(super) fn events(&self) -> &[Event] {
        self.story.as_ref().map_or(&[], |story| &story.events)
    }

    /// The event under the cursor.
    pub(super) fn event(&self) -> Option<&Event> {
        self.events().get(self.cursor)
    }

    /// The number of the plan version at a place of the record, counted from the oldest.
    pub(super) fn plan_number(&self, at: usize) -> usize {
        let plans = self.events().iter().skip(at);
        plans
            .filter(|event| matches!(event, Event::PlanReceived { .. }))
            .count()
    }
}
