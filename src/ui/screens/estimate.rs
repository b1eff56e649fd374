//! The estimate of the rest: how all in scope would stand, the audit samples behind it, and drawing one.

mod beside;
mod state;
#[cfg(test)]
mod tests;
mod update;
mod view;

pub(crate) use state::Estimate;
