//! The frameworks that can be read.

mod state;
mod update;
mod view;

pub(crate) use state::Frameworks;
