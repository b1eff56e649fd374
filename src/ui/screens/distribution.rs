//! The tariff distribution: bars, an account that adds up, a cross table, and the pupils behind each count.

mod account;
mod bars;
mod choices;
mod cross;
mod matrix;
mod state;
#[cfg(test)]
mod tests;
mod update;
mod view;

pub(crate) use state::Distribution;
