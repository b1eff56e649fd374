//! What requests name: a stretch of a list, a pupil, a cut.

use crate::domain::draft::ItemId;
use crate::domain::identity::{PupilId, PupilRef};
use crate::domain::provision::{AreaCode, Span};
use crate::domain::worklist::Filter;

/// A stretch of the worklist: what is on the screen, and a margin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    /// Which rows count.
    pub filter: Filter,
    /// The first row wanted, from 0.
    pub from: usize,
    /// How many.
    pub count: usize,
}

/// Which pupil to open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Which {
    /// This one.
    Pupil(PupilId),
    /// The next to take, after this one where there was one.
    Next(Option<PupilId>),
    /// The one of a reference or UPN.
    Reference(String),
    /// The one of a reference, to be read blind by a moderator.
    Blind(PupilRef),
    /// The next of the standardisation set.
    Standard,
}

/// How provisions are to be drawn anew; positions count characters of the plan's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    /// The provisions that go.
    pub from: Vec<ItemId>,
    /// The stretches that take their place, each with its area and heading.
    pub to: Vec<(Span, AreaCode, Option<String>)>,
}
