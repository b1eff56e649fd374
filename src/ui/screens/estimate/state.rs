//! What is known of the rest, what stands beside it, and how far a draw has come.

use crate::domain::distribution::rest::Rest;
use crate::ui::message::Request;
use crate::ui::parts::input::Input;

/// The estimate of the rest.
#[derive(Clone, Debug)]
pub(crate) struct Estimate {
    pub(super) told: Told,
    pub(super) beside: Beside,
    /// The first line shown of what stands beside.
    pub(super) from: usize,
    pub(super) phase: Phase,
    /// What was done or refused.
    pub(super) said: Option<Said>,
}

/// How far the look at the rest has come.
#[derive(Clone, Debug)]
pub(super) enum Told {
    /// It was asked for.
    Asked,
    /// It has come.
    Yes(Box<Rest>),
    /// It could not be done.
    Refused(String),
}

/// What stands beside the estimate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Beside {
    /// How far the samples are read, stratum by stratum.
    Samples,
    /// What a sample of which size would show.
    Sizes,
    /// How the estimate moved.
    Time,
}

/// What the keys are for.
#[derive(Clone, Debug)]
pub(super) enum Phase {
    /// Looking.
    Looking,
    /// How many are to be drawn.
    Number(Input),
    /// The worker was asked what they would show, or to draw them.
    Waiting,
}

/// What is said at the foot.
#[derive(Clone, Debug)]
pub(super) enum Said {
    Drawn(String),
    Refused(String),
}

impl Estimate {
    /// Opens it and asks for what it shows.
    pub(crate) fn open() -> (Self, Vec<Request>) {
        let screen = Self {
            told: Told::Asked,
            beside: Beside::Samples,
            from: 0,
            phase: Phase::Looking,
            said: None,
        };
        (screen, vec![Request::Rest])
    }

    /// What is known of the rest, once it has come.
    pub(super) fn rest(&self) -> Option<&Rest> {
        match &self.told {
            Told::Yes(rest) => Some(rest),
            Told::Asked | Told::Refused(_) => None,
        }
    }
}
