//! One pupil's record.

mod state;
mod update;
mod view;

pub(crate) use state::History;
