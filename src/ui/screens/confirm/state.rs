//! The question and what a yes asks for.

use crate::ui::desk::Question;

/// A question that waits for yes or no.
#[derive(Clone, Debug)]
pub(crate) struct Confirm {
    pub(super) question: Question,
}

impl Confirm {
    /// Opens a question.
    pub(crate) fn open(question: Question) -> Self {
        Self { question }
    }
}
