//! The worklist: who is next, and why.

mod state;
mod update;
mod view;

pub(crate) use state::Worklist;
