//! A plan made from pasted text.

mod state;
mod update;
mod view;

pub(crate) use state::Paste;
