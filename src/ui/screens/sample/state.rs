//! The sample as it stands, what carrying it out would do, and which of its lists is looked at.

use crate::domain::identity::PupilId;
use crate::domain::moderation::queue::{SampleCase, SampleState};
use crate::domain::moderation::ruling::{Moved, Proposal};
use crate::ui::message::Request;
use crate::ui::parts::input::Input;

/// One sample.
#[derive(Clone, Debug)]
pub(crate) struct Sample {
    pub(super) state: Box<SampleState>,
    /// What carrying out its outcome would do, mapping by mapping; nothing before it has come in.
    pub(super) proposal: Option<Box<Proposal>>,
    pub(super) list: List,
    pub(super) cursor: usize,
    pub(super) phase: Phase,
    /// What was refused, and why.
    pub(super) refused: Option<String>,
}

/// What is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum List {
    /// The members, in the order in which they are read.
    Members,
    /// What carrying out the outcome does, pupil by pupil.
    Proposal,
}

/// What the keys are for.
#[derive(Clone, Debug)]
pub(super) enum Phase {
    /// The lists.
    Looking,
    /// Who else answers for a shift.
    Second(Input),
    /// Why it is carried out; the second name of a shift.
    Reason(Option<String>, Input),
}

impl Sample {
    /// Opens it; where there is something to carry out, that is what there is to look at, and it is asked for.
    pub(crate) fn open(state: Box<SampleState>) -> (Self, Vec<Request>) {
        let carries = state.outcome.is_to_carry() && state.ruling.is_none();
        let ask = if carries {
            vec![Request::Proposal(state.kept.id.clone())]
        } else {
            Vec::new()
        };
        let screen = Self {
            state,
            proposal: None,
            list: if carries {
                List::Proposal
            } else {
                List::Members
            },
            cursor: 0,
            phase: Phase::Looking,
            refused: None,
        };
        (screen, ask)
    }

    /// Whether there is something to carry out that was not yet.
    pub(super) fn carries(&self) -> bool {
        self.state.outcome.is_to_carry() && self.state.ruling.is_none()
    }

    /// What carrying it out does, as far as that has come in.
    pub(super) fn moved(&self) -> &[Moved] {
        self.proposal.as_ref().map_or(&[], |one| &one.moved)
    }

    /// How many rows the list has.
    pub(super) fn length(&self) -> usize {
        match self.list {
            List::Members => self.state.cases.len(),
            List::Proposal => self.moved().len(),
        }
    }

    /// The member under the cursor.
    pub(super) fn member(&self) -> Option<&SampleCase> {
        match self.list {
            List::Members => self.state.cases.get(self.cursor),
            List::Proposal => None,
        }
    }

    /// The pupil under the cursor, where their record may be looked at: a member is read blind first.
    pub(super) fn pupil(&self) -> Option<PupilId> {
        match self.list {
            List::Proposal => self.moved().get(self.cursor).map(|one| one.pupil.clone()),
            List::Members => {
                let read = self.member()?.moderator.is_some();
                let members = &self.state.kept.drawn.sample.members;
                let member = members.get(self.cursor).filter(|_| read);
                member.map(|one| one.pupil.clone())
            }
        }
    }
}
