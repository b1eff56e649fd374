//! One pupil's record: what came in, what was mapped, what was taken back.

mod mapping;
mod record;
mod state;
#[cfg(test)]
mod tests;
mod update;
mod view;

pub(crate) use state::History;
