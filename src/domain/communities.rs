//! Communities of schools: a budget each, for pupils at SEN Support and wider support, by the published method.
//!
//! The method: half of the pot by pupil numbers and half by deprivation; what communities had before counts for less from
//! year to year; some of what they claim today is protected for a time. Weights, years and protection are figures of a
//! file. All amounts are whole pence, and every list of shares sums to what it is a share of.
#![deny(clippy::float_arithmetic)]

pub mod budget;
pub mod method;
pub mod shared;

pub use budget::{Budget, Budgets, Unshared, budgets};
pub use method::{Community, Indicator, Method, Payer, Protection, Year};
pub use shared::Shared;
