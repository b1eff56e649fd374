//! The first run: three questions, then in.

use std::sync::Arc;

use crate::domain::framework::Framework;
use crate::ui::message::Request;
use crate::ui::parts::input::Input;

/// The first run: three questions, then in.
#[derive(Clone, Debug)]
pub(crate) struct FirstRun {
    pub(super) name: Input,
    pub(super) frameworks: Vec<Arc<Framework>>,
    pub(super) refused: Option<String>,
}

impl FirstRun {
    /// Opens it and asks which frameworks there are.
    pub(crate) fn open() -> (Self, Vec<Request>) {
        let screen = Self {
            name: Input::default(),
            frameworks: Vec::new(),
            refused: None,
        };
        (screen, vec![Request::Frameworks])
    }
}
