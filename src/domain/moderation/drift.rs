//! Drift: whether an officer has come to read otherwise than the office, looked at every week.
//!
//! Two kinds of evidence are taken together. *Mappings*: an officer's levels against the office's of the same weeks, given
//! the setting and the pupil's other areas, so that a caseload that changes for everybody, that grows heavier all round, or
//! whose settings shift is no alarm. *Pairs*: the officer's reading less a moderator's of the same plan, on the random
//! sample alone. A change is a column that is 1 for the officer's readings from some week on; its score is that of a linear
//! mixed model (see `fit`), and the week, the measure and the setting are those that gain the most likelihood.
//!
//! How often a quiet office may be alarmed is a setting over all the weeks it is looked at; it is parted evenly among
//! officers, measures and weeks (Bonferroni), seven tenths of each for all settings together and three for one alone.
//!
//! A change of the tariff that follows from an area's is told with the area's signal. Each officer has at most one signal
//! a measure: that somebody came back to the office's reading is seen in the series. Whether an officer has stood apart from
//! the first week on can hardly be told from mappings, since caseloads differ; there the pairs decide.

mod cells;
pub mod expected;
mod fit;
pub mod gap;
mod layout;
mod matrix;
mod office;
mod scan;
pub mod series;
pub mod share;
pub mod signal;
pub mod told;

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use super::super::identity::{AreaId, RecordId};
use super::super::normal::float;
use super::super::place::Setting;
use super::pair::Pair;
use super::ranks::{Ranks, Scales};
use super::week::Week;
use gap::Gap;
use office::Office;
use scan::Model;
use series::Series;
use share::Shares;
use signal::Signal;

/// An officer's current mapping, as drift is watched by it.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The mapping.
    pub mapping: RecordId,
    /// Who mapped.
    pub officer: String,
    /// The week it was recorded in.
    pub week: Week,
    /// The pupil's setting as the mapping has it.
    pub setting: Option<Setting>,
    /// What the officer made of the plan.
    pub ranks: Ranks,
    /// What was to be expected of each area from facts that no reader judges, as a rank; empty where nothing was reckoned.
    pub expected: BTreeMap<AreaId, f64>,
}

/// How drift is watched.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    /// How often a quiet office may be alarmed at all, over the weeks, officers and areas together: 0.015.
    pub false_alarms: f64,
    /// The weeks that the alarm is to be looked at, over which that is spread: 26.
    pub weeks: u32,
    /// How few readings since a change are too few to speak: 10.
    pub least: usize,
    /// How small a change is not worth saying, however sure it is, in ranks: 0.1, a rank for every tenth pupil. What the
    /// comparison leaves unexplained is as large, and thousands of mappings would make an alarm of it.
    pub size: f64,
    /// How far two officers' caseloads may lie apart after settings and other areas, in ranks: 0.5.
    pub caseloads: f64,
    /// How far the whole office may lie from its moderators, in ranks: 0.2.
    pub office: f64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            false_alarms: 0.015,
            weeks: 26,
            least: 10,
            size: 0.1,
            caseloads: 0.5,
            office: 0.2,
        }
    }
}

/// How many independent looks a week adds for an officer at a measure: changes from this week on, from the last, and so
/// on, of which few are alike. By simulation: quiet offices of eight officers, looked at in each of 26 weeks.
const LOOKS: f64 = 3.0;

impl Settings {
    /// How many independent looks there are at all.
    fn looks(&self, office: &Office<'_>) -> f64 {
        let measures = office.scales.areas.len() + 1;
        LOOKS * float(measures * office.officers.len()) * f64::from(self.weeks)
    }
}

/// What a week's look at an office gives.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outlook {
    /// Who reads otherwise, the surest first in the areas, then at the tariff; empty where nothing is beyond chance.
    pub signals: Vec<Signal>,
    /// Each officer's weekly means, by measure.
    pub series: Vec<Series>,
    /// Each officer's shares at each rank against the moderated baseline, by measure and setting.
    pub shares: Vec<Shares>,
    /// Each officer's mean difference from moderators, by measure.
    pub gaps: Vec<Gap>,
}

/// Looks at an office: `rows` are all officers' current mappings, `pairs` the random sample's double readings.
pub fn look(rows: &[Row], pairs: &[Pair], scales: &Scales, settings: &Settings) -> Outlook {
    let all = &mut |_| ControlFlow::Continue(());
    look_heard(rows, pairs, scales, settings, all).unwrap_or_default()
}

/// Looks at an office as [`look`] does; `hear` is told how many fits are done, and where it breaks off there is nothing.
pub fn look_heard(
    rows: &[Row],
    pairs: &[Pair],
    scales: &Scales,
    settings: &Settings,
    hear: &mut Heard<'_>,
) -> Option<Outlook> {
    let office = Office::of(rows, pairs, scales);
    let mut fits = 0;
    let mut fitted = || {
        fits += 1;
        hear(fits).is_continue()
    };
    let found = scan::changes(&office, settings, &mut fitted)?;
    let mut outlook = Outlook::default();
    for one in &found {
        (outlook.signals).extend(signal::signal(&office, &found, one, settings));
    }
    for measure in scales.measures() {
        let known = scan::known(&found, &measure);
        let beside = office.beside(&measure);
        let model = Model::of(&office, &measure, &beside, &known, settings);
        outlook.series.extend(series::series(&office, &model));
        outlook.shares.extend(share::shares(&office, &measure));
        outlook.gaps.extend(gap::gaps(&office, &measure));
        if !fitted() {
            return None;
        }
    }
    Some(outlook)
}

/// Hears how many fits of a look are done, and may break it off.
pub type Heard<'a> = dyn FnMut(u64) -> ControlFlow<()> + 'a;

/// Gives the signals alone, as [`look`] does.
pub fn signals(rows: &[Row], pairs: &[Pair], scales: &Scales, settings: &Settings) -> Vec<Signal> {
    let office = Office::of(rows, pairs, scales);
    let found = scan::changes(&office, settings, &mut || true).unwrap_or_default();
    let signals = found
        .iter()
        .filter_map(|one| signal::signal(&office, &found, one, settings));
    signals.collect()
}

#[cfg(test)]
mod tests;
