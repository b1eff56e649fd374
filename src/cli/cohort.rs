//! `continuum cohort`: says that a pupil is taught above or below the year group of their birth.

use crate::domain::place::year_in_words;
use crate::domain::printable::printable;

use super::arguments::Cohort;
use super::failure::Failure;
use super::output;
use super::room::{Room, reader};

pub(super) fn run(order: &Cohort, room: &Room) -> Result<(), Failure> {
    let mut workspace = room.workspace()?;
    let reader = reader(&order.who, &workspace);
    let pupil = workspace.pupil(&order.reference)?;
    let years = order.years.filter(|_| !order.clear);
    workspace.set_cohort(&pupil, years, &reader, &order.reason, room.now())?;
    let row = workspace.case(&pupil, room.now())?.row;
    let year = row.year_group.map_or_else(
        || "their year group is not known".to_owned(),
        |year| format!("{} in the worklist's school year", year_in_words(year)),
    );
    let said = match years {
        None => "is taught with those of their age, as far as the files say".to_owned(),
        Some(0) => "is taught with those of their age, whatever a file says".to_owned(),
        Some(years) => {
            let count = years.unsigned_abs();
            let unit = if count == 1 { "year" } else { "years" };
            let way = if years < 0 { "below" } else { "above" };
            format!("is taught {count} {unit} {way} those of their age")
        }
    };
    let reference = row.reference;
    output::line(printable(&format!("{reference} {said}: {year}.")))
}
