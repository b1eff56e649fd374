//! The frameworks that can be read.

use std::sync::Arc;

use crate::domain::framework::Framework;
use crate::ui::message::Request;

/// The frameworks that can be read.
#[derive(Clone, Debug)]
pub(crate) struct Frameworks {
    pub(super) all: Option<Vec<Arc<Framework>>>,
    pub(super) refused: Option<String>,
}

impl Frameworks {
    /// Opens it and asks for what it shows.
    pub(crate) fn open() -> (Self, Vec<Request>) {
        let screen = Self {
            all: None,
            refused: None,
        };
        (screen, vec![Request::Frameworks])
    }
}
