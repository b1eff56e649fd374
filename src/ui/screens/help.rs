//! All keys.

mod lines;
mod state;
#[cfg(test)]
mod tests;
mod update;
mod view;

pub(crate) use state::Help;
