//! All keys.

use crate::ui::action::Context;

/// All keys.
#[derive(Clone, Debug)]
pub(crate) struct Help {
    pub(super) context: Context,
    pub(super) from: usize,
}

impl Help {
    /// Opens it, the keys of a context first.
    pub(crate) fn open(context: Context) -> Self {
        Self { context, from: 0 }
    }
}
