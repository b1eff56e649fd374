//! How far the walk has come.

use super::work::Work;
use crate::domain::identity::PupilId;
use crate::domain::mapping::Mapping;
use crate::domain::moderation::readings::Beside;
use crate::ui::message::{Request, Which};

/// Where the walk stands.
#[derive(Clone, Debug)]
pub(super) enum Phase {
    /// The case has not come in yet.
    Opening,
    /// There is nothing to walk; why.
    Stopped(String),
    /// The reader is at work.
    Mapping(Box<Work>),
    /// The blind reading is recorded, and lies beside the officer's.
    Read(Box<Beside>),
    /// The mapping is recorded.
    Recorded(Box<Mapping>, Box<Work>),
}

/// The walk of one pupil after the other.
#[derive(Clone, Debug)]
pub(crate) struct Walk {
    pub(super) phase: Phase,
}

impl Walk {
    /// Opens a pupil's walk and asks for the case.
    pub(crate) fn open(which: Which) -> (Self, Vec<Request>) {
        let walk = Self {
            phase: Phase::Opening,
        };
        (walk, vec![Request::Open(which)])
    }

    /// The pupil that an officer is at; nobody where a plan is read blind, which no other way in may show.
    pub(crate) fn officers(&self) -> Option<&PupilId> {
        match &self.phase {
            Phase::Mapping(work) if !work.is_blind() => Some(&work.case.draft.pupil),
            Phase::Opening
            | Phase::Stopped(_)
            | Phase::Mapping(_)
            | Phase::Read(_)
            | Phase::Recorded(..) => None,
        }
    }
}
