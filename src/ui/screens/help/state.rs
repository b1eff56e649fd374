//! Whose keys come first, the line at the top, and the words to find.

use crate::ui::action::Context;
use crate::ui::parts::input::Input;

/// All keys.
#[derive(Clone, Debug)]
pub(crate) struct Help {
    pub(super) context: Context,
    pub(super) from: usize,
    pub(super) phase: Phase,
    /// The words that a key's row must have.
    pub(super) words: String,
}

/// What the keys are for.
#[derive(Clone, Debug)]
pub(super) enum Phase {
    /// Scrolling.
    Reading,
    /// The words to find; the words before, should these be left.
    Finding(Input, String),
}

impl Help {
    /// Opens it, the keys of a context first.
    pub(crate) fn open(context: Context) -> Self {
        Self {
            context,
            from: 0,
            phase: Phase::Reading,
            words: String::new(),
        }
    }
}
