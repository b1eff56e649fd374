//! The path, and how far its import has come.

use crate::ui::parts::input::Input;

/// A file to import.
#[derive(Clone, Debug)]
pub(crate) struct Import {
    pub(super) path: Input,
    pub(super) phase: Phase,
    pub(super) refused: Option<String>,
}

/// How far it has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    /// The path is typed.
    Asking,
    /// The worker looks what the columns are.
    Looking,
    /// Somebody says what they are, on a screen of its own.
    Mapping,
    /// The worker looks again, after that.
    Mapped,
}

impl Import {
    /// Opens it.
    pub(crate) fn open() -> Self {
        Self {
            path: Input::default(),
            phase: Phase::Asking,
            refused: None,
        }
    }
}
