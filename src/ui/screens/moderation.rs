//! Moderation: what waits for a review, what came back to officers, what is before the board, where the samples stand.

mod state;
#[cfg(test)]
mod tests;
mod update;
mod view;
mod words;

pub(crate) use state::Moderation;
