//! The tariff distribution.

use crate::domain::distribution::Dimension;
use crate::ui::message::{Counted, Request};

/// The tariff distribution.
#[derive(Clone, Debug)]
pub(crate) struct Distribution {
    pub(super) shown: Option<Box<Counted>>,
    pub(super) refused: Option<String>,
}

impl Distribution {
    /// Opens it and asks for what it shows.
    pub(crate) fn open() -> (Self, Vec<Request>) {
        let screen = Self {
            shown: None,
            refused: None,
        };
        (
            screen,
            vec![Request::Distribution(vec![Dimension::Setting])],
        )
    }
}
