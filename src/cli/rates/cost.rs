//! `continuum rates cost`: what a rate set costs, against an envelope.

use crate::cli::arguments::CostRates;
use crate::cli::failure::Failure;
use crate::cli::room::Room;
use crate::domain::day::Day;
use crate::domain::rates::{Expected, YearPart, cost, financial_year};
use crate::exchange::rates::{self, Costed};

use super::{files, telling};

pub(super) fn run(order: &CostRates, room: &Room) -> Result<(), Failure> {
    let mut workspace = room.workspace()?;
    let set = workspace.rate_set(&files::find(&order.rates, room)?)?;
    files::priced(&set)?;
    let envelope = match &order.envelope {
        Some(named) => Some(workspace.envelope(&files::find(named, room)?)?),
        None => None,
    };
    // Without an envelope the year is the financial one in which the rates take effect.
    let year_from = envelope
        .as_ref()
        .map_or_else(|| financial_year(set.effective_from), |one| one.year_from);
    let year = match &order.from {
        Some(from) => part(year_from, from)?,
        None => YearPart::whole(year_from),
    };
    let cohort = telling::cohort(&workspace, room)?;
    let found = cost(&cohort, &set, workspace.framework());
    let expected = if order.estimate {
        let (estimate, by) = telling::estimate(&mut workspace, room)?;
        let expected = Expected::of(&estimate, &by, workspace.framework()).cost(&set);
        Some(expected.map_err(Failure::refused)?)
    } else {
        None
    };
    let costed = Costed {
        set: &set,
        cost: &found,
        expected: expected.as_ref(),
        envelope: envelope.as_ref(),
        year,
    };
    let report = rates::cost(&costed, &workspace.rates_source(room.now()));
    telling::tell(&report, &order.told, order.out.as_deref())
}

/// Reads from when on: a month or a day of the year.
fn part(year_from: Day, text: &str) -> Result<YearPart, Failure> {
    let whole = if text.len() == 7 {
        format!("{text}-01")
    } else {
        text.to_owned()
    };
    let from: Day = whole.parse().map_err(|_| {
        Failure::usage(format!("\"{text}\" is neither a month nor a day."))
            .hint("Write it as 2027-09 or 2027-09-01.")
    })?;
    YearPart::rest(year_from, from).ok_or_else(|| {
        let last = year_from.plus_months(12).plus_days(-1);
        Failure::usage(format!(
            "{} is not in the year from {} to {}.",
            from.long(),
            year_from.long(),
            last.long()
        ))
        .hint("Name a month of that year, or an envelope of another.")
    })
}
