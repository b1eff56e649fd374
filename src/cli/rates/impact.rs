//! `continuum rates impact`: gains and losses, and what protection costs.

use crate::cli::arguments::{ImpactLevel, ImpactRates};
use crate::cli::failure::Failure;
use crate::cli::room::Room;
use crate::domain::place::Setting;
use crate::domain::rates::{Level, averages, groups, impact};
use crate::exchange::rates;

use super::{files, telling};

/// The settings whose schools are paid by an average.
const AVERAGED: [Setting; 2] = [Setting::Srp, Setting::Special];

impl From<ImpactLevel> for Level {
    fn from(level: ImpactLevel) -> Self {
        match level {
            ImpactLevel::All => Self::All,
            ImpactLevel::Setting => Self::Setting,
            ImpactLevel::District => Self::District,
            ImpactLevel::Community => Self::Community,
            ImpactLevel::School => Self::School,
            ImpactLevel::Pupil => Self::Pupil,
        }
    }
}

pub(super) fn run(order: &ImpactRates, room: &Room) -> Result<(), Failure> {
    let workspace = room.workspace()?;
    let set = workspace.rate_set(&files::find(&order.rates, room)?)?;
    files::priced(&set)?;
    let cohort = telling::cohort(&workspace, room)?;
    let found = impact(&cohort, &set);
    let level = Level::from(order.by);
    let summed = groups(&cohort, &found, level);
    let (source, about) = (workspace.rates_source(room.now()), telling::about(&cohort));
    let mut report = rates::impact(&set, &found, (level, &summed), (&source, about));
    if order.unknown {
        rates::unknown(&mut report, &cohort, &found);
    }
    if order.averages {
        let schools = averages(&cohort, &set, workspace.framework(), &AVERAGED);
        rates::averages(&mut report, &cohort, &schools);
    }
    telling::tell(&report, &order.told, order.out.as_deref())
}
