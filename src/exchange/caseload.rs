//! The plain caseload table: one row a pupil, or one a provision, to facts and plan text.

mod cell;
mod column;
pub(super) mod date;
mod desk;
mod facts;
mod gather;
mod provisions;
mod section;
mod who;

pub(super) use date::day;
pub use gather::{ReadPupil, TurnedAway};
pub use provisions::{Found, plan_text};

use column::Columns;
use desk::Desk;

use super::encoding;
use super::fault::{Cause, Fault};
use super::table::{Row, Table};
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

/// How many bytes of a file stand for a row when room is made for its pupils.
const SHORTEST_ROW: usize = 64;

/// Reads a caseload table; `today` tells a birth date yet to come.
pub fn read(file: &str, bytes: &[u8], today: Day) -> Result<ReadCaseload, Fault> {
    rows(file, bytes, today).map_err(|cause| cause.of(file))
}

fn rows(file: &str, bytes: &[u8], today: Day) -> Result<ReadCaseload, Cause> {
    let text = encoding::text(bytes)?;
    let mut table = Table::open(&text)?;
    let columns = Columns::of(table.header())?;
    // At most one row a line, and no row worth reading is shorter than this.
    let lines = text.bytes().filter(|byte| *byte == b'\n').count();
    let room = lines.min(text.len() / SHORTEST_ROW);
    let mut desk = Desk::new(file, &columns, today, room);
    let mut row = Row::default();
    while table.read_row(&mut row)? {
        if !row.is_empty() {
            desk.take(&row);
        }
    }
    let ((pupils, turned_away, rejected), warnings) = desk.cleared();
    Ok(ReadCaseload {
        read: (pupils.len() + rejected.len()) as u64,
        pupils,
        rejected,
        turned_away,
        warnings,
        silent: columns.silent(),
    })
}

#[cfg(test)]
mod tests;
