//! The plain caseload table, of a text or a workbook: one row a pupil, or one a provision, to facts and plan text.

mod cell;
mod columns;
pub(super) mod date;
mod desk;
mod facts;
mod gather;
mod guess;
mod looked;
mod opened;
mod provisions;
mod section;
mod survey;
mod who;

pub(super) use date::day;
pub use desk::Aside;
pub use gather::{ReadPupil, TurnedAway};
pub use looked::Rows;
pub use opened::{Bytes, Opened};
pub use provisions::{Found, plan_text};

#[cfg(test)]
mod tests;
