//! A question with yes or no.

mod state;
mod update;
mod view;

pub(crate) use state::Confirm;
