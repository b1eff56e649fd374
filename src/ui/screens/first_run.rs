//! The first run: three questions, then in.

mod state;
#[cfg(test)]
mod tests;
mod update;
mod view;

pub(crate) use state::FirstRun;
