//! The walk: one pupil, provision by provision.

use crate::ui::message::{Request, Which};

/// The walk: one pupil, provision by provision.
#[derive(Clone, Debug)]
pub(crate) struct Walk {
    pub(super) which: Which,
}

impl Walk {
    /// Opens a pupil's walk and asks for the case.
    pub(crate) fn open(which: Which) -> (Self, Vec<Request>) {
        let ask = vec![Request::Open(which.clone())];
        (Self { which }, ask)
    }
}
