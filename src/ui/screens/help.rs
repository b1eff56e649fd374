//! All keys.

mod state;
mod update;
mod view;

pub(crate) use state::Help;
