//! Marks: where a plan's text says how much and by whom, as the reader of the text takes it.

use super::provision::Span;

/// What a marked stretch of the text says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MarkKind {
    /// How much, how often, to how many.
    Dose,
    /// Who delivers it, or stands behind it.
    Role,
}

/// A stretch of the text and what it says; vague words stand with their provision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    /// Where it stands in the text as read.
    pub span: Span,
    /// What it says.
    pub kind: MarkKind,
}
