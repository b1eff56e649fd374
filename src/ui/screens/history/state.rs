//! One pupil's record.

use crate::domain::identity::PupilId;
use crate::ui::message::{Request, Story};

/// One pupil's record.
#[derive(Clone, Debug)]
pub(crate) struct History {
    pub(super) story: Option<Box<Story>>,
    pub(super) refused: Option<String>,
}

impl History {
    /// Opens it and asks for what it shows.
    pub(crate) fn open(pupil: PupilId) -> (Self, Vec<Request>) {
        let screen = Self {
            story: None,
            refused: None,
        };
        (screen, vec![Request::History(pupil)])
    }
}
