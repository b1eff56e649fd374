//! The first run: three questions, then in.

mod state;
mod update;
mod view;

pub(crate) use state::FirstRun;
