//! `continuum cohort`: says that a pupil is taught above or below the year group of their birth.

use crate::domain::caseload::CohortWord;
use crate::domain::place::year_in_words;
use crate::domain::printable::printable;

use super::arguments::Cohort;
use super::failure::Failure;
use super::output;
use super::progress::read_caseload;
use super::room::{Room, reader};

pub(super) fn run(order: &Cohort, room: &Room) -> Result<(), Failure> {
    let mut workspace = room.workspace()?;
    let reader = reader(&order.who, &workspace);
    let pupil = workspace.pupil(&order.reference)?;
    let years = order.years.filter(|_| !order.clear);
    workspace.set_cohort(&pupil, years, &reader, &order.reason, room.now())?;
    read_caseload(&mut workspace, room)?;
    let row = workspace.case(&pupil, room.now())?.row;
    let year = row.year_group.map_or_else(
        || "their year group is not known".to_owned(),
        |year| format!("{} in the worklist's school year", year_in_words(year)),
    );
    let said = CohortWord::words(years);
    let reference = row.reference;
    output::line(printable(&format!("{reference} {said}: {year}.")))
}
