//! The standardisation set: what of it the reader is to read, and where they differed once a whole attempt is read.

mod lines;
mod state;
#[cfg(test)]
mod tests;
mod update;
mod view;

pub(crate) use state::Standard;
