//! The walk: one pupil, provision by provision.

mod state;
mod update;
mod view;

pub(crate) use state::Walk;
