//! The plan documents whose pupil is not sure: whose each may be, and one key to settle it.

mod state;
#[cfg(test)]
mod tests;
mod update;
mod view;

pub(crate) use state::Papers;
