//! A plan made from pasted text.

mod state;
#[cfg(test)]
mod tests;
mod update;
mod view;

pub(crate) use state::Paste;
