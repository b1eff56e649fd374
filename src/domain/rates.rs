//! Rates: what a tariff brings, set from the distribution and never before it; what they cost, and whom they touch.
#![deny(clippy::float_arithmetic)]

pub mod element;
pub mod envelope;
#[cfg(test)]
mod invented;
pub mod protection;
pub mod set;
pub mod status;

pub use element::{Element, Elements};
pub use envelope::{Envelope, Part};
pub use protection::{Payer, Protection, ProtectionKind, Unit};
pub use set::{Factor, FactorCount, Rate, RateSet, Value};
pub use status::RatesStatus;

/// What every total says of those who are in no caseload.
pub const NOT_IN_HERE: &str = "Pupils at SEN Support without a plan are in no caseload: what they cost is in none of these figures.";
