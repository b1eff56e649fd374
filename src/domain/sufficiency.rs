//! Sufficiency: what each plan's quantified provision would cost, and whether the tariff and the school's share cover it.
//!
//! A banding may not undercut a plan: it is lawful provided that it secures Section F in practice (*AD v London Borough of
//! Hackney* \[2019\] EWHC 943 (Admin)). So every plan that would cost more is listed with the sum, and takes an outcome, a
//! name and a date.
#![deny(clippy::float_arithmetic)]

pub mod book;
pub mod cost;
pub mod outcome;
pub mod report;
pub mod totals;
pub mod verdict;

pub use book::{CostBook, HourPrice, role};
pub use cost::{Counts, Item, Line, PlanCost, Taken, cost};
pub use outcome::{Outcome, Recorded, Stale, Told};
pub use report::{About, Named, Report, items};
pub use totals::{Group, Totals};
pub use verdict::{Cannot, Case, Covered, Gives, Verdict, cover};
