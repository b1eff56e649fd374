//! Marks: where a plan's text says how much, how often, to how many and by whom, so that the eye finds it.

use super::provision::Span;

/// What a stretch of the text says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    /// How much, how often, to how many.
    Dose,
    /// Who delivers it.
    Role,
}

/// A stretch of the text and what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Where it stands in the text as read.
    pub span: Span,
    /// What it says.
    pub says: Says,
}
