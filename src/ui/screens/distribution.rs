//! The tariff distribution.

mod state;
mod update;
mod view;

pub(crate) use state::Distribution;
