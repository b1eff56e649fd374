//! Rates: what each tariff brings, changed by keys, and what follows from it.

mod choices;
mod communities;
mod deciding;
mod figures;
mod gains;
mod moved;
mod options;
mod panes;
mod sheet;
mod shortfalls;
mod solving;
mod state;
mod sums;
mod tariffs;
#[cfg(test)]
mod tests;
mod typing;
mod update;
mod view;

pub(crate) use state::Rates;
