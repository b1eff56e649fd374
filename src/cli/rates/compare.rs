//! `continuum rates compare`: rate sets side by side.

use crate::cli::arguments::CompareRates;
use crate::cli::failure::Failure;
use crate::cli::room::Room;
use crate::domain::rates::{Level, cost, groups, impact};
use crate::exchange::rates::{self, Choice};

use super::{files, telling};

pub(super) fn run(order: &CompareRates, room: &Room) -> Result<(), Failure> {
    let workspace = room.workspace()?;
    let mut sets = Vec::new();
    for named in &order.rates {
        let set = workspace.rate_set(&files::find(named, room)?)?;
        files::priced(&set)?;
        sets.push(set);
    }
    let envelope = match &order.envelope {
        Some(named) => Some(workspace.envelope(&files::find(named, room)?)?),
        None => None,
    };
    let cohort = telling::cohort(&workspace, room)?;
    let choice = |set| {
        let found = impact(&cohort, &set);
        let all = groups(&cohort, &found, Level::All);
        Choice {
            cost: cost(&cohort, &set, workspace.framework()),
            all: all.into_iter().next().unwrap_or_default(),
            impact: found,
            set,
        }
    };
    let choices: Vec<Choice> = sets.into_iter().map(choice).collect();
    let source = workspace.rates_source(room.now());
    let report = rates::compare(&choices, envelope.as_ref(), &source);
    telling::tell(&report, &order.told, order.out.as_deref())
}
