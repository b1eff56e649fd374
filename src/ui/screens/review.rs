//! Both readings of a plan side by side, and what a moderator decides of them.

mod lines;
mod state;
#[cfg(test)]
mod tests;
mod update;
mod view;

pub(crate) use state::Review;
