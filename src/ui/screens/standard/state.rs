//! Where the reader stands, and how far the page is scrolled.

use crate::domain::moderation::stands::Sat;
use crate::ui::message::Request;

/// The standardisation set as its reader sees it.
#[derive(Clone, Debug)]
pub(crate) struct Standard {
    /// Where the reader stands; nothing before it has come in.
    pub(super) sat: Option<Box<Sat>>,
    /// The first line shown.
    pub(super) from: usize,
    /// What was refused, and why.
    pub(super) refused: Option<String>,
}

impl Standard {
    /// Opens it and asks where the reader stands.
    pub(crate) fn open() -> (Self, Vec<Request>) {
        let screen = Self {
            sat: None,
            from: 0,
            refused: None,
        };
        (screen, vec![Request::Standing])
    }
}
