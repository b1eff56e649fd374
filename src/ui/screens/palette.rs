//! Every command, found by typing.

mod state;
mod update;
mod view;

pub(crate) use state::Palette;
