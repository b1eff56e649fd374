//! Rates: what a tariff brings, set from the distribution and never before it; what they cost, and whom they touch.
#![deny(clippy::float_arithmetic)]

pub mod average;
pub mod bounds;
pub mod cohort;
pub mod cost;
pub mod crowd;
pub mod element;
pub mod envelope;
pub mod expected;
pub mod ground;
pub mod impact;
#[cfg(test)]
pub(crate) mod invented;
pub mod protection;
pub mod set;
pub mod solve;
pub mod status;
pub mod year;

pub use average::{Average, averages};
pub use cohort::{Cohort, Price};
pub use cost::{Cost, CostLine, Sum, cost};
pub use crowd::Crowd;
pub use element::{Element, Elements};
pub use envelope::{Envelope, Part};
pub use expected::{Expected, ExpectedCost, NoExpected};
pub use ground::{Filed, Ground};
pub use impact::{Impact, Level, groups, impact};
pub use protection::{Payer, Protection, ProtectionKind, Unit};
pub use set::{Factor, FactorCount, Rate, RateSet, Value};
pub use solve::{Demand, Solved, Unsolvable, demands, solve, solve_parts, total_weight};
pub use status::RatesStatus;
pub use year::{YearPart, financial_year};

/// What every total says of those who are in no caseload.
pub const NOT_IN_HERE: &str = "Pupils at SEN Support without a plan are in no caseload: what they cost is in none of these figures.";

#[cfg(test)]
mod tests;
