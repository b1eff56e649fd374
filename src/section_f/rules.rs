//! What a plan is read by: the year of its framework, and the list of vague words.

use std::sync::Arc;

use crate::domain::framework::YearShape;

use super::wording::Wording;

/// What a plan is read by.
#[derive(Clone, Debug)]
pub(crate) struct Rules {
    pub(crate) year: YearShape,
    pub(crate) wording: Arc<Wording>,
}
