//! Every command, found by typing.

mod state;
#[cfg(test)]
mod tests;
mod update;
mod view;

pub(crate) use state::Palette;
