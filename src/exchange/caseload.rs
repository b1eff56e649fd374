//! The plain caseload table, of a text or a workbook: one row a pupil, or one a provision, to facts and plan text.

mod cell;
mod columns;
pub(super) mod date;
mod desk;
mod facts;
mod gather;
mod guess;
mod opened;
mod provisions;
mod section;
mod survey;
mod who;

pub(super) use date::day;
pub use gather::{ReadPupil, TurnedAway};
pub use opened::{Opened, Taken};
pub use provisions::{Found, plan_text};

use super::fault::Fault;
use crate::domain::account::Remark;
use crate::domain::day::Day;
use crate::domain::fact::Fact;

/// What a caseload table holds: read = pupils + rejected, one entry a pupil taken in and one a
/// row of those who are not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadCaseload {
    /// The pupils, in the order of their first rows.
    pub pupils: Vec<ReadPupil>,
    /// The rows that cannot be taken in, and why.
    pub rejected: Vec<Remark>,
    /// The pupils of whom these rows speak, where they say who.
    pub turned_away: Vec<TurnedAway>,
    /// What somebody should look at.
    pub warnings: Vec<Remark>,
    /// What the file says nothing of, of any pupil.
    pub silent: Vec<Fact>,
    /// How many pupils and rejected rows there are.
    pub read: u64,
}

/// Reads a caseload table by the names of its headers; `today` tells a birth date yet to come.
pub fn read(file: &str, bytes: &[u8], today: Day) -> Result<ReadCaseload, Fault> {
    let taken = Opened::of(file, bytes)?.read(today, None)?;
    Ok(taken.caseload)
}

#[cfg(test)]
mod tests;
