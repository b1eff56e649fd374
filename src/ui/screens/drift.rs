//! Drift: who has come to read otherwise, how every officer's weeks went, and the pupils behind it.

mod state;
#[cfg(test)]
mod tests;
mod update;
mod view;
mod words;

pub(crate) use state::Drift;
