//! The sample as it stands, and which of its lists is looked at.

use crate::domain::identity::PupilId;
use crate::domain::moderation::cohort::Line;
use crate::domain::moderation::queue::{SampleCase, SampleState};

/// One sample.
#[derive(Clone, Debug)]
pub(crate) struct Sample {
    pub(super) state: Box<SampleState>,
    pub(super) list: List,
    pub(super) cursor: usize,
    /// What was refused, and why.
    pub(super) refused: Option<String>,
}

/// What is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum List {
    /// The members, in the order in which they are read.
    Members,
    /// What a proposed shift would change, pupil by pupil.
    Shift,
}

impl Sample {
    /// Opens it; a proposed shift is what there is to look at.
    pub(crate) fn open(state: Box<SampleState>) -> Self {
        let list = if state.outcome.lines().is_empty() {
            List::Members
        } else {
            List::Shift
        };
        Self {
            state,
            list,
            cursor: 0,
            refused: None,
        }
    }

    /// What a proposed shift would change; empty where none is proposed.
    pub(super) fn lines(&self) -> &[Line] {
        self.state.outcome.lines()
    }

    /// How many rows the list has.
    pub(super) fn length(&self) -> usize {
        match self.list {
            List::Members => self.state.cases.len(),
            List::Shift => self.lines().len(),
        }
    }

    /// The member under the cursor.
    pub(super) fn member(&self) -> Option<&SampleCase> {
        match self.list {
            List::Members => self.state.cases.get(self.cursor),
            List::Shift => None,
        }
    }

    /// The pupil under the cursor, where their record may be looked at: a member is read blind first.
    pub(super) fn pupil(&self) -> Option<PupilId> {
        match self.list {
            List::Shift => self.lines().get(self.cursor).map(|one| one.pupil.clone()),
            List::Members => {
                let read = self.member()?.moderator.is_some();
                let members = &self.state.kept.drawn.sample.members;
                let member = members.get(self.cursor).filter(|_| read);
                member.map(|one| one.pupil.clone())
            }
        }
    }
}
