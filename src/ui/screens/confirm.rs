//! A question with yes or no.

mod state;
#[cfg(test)]
mod tests;
mod update;
mod view;

pub(crate) use state::Confirm;
